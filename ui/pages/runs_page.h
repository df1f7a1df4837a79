#pragma once

#include "ui/pages/page.h"

class QPushButton;
class QStackedWidget;

namespace ui::pages {

class RunTable;

/// Training and calibration: what runs, what ran, and how it ended.
class RunsPage final : public Page {
    Q_OBJECT
public:
    explicit RunsPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;

private:
    void trainStudents();
    [[nodiscard]] bool hasTaskWithoutStudent() const;

    QStackedWidget* m_stack;
    RunTable* m_table;
    QPushButton* m_train;
};

} // namespace ui::pages
