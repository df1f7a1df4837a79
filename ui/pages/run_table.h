#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

class QPushButton;
class QTimer;

namespace ui::models {
class RunModel;
}
namespace ui::widgets {
class DataTable;
}

namespace ui::pages {

/// Runs with state, progress and time left, and a button that cancels the selected one. Used by the Runs view
/// and by the jobs dock. Works only while visible.
class RunTable final : public QWidget {
    Q_OBJECT
public:
    explicit RunTable(models::ConsoleContext& context, QWidget* parent = nullptr);

    [[nodiscard]] int runCount() const;
    void refresh();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateButton();
    void cancelSelected();

    models::ConsoleContext& m_context;
    models::RunModel* m_model;
    widgets::DataTable* m_table;
    QPushButton* m_cancel;
    QTimer* m_timer;
};

} // namespace ui::pages
