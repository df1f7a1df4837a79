#pragma once

#include "core/domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// Parameters of a loop or distillation run, stored with it.
struct LoopOptions {
    int iterations = 2; ///< at most; a task stops earlier once its cost ratio changes by less than `stopBelow`
    double stopBelow = 0.005;
    std::string strategy = "expected_saving"; ///< of distill::SelectionMethod
    std::int64_t teacherCalls = 400; ///< texts taught at most, a task and iteration
    std::optional<Money> teacherSpend; ///< new teacher spend at most, a task and iteration; absent: no limit
    Money trainingCost; ///< charged against the saving of each training; 0: this machine's time is free
    int days = 28; ///< traffic looked at
    int horizonDays = 28; ///< traffic ahead that a saving is predicted for
    double replayPerFresh = 20; ///< old texts for each new one of an export, at least 1; fewer where there are fewer
    std::int64_t firstTexts = 800; ///< labelled texts that the first student of a task without one is given
    double margin = 0.02; ///< quality that a challenger may lose before it counts as worse
    bool promotesItself = true; ///< what passes the gates is promoted; otherwise it waits for the operator
    bool onlyTeaches = false; ///< ends with the teacher's answers: for models that are tuned elsewhere
    std::vector<std::string> members; ///< queries of one cluster; empty: every failure
    int epochs = 15; ///< of the student's training
    /// Of the student's training where the teacher told how likely it took each label: temperature, from 1 to 20, and weight,
    /// in [0, 1], of that beside the labels.
    double distillationTemperature = 2;
    double distillationWeight = 0.5;
    std::uint64_t seed = 1;

    bool operator==(const LoopOptions&) const = default;
};

/// When loops start by themselves. They serve nothing that did not pass the gates, but a student that answers nothing yet.
struct LoopSchedule {
    bool isNightly = false;
    int minuteOfDay = 120; ///< UTC
    bool answersAlarms = false; ///< a coverage alarm starts a loop for its task
    LoopOptions options;

    bool operator==(const LoopSchedule&) const = default;
};

} // namespace core::domain
