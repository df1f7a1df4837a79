#pragma once

#include "ui/models/console_context.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QToolButton;

namespace ui::widgets {
class BypassMenu;
}

namespace ui::shell {

class WindowActions;

/// What every view is narrowed to: task, range, live or held; the bypass, and the policy version in force.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    TopBar(models::ConsoleContext& context, WindowActions& actions, QWidget* parent = nullptr);

    void refresh();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* makeBrand();
    [[nodiscard]] QWidget* makeRangeSegments();
    void updateTasks();
    void updateBypass();
    void fit();

    models::ConsoleContext& m_context;
    WindowActions& m_actions;
    QComboBox* m_task;
    QToolButton* m_live;
    QToolButton* m_bypass;
    widgets::BypassMenu* m_bypassMenu;
    QToolButton* m_palette;
    QToolButton* m_policy;
    std::optional<QString> m_describedPolicy; ///< id, empty: none
    std::optional<bool> m_isIconLive;
    QString m_fittedTo; ///< width and words that the buttons were last fitted to
};

} // namespace ui::shell
