#pragma once

#include "ui/pages/page.h"

class QPushButton;
class QStackedWidget;

namespace ui::widgets {
class MessageBar;
}

namespace ui::pages {

class RunDetailsPanel;
class RunForm;
class RunTable;

/// What runs, what ran and how it ended; a form that launches more; one run in detail or several side by side.
class RunsPage final : public Page {
    Q_OBJECT
public:
    explicit RunsPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;

private:
    [[nodiscard]] QWidget* makeRuns();
    void showForm(bool isShown);
    void openSchedule();

    widgets::MessageBar* m_messages;
    RunForm* m_form = nullptr; ///< null without a history of runs
    QStackedWidget* m_stack;
    RunTable* m_table;
    RunDetailsPanel* m_details = nullptr;
    QPushButton* m_new;
    QPushButton* m_schedule;
};

} // namespace ui::pages
