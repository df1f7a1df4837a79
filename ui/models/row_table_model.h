#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace ui::models {

/// Roles that every table of the window offers beside Qt's own.
enum TableRole {
    IsNumberRole = Qt::UserRole + 1, ///< bool: right-aligned, tabular figures
    ProgressRole, ///< double in [0, 1] for a progress column
    TierPlaceRole, ///< int: place in the cascade, for a tier's swatch
    ToneRole, ///< int, see CellTone
};

enum class CellTone { Normal, Muted, Good, Alarm };

/// A read-only table over plain row structs; a subclass only lists its columns.
template <typename Row>
class RowTableModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final
    {
        if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
            return {};
        }
        return cell(m_columns[static_cast<std::size_t>(index.column())], rowAt(index.row()), role);
    }

    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
            return {};
        }
        const Column& column = m_columns[static_cast<std::size_t>(section)];
        switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return column.help.isEmpty() ? QVariant() : column.help;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(alignmentOf(column));
        default:
            return {};
        }
    }

    [[nodiscard]] const Row& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// Replaces the rows, keeping selection and scroll position where rows stay in place.
    void setRows(std::vector<Row> rows)
    {
        const int before = rowCount();
        const int after = static_cast<int>(rows.size());
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            m_rows.resize(rows.size());
            endRemoveRows();
        }
        const int common = std::min(before, after);
        std::move(rows.begin(), rows.begin() + common, m_rows.begin());
        if (common > 0) {
            Q_EMIT dataChanged(index(0, 0), index(common - 1, columnCount() - 1));
        }
        if (after > before) {
            beginInsertRows({}, before, after - 1);
            m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin() + common),
                std::make_move_iterator(rows.end()));
            endInsertRows();
        }
    }

protected:
    using Text = std::function<QString(const Row&)>;
    using Extra = std::function<QVariant(const Row&, int role)>;

    struct Column {
        // Spelled out: GCC 12 fails on default member initialisers of std::function in a class template.
        Column(QString titleText, QString helpText, bool isNumeric, Text textOf, Text toolTipOf = Text(),
            Extra extraOf = Extra())
            : title(std::move(titleText))
            , help(std::move(helpText))
            , isNumber(isNumeric)
            , text(std::move(textOf))
            , toolTip(std::move(toolTipOf))
            , extra(std::move(extraOf))
        {
        }

        QString title;
        QString help;
        bool isNumber;
        Text text;
        Text toolTip;
        Extra extra; ///< the roles of TableRole
    };

    void setColumns(std::vector<Column> columns) { m_columns = std::move(columns); }

private:
    static Qt::Alignment alignmentOf(const Column& column)
    {
        return Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft);
    }

    [[nodiscard]] QVariant cell(const Column& column, const Row& row, int role) const
    {
        switch (role) {
        case Qt::DisplayRole:
            return column.text(row);
        case Qt::ToolTipRole:
            return column.toolTip ? QVariant(column.toolTip(row)) : QVariant();
        case Qt::AccessibleTextRole:
            return QString(column.title + QStringLiteral(": ") + column.text(row));
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(alignmentOf(column));
        case IsNumberRole:
            return column.isNumber;
        default:
            return column.extra ? column.extra(row, role) : QVariant();
        }
    }

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace ui::models
