#pragma once

#include "ui/models/row_table_model.h"

#include <QStringList>

namespace ui::models {

/// A table of finished texts: the first column names the line, the others are figures.
struct PlainTable {
    QStringList headers;
    QList<QStringList> rows;
};

class PlainTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setTable(PlainTable table);
    [[nodiscard]] const PlainTable& table() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    PlainTable m_table;
};

} // namespace ui::models
