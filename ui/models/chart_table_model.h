#pragma once

#include "ui/models/chart_data.h"

#include <QAbstractTableModel>

namespace ui::models {

/// The same figures as a chart, one bucket a row, and its markers, where it has any, in a last column: for reading,
/// copying and assistive technology.
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setData(ChartData data, const Formats& formats);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] bool isEvents(int column) const;

    ChartData m_data;
    Formats m_formats;
};

} // namespace ui::models
