#pragma once

#include "ui/models/console_context.h"
#include "ui/models/view_id.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <span>
#include <string_view>

class QWidget;

namespace ui::shell {

class PageStack;

/// A control of a view that the command palette lists, too.
struct PageCommand {
    enum class Effect {
        Opens, ///< a part, a form or a question: harmless, so it is pressed at once
        Acts, ///< on what is chosen in the view: pressed only where the view was in front, else shown first
        Focuses, ///< a field
    };

    models::ViewId view;
    const char* control; ///< its object name, within the view
    Effect effect;
    const char* title;
    const char* tip = "";
    const char* part = nullptr; ///< object name of the tab that it is behind
};

/// Runs them: opens the view and, once it has its data, presses the button, or says why that cannot be done now.
class PageCommands final : public QObject {
    Q_OBJECT
public:
    PageCommands(models::ConsoleContext& context, PageStack& pages, QObject* parent = nullptr);

    /// Every one of them, by view. Title and tip are still to be put through tr().
    [[nodiscard]] static std::span<const PageCommand> all();

    void run(const PageCommand& command);
    /// The one of this control.
    void run(models::ViewId view, std::string_view control);
    /// Why a control of the view in front cannot be used now; empty when it can be, and of every other view.
    [[nodiscard]] QString whyNot(const PageCommand& command) const;

private:
    [[nodiscard]] bool isInFront(const PageCommand& command) const;
    [[nodiscard]] QWidget* control(const PageCommand& command) const;
    void goOn();
    void finish(const PageCommand& command);

    models::ConsoleContext& m_context;
    PageStack& m_pages;
    const PageCommand* m_command = nullptr; ///< under way
    bool m_wasInFront = false;
    QTimer m_again;
    QElapsedTimer m_since;
};

} // namespace ui::shell
