#pragma once

#include "ui/models/chart_data.h"
#include "ui/models/chart_table_model.h"
#include "ui/models/csv.h"

#include <QFrame>

#include <functional>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace ui::widgets {
class DataTable;
}

namespace ui::charts {

class CrosshairGroup;
class TimeChartView;

/// A chart with its title, "show as table" (Return, too) and exports.
class ChartPanel final : public QFrame {
    Q_OBJECT
public:
    ChartPanel(CrosshairGroup& crosshair, const QString& objectName, QWidget* parent = nullptr);

    void setData(
        models::ChartData chart, const models::Formats& formats, const models::Provenance& provenance);
    [[nodiscard]] const TimeChartView& view() const { return *m_view; }
    [[nodiscard]] bool isTableShown() const;

public Q_SLOTS:
    void showTable(bool isTable);
    void copyTable();
    void exportCsv();
    void exportPng();
    void exportSvg();
    void exportPdf();

Q_SIGNALS:
    void exported(const QString& path);
    void exportFailed(const QString& message);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildHeader();
    void save(const QString& caption, const QString& suffix, std::function<bool(const QString& path)> write);

    QLabel* m_title;
    QLabel* m_unit;
    QToolButton* m_tableButton;
    QToolButton* m_menuButton;
    QStackedWidget* m_stack;
    TimeChartView* m_view;
    widgets::DataTable* m_table;
    models::ChartTableModel* m_model;
    models::Formats m_formats;
    models::Provenance m_provenance;
};

} // namespace ui::charts
