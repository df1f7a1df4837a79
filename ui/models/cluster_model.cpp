#include "ui/models/cluster_model.h"

#include "ui/models/csv.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include <cmath>
#include <limits>
#include <utility>

namespace ui::models {

QString clusterName(const core::domain::FailureMap& map, std::size_t cluster)
{
    if (!map.clusters[cluster].name.empty()) {
        return toQt(map.clusters[cluster].name);
    }
    QStringList terms;
    for (const std::string& term : map.clusters[cluster].terms) {
        if (const QString word = toQt(term); word.size() > 1) { // a single letter tells nothing
            terms += word;
        }
    }
    return terms.isEmpty() ? ClusterModel::tr("Cluster %1").arg(cluster + 1)
                           : QStringList(terms.mid(0, 3)).join(QStringLiteral(" · "));
}

namespace {

/// What is near no centre, with the figures that a cluster would have; its trend is not told.
core::domain::FailureCluster unclustered(const core::domain::FailureMap& map)
{
    core::domain::FailureCluster group;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        const core::domain::FailurePoint& point = map.points[i];
        if (map.clusterOf[i] >= 0) {
            continue;
        }
        ++group.size;
        group.escalated += point.isEscalated ? 1 : 0;
        group.sentPast += point.isSentPast ? 1 : 0;
        group.missed += point.meetsTarget && !*point.meetsTarget ? 1 : 0;
        group.escalationCost += point.escalationCost;
    }
    group.missRate = map.unclusteredMissRate;
    group.trafficShare = std::numeric_limits<double>::quiet_NaN(); // known by that of a cluster
    if (!map.clusters.empty() && map.clusters.front().size > 0) {
        group.trafficShare = map.clusters.front().trafficShare * static_cast<double>(group.size)
            / static_cast<double>(map.clusters.front().size);
    }
    group.trend = std::numeric_limits<double>::quiet_NaN();
    return group;
}

} // namespace

ClusterModel::ClusterModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = ClusterRow;
    setColumns({
        {tr("About"), tr("The words that tell the cluster from the others"), false,
            [](const Row& row) { return row.name; }},
        {tr("Failures"), tr("Escalated, sent past the cheaper tiers, or judged to miss the target"), true,
            [this](const Row& row) { return count(row.cluster.size); },
            [this](const Row& row) {
                return tr("%1 escalated, %2 sent past the cheaper tiers, %3 judged to miss the target")
                    .arg(count(row.cluster.escalated), count(row.cluster.sentPast), count(row.cluster.missed));
            }},
        {tr("Of traffic"), {}, true,
            [this](const Row& row) { return m_formats.percent(row.cluster.trafficShare, 2); }},
        {tr("Escalation cost"),
            tr("A day: every call after the first of a request; where none but the last tier was asked, its price over "
               "the cheapest tier's"),
            true,
            [this](const Row& row) {
                return tr("%1/day").arg(
                    m_formats.approximateUsd(row.cluster.escalationCost.usd() / row.days));
            },
            [this](const Row& row) { return m_formats.exactMoney(row.cluster.escalationCost); }},
        {tr("Missed target"),
            tr("Of the judged answers that a cheaper tier accepted, each weighed by how rarely its like is judged, with its "
               "95% interval. Requests that were escalated do not count here"),
            true,
            [this](const Row& row) {
                const core::domain::MissRate& rate = row.cluster.missRate;
                return rate.judged == 0 ? tr("not judged")
                                        : tr("%1 (%2–%3)").arg(m_formats.percent(rate.rate, 0),
                                              m_formats.percent(rate.low, 0), m_formats.percent(rate.high, 0));
            },
            [this](const Row& row) {
                const core::domain::MissRate& rate = row.cluster.missRate;
                return rate.judged == 0 ? tr("No answer about this that a cheaper tier accepted is judged yet")
                                        : tr("%1 of %2 judged").arg(count(rate.missed), count(rate.judged));
            }},
        {tr("Same label"), tr("Of the requests whose right label is known, those with the most frequent one"), true,
            [this](const Row& row) {
                const core::domain::LabelPurity& purity = row.cluster.purity;
                return purity.labelled == 0 ? Formats::dash()
                                            : m_formats.percent(static_cast<double>(purity.same)
                                                      / static_cast<double>(purity.labelled),
                                                  0);
            },
            [this](const Row& row) {
                const core::domain::LabelPurity& purity = row.cluster.purity;
                return purity.labelled == 0
                    ? tr("No right label is known: none was imported, and nobody corrected an answer")
                    : tr("%1 of %2 are %3").arg(count(purity.same), count(purity.labelled), toQt(purity.label));
            }},
        {tr("Trend"), tr("Failures of the newer half of the range over those of the older"), true,
            [this](const Row& row) {
                return std::isfinite(row.cluster.trend)
                    ? QStringLiteral("× ") + m_formats.number(row.cluster.trend, row.cluster.trend < 10 ? 2 : 0)
                    : row.cluster.terms.empty() ? QString() : tr("new");
            }},
        {tr("Predicted saving"),
            tr("Of teaching the cluster, net of the teacher, with its 95% interval; choose one task to see it"), true,
            [this](const Row& row) {
                return !row.prediction ? Formats::dash()
                    : !row.prediction->isWorthIt
                    ? tr("not worth it")
                    : tr("%1 (%2–%3)").arg(m_formats.money(row.prediction->net),
                        m_formats.money(row.prediction->netLow), m_formats.money(row.prediction->netHigh));
            },
            [this](const Row& row) {
                return !row.prediction             ? QString()
                    : !row.prediction->isWorthIt ? sentenceWords(row.prediction->reason)
                                                 : tr("In %n day(s), at a cost of %1", nullptr, row.prediction->horizonDays)
                                                       .arg(m_formats.money(row.prediction->cost));
            }},
    });
}

QString ClusterModel::count(std::size_t value) const
{
    return m_formats.count(static_cast<std::int64_t>(value));
}

void ClusterModel::setPrediction(int row, core::ports::TeachingPreview prediction)
{
    std::vector<ClusterRow> changed = rows();
    if (row >= 0 && row < static_cast<int>(changed.size())) {
        changed[static_cast<std::size_t>(row)].prediction = std::move(prediction);
        setRows(std::move(changed));
    }
}

void ClusterModel::setMap(const core::domain::FailureMap& map, double days, const Formats& formats)
{
    m_formats = formats;
    std::vector<ClusterRow> rows;
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
        const QString name = clusterName(map, i);
        const std::vector<std::size_t>& exemplars = map.clusters[i].exemplars;
        rows.push_back({map.clusters[i].isExcluded ? tr("%1 (excluded)").arg(name) : name, map.clusters[i], days, std::nullopt,
            exemplars.empty() ? std::string() : map.points[exemplars.front()].queryId});
    }
    if (map.unclustered > 0) {
        rows.push_back({tr("Unclustered"), unclustered(map), days, std::nullopt, {}, false});
    }
    setRows(std::move(rows));
}

QString clusterCsv(const std::vector<ClusterRow>& rows)
{
    const auto count = [](std::size_t value) { return QString::number(value); };
    const auto money = [](const std::optional<core::domain::Money>& value) {
        return value ? toQt(core::domain::toDecimalUsd(*value)) : QString();
    };
    QString text = csvLine({QStringLiteral("kind"), QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("terms"),
        QStringLiteral("typical_request"), QStringLiteral("size"), QStringLiteral("escalated"), QStringLiteral("sent_past"),
        QStringLiteral("missed_target"), QStringLiteral("label"), QStringLiteral("labelled"), QStringLiteral("label_purity"),
        QStringLiteral("accepted_judged"), QStringLiteral("accepted_missed"), QStringLiteral("traffic_share"), QStringLiteral("cost_usd"),
        QStringLiteral("cost_per_day_usd"), QStringLiteral("failure_rate"), QStringLiteral("failure_rate_low"),
        QStringLiteral("failure_rate_high"), QStringLiteral("trend"), QStringLiteral("worth_teaching"),
        QStringLiteral("saving_usd"), QStringLiteral("saving_low_usd"), QStringLiteral("saving_high_usd")});
    for (const ClusterRow& row : rows) {
        const core::domain::FailureCluster& cluster = row.cluster;
        const core::domain::MissRate& rate = cluster.missRate;
        const core::domain::LabelPurity& purity = cluster.purity;
        const auto ofJudged = [&](double value) { return rate.judged == 0 ? QString() : numberField(value); };
        const auto predicted = [&](core::domain::Money core::ports::TeachingPreview::* part) {
            return money(row.prediction ? std::optional((*row.prediction).*part) : std::nullopt);
        };
        QStringList terms;
        for (const std::string& term : cluster.terms) {
            terms += toQt(term);
        }
        text += csvLine({!row.isCluster ? QStringLiteral("unclustered")
                : cluster.isExcluded      ? QStringLiteral("excluded")
                                          : QStringLiteral("cluster"),
            toQt(cluster.id), toQt(cluster.name), terms.join(QStringLiteral("; ")), toQt(row.typicalRequest),
            count(cluster.size), count(cluster.escalated), count(cluster.sentPast), count(cluster.missed),
            toQt(purity.label), count(purity.labelled),
            purity.labelled == 0
                ? QString()
                : numberField(static_cast<double>(purity.same) / static_cast<double>(purity.labelled)),
            count(rate.judged), count(rate.missed),
            numberField(cluster.trafficShare), money(cluster.escalationCost),
            numberField(cluster.escalationCost.usd() / row.days),
            ofJudged(rate.rate), ofJudged(rate.low), ofJudged(rate.high), numberField(cluster.trend),
            row.prediction ? boolField(row.prediction->isWorthIt) : QString(), predicted(&core::ports::TeachingPreview::net),
            predicted(&core::ports::TeachingPreview::netLow), predicted(&core::ports::TeachingPreview::netHigh)});
    }
    return text;
}

} // namespace ui::models
