#pragma once

#include "app/console_session.h"
#include "ui/main_window.h"

#include <QAbstractItemView>
#include <QPoint>
#include <QString>

#include <memory>

class QSlider;

namespace real {

/// The main window on a session of the real engine, as `routenlp-console --workspace DIR` opens it: it owns the
/// workspace, or attaches to the process that does. Shown until this object goes.
class Window {
public:
    explicit Window(const QString& workspace, ui::models::ViewId view = ui::models::ViewId::Overview,
        const QString& settingsPath = {});
    ~Window();

    [[nodiscard]] bool waitUntilLoaded() const;
    [[nodiscard]] ui::MainWindow& window() const { return *m_window; }
    [[nodiscard]] app::ConsoleSession& session() const { return *m_session; }
    [[nodiscard]] const core::ports::ConsoleSnapshot& snapshot() const { return m_window->context().snapshot(); }

    template <typename T>
    [[nodiscard]] T* child(const char* name) const
    {
        return m_window->findChild<T*>(QString::fromLatin1(name));
    }

private:
    std::unique_ptr<app::ConsoleSession> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
};

/// A person at the window: mouse and keyboard events go to the top-level window at a position, and reach whatever
/// lies there. What a person could not do (hidden, disabled, covered) fails with a warning that says why.
/// Counts the presses of the mouse; scrolling and typing are none.
class Operator {
public:
    [[nodiscard]] bool click(QWidget* widget);
    /// The entry of the left navigation or any other tool button of an action.
    [[nodiscard]] bool clickAction(const ui::MainWindow& window, const QString& actionName);
    [[nodiscard]] bool clickAt(QWidget* widget, const QPoint& position);
    [[nodiscard]] bool clickCell(QAbstractItemView* view, int row, int column);
    [[nodiscard]] bool doubleClickCell(QAbstractItemView* view, int row, int column);
    /// Drags the handle until the slider stands at the value.
    [[nodiscard]] bool drag(QSlider* slider, int value);
    /// Latin-1 text into whatever has the focus.
    [[nodiscard]] bool type(const QString& text);
    [[nodiscard]] bool press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});

    [[nodiscard]] int clicks() const { return m_clicks; }
    void startCounting() { m_clicks = 0; }

private:
    int m_clicks = 0;
};

} // namespace real
