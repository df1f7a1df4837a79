#include "core/engine/loop/gates.h"

#include "core/conformal/paired_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace core::engine::loop {

namespace {

using domain::GateAnswer;
using domain::GateMetric;
using domain::Verdict;

constexpr double kIntervalLevel = 0.90; // both ends are one-sided 95% bounds

double share(std::int64_t count, std::int64_t of)
{
    return of > 0 ? static_cast<double>(count) / static_cast<double>(of)
                  : std::numeric_limits<double>::quiet_NaN();
}

/// How much quality may go: `allowed` is what the risk level grants, `margin` what counts as no loss beyond that.
struct Tolerance {
    double margin = 0;
    double allowed = 0;
};

/// Quality of paired answers, with the p-value of "no worse" and the verdict at the margin.
GateMetric qualityMetric(std::string_view name, std::string slice, std::span<const GateAnswer> answers,
    bool GateAnswer::* before, bool GateAnswer::* after, Tolerance tolerance, double delta, std::int64_t smallest)
{
    conformal::PairedCounts counts;
    std::int64_t championMet = 0;
    std::int64_t challengerMet = 0;
    for (const GateAnswer& answer : answers) {
        if (slice.empty() || answer.slice == slice) {
            counts.add(answer.*before, answer.*after);
            championMet += answer.*before ? 1 : 0;
            challengerMet += answer.*after ? 1 : 0;
        }
    }
    GateMetric metric;
    metric.name = name;
    metric.slice = std::move(slice);
    metric.n = counts.n;
    metric.champion = share(championMet, counts.n);
    metric.challenger = share(challengerMet, counts.n);
    metric.difference = counts.difference();
    const conformal::Interval interval = conformal::tangoInterval(counts, kIntervalLevel);
    metric.low = interval.low;
    metric.high = interval.high;
    metric.pValue = conformal::mcnemarWorse(counts);
    const double margin = tolerance.margin + tolerance.allowed;
    const bool isWorse = tolerance.allowed > 0 ? metric.high < -tolerance.allowed : metric.pValue < delta;
    if (counts.n < smallest) {
        metric.verdict = Verdict::NotEnoughData;
    } else if (isWorse || metric.difference < -margin) {
        metric.verdict = Verdict::Fail;
    } else if (metric.low >= -margin) {
        metric.verdict = metric.difference >= 0 ? Verdict::Pass : Verdict::Marginal;
    } else {
        metric.verdict = Verdict::NotEnoughData;
    }
    return metric;
}

GateMetric costMetric(std::span<const GateAnswer> answers, std::int64_t smallest)
{
    double lastTier = 0;
    double champion = 0;
    double challenger = 0;
    std::vector<double> differences;
    for (const GateAnswer& answer : answers) {
        lastTier += answer.lastTierCost.usd();
        champion += answer.championCost.usd();
        challenger += answer.challengerCost.usd();
        differences.push_back((answer.challengerCost - answer.championCost).usd());
    }
    const conformal::MeanDifference mean = conformal::meanDifference(differences, kIntervalLevel);
    // on the scale of the cost ratio: the mean last-tier cost is taken as given
    const double scale = lastTier > 0 ? static_cast<double>(answers.size()) / lastTier : 1.0;
    GateMetric metric;
    metric.name = domain::kGateCost;
    metric.n = static_cast<std::int64_t>(answers.size());
    metric.champion = lastTier > 0 ? champion / lastTier : 1.0;
    metric.challenger = lastTier > 0 ? challenger / lastTier : 1.0;
    metric.difference = metric.challenger - metric.champion;
    metric.low = mean.interval.low * scale;
    metric.high = mean.interval.high * scale;
    metric.pValue = std::numeric_limits<double>::quiet_NaN();
    metric.verdict = metric.n < smallest ? Verdict::NotEnoughData
        : metric.high < 0                ? Verdict::Pass
        : metric.difference < 0          ? Verdict::Marginal
                                         : Verdict::Fail;
    return metric;
}

struct Accepted {
    std::int64_t answers = 0;
    std::int64_t failures = 0;
};

Accepted acceptedOf(std::span<const GateAnswer> answers, const std::string& lastTier,
    std::string GateAnswer::* tier, bool GateAnswer::* meets)
{
    Accepted accepted;
    for (const GateAnswer& answer : answers) { // what a budget sent unchecked counts, too: the client gets it
        if (answer.*tier != lastTier) {
            ++accepted.answers;
            accepted.failures += answer.*meets ? 0 : 1;
        }
    }
    return accepted;
}

GateMetric riskMetric(const Accepted& champion, const Accepted& challenger, double alpha, bool isCertified,
    double delta)
{
    GateMetric metric;
    metric.name = domain::kGateRisk;
    metric.n = challenger.answers;
    metric.champion = share(champion.failures, champion.answers);
    metric.challenger = share(challenger.failures, challenger.answers);
    metric.difference = metric.challenger - metric.champion;
    const conformal::Interval interval
        = conformal::clopperPearson(challenger.failures, challenger.answers, kIntervalLevel);
    metric.low = interval.low;
    metric.high = interval.high;
    metric.pValue = 1 - conformal::binomialCdf(challenger.failures - 1, challenger.answers, alpha);
    metric.verdict = !isCertified      ? Verdict::NotEnoughData
        : metric.pValue < delta        ? Verdict::Fail
        : metric.challenger <= alpha   ? Verdict::Pass
        : challenger.answers == 0      ? Verdict::NotEnoughData
                                       : Verdict::Marginal;
    return metric;
}

/// One line a slice; only what Holm still calls significantly worse fails. The family is what can fail: slices that
/// are too small have no p-value, and what lies in no cluster (forgetting) is one question of its own.
std::vector<GateMetric> sliceMetrics(std::span<const GateAnswer> answers, const GateRules& rules)
{
    std::map<std::string, std::int64_t> sizes;
    for (const GateAnswer& answer : answers) {
        ++sizes[answer.slice];
    }
    std::vector<GateMetric> metrics;
    std::vector<double> pValues;
    std::vector<std::size_t> family;
    for (const auto& [slice, size] : sizes) {
        if (!slice.empty()) {
            metrics.push_back(qualityMetric(domain::kGateSlice, slice, answers, &GateAnswer::championStudentMeets,
                &GateAnswer::challengerStudentMeets, Tolerance{rules.sliceMargin}, rules.delta, rules.smallestSlice));
            if (metrics.back().n < rules.smallestSlice) {
                metrics.back().pValue = std::numeric_limits<double>::quiet_NaN();
            } else if (slice != kElsewhere) {
                family.push_back(metrics.size() - 1);
                pValues.push_back(metrics.back().pValue);
            }
        }
    }
    const std::vector<double> adjusted = conformal::holmAdjusted(pValues);
    for (std::size_t i = 0; i < family.size(); ++i) {
        metrics[family[i]].pValue = adjusted[i];
    }
    for (GateMetric& metric : metrics) {
        if (metric.n >= rules.smallestSlice) {
            metric.verdict = metric.pValue < rules.delta ? Verdict::Fail
                : metric.low >= -rules.sliceMargin       ? Verdict::Pass
                                                         : Verdict::NotEnoughData;
        }
    }
    return metrics;
}

struct AcceptedPair {
    std::int64_t champion = 0;
    std::int64_t challenger = 0;
};

/// Every metric that is not a slice's.
std::vector<GateMetric> wholeMetrics(std::span<const GateAnswer> answers, AcceptedPair acceptedBy,
    const std::string& last, bool hasChampionStudent, const domain::TaskPolicy& challenger, const GateRules& rules)
{
    const auto quality = [&](std::string_view name, bool GateAnswer::* before, bool GateAnswer::* after, Tolerance tolerance) {
        return qualityMetric(name, {}, answers, before, after, tolerance, rules.delta, rules.smallestSample);
    };
    const auto n = static_cast<std::int64_t>(answers.size());
    const double moreAccepted = std::max(0.0, share(acceptedBy.challenger - acceptedBy.champion, n));
    std::vector<GateMetric> metrics;
    if (hasChampionStudent) {
        metrics.push_back(quality(domain::kGateStudentQuality, &GateAnswer::championStudentMeets,
            &GateAnswer::challengerStudentMeets, Tolerance{rules.margin}));
    }
    metrics.push_back(quality(domain::kGateServedQuality, &GateAnswer::championMeets, &GateAnswer::challengerMeets,
        Tolerance{rules.margin, challenger.alpha * moreAccepted}));
    metrics.push_back(costMetric(answers, rules.smallestSample));
    metrics.push_back(riskMetric(acceptedOf(answers, last, &GateAnswer::championTier, &GateAnswer::championMeets),
        acceptedOf(answers, last, &GateAnswer::challengerTier, &GateAnswer::challengerMeets), challenger.alpha,
        !challenger.thresholds.empty(), rules.delta));
    return metrics;
}

const char* wordsFor(std::string_view name)
{
    return name == domain::kGateStudentQuality ? "the student's own answers"
        : name == domain::kGateServedQuality   ? "what clients would get"
        : name == domain::kGateCost            ? "the cost at equal certified risk"
        : name == domain::kGateRisk            ? "the risk of accepted answers"
                                               : "one slice";
}

} // namespace

GateVerdict verdictOver(std::span<const GateMetric> metrics)
{
    for (const GateMetric& metric : metrics) {
        if (metric.verdict == Verdict::Fail) {
            const std::string where = metric.slice.empty() ? wordsFor(metric.name) : "slice '" + metric.slice + "'";
            return {domain::LoopOutcome::Discarded, "a gate failed: " + where};
        }
    }
    for (const GateMetric& metric : metrics) {
        // slices are many and small: what they cannot show stops nobody
        if (metric.verdict == Verdict::NotEnoughData && metric.slice.empty()) {
            return {domain::LoopOutcome::NotEnoughData,
                std::string("not enough data to decide about ") + wordsFor(metric.name)};
        }
    }
    for (const GateMetric& metric : metrics) {
        // an estimate alone is a coin's toss where nothing changed: many runs on one split would find one
        if (metric.verdict == Verdict::Marginal
            && (metric.name == domain::kGateCost || metric.name == domain::kGateRisk)) {
            return {domain::LoopOutcome::NotEnoughData,
                std::string("no gate failed, but the result is marginal: ") + wordsFor(metric.name)};
        }
    }
    return {domain::LoopOutcome::Promoted, "every gate passed"};
}

std::vector<GateMetric> pairedMetrics(std::span<const GateAnswer> answers, const std::string& lastTierId,
    bool hasChampionStudent, const domain::TaskPolicy& challenger, const GateRules& rules)
{
    AcceptedPair accepted;
    for (const GateAnswer& answer : answers) {
        accepted.champion += answer.championTier == lastTierId ? 0 : 1;
        accepted.challenger += answer.challengerTier == lastTierId ? 0 : 1;
    }
    return wholeMetrics(answers, accepted, lastTierId, hasChampionStudent, challenger, rules);
}

GateResult runGates(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& champion, const ServedModels& challenger, std::span<const domain::StoredExample> texts,
    const std::function<std::string(const domain::StoredExample&)>& sliceOf, const GateRules& rules)
{
    GateResult result;
    for (const domain::StoredExample& stored : texts) {
        if (stored.example.reference.isEmpty()) {
            continue;
        }
        const auto before = replayCascade(task, tiersByRank, champion, stored.example);
        const auto after = replayCascade(task, tiersByRank, challenger, stored.example);
        if (!before || !after) {
            continue;
        }
        GateAnswer answer{stored.identity.hash, sliceOf(stored), before->tierId, before->meetsTarget,
            before->studentMeets, before->cost, after->tierId, after->meetsTarget, after->studentMeets,
            after->cost, after->lastTierCost};
        result.championAccepted += before->isAccepted ? 1 : 0;
        result.challengerAccepted += after->isAccepted ? 1 : 0;
        result.championCost += before->cost;
        result.challengerCost += after->cost;
        result.lastTierCost += after->lastTierCost;
        result.answers.push_back(std::move(answer));
    }
    result.texts = static_cast<std::int64_t>(result.answers.size());
    result.championStudentId = champion.studentId;
    result.report.taskId = task.id;
    const std::string& last = tiersByRank.back().id;
    std::vector<GateMetric>& metrics = result.report.metrics;
    metrics = wholeMetrics(result.answers, {result.championAccepted, result.challengerAccepted}, last,
        champion.student != nullptr, challenger.policy, rules);
    if (champion.student != nullptr) {
        std::vector<GateMetric> slices = sliceMetrics(result.answers, rules);
        metrics.insert(metrics.end(), std::make_move_iterator(slices.begin()), std::make_move_iterator(slices.end()));
    }
    GateVerdict verdict = verdictOver(metrics);
    result.outcome = verdict.outcome;
    result.reason = std::move(verdict.reason);
    return result;
}

} // namespace core::engine::loop
