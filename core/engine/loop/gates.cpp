#include "core/engine/loop/gates.h"

#include "core/conformal/paired_comparison.h"
#include "core/engine/loop/gate_looks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace core::engine::loop {

namespace {

using domain::GateAnswer;
using domain::GateMetric;
using domain::Verdict;

/// Of a two-sided interval whose ends are one-sided bounds at `level`.
double confidenceOf(double level)
{
    return 1 - 2 * level;
}

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

/// One-sided levels of the tests that let a challenger pass and of those that stop it.
struct Levels {
    double pass = 0.05;
    double stop = 0.05;
};

/// Quality of paired answers, with the p-value of "no worse" and the verdict at the margin.
GateMetric qualityMetric(std::string_view name, std::string slice, std::span<const GateAnswer> answers,
    bool GateAnswer::* before, bool GateAnswer::* after, Tolerance tolerance, Levels levels, std::int64_t smallest)
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
    const conformal::Interval interval = conformal::tangoInterval(counts, confidenceOf(levels.pass));
    metric.low = interval.low;
    metric.high = interval.high;
    metric.pValue = conformal::mcnemarWorse(counts);
    const double margin = tolerance.margin + tolerance.allowed;
    const bool isWorse = tolerance.allowed > 0
        ? conformal::tangoInterval(counts, confidenceOf(levels.stop)).high < -tolerance.allowed
        : metric.pValue < levels.stop;
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

GateMetric costMetric(std::span<const GateAnswer> answers, double passLevel, std::int64_t smallest)
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
    const conformal::MeanDifference mean = conformal::meanDifference(differences, confidenceOf(passLevel));
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

/// Refutes a certificate or leaves it standing: it was tested on texts of its own, which are many times the gate's.
GateMetric riskMetric(const Accepted& champion, const Accepted& challenger, double alpha, bool isCertified,
    const GateRules& rules)
{
    GateMetric metric;
    metric.name = domain::kGateRisk;
    metric.n = challenger.answers;
    metric.champion = share(champion.failures, champion.answers);
    metric.challenger = share(challenger.failures, challenger.answers);
    metric.difference = metric.challenger - metric.champion;
    const conformal::Interval interval
        = conformal::clopperPearson(challenger.failures, challenger.answers, confidenceOf(rules.delta));
    metric.low = interval.low;
    metric.high = interval.high;
    metric.pValue = 1 - conformal::binomialCdf(challenger.failures - 1, challenger.answers, alpha);
    metric.verdict = !isCertified                        ? Verdict::NotEnoughData
        : metric.pValue < rules.delta                    ? Verdict::Fail
        : challenger.answers < rules.smallestAccepted    ? Verdict::NotEnoughData
        : metric.challenger <= alpha                     ? Verdict::Pass
                                                         : Verdict::Marginal;
    return metric;
}

struct SliceLine {
    GateMetric metric;
    double tolerance = 0; ///< what may be lost
};

/// The students' own answers on a slice.
SliceLine ownAnswersOn(const std::string& slice, std::span<const GateAnswer> answers, const GateRules& rules)
{
    return {qualityMetric(domain::kGateSlice, slice, answers, &GateAnswer::championStudentMeets,
                &GateAnswer::challengerStudentMeets, Tolerance{rules.sliceMargin}, {rules.delta, rules.delta},
                rules.smallestSlice),
        rules.sliceMargin};
}

/// What clients would get on a slice with a first student. The answers that it takes from other tiers may fail at alpha
/// on the whole: on a slice at alpha and the margin, by a binomial test of what is lost less what is gained. It is exact
/// where the tiers in force meet every target; where they err, too, the difference varies more and the test stops more often.
SliceLine servedAnswersOn(const std::string& slice, std::span<const GateAnswer> answers, const std::string& last,
    double alpha, const GateRules& rules)
{
    SliceLine line{qualityMetric(domain::kGateSlice, slice, answers, &GateAnswer::championMeets,
                       &GateAnswer::challengerMeets, Tolerance{rules.sliceMargin}, {rules.delta, rules.delta},
                rules.smallestSlice),
        0};
    std::int64_t taken = 0;
    std::int64_t lost = 0; // less what was gained
    for (const GateAnswer& answer : answers) {
        const bool isTaken = answer.challengerTier != last && answer.challengerTier != answer.championTier;
        if (answer.slice == slice && isTaken) {
            ++taken;
            lost += (answer.championMeets ? 1 : 0) - (answer.challengerMeets ? 1 : 0);
        }
    }
    const double allowed = alpha + rules.sliceMargin;
    line.metric.pValue = lost > 0 ? 1 - conformal::binomialCdf(lost - 1, taken, allowed) : 1;
    line.tolerance = line.metric.n > 0 ? allowed * share(taken, line.metric.n) : 0;
    return line;
}

/// One line a slice; only what Holm still calls significantly worse fails. The family is what can fail: slices that
/// are too small have no p-value, and what lies in no cluster (forgetting) is one question of its own. A loss beyond the
/// margin that is significant by itself is marginal: among many slices Holm would let a ruined one pass.
std::vector<GateMetric> sliceMetrics(std::span<const GateAnswer> answers, const GateRules& rules,
    const std::function<SliceLine(const std::string&)>& lineOf)
{
    std::set<std::string> slices;
    for (const GateAnswer& answer : answers) {
        slices.insert(answer.slice);
    }
    slices.erase("");
    std::vector<GateMetric> metrics;
    std::vector<double> tolerances;
    std::vector<double> unadjusted; // of every slice
    std::vector<double> pValues; // of the family
    std::vector<std::size_t> family;
    for (const std::string& slice : slices) {
        SliceLine line = lineOf(slice);
        if (line.metric.n < rules.smallestSlice) {
            line.metric.pValue = std::numeric_limits<double>::quiet_NaN();
        } else if (slice != kElsewhere) {
            family.push_back(metrics.size());
            pValues.push_back(line.metric.pValue);
        }
        unadjusted.push_back(line.metric.pValue);
        tolerances.push_back(line.tolerance);
        metrics.push_back(std::move(line.metric));
    }
    const std::vector<double> adjusted = conformal::holmAdjusted(pValues);
    for (std::size_t i = 0; i < family.size(); ++i) {
        metrics[family[i]].pValue = adjusted[i];
    }
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        GateMetric& metric = metrics[i];
        if (metric.n >= rules.smallestSlice) {
            const bool isDoubtful = metric.difference < -tolerances[i] && unadjusted[i] < rules.delta;
            metric.verdict = metric.pValue < rules.delta ? Verdict::Fail
                : isDoubtful                             ? Verdict::Marginal
                : metric.low >= -tolerances[i]           ? Verdict::Pass
                                                         : Verdict::NotEnoughData;
        }
    }
    return metrics;
}

struct AcceptedPair {
    std::int64_t champion = 0;
    std::int64_t challenger = 0;
};

/// What clients may lose: the margin, and alpha of what is accepted more.
Tolerance servedTolerance(
    AcceptedPair by, std::size_t texts, const domain::TaskPolicy& challenger, const GateRules& rules)
{
    const double more = share(by.challenger - by.champion, static_cast<std::int64_t>(texts));
    return {rules.margin, challenger.alpha * std::max(0.0, more)};
}

/// Every metric that is not a slice's.
std::vector<GateMetric> wholeMetrics(std::span<const GateAnswer> answers, AcceptedPair acceptedBy,
    const std::string& last, bool hasChampionStudent, const domain::TaskPolicy& challenger, const GateRules& rules)
{
    const auto quality = [&](std::string_view name, bool GateAnswer::* before, bool GateAnswer::* after, Tolerance tolerance) {
        return qualityMetric(name, {}, answers, before, after, tolerance, {rules.passLevel(), rules.delta},
            rules.smallestSample);
    };
    std::vector<GateMetric> metrics;
    if (hasChampionStudent) {
        metrics.push_back(quality(domain::kGateStudentQuality, &GateAnswer::championStudentMeets,
            &GateAnswer::challengerStudentMeets, Tolerance{rules.margin}));
    }
    metrics.push_back(quality(domain::kGateServedQuality, &GateAnswer::championMeets, &GateAnswer::challengerMeets,
        servedTolerance(acceptedBy, answers.size(), challenger, rules)));
    metrics.push_back(costMetric(answers, rules.passLevel(), rules.smallestSample));
    metrics.push_back(riskMetric(acceptedOf(answers, last, &GateAnswer::championTier, &GateAnswer::championMeets),
        acceptedOf(answers, last, &GateAnswer::challengerTier, &GateAnswer::challengerMeets), challenger.alpha,
        !challenger.thresholds.empty(), rules));
    return metrics;
}

/// The challenger has no threshold, as nothing before it had, and every text goes where it went.
bool changesNothing(const GateInput& input, std::span<const GateAnswer> answers)
{
    return input.champion.policy.thresholds.empty() && input.challenger.policy.thresholds.empty()
        && std::ranges::all_of(answers, [](const GateAnswer& answer) {
               return answer.championTier == answer.challengerTier && answer.championCost == answer.challengerCost;
           });
}

/// A student that is certified for nothing: there is nothing to be decided about.
GateVerdict letUnheard(std::vector<GateMetric>& metrics)
{
    for (GateMetric& metric : metrics) {
        metric.verdict = metric.name == domain::kGateServedQuality ? Verdict::Pass : Verdict::NotEnoughData;
    }
    return {domain::LoopOutcome::Promoted,
        "nothing of it is certified: it answers nothing, every query goes where it went, and it can be taught"};
}

/// A challenger that is certified for nothing, to a champion that is not either: no answer and no cost can tell them apart,
/// their own answers can. Better ones are served so that they can be taught further.
std::optional<GateVerdict> letUnheardGoOn(std::vector<GateMetric>& metrics)
{
    const bool isAnySliceWorse = std::ranges::any_of(metrics, [](const GateMetric& metric) {
        return metric.name == domain::kGateSlice && metric.verdict == Verdict::Fail;
    });
    const auto own = std::ranges::find(metrics, domain::kGateStudentQuality, &GateMetric::name);
    if (isAnySliceWorse || own == metrics.end() || own->verdict != Verdict::Pass || own->low <= 0) {
        return std::nullopt;
    }
    for (GateMetric& metric : metrics) {
        if (metric.name == domain::kGateCost) {
            metric.verdict = Verdict::NotEnoughData;
        }
    }
    if (const GateMetric* slice = doubtfulSlice(metrics)) {
        return waiting(*slice);
    }
    return GateVerdict{domain::LoopOutcome::Promoted,
        "nothing of it is certified, as nothing of the champion is: every query goes where it went, its own answers are "
        "better, and it can be taught further"};
}

/// One text under both policies, and under the anchor's where there is one.
struct Compared {
    GateAnswer answer;
    bool isChampionAccepted = false;
    bool isChallengerAccepted = false;
    bool isAnchorAccepted = false;
};

/// Nothing where an outcome or a cost is unknown.
std::optional<Compared> compare(const GateInput& input, const domain::StoredExample& stored)
{
    static const Reviews none;
    const auto found = input.reviews.find(stored.identity.hash);
    const auto ofLast = input.lastTier != nullptr ? input.lastTier->to(stored) : std::nullopt;
    const auto replayed = [&](const ServedModels& models) {
        return replayCascade(input.task, input.tiersByRank, models, stored.example,
            found == input.reviews.end() ? none : found->second, ofLast);
    };
    auto before = replayed(input.champion);
    auto after = replayed(input.challenger);
    const auto first = input.anchor != nullptr ? replayed(*input.anchor) : std::nullopt;
    if (!before || !after || (input.anchor != nullptr && !first)) {
        return std::nullopt;
    }
    const bool isAssumed
        = !before->isOutcomeKnown || !after->isOutcomeKnown || (first && !first->isOutcomeKnown);
    before->meetsTarget = before->meetsTarget || !before->isOutcomeKnown;
    after->meetsTarget = after->isOutcomeKnown ? after->meetsTarget : before->meetsTarget;
    Compared compared{{stored.identity.hash, input.sliceOf(stored), before->tierId, before->meetsTarget,
                          before->studentMeets, before->cost, after->tierId, after->meetsTarget, after->studentMeets,
                          after->cost, after->lastTierCost, before->isReviewed, after->isReviewed},
        before->isAccepted, after->isAccepted};
    compared.answer.isLastTierAssumed = isAssumed;
    if (first) {
        compared.answer.anchorTier = first->tierId;
        compared.answer.anchorMeets = first->meetsTarget || !first->isOutcomeKnown;
        compared.answer.anchorStudentMeets = first->studentMeets;
        compared.isAnchorAccepted = first->isAccepted;
    }
    return compared;
}

/// The challenger against the first certified champion: champion's figures are the anchor's.
std::vector<GateMetric> anchorMetrics(
    std::span<const GateAnswer> answers, bool isFirst, const Tolerance& ofClients, const GateRules& rules)
{
    std::vector<GateMetric> metrics{qualityMetric(domain::kGateAnchorServedQuality, {}, answers, &GateAnswer::anchorMeets,
        &GateAnswer::challengerMeets, ofClients, {rules.passLevel(), rules.delta}, rules.smallestSample)};
    if (!isFirst) { // a first student's own answers are compared with none
        metrics.push_back(qualityMetric(domain::kGateAnchorStudentQuality, {}, answers, &GateAnswer::anchorStudentMeets,
            &GateAnswer::challengerStudentMeets, Tolerance{rules.margin}, {rules.passLevel(), rules.delta},
            rules.smallestSample));
    }
    return metrics;
}

} // namespace

double GateRules::passLevel() const
{
    return levelOfLook(delta, look);
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

std::vector<GateMetric> ownAnswerSlices(std::span<const GateAnswer> answers, const GateRules& rules)
{
    return sliceMetrics(
        answers, rules, [&](const std::string& slice) { return ownAnswersOn(slice, answers, rules); });
}

GateResult runGates(const GateInput& input, const GateRules& rules)
{
    GateResult result;
    std::int64_t anchorAccepted = 0;
    const std::string& last = input.tiersByRank.back().id;
    for (const domain::StoredExample& stored : input.texts) {
        std::optional<Compared> compared
            = stored.example.reference.isEmpty() ? std::nullopt : compare(input, stored);
        if (!compared) {
            continue;
        }
        result.championAccepted += compared->isChampionAccepted ? 1 : 0;
        result.challengerAccepted += compared->isChallengerAccepted ? 1 : 0;
        anchorAccepted += compared->isAnchorAccepted ? 1 : 0;
        result.championCost += compared->answer.championCost;
        result.challengerCost += compared->answer.challengerCost;
        result.lastTierCost += compared->answer.lastTierCost;
        result.answers.push_back(std::move(compared->answer));
    }
    const std::span<const GateAnswer> answers(result.answers);
    result.texts = static_cast<std::int64_t>(answers.size());
    result.look = rules.look;
    result.level = rules.passLevel();
    result.championStudentId = input.champion.studentId;
    result.report.taskId = input.task.id;
    const domain::TaskPolicy& challenger = input.challenger.policy;
    const bool isFirst = input.champion.student == nullptr;
    std::vector<GateMetric>& metrics = result.report.metrics;
    metrics = wholeMetrics(
        answers, {result.championAccepted, result.challengerAccepted}, last, !isFirst, challenger, rules);
    if (isFirst && !input.wasDiscarded && changesNothing(input, answers)) {
        GateVerdict verdict = letUnheard(metrics);
        result.outcome = verdict.outcome;
        result.reason = std::move(verdict.reason);
        return result;
    }
    const auto add = [&metrics](const std::vector<GateMetric>& more) {
        metrics.insert(metrics.end(), more.begin(), more.end());
    };
    const Tolerance sinceFirst
        = servedTolerance({anchorAccepted, result.challengerAccepted}, answers.size(), challenger, rules);
    if (input.anchor != nullptr) {
        add(anchorMetrics(answers, isFirst, sinceFirst, rules));
    }
    add(sliceMetrics(answers, rules, [&](const std::string& slice) {
        return isFirst ? servedAnswersOn(slice, answers, last, challenger.alpha, rules)
                       : ownAnswersOn(slice, answers, rules);
    }));
    if (!isFirst && !input.wasDiscarded && changesNothing(input, answers)) {
        if (const auto unheard = letUnheardGoOn(metrics)) {
            result.outcome = unheard->outcome;
            result.reason = unheard->reason + lookWords(rules.look, rules.passLevel());
            return result;
        }
    }
    GateVerdict verdict = verdictOver(metrics);
    result.outcome = verdict.outcome;
    result.reason = std::move(verdict.reason) + lookWords(rules.look, rules.passLevel())
        + spentSinceFirst(metrics, sinceFirst.margin + sinceFirst.allowed, rules.margin) + assumed(answers);
    return result;
}

} // namespace core::engine::loop
