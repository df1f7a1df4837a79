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

    /// Adds copying and exports: a menu button beside the one that switches, and the context menu of chart and table.
    void setExport(models::ConsoleContext& context, std::function<models::Provenance()> provenance);
    /// Enables the buttons, or disables them with the reason as their tool tip.
    void setAvailable(const QString& whyNot);
    /// The buttons; for the header of the chart's card.
    [[nodiscard]] QWidget* tools() const { return m_tools; }
    [[nodiscard]] QToolButton* button() const { return m_button; } ///< that switches
    [[nodiscard]] QToolButton* menuButton() const { return m_menuButton; } ///< null without exports
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
    [[nodiscard]] QToolButton* addTool(const char* icon, const QString& name);

    std::function<models::PlainTable()> m_figures;
    QString m_title;
    QWidget* m_tools;
    QToolButton* m_button = nullptr;
    QToolButton* m_menuButton = nullptr;
    widgets::DataTable* m_table;
    models::PlainTableModel* m_model;
    QMenu* m_menu = nullptr;
};

} // namespace ui::charts
