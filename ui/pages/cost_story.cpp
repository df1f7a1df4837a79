#include "ui/pages/cost_story.h"

#include "ui/models/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <map>

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
    tile.detail = Words::tr("for %1 request(s)", nullptr, models::pluralOf(report.sums.queries()))
                      .arg(formats.count(report.sums.queries()));
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
        : report.sums.queries() == 0 ? Words::tr("for %1 request(s)", nullptr, 0).arg(formats.count(0))
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

TileContent monthTile(const models::MonthOutlook& month, const Formats& formats)
{
    TileContent tile{QStringLiteral("cost.month"), Words::tr("This month so far"), formats.money(month.soFar),
        Words::tr("days in %1").arg(formats.zoneName()), {}, formats.exactMoney(month.soFar)};
    if (month.beside.nanoUsd != 0) {
        tile.change = Words::tr("%1 beside the traffic").arg(formats.money(month.beside));
        tile.toolTip += QLatin1Char('\n')
            + Words::tr("%1 of it for training, audits and studies").arg(formats.exactMoney(month.beside));
    }
    return tile;
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
                       .arg(forecast->daysBehind)
        + QLatin1Char(' ')
        + Words::tr("Audits are foreseen with the traffic; training and studies count as spent so far, and none are foreseen.");
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

using Counts = std::map<std::string, std::int64_t>;

Counts requestsByTask(const core::domain::CostSums& sums)
{
    Counts counts;
    for (const core::domain::TaskCost& task : sums.tasks) {
        counts[task.taskId] += task.queries;
    }
    return counts;
}

Counts answersByTier(const core::domain::CostSums& sums)
{
    Counts counts;
    for (const core::domain::TierCost& cell : sums.tiers) {
        counts[cell.tierId] += cell.queries;
    }
    return counts;
}

/// The one whose share has grown most; empty where none has.
std::string grownMost(const Counts& before, const Counts& after)
{
    const auto sumOf = [](const Counts& counts) {
        double sum = 0;
        for (const auto& [id, count] : counts) {
            sum += static_cast<double>(count);
        }
        return sum;
    };
    const double sumBefore = sumOf(before);
    const double sumAfter = sumOf(after);
    if (sumBefore <= 0 || sumAfter <= 0) {
        return {};
    }
    std::string grown;
    double most = 0;
    for (const auto& [id, count] : after) {
        const auto old = before.find(id);
        const double shareBefore = old == before.end() ? 0 : static_cast<double>(old->second) / sumBefore;
        const double growth = static_cast<double>(count) / sumAfter - shareBefore;
        if (growth > most) {
            most = growth;
            grown = id;
        }
    }
    return grown;
}

QString whatOpens(ChangePart part, const core::ports::CostReport& report, const models::Catalogue& catalogue)
{
    const core::ports::RequestFilter filter = requestsOf(part, report).filter;
    const bool isOfTier = !filter.answeredByTier.empty();
    switch (part) {
    case ChangePart::Before:
        return Words::tr("Opens the requests of the range before.");
    case ChangePart::TaskMix:
        if (filter.taskId != report.query.taskId) {
            return Words::tr("Opens the requests of %1, whose share grew most.").arg(catalogue.taskName(filter.taskId));
        }
        break;
    case ChangePart::Routing:
        if (isOfTier) {
            return Words::tr("Opens what %1 answered, whose share grew most.").arg(catalogue.tierName(filter.answeredByTier));
        }
        break;
    case ChangePart::Escalation:
        return Words::tr("Opens the escalated requests, the dearest first. A call that failed and was tried again at the same "
                         "tier is no escalation.");
    case ChangePart::Tokens:
        return Words::tr("Opens all requests of the range, the dearest first.");
    case ChangePart::Price:
        if (isOfTier) {
            return Words::tr("Opens what %1 answered, whose price changed, the dearest first.")
                .arg(catalogue.tierName(filter.answeredByTier));
        }
        return Words::tr("No price changed. Opens all requests of the range.");
    case ChangePart::Volume:
    case ChangePart::After:
        break;
    }
    return Words::tr("Opens all requests of the range.");
}

WaterfallStep totalStep(const QString& label, Money amount, const Formats& formats)
{
    return {label, amount.usd(), formats.money(amount), formats.exactMoney(amount), true};
}

} // namespace

std::vector<TileContent> costTiles(
    const core::ports::CostReport& report, const models::MonthOutlook& month, const Formats& formats)
{
    return {spendTile(report, formats), savedTile(report, formats), thousandTile(report, formats),
        monthTile(month, formats), forecastTile(month.forecast, formats)};
}

Money besideOf(const core::ports::CostReport& report)
{
    Money beside;
    for (const core::domain::SideCost& cost : report.beside) {
        beside += cost.cost;
    }
    return beside;
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

ShownRequests requestsOf(ChangePart part, const core::ports::CostReport& report)
{
    const core::ports::OverviewQuery& query = report.query;
    const core::ports::RequestOrder dearestFirst{core::ports::RequestSort::Cost, true};
    ShownRequests shown;
    shown.filter.taskId = query.taskId;
    shown.filter.range = query.range;
    switch (part) {
    case ChangePart::Before:
        shown.filter.range = {query.range.from - (query.range.to - query.range.from), query.range.from};
        break;
    case ChangePart::TaskMix:
        if (query.taskId.empty()) {
            shown.filter.taskId = grownMost(requestsByTask(report.previous), requestsByTask(report.sums));
        }
        break;
    case ChangePart::Routing:
        shown.filter.answeredByTier = grownMost(answersByTier(report.previous), answersByTier(report.sums));
        break;
    case ChangePart::Escalation:
        shown.filter.isEscalated = true;
        shown.order = dearestFirst;
        break;
    case ChangePart::Tokens:
        shown.order = dearestFirst;
        break;
    case ChangePart::Price:
        shown.filter.answeredByTier = report.change.repricedTierId;
        shown.order = dearestFirst;
        break;
    case ChangePart::Volume:
    case ChangePart::After:
        break;
    }
    return shown;
}

std::vector<WaterfallStep> changeSteps(
    const core::ports::CostReport& report, const models::Catalogue& catalogue, const Formats& formats)
{
    const core::domain::SpendChange& change = report.change;
    const auto part = [&](const QString& label, Money amount, const QString& toolTip) {
        return WaterfallStep{label, amount.usd(), signedMoney(amount, formats),
            toolTip + QLatin1Char('\n') + formats.exactMoney(amount), false};
    };
    std::vector<WaterfallStep> steps{
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
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i].toolTip += QLatin1Char('\n') + whatOpens(changePartAt(static_cast<int>(i)), report, catalogue);
    }
    return steps;
}

Reconciliation reconcile(const core::ports::CostReport& report, const Formats& formats)
{
    const core::domain::CostSums& sums = report.sums;
    const Money difference = sums.spend() - sums.tierSpend();
    if (difference.nanoUsd == 0) {
        QString sentence = Words::tr("Reconciled: the spend of the tasks and the spend of the tiers, kept apart, are both %1.")
                               .arg(formats.exactMoney(sums.spend()));
        if (!report.beside.empty()) {
            const Money beside = besideOf(report);
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
