#include "ui/shell/command_palette.h"

#include "ui/models/fuzzy_match.h"

#include <QHeaderView>
#include <QKeyEvent>
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

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_input(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
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
        if (score && action->isEnabled()) {
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
        item->setText(1, action->shortcut().toString(QKeySequence::NativeText));
        item->setToolTip(0, action->statusTip());
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

void CommandPalette::runCurrent()
{
    const QTreeWidgetItem* item = m_list->currentItem();
    const QPointer<QAction> action
        = item == nullptr ? nullptr : item->data(0, kActionRole).value<QPointer<QAction>>();
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
