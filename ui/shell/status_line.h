#pragma once

#include "ui/models/console_context.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QToolButton;

namespace ui::shell {

/// Age of the data, reporting time zone, workspace, and what an operator must know.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(models::ConsoleContext& context, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void problemsRequested();

private:
    void updateAge();
    void updateProblems();

    models::ConsoleContext& m_context;
    QLabel* m_age;
    QLabel* m_zone;
    QLabel* m_workspace;
    QToolButton* m_problems;
    QTimer m_timer;
};

} // namespace ui::shell
