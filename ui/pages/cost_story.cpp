#include "ui/pages/cost_story.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace ui::pages {

namespace {

using charts::WaterfallStep;
using core::domain::Money;
using models::Formats;
using models::TileContent;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CostStory)
};

TileContent spendTile(const core::ports::CostReport& report, const Formats& formats)
{
    const Money spend = report.sums.spend();
    TileContent tile{
        QStringLiteral("cost.spend"), Words::tr("Spend"), formats.money(spend), {}, {}, formats.exactMoney(spend)};
    tile.detail = Words::tr("for %1 requests").arg(formats.count(report.sums.queries()));
    const Money before = report.change.before;
    tile.change = report.previous.queries() == 0 ? Words::tr("no earlier data")
                                                 : Words::tr("%1 in the range before").arg(formats.money(before));
    return tile;
}

TileContent savedTile(const core::ports::CostReport& report, const Formats& formats)
{
    const Money last = report.sums.lastTierOnly();
    const Money saved = last - report.sums.spend();
    TileContent tile{QStringLiteral("cost.saved"), Words::tr("Saved vs last tier only"), formats.money(saved), {},
        {}, formats.exactMoney(saved)};
    tile.detail = last.nanoUsd > 0
        ? Words::tr("%1 of %2").arg(formats.percent(saved.usd() / last.usd()), formats.money(last))
        : Words::tr("last tier's price unknown");
    return tile;
}

TileContent thousandTile(const core::ports::CostReport& report, const Formats& formats)
{
    const auto perThousand = [](const core::domain::CostSums& sums) {
        return sums.queries() > 0 ? 1000 * sums.spend().usd() / static_cast<double>(sums.queries())
                                  : std::numeric_limits<double>::quiet_NaN();
    };
    TileContent tile{QStringLiteral("cost.thousand"), Words::tr("Per 1,000 requests"),
        formats.approximateUsd(perThousand(report.sums)), {}, {}, {}};
    tile.detail = Words::tr("%1 calls of models").arg(formats.count(report.sums.attempts()));
    tile.change = report.previous.queries() == 0
        ? Words::tr("no earlier data")
        : Words::tr("%1 in the range before").arg(formats.approximateUsd(perThousand(report.previous)));
    return tile;
}

TileContent monthTile(Money soFar, const Formats& formats)
{
    return {QStringLiteral("cost.month"), Words::tr("This month so far"), formats.money(soFar),
        Words::tr("days in %1").arg(formats.zoneName()), {}, formats.exactMoney(soFar)};
}

TileContent forecastTile(const std::optional<models::SpendForecast>& forecast, const Formats& formats)
{
    TileContent tile{
        QStringLiteral("cost.forecast"), Words::tr("Forecast for the month"), Formats::dash(), {}, {}, {}};
    if (!forecast) {
        tile.value = Words::tr("not yet");
        tile.detail = Words::tr("needs three whole days");
        return tile;
    }
    tile.value = formats.approximateUsd(forecast->expectedUsd);
    tile.detail
        = Words::tr("%1 to %2")
              .arg(formats.approximateUsd(forecast->lowUsd), formats.approximateUsd(forecast->highUsd));
    tile.change = Words::tr("95% band, from %1 days").arg(forecast->daysBehind);
    tile.toolTip = Words::tr(
        "So far, and for every day that remains the mean of the last %1 whole days. The band is Student's t "
        "prediction interval for a sum of independent days; it knows no weekends and no trend.")
                       .arg(forecast->daysBehind);
    return tile;
}

QString signedMoney(Money amount, const Formats& formats)
{
    const QString text = formats.money(amount);
    return amount.nanoUsd > 0 && text.startsWith(QLatin1Char('$')) ? QLatin1Char('+') + text : text;
}

/// Those that saved most first.
std::vector<core::domain::TaskCost> bySaving(const core::ports::CostReport& report)
{
    std::vector<core::domain::TaskCost> tasks = report.sums.tasks;
    std::stable_sort(tasks.begin(), tasks.end(),
        [](const auto& a, const auto& b) { return a.lastTierOnly - a.spend > b.lastTierOnly - b.spend; });
    return tasks;
}

WaterfallStep totalStep(const QString& label, Money amount, const Formats& formats)
{
    return {label, amount.usd(), formats.money(amount), formats.exactMoney(amount), true};
}

} // namespace

std::vector<TileContent> costTiles(const core::ports::CostReport& report,
    const std::optional<models::SpendForecast>& forecast, Money monthSoFar, const Formats& formats)
{
    return {spendTile(report, formats), savedTile(report, formats), thousandTile(report, formats),
        monthTile(monthSoFar, formats), forecastTile(forecast, formats)};
}

std::vector<WaterfallStep> savingSteps(
    const core::ports::CostReport& report, const models::Catalogue& catalogue, const Formats& formats)
{
    std::vector<WaterfallStep> steps{totalStep(Words::tr("Last tier only"), report.sums.lastTierOnly(), formats)};
    for (const core::domain::TaskCost& task : bySaving(report)) {
        const Money change = task.spend - task.lastTierOnly;
        steps.push_back({catalogue.taskName(task.taskId), change.usd(), signedMoney(change, formats),
            Words::tr("Last tier only %1, spent %2")
                .arg(formats.exactMoney(task.lastTierOnly), formats.exactMoney(task.spend)),
            false});
    }
    steps.push_back(totalStep(Words::tr("Spent"), report.sums.spend(), formats));
    return steps;
}

std::optional<std::string> savingTaskAt(const core::ports::CostReport& report, int step)
{
    const std::vector<core::domain::TaskCost> tasks = bySaving(report);
    const bool isTask = step >= 1 && step <= static_cast<int>(tasks.size());
    return isTask ? std::optional(tasks[static_cast<std::size_t>(step) - 1].taskId) : std::nullopt;
}

ChangePart changePartAt(int step)
{
    return static_cast<ChangePart>(std::clamp(step, 0, static_cast<int>(ChangePart::After)));
}

std::vector<WaterfallStep> changeSteps(const core::domain::SpendChange& change, const Formats& formats)
{
    const auto part = [&](const QString& label, Money amount, const QString& toolTip) {
        return WaterfallStep{label, amount.usd(), signedMoney(amount, formats),
            toolTip + QLatin1Char('\n') + formats.exactMoney(amount), false};
    };
    return {
        totalStep(Words::tr("Range before"), change.before, formats),
        part(Words::tr("Volume"), change.volume, Words::tr("More or fewer requests, everything else as before")),
        part(Words::tr("Task mix"), change.taskMix, Words::tr("Other shares of dear and cheap tasks")),
        part(Words::tr("Routing"), change.routing, Words::tr("Other tiers giving the answers")),
        part(Words::tr("Escalation, retries"), change.escalation,
            Words::tr("More or fewer calls whose answer was not sent: passed on, failed or tried again")),
        part(Words::tr("Tokens"), change.tokens, Words::tr("Longer or shorter prompts and answers")),
        part(Words::tr("Price"), change.price, Words::tr("Other prices per token")),
        totalStep(Words::tr("This range"), change.after, formats),
    };
}

Reconciliation reconcile(const core::ports::CostReport& report, const Formats& formats)
{
    const core::domain::CostSums& sums = report.sums;
    const Money difference = sums.spend() - sums.tierSpend();
    if (difference.nanoUsd == 0) {
        QString sentence = Words::tr("Reconciled: the spend of the tasks and the spend of the tiers, kept apart, are both %1.")
                               .arg(formats.exactMoney(sums.spend()));
        if (!report.beside.empty()) {
            Money beside;
            for (const core::domain::SideCost& cost : report.beside) {
                beside += cost.cost;
            }
            sentence += QLatin1Char(' ')
                + Words::tr("Beside the traffic %1 more was spent, on training, audits and studies; %2 in all.")
                      .arg(formats.exactMoney(beside), formats.exactMoney(sums.spend() + beside));
        }
        return {true, sentence};
    }
    return {false,
        Words::tr("The spend of the tasks and of the tiers differ by %1. Run routenlp doctor on this workspace.")
            .arg(formats.exactMoney(difference))};
}

} // namespace ui::pages
