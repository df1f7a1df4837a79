#include "ui/models/cluster_model.h"

#include "ui/models/strings.h"

#include <cmath>
#include <limits>

namespace ui::models {

QString clusterName(const core::domain::FailureMap& map, std::size_t cluster)
{
    QStringList terms;
    for (const std::string& term : map.clusters[cluster].terms) {
        terms += toQt(term);
    }
    return terms.isEmpty() ? ClusterModel::tr("Cluster %1").arg(cluster + 1)
                           : QStringList(terms.mid(0, 3)).join(QStringLiteral(" · "));
}

ClusterModel::ClusterModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = ClusterRow;
    setColumns({
        {tr("About"), tr("The words that tell the cluster from the others"), false,
            [](const Row& row) { return row.name; }},
        {tr("Failures"), tr("Escalated, or judged to miss the target"), true,
            [this](const Row& row) { return m_formats.count(static_cast<std::int64_t>(row.cluster.size)); }},
        {tr("Of traffic"), {}, true,
            [this](const Row& row) { return m_formats.percent(row.cluster.trafficShare, 2); }},
        {tr("Escalation cost"), tr("A day: every call after the first of a request"), true,
            [this](const Row& row) {
                return tr("%1/day").arg(
                    m_formats.approximateUsd(row.cluster.escalationCost.usd() / row.days));
            },
            [this](const Row& row) { return m_formats.exactMoney(row.cluster.escalationCost); }},
        {tr("Missed target"), tr("Of judged answers, with Wilson's 95% interval"), true,
            [this](const Row& row) {
                return row.cluster.judged == 0
                    ? tr("not judged")
                    : tr("%1 (%2–%3)")
                          .arg(m_formats.percent(static_cast<double>(row.cluster.missed)
                                       / static_cast<double>(row.cluster.judged),
                                   0),
                              m_formats.percent(row.cluster.missLow, 0),
                              m_formats.percent(row.cluster.missHigh, 0));
            },
            [this](const Row& row) {
                return tr("%1 of %2 judged").arg(row.cluster.missed).arg(row.cluster.judged);
            }},
        {tr("Trend"), tr("Failures of the newer half of the range over those of the older"), true,
            [this](const Row& row) {
                return std::isfinite(row.cluster.trend)
                    ? QStringLiteral("× ") + m_formats.number(row.cluster.trend, 2)
                    : tr("new");
            }},
    });
}

void ClusterModel::setMap(const core::domain::FailureMap& map, double days, const Formats& formats)
{
    m_formats = formats;
    std::vector<ClusterRow> rows;
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
        rows.push_back({clusterName(map, i), map.clusters[i], days});
    }
    setRows(std::move(rows));
}

} // namespace ui::models
