#include "ui/shell/top_bar.h"

#include "ui/models/stage_words.h"
#include "ui/models/strings.h"
#include "ui/shell/navigation_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/bypass_menu.h"
#include "ui/widgets/elided_combo.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QResizeEvent>
#include <QToolButton>
#include <QFontMetrics>

namespace ui::shell {

namespace {

constexpr int kBrandIcon = 22;
constexpr int kTaskWidth = 150;
constexpr int kNarrowTaskWidth = 124;
constexpr int kSegmentPadding = 22;

/// Never narrower than its text when it is checked, which is bold.
void keepWhole(QToolButton& button)
{
    QFont bold = button.font();
    bold.setWeight(QFont::DemiBold);
    button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button.text()) + kSegmentPadding);
}

QToolButton* makeOutlined(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setProperty("flat", false);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({15, 15});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

TopBar::TopBar(models::ConsoleContext& context, WindowActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_actions(actions)
    , m_task(new widgets::ElidedCombo(this))
    , m_live(makeOutlined(this))
    , m_bypass(makeOutlined(this))
    , m_bypassMenu(new widgets::BypassMenu(context, this))
    , m_palette(makeOutlined(this))
    , m_policy(makeOutlined(this))
{
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 7, 14, 7);
    layout->setSpacing(10);
    layout->addWidget(makeBrand());
    m_task->setObjectName(QStringLiteral("taskSelector"));
    m_task->setAccessibleName(tr("Task"));
    m_task->setToolTip(tr("Task that every view is narrowed to"));
    m_task->setMinimumWidth(kTaskWidth);
    layout->addWidget(m_task);
    layout->addWidget(makeRangeSegments());
    m_live->setDefaultAction(actions.live);
    m_live->setObjectName(QStringLiteral("liveButton"));
    layout->addWidget(m_live);
    layout->addStretch(1);
    m_bypass->setDefaultAction(actions.bypass);
    m_bypass->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_bypass->setObjectName(QStringLiteral("bypassButton"));
    m_bypass->setMenu(m_bypassMenu);
    m_bypass->setPopupMode(QToolButton::MenuButtonPopup);
    layout->addWidget(m_bypass);
    m_palette->setDefaultAction(actions.palette);
    m_palette->setText(tr("Commands"));
    m_palette->setAccessibleName(actions.palette->text());
    layout->addWidget(m_palette);
    m_policy->setIcon(theme::icon("policy"));
    m_policy->setObjectName(QStringLiteral("policyBadge"));
    layout->addWidget(m_policy);
    connect(m_task, &QComboBox::activated, this,
        [this] { m_context.setTaskId(models::fromQt(m_task->currentData().toString())); });
    connect(m_policy, &QToolButton::clicked, this,
        [this] { Q_EMIT m_context.viewRequested(models::ViewId::Policy); });
    refresh();
}

QWidget* TopBar::makeBrand()
{
    auto* brand = new QWidget(this);
    brand->setFixedWidth(NavigationBar::kWidth - 4);
    auto* layout = new QHBoxLayout(brand);
    layout->setContentsMargins(16, 0, 0, 0);
    layout->setSpacing(9);
    auto* icon = new QLabel(brand);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/routenlp.svg"))
                        .pixmap(QSize(kBrandIcon, kBrandIcon), devicePixelRatioF()));
    layout->addWidget(icon);
    layout->addWidget(widgets::makeLabel(QStringLiteral("RouteNLP"), theme::TextRole::Title, brand), 1);
    return brand;
}

QWidget* TopBar::makeRangeSegments()
{
    auto* segments = new QWidget(this);
    segments->setAccessibleName(tr("Time range"));
    auto* layout = new QHBoxLayout(segments);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (std::size_t i = 0; i < m_actions.windows.size(); ++i) {
        auto* button = new QToolButton(segments);
        button->setDefaultAction(m_actions.windows[i]);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setProperty("segment", true);
        button->setProperty("place",
            i == 0                                  ? QStringLiteral("first")
                : i + 1 == m_actions.windows.size() ? QStringLiteral("last")
                                                    : QString());
        button->setAccessibleName(m_actions.windows[i]->text());
        button->setFocusPolicy(Qt::TabFocus);
        keepWhole(*button);
        layout->addWidget(button);
    }
    return segments;
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// Where not everything fits, words give way to icons, the least needed first; the ranges always stay whole.
void TopBar::fit()
{
    const QString wanted = QString::number(width()) + m_live->text() + m_policy->text();
    if (wanted == m_fittedTo) {
        return;
    }
    m_fittedTo = wanted;
    m_task->setMinimumWidth(kTaskWidth);
    for (QToolButton* button : {m_palette, m_live}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    const auto isTooNarrow = [this] {
        layout()->invalidate();
        return layout()->totalMinimumSize().width() > width();
    };
    for (QToolButton* button : {m_palette, m_live}) {
        if (!isTooNarrow()) {
            return;
        }
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    if (isTooNarrow()) {
        m_task->setMinimumWidth(kNarrowTaskWidth);
    }
}

void TopBar::updateTasks()
{
    const auto& tasks = m_context.snapshot().tasks;
    const QSignalBlocker blocker(m_task);
    bool isSame = m_task->count() == static_cast<int>(tasks.size()) + 1;
    for (int i = 0; isSame && i < static_cast<int>(tasks.size()); ++i) {
        const core::domain::Task& task = tasks[static_cast<std::size_t>(i)];
        isSame = m_task->itemText(i + 1) == models::toQt(task.name)
            && m_task->itemData(i + 1).toString() == models::toQt(task.id);
    }
    if (!isSame) {
        m_task->clear();
        m_task->addItem(tr("All tasks"), QString());
        for (const core::domain::Task& task : tasks) {
            m_task->addItem(models::toQt(task.name), models::toQt(task.id));
        }
    }
    m_task->setCurrentIndex(std::max(0, m_task->findData(models::toQt(m_context.taskId()))));
}

void TopBar::updateBypass()
{
    m_bypassMenu->setTask(m_context.taskId());
    const bool canChange = m_context.canChange();
    const QString locked = widgets::readOnlyReason(canChange);
    setAvailable(*m_actions.bypass, locked);
    setAvailable(*m_actions.liftBypasses,
        locked.isEmpty() && widgets::bypassesInForce(m_context).empty() ? tr("No bypass is in force") : locked);
    m_bypass->setToolTip(canChange
            ? tr("Bypass: %1 to the last tier for 30 minutes").arg(widgets::bypassSubject(m_context, m_context.taskId()))
            : locked);
    m_bypass->setAccessibleName(m_actions.bypass->text());
}

void TopBar::refresh()
{
    updateTasks();
    updateBypass();
    m_actions.windows[static_cast<std::size_t>(m_context.window())]->setChecked(true);
    m_actions.live->setChecked(m_context.isLive());
    m_live->setText(m_context.isLive() ? tr("Live") : tr("Paused"));
    if (m_isIconLive != m_context.isLive()) { // every icon is a new one to the button
        m_isIconLive = m_context.isLive();
        m_actions.live->setIcon(theme::icon(m_context.isLive() ? "pause" : "play"));
    }
    m_live->setAccessibleName(m_context.isLive() ? tr("Live: press to hold everything still")
                                                 : tr("Paused: press to follow again"));
    const auto& policy = m_context.snapshot().policy;
    m_policy->setText(policy ? tr("Policy %1").arg(models::toQt(policy->id).left(8)) : tr("No policy"));
    if (const QString id = policy ? models::toQt(policy->id) : QString(); m_describedPolicy != id) { // its words are matched
        m_describedPolicy = id;
        m_policy->setToolTip(policy ? tr("Version %1, no. %2, by %3: %4")
                                          .arg(id, QString::number(policy->sequence), models::toQt(policy->author),
                                              models::reasonWords(policy->reason))
                                    : tr("The last tier answers every request"));
    }
    m_policy->setAccessibleName(m_policy->text());
    fit();
}

} // namespace ui::shell
