#include "app/study_desk.h"

#include "core/base/uuid.h"
#include "core/evaluation/study_sample.h"

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr int kPage = 2'000;
constexpr std::int64_t kMostPairs = 2'000; ///< more than people judge

} // namespace

Result<StudyDesk::Population> StudyDesk::population(
    const ports::StartStudy& command, const std::string& lastTierId) const
{
    Population population;
    ports::RequestFilter filter;
    filter.range = command.range;
    filter.taskId = command.taskId;
    std::optional<ports::RequestCursor> after;
    do {
        const Result<ports::RequestPage> page
            = m_host.stores().requests->page(filter, {ports::RequestSort::Time, false}, after, kPage);
        if (!page) {
            return core::fail(page.error());
        }
        for (const ports::RequestRow& row : page->rows) {
            if (row.answeredByTier == lastTierId) {
                ++population.lastTierSent;
            } else if (!row.answeredByTier.empty()) {
                population.queryIds.push_back(row.id);
                population.strata.push_back(row.taskId + "/" + row.answeredByTier);
            }
        }
        after = page->next;
    } while (after);
    return population;
}

std::optional<std::string> StudyDesk::lastTierAnswer(
    const domain::QueryRecord& record, const domain::Tier& lastTier, domain::Study& study) const
{
    for (const domain::Attempt& attempt : record.attempts) { // asked beside the traffic already
        if (attempt.tierId == lastTier.id && !attempt.answer.empty()) {
            return attempt.answer;
        }
    }
    const auto state = m_host.engine().servingState();
    const auto client = m_host.shadowRunner().clientOf(*state, lastTier.id);
    if (client == nullptr || record.text.empty()) {
        return std::nullopt;
    }
    const Result<ports::ModelAnswer> answer
        = client->complete({record.taskId, record.text, record.textHash});
    if (!answer) {
        return std::nullopt;
    }
    ++study.calls;
    if (const auto cost = domain::costOf(answer->usage, lastTier.prices)) {
        study.cost += *cost;
    } else {
        ++study.unknownCost;
    }
    return answer->text;
}

Result<ports::CommandReceipt> StudyDesk::run(const ports::StartStudy& command)
{
    if (command.pairs < 1 || command.pairs > kMostPairs) {
        return core::fail(ErrorCode::InvalidArgument,
            "a study has between 1 and " + std::to_string(kMostPairs) + " pairs");
    }
    const std::unique_lock drawing(m_drawing, std::try_to_lock);
    if (!drawing.owns_lock()) {
        return core::fail(ErrorCode::Conflict,
            "a study is being drawn already, and its answers are being paid for; wait until it is there");
    }
    m_isInterrupted = false;
    const auto state = m_host.engine().servingState();
    if (state->tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "the workspace has no tier to compare with");
    }
    const domain::Tier& lastTier = state->tiersByRank.back();
    const Result<Population> drawnFrom = population(command, lastTier.id);
    if (!drawnFrom) {
        return core::fail(drawnFrom.error());
    }
    if (drawnFrom->queryIds.empty()) {
        return core::fail(ErrorCode::NotFound,
            "no cheaper tier sent an answer in this range, so there is nothing to compare; take a longer range");
    }
    domain::Study study;
    study.id = core::makeUuidV7(m_host.clock().now());
    study.at = m_host.clock().now();
    study.from = command.range.from;
    study.to = command.range.to;
    study.taskId = command.taskId;
    study.lastTierId = lastTier.id;
    study.seed = command.seed;
    study.population = static_cast<std::int64_t>(drawnFrom->queryIds.size());
    study.lastTierSent = drawnFrom->lastTierSent;
    std::vector<domain::StudyPair> pairs;
    std::string endedBy; // before all pairs were drawn
    for (const core::evaluation::StudyDraw& draw : core::evaluation::drawStudy(
             drawnFrom->strata, static_cast<std::size_t>(command.pairs), command.seed)) {
        if (m_isInterrupted) {
            endedBy = "the program is ending";
            break;
        }
        const auto record = m_host.stores().requests->find(drawnFrom->queryIds[draw.candidate]);
        if (!record) {
            if (pairs.empty()) {
                return core::fail(record.error());
            }
            endedBy = record.error().message;
            break; // what is paid for is kept
        }
        const auto answer = *record ? lastTierAnswer(**record, lastTier, study) : std::nullopt;
        if (!answer) {
            ++study.withoutAnswer;
            continue;
        }
        domain::StudyPair pair;
        pair.position = static_cast<std::int64_t>(pairs.size());
        pair.queryId = (*record)->id;
        pair.taskId = (*record)->taskId;
        pair.lastTierAnswer = *answer;
        pair.isRoutedFirst = draw.isRoutedFirst;
        pairs.push_back(std::move(pair));
    }
    study.pairs = static_cast<std::int64_t>(pairs.size());
    if (pairs.empty() && m_isInterrupted) {
        return core::fail(ErrorCode::Cancelled, "the program is ending; no pair had been drawn");
    }
    if (pairs.empty()) {
        return core::fail(ErrorCode::Unavailable,
            "the last tier, " + lastTier.name + ", could not be asked about any of the "
                + std::to_string(study.withoutAnswer)
                + " drawn requests; a recording answers only what it holds, so take a more recent range");
    }
    if (const Result<void> added = m_host.stores().studies->add(study, pairs); !added) {
        return core::fail(added.error());
    }
    return ports::CommandReceipt{"Drew " + std::to_string(study.pairs) + " pairs out of "
            + std::to_string(study.population) + " answers of cheaper tiers"
            + (study.withoutAnswer > 0
                    ? "; " + std::to_string(study.withoutAnswer) + " more have no answer of the last tier"
                    : std::string())
            + (endedBy.empty() ? std::string() : "; it ended early: " + endedBy),
        study.id};
}

Result<ports::CommandReceipt> StudyDesk::run(const ports::JudgePair& command)
{
    if (command.reviewer.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a judgement needs the name of its reviewer");
    }
    const Result<void> judged = m_host.stores().studies->judge(command.studyId,
        domain::StudyJudgement{command.position, command.reviewer, command.verdict, m_host.clock().now()});
    return judged ? Result<ports::CommandReceipt>(ports::CommandReceipt{"Recorded", {}}) : core::fail(judged.error());
}

Result<ports::CommandReceipt> StudyDesk::run(const ports::WithdrawPairJudgement& command)
{
    if (command.reviewer.empty()) {
        return core::fail(ErrorCode::InvalidArgument, "a judgement needs the name of its reviewer");
    }
    const Result<void> withdrawn
        = m_host.stores().studies->withdraw(command.studyId, command.position, command.reviewer);
    return withdrawn ? Result<ports::CommandReceipt>(ports::CommandReceipt{"Taken back", {}}) : core::fail(withdrawn.error());
}

} // namespace app
