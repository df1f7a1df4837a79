#include "ui/models/chart_table_model.h"

#include "ui/models/row_table_model.h"

#include <QStringList>

#include <utility>

namespace ui::models {

namespace {

QString eventsIn(const ChartData& data, const ChartBucket& bucket)
{
    QStringList events;
    for (const ChartMarker& marker : data.markers) {
        if (marker.atMs >= bucket.startMs && marker.atMs < bucket.endMs) {
            events += marker.text;
        }
    }
    return events.join(QStringLiteral("; "));
}

} // namespace

void ChartTableModel::setData(ChartData data, const Formats& formats)
{
    const bool isSameShape = data.buckets.size() == m_data.buckets.size()
        && data.series.size() == m_data.series.size() && data.markers.empty() == m_data.markers.empty();
    if (!isSameShape) {
        beginResetModel();
    }
    m_data = std::move(data);
    m_formats = formats;
    if (!isSameShape) {
        endResetModel();
    } else if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int ChartTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.buckets.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_data.series.size()) + (m_data.markers.empty() ? 0 : 1);
}

bool ChartTableModel::isEvents(int column) const
{
    return column == 1 + static_cast<int>(m_data.series.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
        return {};
    }
    // Newest first: what an operator looks for is at the top.
    const std::size_t bucket = m_data.buckets.size() - 1 - static_cast<std::size_t>(index.row());
    const bool isTime = index.column() == 0;
    const bool isText = isTime || isEvents(index.column());
    if (role == IsNumberRole) {
        return !isText;
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (isEvents(index.column())) {
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(eventsIn(m_data, m_data.buckets[bucket]))
                                                                  : QVariant();
    }
    if (isTime) {
        const auto time
            = core::fromMicroseconds(static_cast<std::int64_t>(m_data.buckets[bucket].startMs) * 1000);
        return role == Qt::DisplayRole
            ? QVariant(m_formats.dateTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")))
            : QVariant();
    }
    const ChartSeries& series = m_data.series[static_cast<std::size_t>(index.column() - 1)];
    if (role == Qt::DisplayRole) {
        return valueText(m_data, series.values[bucket], m_formats);
    }
    if (role == Qt::ToolTipRole && bucket < series.details.size()) {
        return series.details[bucket];
    }
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == 0 || isEvents(section);
        return QVariant::fromValue(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == 0  ? tr("From (%1)").arg(m_formats.zoneName())
        : isEvents(section) ? tr("Events")
                            : m_data.series[static_cast<std::size_t>(section - 1)].name;
}

} // namespace ui::models
