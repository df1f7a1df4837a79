#include "core/engine/loop/taught_history.h"

#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace core::engine::loop {

namespace {

/// With the answer that people left standing: what they said since it was taught counts.
distill::TaughtText taughtText(const domain::TaughtRow& row, const ReviewedTexts& people)
{
    const bool isOwnLabel = row.source == domain::TaughtSource::Reference;
    const std::string answer = isOwnLabel ? row.answer : people.standing(row.textHash, row.answer);
    // only texts of the training split are ever chosen; the store keeps no other
    return {{row.textHash, domain::DataSplit::Training}, row.text, answer,
        row.source == domain::TaughtSource::Correction || answer != row.answer,
        row.state != domain::TaughtState::Taught || answer.empty(),
        answer == row.answer ? row.softTargets : std::vector<domain::LabelDistribution>()};
}

distill::TaughtText taughtText(const domain::StoredExample& stored)
{
    return {stored.identity, stored.example.text, evaluation::referenceAnswer(stored.example.reference), false, false, {}};
}

} // namespace

Result<TaughtHistory> knownTo(const LoopPorts& stores, const std::string& taskId, const std::string& studentId)
{
    const Result<std::vector<domain::LoopDecision>> decisions = stores.loops.decisions(taskId);
    Result<StoredExamples> training = stores.examples.examples(taskId, domain::DataSplit::Training);
    if (!decisions || !training) {
        return fail(!decisions ? decisions.error() : training.error());
    }
    TaughtHistory known;
    if (studentId.empty()) {
        return known;
    }
    known.labelled = labelledOnly(std::move(*training));
    std::unordered_set<std::string> visited;
    std::string student = studentId;
    while (!student.empty() && visited.insert(student).second) {
        const auto made = std::find_if(decisions->rbegin(), decisions->rend(),
            [&](const domain::LoopDecision& decision) { return decision.studentId == student; });
        if (made == decisions->rend()) {
            return known; // trained on every labelled text
        }
        Result<std::vector<domain::TaughtRow>> rows = stores.loops.taught(made->runId, taskId);
        if (!rows) {
            return fail(rows.error());
        }
        std::erase_if(*rows, [&](const domain::TaughtRow& row) {
            return row.iteration != made->iteration || row.state != domain::TaughtState::Taught || row.text.empty();
        });
        if (made->iteration == 0) {
            std::unordered_set<std::string> first;
            for (const domain::TaughtRow& row : *rows) {
                first.insert(row.textHash);
            }
            std::erase_if(known.labelled,
                [&](const domain::StoredExample& stored) { return !first.contains(stored.identity.hash); });
            return known;
        }
        known.taught.insert(known.taught.end(), std::make_move_iterator(rows->begin()),
            std::make_move_iterator(rows->end()));
        student = made->championStudentId;
    }
    return known;
}

Result<distill::DistillationSet> trainingSetOf(std::span<const domain::TaughtRow> fresh, const TaughtHistory& known,
    const ReviewedTexts& people, std::optional<double> replayPerFresh, std::uint64_t seed)
{
    std::vector<distill::TaughtText> taught;
    for (const domain::TaughtRow& row : fresh) {
        if (!row.text.empty()) {
            taught.push_back(taughtText(row, people));
        }
    }
    std::vector<distill::TaughtText> old;
    for (const domain::StoredExample& stored : known.labelled) {
        old.push_back(taughtText(stored));
    }
    for (const domain::TaughtRow& row : known.taught) {
        old.push_back(taughtText(row, people));
    }
    return distill::distillationSet(taught, old, replayPerFresh, seed);
}

} // namespace core::engine::loop
