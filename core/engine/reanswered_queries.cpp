#include "core/engine/reanswered_queries.h"

#include "core/engine/answer_reference.h"
#include "core/engine/certificate_basis.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <utility>

namespace core::engine {

namespace {

constexpr double kSameQuality = 1e-9;

const domain::Attempt* answerOf(const domain::QueryRecord& query, const ports::ShadowRow& row, const std::string& tierId)
{
    for (const domain::ShadowAnswer& answer : row.record.answers) {
        if (answer.attempt.tierId == tierId && answer.attempt.result == domain::AttemptResult::Shadow) {
            return &answer.attempt;
        }
    }
    const auto asked = std::ranges::find_if(query.attempts, [&](const domain::Attempt& attempt) {
        return attempt.tierId == tierId && attempt.result != domain::AttemptResult::Failed;
    });
    return asked == query.attempts.end() ? nullptr : &*asked;
}

bool isJudged(const ports::ShadowRow& row)
{
    return std::ranges::any_of(row.record.answers, [](const auto& answer) { return answer.meetsTarget.has_value(); });
}

/// What the last tier said is what the answers were judged by.
bool isJudgedByLastTier(const ports::ShadowRow& row, const domain::Tier& last)
{
    return row.record.reviewProbability == 0 // people's word was about the answers that they saw
        && (row.record.judgedBy == domain::LabelSource::ReferenceTier
            || (row.record.judgedBy == domain::LabelSource::Reference && last.isOracle));
}

/// Whether what is stored gives the verdicts again: redaction may have altered an answer.
bool reproducesVerdicts(const domain::Task& task, const ports::ShadowRow& row, const domain::Reference& reference)
{
    return std::ranges::all_of(row.record.answers, [&](const domain::ShadowAnswer& answer) {
        return !answer.attempt.quality || answer.attempt.result == domain::AttemptResult::Failed
            || std::abs(evaluation::answerQuality(task, answer.attempt.answer, reference) - *answer.attempt.quality)
            <= kSameQuality;
    });
}

bool areStudents(std::span<const domain::Tier> tiers)
{
    return std::ranges::all_of(tiers, [](const domain::Tier& tier) { return tier.provider == domain::TierProvider::Student; });
}

/// What the last tier took for its answer; its score means nothing.
void keepLast(ScoredExample& example, const domain::Tier& tier, const domain::Attempt& last)
{
    ScoredExample::TierScore& score = example.tiers[tier.id];
    score.isTried = true;
    score.costUsd = last.cost ? last.cost->usd() : score.costUsd;
    score.latencyMs = last.latencyMs > 0 ? last.latencyMs : score.latencyMs;
}

} // namespace

ReansweredQueries::ReansweredQueries(const ports::ShadowStore& shadows, const ports::RequestHistory& history)
    : m_shadows(shadows)
    , m_history(history)
{
}

/// False: something of this basis cannot be answered again.
Result<bool> ReansweredQueries::answerAll(const CertificationContext& context,
    const std::vector<ports::ShadowRow>& rows, const std::string& splitKey, Kept& kept) const
{
    const domain::Tier& last = context.tiersByRank.back();
    for (const ports::ShadowRow& row : rows) {
        const bool isEvidence = row.record.split == domain::DataSplit::Tuning
            || row.record.split == domain::DataSplit::Calibration;
        if (!isEvidence || !isJudged(row) || kept.byQuery.contains(row.record.queryId)) {
            continue;
        }
        const auto query = m_history.find(row.record.queryId);
        if (!query) {
            return fail(query.error());
        }
        std::optional<Answered>& answered = kept.byQuery[row.record.queryId];
        if (!*query || (*query)->text.empty()) {
            continue;
        }
        const domain::TextIdentity identity = domain::identityOf((*query)->text, splitKey);
        const domain::Attempt* reference = answerOf(**query, row, last.id);
        if (identity.hash != row.record.textHash || reference == nullptr || !isJudgedByLastTier(row, last)) {
            return false;
        }
        domain::StoredExample stored;
        stored.identity = identity;
        stored.example.taskId = row.record.taskId;
        stored.example.text = (*query)->text;
        stored.example.reference = referenceFrom(context.task.kind, reference->answer);
        if (stored.example.reference.isEmpty() || !reproducesVerdicts(context.task, row, stored.example.reference)) {
            return false;
        }
        std::vector<ScoredExample> scored = scoreExamples(context, std::span(&stored, 1));
        keepLast(scored.front(), last, *reference);
        answered = Answered{std::move(scored.front()), row.record.split, row.record.at};
    }
    return true;
}

Result<ReansweredQueries::Found> ReansweredQueries::find(const CertificationContext& context,
    const ports::ShadowQuery& wanted, const std::string& splitKey, const std::set<std::string>& known) const
{
    if (context.tiersByRank.size() < 2 || !areStudents(context.tiersByRank.first(context.tiersByRank.size() - 1))) {
        return Found{};
    }
    const auto bases = m_shadows.bases(wanted.taskId);
    if (!bases) {
        return fail(bases.error());
    }
    const std::lock_guard lock(m_mutex);
    Kept& kept = m_kept[wanted.taskId];
    if (kept.basis != wanted.basis) {
        kept = Kept{wanted.basis, {}, {}};
    }
    Found found;
    std::vector<const Answered*> answered;
    for (const std::string& basis : *bases) {
        if (hasSameAnswers(basis, wanted.basis) || !hasSameLastTier(basis, wanted.basis) || kept.unusable.contains(basis)) {
            continue;
        }
        const auto rows = m_shadows.rows({wanted.taskId, basis, wanted.since});
        if (!rows) {
            return fail(rows.error());
        }
        const Result<bool> isUsable = answerAll(context, *rows, splitKey, kept);
        if (!isUsable) {
            return fail(isUsable.error());
        }
        if (!*isUsable) {
            kept.unusable.insert(basis);
            continue;
        }
        for (const ports::ShadowRow& row : *rows) {
            const auto answer = kept.byQuery.find(row.record.queryId);
            if (answer == kept.byQuery.end() || !answer->second || known.contains(row.record.textHash)) {
                continue;
            }
            answered.push_back(&*answer->second);
            found.bases.insert(basis);
            found.judge = row.record.judge;
            found.firstAt = found.firstAt == TimePoint{} ? row.record.at : std::min(found.firstAt, row.record.at);
        }
    }
    std::ranges::stable_sort(answered, {}, [](const Answered* a) { return std::pair(a->example.textHash, a->at); });
    const auto repeated = std::ranges::unique(answered, {}, [](const Answered* a) { return a->example.textHash; });
    answered.erase(repeated.begin(), repeated.end());
    for (const Answered* one : answered) {
        (one->split == domain::DataSplit::Tuning ? found.tuning : found.calibration).push_back(one->example);
    }
    return found;
}

} // namespace core::engine
