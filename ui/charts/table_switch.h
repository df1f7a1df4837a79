#pragma once

#include "ui/models/csv.h"
#include "ui/models/plain_table_model.h"

#include <QStackedWidget>

#include <functional>

class QMenu;
class QToolButton;

namespace ui::models {
class ConsoleContext;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::charts {

/// A painted chart and, instead of it, the same figures as a table. Return on either switches, Escape goes back to the
/// chart.
class TableSwitch final : public QStackedWidget {
    Q_OBJECT
public:
    /// `figures` is asked whenever the table is shown or update() is called. The title is what the button names.
    TableSwitch(QWidget* chart, const QString& title, std::function<models::PlainTable()> figures,
        QWidget* parent = nullptr);

    /// Adds copying and exports: a menu of the button, and the context menu of chart and table.
    void setExport(models::ConsoleContext& context, std::function<models::Provenance()> provenance);
    /// The button that switches; for the header of the chart's card.
    [[nodiscard]] QToolButton* button() const { return m_button; }
    [[nodiscard]] bool isTableShown() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    void showTable(bool isTable);
    /// The chart's figures have changed.
    void refresh();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    std::function<models::PlainTable()> m_figures;
    QToolButton* m_button;
    widgets::DataTable* m_table;
    models::PlainTableModel* m_model;
    QMenu* m_menu = nullptr;
};

} // namespace ui::charts
