#include "ui/models/overview_tiles.h"

#include "core/domain/outcome.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace ui::models {

namespace {

using core::ports::Overview;
using core::ports::TrafficTotals;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OverviewTiles)
};
QString noEarlierData()
{
    return Words::tr("no earlier data");
}

QString judgeName(const std::string& source)
{
    using core::domain::LabelSource;
    const std::optional<LabelSource> known = core::domain::labelSourceFrom(source);
    if (!known) {
        return toQt(source);
    }
    switch (*known) {
    case LabelSource::Human: return Words::tr("people");
    case LabelSource::Client: return Words::tr("clients");
    case LabelSource::ReferenceTier: return Words::tr("a tier");
    case LabelSource::Reference: break;
    }
    return Words::tr("reference");
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

double escalationRate(const TrafficTotals& totals)
{
    return ratio(static_cast<double>(totals.escalatedQueries), static_cast<double>(totals.queries));
}

double acceptance(const TrafficTotals& totals)
{
    return ratio(totals.judgedMetWeight, totals.judgedWeight);
}

/// Relative change of an amount; a factor once a percentage would stop being readable.
struct Change {
    QString whole;
    QString brief = {}; ///< empty: as short as the whole
};

QString arrow(bool isUp)
{
    return isUp ? QStringLiteral("▲ ") : QStringLiteral("▼ ");
}

Change relativeChange(double now, double before, const Formats& formats)
{
    if (!std::isfinite(before) || before <= 0 || !std::isfinite(now)) {
        return {noEarlierData()};
    }
    const double change = now / before - 1;
    if (std::abs(change) < 0.0005) {
        return {Words::tr("unchanged")};
    }
    if (change > 9.995) {
        const QString times = formats.number(now / before, 1);
        return {Words::tr("× %1 the previous").arg(times), QStringLiteral("× ") + times};
    }
    const QString share = formats.percent(std::abs(change), std::abs(change) < 1 ? 1 : 0);
    return {arrow(change > 0) + Words::tr("%1 vs before").arg(share), arrow(change > 0) + share};
}

Change pointChange(double now, double before, const Formats& formats)
{
    if (!std::isfinite(before) || !std::isfinite(now)) {
        return {noEarlierData()};
    }
    const double points = 100 * (now - before);
    if (std::abs(points) < 0.05) {
        return {Words::tr("unchanged")};
    }
    const QString number = formats.number(std::abs(points), 1);
    return {arrow(points > 0) + Words::tr("%1 pp vs before").arg(number), arrow(points > 0) + Words::tr("%1 pp").arg(number)};
}

void setChange(TileContent& tile, const Change& change)
{
    tile.change = change.whole;
    tile.shortChange = change.brief;
}

TileContent spendTile(const Overview& overview, const Formats& formats)
{
    const TrafficTotals& totals = overview.totals;
    TileContent tile{QStringLiteral("spend"), Words::tr("Spend"),
        formats.money(totals.spend), {}, {}, {}};
    tile.detail = totals.unknownCostQueries > 0
        ? Words::tr("without %1 of unknown price")
              .arg(formats.count(totals.unknownCostQueries))
        : Words::tr("for %1 request(s)", nullptr, pluralOf(totals.queries)).arg(formats.count(totals.queries));
    setChange(tile, overview.previous.queries == 0
        ? Change{noEarlierData()}
        : relativeChange(totals.spend.usd(), overview.previous.spend.usd(), formats));
    tile.toolTip = Words::tr("%1 for %2 requests and %3 calls")
                       .arg(formats.exactMoney(totals.spend), formats.count(totals.queries),
                           formats.count(totals.attempts));
    return tile;
}

TileContent savedTile(const Overview& overview, const Formats& formats)
{
    const TrafficTotals& totals = overview.totals;
    TileContent tile{QStringLiteral("saved"),
        Words::tr("Saved vs last tier only"), formats.money(totals.saved()),
        {}, {}, {}};
    const double share = ratio(totals.saved().usd(), totals.lastTierOnly.usd());
    tile.detail = std::isfinite(share)
        ? Words::tr("%1 of %2")
              .arg(formats.percent(share), formats.money(totals.lastTierOnly))
        : totals.queries == 0 ? Words::tr("for %1 request(s)", nullptr, 0).arg(formats.count(0))
                              : Words::tr("last tier's price unknown");
    const double before = ratio(overview.previous.saved().usd(), overview.previous.lastTierOnly.usd());
    setChange(tile, pointChange(share, before, formats));
    tile.toolTip = Words::tr("Last tier only: %1\nSpend: %2\nSaved: %3\nEstimated from mean completion tokens "
                            "for %4 of %5 requests; "
                            "unknown for %6")
                       .arg(formats.exactMoney(totals.lastTierOnly), formats.exactMoney(totals.spend),
                           formats.exactMoney(totals.saved()), formats.count(totals.estimatedLastTierQueries),
                           formats.count(totals.queries), formats.count(totals.unknownLastTierQueries));
    return tile;
}

TileContent volumeTile(const Overview& overview, const Formats& formats)
{
    const double minutes
        = std::chrono::duration<double>(overview.query.range.to - overview.query.range.from).count() / 60;
    // Where history begins inside the range the rate is taken over the part that exists.
    const bool isFresh = overview.previous.queries == 0 && !overview.points.empty();
    const double lived = isFresh
        ? std::chrono::duration<double>(overview.query.range.to - overview.points.front().start).count() / 60
        : minutes;
    const double perMinute
        = ratio(static_cast<double>(overview.totals.queries), std::min(minutes, std::max(lived, 1.0 / 60)));
    TileContent tile{QStringLiteral("queries"), Words::tr("Requests a minute"),
        {}, {}, {}, {}};
    tile.value = formats.number(perMinute, perMinute < 100 ? 1 : 0);
    tile.detail
        = Words::tr("%1 in all").arg(formats.count(overview.totals.queries));
    setChange(tile, relativeChange(static_cast<double>(overview.totals.queries),
        static_cast<double>(overview.previous.queries), formats));
    tile.toolTip
        = Words::tr("%1 request(s), %2 of them without an answer", nullptr, pluralOf(overview.totals.queries))
              .arg(formats.count(overview.totals.queries), formats.count(overview.totals.unansweredQueries));
    return tile;
}

TileContent escalationTile(const Overview& overview, const Formats& formats)
{
    const TrafficTotals& totals = overview.totals;
    TileContent tile{QStringLiteral("escalation"),
        Words::tr("Escalation rate"), formats.percent(escalationRate(totals)),
        {}, {}, {}};
    tile.detail = Words::tr("%1 of %2")
                      .arg(formats.count(totals.escalatedQueries), formats.count(totals.queries));
    setChange(tile, pointChange(escalationRate(totals), escalationRate(overview.previous), formats));
    tile.toolTip = Words::tr("Requests for which at least one tier's answer was rejected on the way");
    return tile;
}

TileContent acceptanceTile(const Overview& overview, const Formats& formats)
{
    const TrafficTotals& totals = overview.totals;
    TileContent tile{QStringLiteral("acceptance"), Words::tr("Meets target"),
        formats.percent(acceptance(totals)), {}, {}, {}};
    QStringList judges;
    for (const std::string& judge : overview.judges) {
        judges += judgeName(judge);
    }
    if (totals.judged == 0) {
        tile.value = Formats::dash();
        tile.detail = Words::tr("not measured yet");
    } else {
        tile.detail = judges.size() > 1
            ? Words::tr("%1 by %n judge(s)", nullptr, static_cast<int>(judges.size())).arg(formats.count(totals.judged))
            : Words::tr("%1 by %2").arg(formats.count(totals.judged), judges.isEmpty() ? Formats::dash() : judges.front());
    }
    setChange(tile, pointChange(acceptance(totals), acceptance(overview.previous), formats));
    tile.toolTip = Words::tr("Share of answers that meet their task's target, from judged answers weighted by one over their "
        "sampling "
        "probability");
    if (judges.size() > 1) {
        tile.toolTip += QLatin1Char('\n') + Words::tr("Judged by: %1").arg(judges.join(QStringLiteral(", ")));
    }
    return tile;
}

TileContent latencyTile(const Overview& overview, const Formats& formats)
{
    const auto& latency = overview.totals.latency;
    TileContent tile{QStringLiteral("latency"), Words::tr("Latency p50"),
        formats.milliseconds(latency.percentile(0.5)), {}, {}, {}};
    tile.detail = latency.count() == 0 ? Words::tr("for %1 request(s)", nullptr, 0).arg(formats.count(0))
                                       : Words::tr("p99 %1").arg(formats.milliseconds(latency.percentile(0.99)));
    setChange(tile, overview.previous.latency.count() == 0
        ? Change{noEarlierData()}
        : relativeChange(latency.percentile(0.5), overview.previous.latency.percentile(0.5), formats));
    tile.toolTip = Words::tr("As clients saw it, %1 request(s); p95 %2", nullptr,
        pluralOf(static_cast<std::int64_t>(latency.count())))
                       .arg(formats.count(static_cast<std::int64_t>(latency.count())),
                           formats.milliseconds(latency.percentile(0.95)));
    return tile;
}

} // namespace

std::vector<TileContent> overviewTiles(const Overview& overview, const Formats& formats)
{
    return {spendTile(overview, formats), savedTile(overview, formats), volumeTile(overview, formats),
        escalationTile(overview, formats), acceptanceTile(overview, formats), latencyTile(overview, formats)};
}

} // namespace ui::models
