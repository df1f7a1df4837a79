#include "ui/shell/command_palette.h"

#include "ui/models/fuzzy_match.h"
#include "ui/shell/window_actions.h"
#include "ui/widgets/labels.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui::shell {

namespace {

constexpr int kWidth = 560;
constexpr int kHeight = 420;
constexpr int kActionRole = Qt::UserRole;

bool canRun(const QAction& action)
{
    return action.isEnabled() && whyNot(action).isEmpty();
}

QString noteOf(const QAction& action)
{
    if (canRun(action)) {
        return action.statusTip();
    }
    const QString reason = whyNot(action);
    return reason.isEmpty() ? CommandPalette::tr("Not possible now") : reason;
}

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_input(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_note(widgets::makeMutedLabel({}, this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    resize(kWidth, kHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    m_input->setPlaceholderText(tr("Type a few letters of a command"));
    m_input->setAccessibleName(tr("Command"));
    m_input->installEventFilter(this);
    m_list->setHeaderHidden(true);
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setAccessibleName(tr("Matching commands"));
    layout->addWidget(m_input);
    layout->addWidget(m_list, 1);
    m_note->setObjectName(QStringLiteral("commandNote"));
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CommandPalette::describeCurrent);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::open(const QList<QAction*>& actions)
{
    m_actions = QList<QPointer<QAction>>(actions.begin(), actions.end());
    m_input->clear();
    filter();
    const QWidget* window = parentWidget();
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, 72)));
    show();
    m_input->setFocus();
}

void CommandPalette::filter()
{
    std::vector<std::pair<int, QAction*>> matches;
    for (QAction* action : m_actions) {
        if (action == nullptr) {
            continue;
        }
        const auto score = models::fuzzyScore(m_input->text(), action->text());
        if (score) {
            matches.emplace_back(*score, action);
        }
    }
    std::stable_sort(
        matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [score, action] : matches) {
        auto* item = new QTreeWidgetItem(m_list);
        QString title = action->text();
        item->setText(0, title.remove(QChar(u'…')));
        item->setIcon(0, action->icon());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        item->setText(1, keys.isEmpty() ? placeOf(*action) : keys);
        item->setToolTip(0, noteOf(*action));
        if (!canRun(*action)) {
            item->setData(0, Qt::AccessibleDescriptionRole, noteOf(*action));
            item->setForeground(0, palette().color(QPalette::Disabled, QPalette::Text));
            item->setForeground(1, palette().color(QPalette::Disabled, QPalette::Text));
        }
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, kActionRole, QVariant::fromValue(QPointer<QAction>(action)));
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

QStringList CommandPalette::shownCommands() const
{
    QStringList titles;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        titles += m_list->topLevelItem(i)->text(0);
    }
    return titles;
}

QPointer<QAction> CommandPalette::currentAction() const
{
    const QTreeWidgetItem* item = m_list->currentItem();
    return item == nullptr ? nullptr : item->data(0, kActionRole).value<QPointer<QAction>>();
}

void CommandPalette::describeCurrent()
{
    const QPointer<QAction> action = currentAction();
    m_note->setText(action == nullptr ? QString() : noteOf(*action));
}

/// What cannot be run stays in sight with its reason.
void CommandPalette::runCurrent()
{
    const QPointer<QAction> action = currentAction();
    if (action != nullptr && !canRun(*action)) {
        return;
    }
    hide();
    if (action != nullptr) {
        action->trigger();
    }
}

void CommandPalette::moveCurrent(int by)
{
    const int count = m_list->topLevelItemCount();
    if (count > 0) {
        const int row = std::clamp(m_list->indexOfTopLevelItem(m_list->currentItem()) + by, 0, count - 1);
        m_list->setCurrentItem(m_list->topLevelItem(row));
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    default:
        return false;
    }
}

} // namespace ui::shell
