#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/loop/reviewed_texts.h"
#include "core/engine/loop/teaching_plan.h"
#include "core/ports/loop_store.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Where teachable texts and their answers are found. The references must outlive the call.
struct PoolSources {
    const domain::Task& task;
    const domain::Tier& last; ///< the teacher
    std::span<const ports::TrafficText> traffic;
    std::int64_t queries = 0; ///< of the task, in the time of `traffic`
    std::span<const domain::TaughtRow> answered; ///< see ports::LoopStore::answered
    std::span<const domain::StoredExample> training; ///< imported
    std::span<const domain::StoredExample> labelled; ///< that the champion learnt
    std::span<const domain::TaughtRow> taught; ///< the same; of a text that was taught twice, the newest first
    const ReviewedTexts& people;
    std::span<const std::string> members; ///< queries of one cluster; empty: every text
    int days = 0; ///< of `traffic`
};

struct TeachablePool {
    std::vector<TeachableText> texts;
    bool isAssumed = false; ///< without traffic every imported text counts once a day
    double queriesPerRead = 1;
    double readQueries = 0; ///< of the task, in the pool or not
};

/// Texts that the champion does not know, and those that it learnt with an answer that a person has corrected since; each
/// with the answer that is known already. Left out: texts about which the teacher is known to be wrong, or gave an answer
/// before, and was paid, that has not the task's form.
[[nodiscard]] TeachablePool teachablePool(const PoolSources& sources);

} // namespace core::engine::loop
