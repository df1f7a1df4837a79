#include "ui/models/plain_table_model.h"

#include <utility>

namespace ui::models {

namespace {

QVariant alignmentOf(int column)
{
    return QVariant::fromValue(Qt::AlignVCenter | (column > 0 ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

void PlainTableModel::setTable(PlainTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int PlainTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int PlainTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.headers.size());
}

QVariant PlainTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
        return {};
    }
    const QString text = m_table.rows.at(index.row()).value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::AccessibleTextRole:
        return QString(m_table.headers.at(index.column()) + QStringLiteral(": ") + text);
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case IsNumberRole:
        return index.column() > 0;
    default:
        return {};
    }
}

QVariant PlainTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    return role == Qt::DisplayRole        ? QVariant(m_table.headers.at(section))
        : role == Qt::TextAlignmentRole ? alignmentOf(section)
                                        : QVariant();
}

} // namespace ui::models
