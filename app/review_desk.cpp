#include "app/review_desk.h"

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

Result<domain::QueryRecord> ReviewDesk::answered(const std::string& queryId, double quality)
{
    Result<std::optional<domain::QueryRecord>> query = m_host.stores().requests->find(queryId);
    if (!query) {
        return core::fail(query.error());
    }
    if (!*query) {
        return core::fail(ErrorCode::NotFound, "query " + queryId + " is not in this workspace");
    }
    if (!(quality >= 0.0 && quality <= 1.0)) {
        return core::fail(ErrorCode::InvalidArgument, "quality lies between 0 and 1");
    }
    return std::move(**query);
}

Result<ports::CommandReceipt> ReviewDesk::store(const domain::QueryRecord& query, domain::Outcome outcome)
{
    const auto state = m_host.engine().servingState();
    const auto task = state->tasks.find(query.taskId);
    outcome.queryId = query.id;
    outcome.at = m_host.clock().now();
    outcome.source = domain::LabelSource::Human;
    outcome.meetsTarget
        = outcome.quality >= (task == state->tasks.end() ? 1.0 : task->second.policy.answerFloor);
    if (Result<void> stored = m_host.stores().decisions->append(outcome); !stored) {
        return core::fail(stored.error());
    }
    if (Result<void> visible = m_host.stores().decisions->flush(); !visible) {
        return core::fail(visible.error());
    }
    return ports::CommandReceipt{
        outcome.meetsTarget ? "Recorded: meets the target" : "Recorded: misses the target", {}};
}

Result<ports::CommandReceipt> ReviewDesk::record(const ports::RecordOutcome& command)
{
    const Result<domain::QueryRecord> query = answered(command.queryId, command.quality);
    if (!query) {
        return core::fail(query.error());
    }
    domain::Outcome outcome;
    outcome.judge = "operator";
    outcome.quality = command.quality;
    outcome.correctedAnswer = command.correctedAnswer;
    outcome.note = command.note;
    return store(*query, std::move(outcome));
}

Result<ports::CommandReceipt> ReviewDesk::record(const ports::JudgeAnswer& command)
{
    const Result<domain::QueryRecord> query = answered(command.queryId, command.quality);
    if (!query) {
        return core::fail(query.error());
    }
    if (command.reviewer.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a judgement needs the name of its reviewer");
    }
    const bool isDrawn = query->isAuditSelected && query->auditProbability > 0;
    const Result<bool> isPicked = isDrawn ? false : m_host.stores().pickedReviews->isPicked(command.queryId);
    if (!isPicked) {
        return core::fail(isPicked.error());
    }
    if (!isDrawn && !*isPicked) {
        return core::fail(ErrorCode::InvalidArgument,
            "query " + command.queryId
                + " is not in the review queue; add it in Requests, where it may train but does not count");
    }
    domain::Outcome outcome;
    outcome.judge = command.reviewer;
    outcome.quality = command.quality;
    if (isDrawn) {
        outcome.samplingProbability = query->auditProbability;
    }
    outcome.correctedAnswer = command.correctedAnswer;
    outcome.note = command.note;
    return store(*query, std::move(outcome));
}

Result<ports::CommandReceipt> ReviewDesk::withdraw(const ports::WithdrawJudgement& command)
{
    if (command.reviewer.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a judgement needs the name of its reviewer");
    }
    ports::DecisionStore& decisions = *m_host.stores().decisions;
    if (Result<void> visible = decisions.flush(); !visible) {
        return core::fail(visible.error());
    }
    const auto outcomes = m_host.stores().requests->outcomes(command.queryId);
    if (!outcomes) {
        return core::fail(outcomes.error());
    }
    const auto newest = std::find_if(outcomes->rbegin(), outcomes->rend(), [&](const domain::Outcome& outcome) {
        return outcome.source == domain::LabelSource::Human && outcome.judge == command.reviewer;
    });
    if (newest == outcomes->rend()) {
        return core::fail(ErrorCode::NotFound,
            command.reviewer + " has no judgement of query " + command.queryId + " to take back");
    }
    const domain::Withdrawal withdrawal{command.queryId, m_host.clock().now(), command.reviewer, newest->at};
    if (Result<void> stored = decisions.append(withdrawal); !stored) {
        return core::fail(stored.error());
    }
    if (Result<void> visible = decisions.flush(); !visible) {
        return core::fail(visible.error());
    }
    return ports::CommandReceipt{"Taken back", {}};
}

Result<std::vector<std::string>> ReviewDesk::matching(const ports::RequestFilter& filter) const
{
    constexpr int kPage = 2'000;
    std::vector<std::string> ids;
    std::optional<ports::RequestCursor> after;
    do {
        const Result<ports::RequestPage> page = m_host.stores().requests->page(filter, {}, after, kPage);
        if (!page) {
            return core::fail(page.error());
        }
        for (const ports::RequestRow& row : page->rows) {
            if (!row.answeredByTier.empty()) {
                ids.push_back(row.id);
            }
        }
        after = page->next;
    } while (after);
    return ids;
}

Result<ports::CommandReceipt> ReviewDesk::add(const ports::AddToReview& command)
{
    const Result<std::vector<std::string>> ids
        = command.queryIds.empty() ? matching(command.filter) : command.queryIds;
    if (!ids) {
        return core::fail(ids.error());
    }
    const Result<std::int64_t> added = m_host.stores().pickedReviews->add(*ids);
    if (!added) {
        return core::fail(added.error());
    }
    const std::int64_t known = static_cast<std::int64_t>(ids->size()) - *added;
    return ports::CommandReceipt{"Added " + std::to_string(*added) + " to review"
            + (known > 0 ? "; " + std::to_string(known) + " were in it already" : std::string()),
        {}};
}

} // namespace app
