#include "core/engine/certification_evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace core::engine {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Nothing: its score is not known.
std::optional<double> rescored(const domain::ShadowAnswer& answer, const Scorers& scorers)
{
    const domain::Attempt& attempt = answer.attempt;
    if (attempt.result == domain::AttemptResult::Failed) {
        return 0.0; // it passes the query on
    }
    if (!canScore(scorers, attempt.tierId, attempt.scoreSignals)) {
        return scorers.contains(attempt.tierId) ? std::nullopt : std::optional(attempt.score.value_or(0.0));
    }
    const double score = scoreOf(scorers, attempt.tierId, attempt.scoreSignals);
    return std::isnan(score) ? 0.0 : score;
}

ScoredExample::TierScore scoreFrom(const domain::ShadowAnswer& answer, double compared)
{
    ScoredExample::TierScore score;
    const bool isDown = answer.attempt.result == domain::AttemptResult::Failed;
    score.isTried = answer.isTried && !isDown;
    score.score = compared;
    score.isFailure = !answer.meetsTarget.value_or(false);
    score.quality = answer.attempt.quality.value_or(kUnknown);
    score.costUsd = answer.attempt.cost ? answer.attempt.cost->usd() : kUnknown;
    score.latencyMs = answer.attempt.latencyMs > 0 ? answer.attempt.latencyMs : kUnknown;
    return score;
}

std::optional<ScoredExample> exampleFrom(const domain::ShadowRecord& record, const Scorers& scorers)
{
    ScoredExample example;
    example.textHash = record.textHash;
    for (const domain::ShadowAnswer& answer : record.answers) {
        const std::optional<double> score = rescored(answer, scorers);
        if (!score) {
            return std::nullopt;
        }
        ScoredExample::TierScore& tier = example.tiers[answer.attempt.tierId];
        tier = scoreFrom(answer, *score);
        tier.scoreSignals = answer.attempt.scoreSignals;
    }
    return example;
}

bool isJudged(const ports::ShadowRow& row)
{
    return std::any_of(row.record.answers.begin(), row.record.answers.end(),
        [](const domain::ShadowAnswer& answer) { return answer.meetsTarget.has_value(); });
}

/// Reviews of the last tier say nothing: its answer agrees with itself.
void addReviews(const ports::ShadowRow& row, const std::string& lastTierId, conformal::JudgeAudit& audit)
{
    for (const domain::ShadowReview& review : row.reviews) {
        const auto answer = std::find_if(row.record.answers.begin(), row.record.answers.end(),
            [&](const domain::ShadowAnswer& candidate) { return candidate.attempt.tierId == review.tierId; });
        if (answer == row.record.answers.end() || !answer->meetsTarget || review.tierId == lastTierId) {
            continue;
        }
        const bool isCalledFailure = !*answer->meetsTarget;
        ++audit.reviewed;
        audit.failures += review.meetsTarget ? 0 : 1;
        audit.caught += !review.meetsTarget && isCalledFailure ? 1 : 0;
        audit.falseAlarms += review.meetsTarget && isCalledFailure ? 1 : 0;
    }
}

} // namespace

void dropSignals(std::vector<ScoredExample>& examples)
{
    for (ScoredExample& example : examples) {
        for (auto& [tierId, tier] : example.tiers) {
            tier.scoreSignals = {};
        }
    }
}

CertificationEvidence evidenceFrom(
    std::span<const ports::ShadowRow> rows, std::span<const domain::Tier> tiersByRank, const Scorers& scorers)
{
    CertificationEvidence evidence;
    evidence.isShadow = true;
    std::string lastHash;
    for (const ports::ShadowRow& row : rows) {
        evidence.labelSource = row.record.judge;
        evidence.firstAt = evidence.firstAt == TimePoint{} ? row.record.at : std::min(evidence.firstAt, row.record.at);
        evidence.isJudgeReviewed = evidence.isJudgeReviewed || row.record.reviewProbability > 0;
        addReviews(row, tiersByRank.back().id, evidence.audit);
        const bool isRepeated = !row.record.textHash.empty() && row.record.textHash == lastHash;
        const bool isTuning = row.record.split == domain::DataSplit::Tuning;
        if (isRepeated || !isJudged(row) || (!isTuning && row.record.split != domain::DataSplit::Calibration)) {
            continue;
        }
        std::optional<ScoredExample> scored = exampleFrom(row.record, scorers);
        if (!scored) {
            continue;
        }
        lastHash = row.record.textHash;
        ScoredExample& example = *scored;
        const std::string& last = tiersByRank.back().id;
        if (row.lastTierCost && !example.tiers.contains(last)) {
            example.tiers[last] = {true, 0, false, kUnknown, row.lastTierCost->usd(), kUnknown};
        }
        (isTuning ? evidence.tuning : evidence.calibration).push_back(std::move(example));
    }
    dropSignals(evidence.calibration);
    if (evidence.isJudgeReviewed) {
        evidence.labelSource += ", corrected by people's review of " + std::to_string(evidence.audit.reviewed)
            + " of its verdicts";
    }
    return evidence;
}

namespace {

/// The right answers of the tier that any threshold keeps first, now failures.
void failBest(std::vector<ScoredExample>& examples, const std::string& tierId, std::size_t count)
{
    std::vector<ScoredExample::TierScore*> right;
    for (ScoredExample& example : examples) {
        const auto answer = example.tiers.find(tierId);
        if (answer != example.tiers.end() && answer->second.isTried && !answer->second.isFailure) {
            right.push_back(&answer->second);
        }
    }
    const auto end = right.begin() + static_cast<std::ptrdiff_t>(std::min(count, right.size()));
    std::partial_sort(right.begin(), end, right.end(),
        [](const auto* a, const auto* b) { return a->score > b->score; });
    std::for_each(right.begin(), end, [](auto* answer) { answer->isFailure = true; });
}

} // namespace

std::vector<ScoredExample> expectedCalibration(const CertificationEvidence& evidence)
{
    std::vector<ScoredExample> expected;
    const std::size_t wanted = evidence.tuning.empty() ? 0 : evidence.calibration.size();
    expected.reserve(wanted);
    for (std::size_t i = 0; i < wanted; ++i) { // each tuning answer as often as every other, give or take one
        expected.push_back(evidence.tuning[i * evidence.tuning.size() / wanted]);
    }
    std::set<std::string> tiers;
    for (const ScoredExample& example : expected) {
        for (const auto& [tierId, answer] : example.tiers) {
            tiers.insert(tierId);
        }
    }
    const double half = 0.5 * static_cast<double>(wanted) / static_cast<double>(evidence.tuning.size() + 1);
    for (const std::string& tierId : tiers) {
        failBest(expected, tierId, static_cast<std::size_t>(std::ceil(half)));
    }
    return expected;
}

std::vector<ScoredExample> escalatedPast(std::span<const ScoredExample> examples,
    std::span<const domain::Tier> tiersBefore, const std::map<std::string, double>& thresholds)
{
    std::vector<ScoredExample> left;
    for (const ScoredExample& example : examples) {
        const bool isAccepted = std::any_of(tiersBefore.begin(), tiersBefore.end(), [&](const domain::Tier& tier) {
            const auto score = example.tiers.find(tier.id);
            const auto threshold = thresholds.find(tier.id);
            return score != example.tiers.end() && score->second.isTried && threshold != thresholds.end()
                && score->second.score >= threshold->second;
        });
        if (isAccepted) {
            continue;
        }
        left.push_back(example);
        for (const domain::Tier& tier : tiersBefore) {
            left.back().tiers.erase(tier.id);
        }
    }
    return left;
}

} // namespace core::engine
