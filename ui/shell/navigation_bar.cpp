#include "ui/shell/navigation_bar.h"

#include "ui/shell/window_actions.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace ui::shell {

namespace {

QToolButton* makeButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({18, 18});
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    button->setObjectName(QStringLiteral("nav.") + action->objectName());
    return button;
}

} // namespace

NavigationBar::NavigationBar(const WindowActions& actions, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 10, 8, 8);
    layout->setSpacing(2);
    for (QAction* action : actions.views) {
        layout->addWidget(makeButton(action, this));
    }
    layout->addStretch(1);
    for (QAction* action : {actions.jobs, actions.help, actions.preferences}) {
        layout->addWidget(makeButton(action, this));
    }
}

} // namespace ui::shell
