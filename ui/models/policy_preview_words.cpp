#include "ui/models/policy_preview_words.h"

#include "ui/models/axis_formats.h"
#include "ui/models/certificate_words.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace ui::models {

namespace {

using core::ports::Band;
using core::ports::PolicyPreview;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PolicyPreview)
};

using Text = std::function<QString(double)>;

QString rangeOf(double low, double high, const Text& text)
{
    return Words::tr("%1 – %2").arg(text(low), text(high));
}

QString bandsInWords(const QString& side, const Band& band, const Text& text)
{
    return std::isnan(band.value) ? Words::tr("%1: not known").arg(side)
                                  : Words::tr("%1: %2; 50% band %3, 95% band %4")
                                        .arg(side, text(band.value), rangeOf(band.low50, band.high50, text),
                                            rangeOf(band.low95, band.high95, text));
}

PreviewFigure figure(
    const QString& name, const QString& help, const Band& now, const Band& then, const Text& text, const QString& whyUnknown)
{
    PreviewFigure made{name, help, now, then, text(now.value), text(then.value), {}, {}};
    if (!std::isnan(then.value)) {
        made.thenBand = rangeOf(then.low95, then.high95, text);
    }
    made.toolTip = std::isnan(now.value) && std::isnan(then.value)
        ? whyUnknown
        : QStringLiteral("%1\n%2\n%3").arg(help, bandsInWords(Words::tr("In force"), now, text),
              bandsInWords(Words::tr("Draft"), then, text));
    return made;
}

double knownOr0(double value)
{
    return std::isnan(value) ? 0 : value;
}

} // namespace

QStringList previewFigureNames()
{
    return {Words::tr("Cost a day"), Words::tr("Cost of 1,000 requests"), Words::tr("Quality"),
        Words::tr("Failures kept"), Words::tr("Escalated"), Words::tr("Audits a day"), Words::tr("p99 latency")};
}

std::vector<PreviewFigure> previewFigures(const PolicyPreview& preview, const Formats& formats)
{
    const auto& now = preview.now;
    const auto& then = preview.then;
    const auto sideBySide = [&](const Band& a, const Band& b, double factor) -> Text {
        const double largest = factor * std::max({knownOr0(a.value), knownOr0(b.value), knownOr0(a.high95), knownOr0(b.high95)});
        return [&formats, factor, largest](double value) { return usdBeside(formats, factor * value, largest); };
    };
    const Text usd = sideBySide(now.costPerDayUsd, then.costPerDayUsd, 1);
    const Text thousand = sideBySide(now.costPerQueryUsd, then.costPerQueryUsd, 1000);
    const Text percent = [&](double value) { return formats.percent(value); };
    const Text milliseconds = [&](double value) { return formats.milliseconds(value); };
    const Text count
        = [&](double value) { return std::isnan(value) ? Formats::dash() : formats.number(value, value < 100 ? 1 : 0); };
    const QStringList names = previewFigureNames();
    const QString noTraffic = Words::tr("No request of this task came in the last 24 hours.");
    const QString noPrice = Words::tr("No price of this task's tiers is known.");
    const QString noJudgement = Words::tr("No answer is judged.");
    return {
        figure(names[0], Words::tr("At the volume of the last 24 hours"), now.costPerDayUsd, then.costPerDayUsd, usd, noTraffic),
        figure(names[1], Words::tr("All tiers that are asked"), now.costPerQueryUsd, then.costPerQueryUsd, thousand, noPrice),
        figure(names[2], Words::tr("Mean quality of the answers sent"), now.quality, then.quality, percent, noJudgement),
        figure(names[3], Words::tr("Share of the answers kept below the last tier that miss the target"), now.failureRate,
            then.failureRate, percent, Words::tr("No tier below the last keeps an answer, or none is judged.")),
        figure(names[4], Words::tr("Requests that at least one tier passes on"), now.escalationRate, then.escalationRate,
            percent, noTraffic),
        figure(names[5], Words::tr("Answers that are judged at the audit rate"), now.auditsPerDay, then.auditsPerDay, count,
            noTraffic),
        figure(names[6], Words::tr("Sum over the tiers that a request goes through"), now.p99LatencyMs, then.p99LatencyMs,
            milliseconds, Words::tr("The times of this task's tiers are not known: too little traffic is recorded.")),
    };
}

QString refusalInWords(const PolicyPreview& preview, const Formats& formats)
{
    if (preview.refusal.empty()) {
        return {};
    }
    if (preview.draft.method == core::ports::CertificationMethod::ConformalInitialisation) {
        return Words::tr("Conformal initialisation gives no failure guarantee: to compare only, it cannot be applied.");
    }
    const QString alpha = formats.percent(preview.draft.alpha);
    if (preview.judgedMissing > 0) {
        return Words::tr("The data cannot support α = %1: %n more judged answer(s) needed.", nullptr,
            static_cast<int>(preview.judgedMissing))
            .arg(alpha);
    }
    return Words::tr("The data cannot support α = %1: too many of the judged answers fail for any number to do.").arg(alpha);
}

QStringList promisesInWords(const PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats)
{
    QStringList lines;
    for (const core::domain::Certificate& certificate : preview.then.certificates) {
        const bool isExpectation = preview.isExpected && certificate.threshold;
        lines += Words::tr("%1: %2").arg(catalogue.tierName(certificate.tierId),
            isExpectation ? Words::tr("With %1 confidence, at most %2 of the answers it sends are expected to miss the target.")
                                .arg(formats.percent(1 - certificate.delta, 0), formats.percent(certificate.riskUpperBound))
                          : certificateInWords(certificate, formats));
    }
    if (preview.isExpected) {
        lines += Words::tr("Expected by %1 tuning answers: Apply certifies on %2 others and spends a part of δ.")
                     .arg(formats.count(preview.tuningAnswers), formats.count(preview.calibrationAnswers));
    }
    return lines;
}

QString replayInWords(const PolicyPreview& preview, const Formats& formats)
{
    const QString replayed = formats.count(preview.trafficQueries);
    const QString sentence = preview.isTrafficLive
        ? Words::tr("Replayed on the newest %1 requests.").arg(replayed)
        : Words::tr("Too little traffic: replayed on %1 tuning answers.").arg(replayed);
    if (preview.curve.empty()) {
        return sentence;
    }
    return sentence + QLatin1Char(' ')
        + Words::tr("The curve is what tuning answers lead to expect; what is in force was certified on others and may lie off it.");
}

QString alarmInWords(const PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats)
{
    const core::ports::AlarmReplay& alarm = preview.alarm;
    if (alarm.judged == 0 || !alarm.since) {
        return {};
    }
    const QString judged = formats.count(alarm.judged);
    const QString since = formats.dayAndTime(*alarm.since);
    return alarm.rangAt ? Words::tr("With these values the alarm of %1 would have rung on %2 (replayed on %3 judged answers since %4).")
                              .arg(catalogue.tierName(alarm.tierId), formats.dayAndTime(*alarm.rangAt), judged, since)
                        : Words::tr("With these values the alarm would not have rung in the last %1 judged answers, since %2.")
                              .arg(judged, since);
}

PlainTable flowTable(const PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats)
{
    PlainTable table{{Words::tr("First asked → answers"), Words::tr("In force"), Words::tr("Draft")}, {}};
    const auto shareIn = [](const core::ports::ReplayedPolicy& policy, std::size_t first, std::size_t last) {
        return first < policy.flow.size() && last < policy.flow[first].size() ? policy.flow[first][last] : 0.0;
    };
    for (std::size_t first = 0; first < preview.tierIds.size(); ++first) {
        for (std::size_t last = first; last < preview.tierIds.size(); ++last) {
            const double now = shareIn(preview.now, first, last);
            const double then = shareIn(preview.then, first, last);
            if (now > 0 || then > 0) {
                table.rows += QStringList{QStringLiteral("%1 → %2").arg(catalogue.tierName(preview.tierIds[first]),
                                              catalogue.tierName(preview.tierIds[last])),
                    formats.percent(now), formats.percent(then)};
            }
        }
    }
    return table;
}

PlainTable riskCostTable(const PolicyPreview& preview, double alphaInForce, const Formats& formats)
{
    PlainTable table{{Words::tr("Point"), Words::tr("Risk α"), Words::tr("$ per 1,000 requests"), Words::tr("Kept below the last tier")},
        {}};
    const auto line = [&](const QString& name, double alpha, double usd, double kept) {
        return QStringList{name, formats.percent(alpha), formats.approximateUsd(1000 * usd), formats.percent(kept)};
    };
    for (const core::ports::RiskCostPoint& point : preview.curve) {
        table.rows += line(point.isCertified ? Words::tr("Curve") : Words::tr("Curve, nothing certified"), point.alpha,
            point.costPerQueryUsd, point.keptShare);
    }
    const auto keptBy = [](const core::ports::ReplayedPolicy& policy) {
        return policy.tierShare.empty() ? std::nan("") : 1 - policy.tierShare.back().value;
    };
    table.rows += line(Words::tr("In force"), alphaInForce, preview.now.costPerQueryUsd.value, keptBy(preview.now));
    table.rows += line(Words::tr("Draft"), preview.draft.alpha, preview.then.costPerQueryUsd.value, keptBy(preview.then));
    return table;
}

} // namespace ui::models
