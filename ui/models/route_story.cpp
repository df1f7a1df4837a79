#include "ui/models/route_story.h"

#include "ui/models/strings.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui::models {

namespace {

using core::domain::Attempt;
using core::domain::AttemptResult;
using core::domain::QueryRecord;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RouteStory)
};

QString startSentence(const QueryRecord& record, const Catalogue& catalogue, const Formats& formats)
{
    const std::string& first = record.attempts.front().tierId;
    const auto prediction = std::find_if(record.prediction.tiers.begin(), record.prediction.tiers.end(),
        [&](const auto& tier) { return tier.tierId == first; });
    if (record.prediction.tiers.empty()) {
        return catalogue.isLastTier(first)
            ? Words::tr("No router is trained for this task yet, so the request went straight to the last tier.")
            : Words::tr("No router was used; the request started at %1.").arg(catalogue.tierName(first));
    }
    if (record.prediction.isNovel && !catalogue.isLastTier(first)) {
        return Words::tr("It started at %1, for which it is unlike anything learnt.").arg(catalogue.tierName(first));
    }
    if (record.prediction.isNovel) {
        return Words::tr("The request is unlike anything seen before, so it started higher, at %1.")
            .arg(catalogue.tierName(first));
    }
    if (prediction == record.prediction.tiers.end()) {
        return Words::tr("It started at %1.").arg(catalogue.tierName(first));
    }
    return Words::tr("It started at %1, which the router expected to meet the target with probability %2.")
        .arg(catalogue.tierName(first), formats.percent(prediction->meetsTargetProbability, 0));
}

QString attemptSentence(const Attempt& attempt, const Catalogue& catalogue, const Formats& formats)
{
    const QString tier = catalogue.tierName(attempt.tierId);
    switch (attempt.result) {
    case AttemptResult::Escalated:
        if (attempt.score && attempt.threshold) {
            return Words::tr("%1 scored %2, below its threshold of %3: escalated.")
                .arg(tier, formats.number(*attempt.score, 3), formats.number(*attempt.threshold, 3));
        }
        return Words::tr(
            "%1 has no certified threshold for this task, so its answer could not be accepted: escalated.")
            .arg(tier);
    case AttemptResult::Failed:
        return Words::tr("%1 did not answer (%2).").arg(tier, toQt(attempt.errorText));
    case AttemptResult::Accepted:
        if (catalogue.isLastTier(attempt.tierId)) {
            return Words::tr("%1 is the last tier, which always answers.").arg(tier);
        }
        if (attempt.score && attempt.threshold) {
            return Words::tr("%1 scored %2, at or above its threshold of %3: accepted.")
                .arg(tier, formats.number(*attempt.score, 3), formats.number(*attempt.threshold, 3));
        }
        return Words::tr("%1 answered.").arg(tier);
    case AttemptResult::Shadow:
        return Words::tr("%1 ran in the shadow; its answer was not sent.").arg(tier);
    }
    return {};
}

/// Tokens a tier that was not called is priced with: those of the answer that was sent.
std::optional<core::domain::TokenUsage> assumedUsage(const QueryRecord& record)
{
    if (const Attempt* accepted = record.accepted()) {
        return accepted->usage;
    }
    return record.attempts.empty() ? std::nullopt : std::optional(record.attempts.back().usage);
}

QString tokensText(const core::domain::TokenUsage& usage, const Formats& formats)
{
    return Words::tr("%1 in, %2 out")
        .arg(formats.count(usage.promptTokens), formats.count(usage.completionTokens));
}

void describeCalled(TierCostLine& line, const Attempt& attempt, const Formats& formats)
{
    line.wasCalled = true;
    line.tokens = tokensText(attempt.usage, formats);
    line.cost = attempt.cost ? formats.money(*attempt.cost) : Words::tr("unknown");
    line.exactCost = attempt.cost ? formats.exactMoney(*attempt.cost) : QString();
    line.remark = attempt.cost ? Words::tr("called") : Words::tr("called; price unknown");
}

void describeUncalled(
    TierCostLine& line, const QueryRecord& record, const Catalogue& catalogue, const Formats& formats)
{
    std::optional<core::domain::Money> cost;
    const auto usage = assumedUsage(record);
    if (catalogue.isLastTier(line.tierId)) {
        cost = record.isLastTierCostKnown ? std::optional(record.lastTierCost) : std::nullopt;
        line.remark = record.isLastTierCostEstimated ? Words::tr("estimated: mean completion tokens of the task")
                                                     : Words::tr("not called");
    } else if (usage) {
        cost = core::domain::costOf(*usage, catalogue.tier(line.tierId)->prices);
        line.tokens = Words::tr("≈ %1").arg(tokensText(*usage, formats));
        line.remark = Words::tr("estimated: tokens of the answer that was sent");
    }
    line.cost = cost ? Words::tr("≈ %1").arg(formats.money(*cost)) : Words::tr("unknown");
    line.exactCost = cost ? formats.exactMoney(*cost) : QString();
    if (!cost) {
        line.remark = Words::tr("price unknown");
    }
}

} // namespace

QString routeStory(const QueryRecord& record, const Catalogue& catalogue, const Formats& formats)
{
    if (record.attempts.empty()) {
        return Words::tr("No tier was called.");
    }
    QStringList sentences{startSentence(record, catalogue, formats)};
    for (const Attempt& attempt : record.attempts) {
        sentences += attemptSentence(attempt, catalogue, formats);
    }
    return sentences.join(QLatin1Char(' '));
}

QString wordOf(AttemptResult result)
{
    switch (result) {
    case AttemptResult::Accepted:
        return Words::tr("accepted");
    case AttemptResult::Escalated:
        return Words::tr("escalated");
    case AttemptResult::Failed:
        return Words::tr("failed");
    case AttemptResult::Shadow:
        return Words::tr("shadow");
    }
    return {};
}

QString wordOf(core::domain::CertificateScope scope)
{
    switch (scope) {
    case core::domain::CertificateScope::Certified:
        return Words::tr("Covered by a certificate");
    case core::domain::CertificateScope::LastTier:
        return Words::tr("Answered by the last tier");
    case core::domain::CertificateScope::Uncertified:
        return Words::tr("Not covered by a certificate");
    }
    return {};
}

std::vector<TierCostLine> tierCosts(
    const QueryRecord& record, const Catalogue& catalogue, const Formats& formats)
{
    std::vector<TierCostLine> lines;
    for (const core::domain::Tier& tier : catalogue.snapshot().tiers) {
        TierCostLine line;
        line.tierId = tier.id;
        line.name = catalogue.tierName(tier.id);
        const auto attempt = std::find_if(record.attempts.begin(), record.attempts.end(),
            [&](const Attempt& made) { return made.tierId == tier.id; });
        if (attempt != record.attempts.end()) {
            describeCalled(line, *attempt, formats);
        } else {
            describeUncalled(line, record, catalogue, formats);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace ui::models
