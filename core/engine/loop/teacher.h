#pragma once

#include "core/base/clock.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/loop/loop_results.h"
#include "core/ports/model_client.h"
#include "core/ports/recorded_answers.h"
#include "core/ports/workspace_store.h"

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Gets the answers that a run chose to teach from the last tier, whatever provides it: an endpoint, a
/// recording, the oracle. Every answer is checked for the form of its task before a student may learn it.
class Teacher {
public:
    struct Services {
        const Clock& clock;
        const ports::ExampleStore& examples;
        ports::RecordedAnswers& recorded; ///< where recording and oracle tiers look
    };
    /// Called with rows that have their answer now; its error ends the teaching. Paid answers are never lost
    /// for longer than one call of it.
    using Save = std::function<Result<void>(std::span<const domain::TaughtRow>)>;
    /// Called between calls with the share that is done; false ends the teaching with Cancelled.
    using Proceed = std::function<bool(double)>;

    explicit Teacher(Services services)
        : m_services(services)
    {
    }

    /// Rows in state Chosen are asked for, rows in state Taught are checked; `spendLimit` bounds what is
    /// booked: no call begins once it is reached. An endpoint that answers 20 times on end in another form than the task's is
    /// asked no more: InvalidArgument.
    [[nodiscard]] Result<TeachResult> teach(const domain::Task& task, const domain::Tier& tier,
        const ports::ModelClient& client, std::vector<domain::TaughtRow> rows,
        const std::optional<domain::Money>& spendLimit, const Save& save, const Proceed& proceed) const;

private:
    void ask(const domain::Task& task, const domain::Tier& tier, const ports::ModelClient& client,
        const std::set<std::string>& labels, std::span<domain::TaughtRow> rows, std::string& problem) const;

    const Services m_services;
};

/// Labels that a classification answer must be one of, or tags, by what the data set uses; empty: any.
[[nodiscard]] std::set<std::string> labelsOf(std::span<const domain::StoredExample> examples);

/// The chat request that asks a model server for an answer in the task's form; empty: the text alone asks. `tokens`: of a text
/// that came with some.
[[nodiscard]] std::string askingBody(const domain::Task& task, const std::set<std::string>& labels, const std::string& text,
    const std::vector<std::string>& tokens);

/// The answer in the form that students learn: a known label as it is written, tags of the right number.
/// Nothing for an answer that has not the task's form.
[[nodiscard]] std::optional<std::string> learnableAnswer(const domain::Task& task, const std::string& answer,
    std::size_t tokens, const std::set<std::string>& labels);

} // namespace core::engine::loop
