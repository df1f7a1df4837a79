#include "ui/pages/month_strip.h"

#include "ui/charts/month_bar.h"
#include "ui/models/month_outlook.h"
#include "ui/models/zoned_days.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kRefreshMilliseconds = 15'000; ///< a month moves slowly
constexpr int kDaysBehind = 31;

} // namespace

MonthStrip::MonthStrip(models::ConsoleContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_bar(new charts::MonthBar(this))
    , m_sentence(widgets::makeMutedLabel({}, this))
{
    setProperty("card", true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(18);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(widgets::makeLabel(tr("This month"), theme::TextRole::Title, this));
    m_sentence->setObjectName(QStringLiteral("monthSentence"));
    m_sentence->setWordWrap(true);
    words->addWidget(m_sentence);
    auto* link = new QToolButton(this);
    link->setText(tr("Budget and forecast"));
    link->setProperty("link", true);
    connect(link, &QToolButton::clicked, this,
        [this] { Q_EMIT m_context.viewRequested(models::ViewId::Costs); });
    layout->addLayout(words, 2);
    layout->addWidget(m_bar, 3);
    layout->addWidget(link);
    connect(&m_timer, &QTimer::timeout, this, &MonthStrip::refresh);
}

MonthStrip::~MonthStrip() = default;

void MonthStrip::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    m_timer.start(kRefreshMilliseconds);
}

void MonthStrip::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    m_timer.stop();
}

void MonthStrip::refresh()
{
    const core::TimePoint now = m_context.viewTime();
    const core::ports::TimeRange recent{now - std::chrono::hours(24 * (kDaysBehind + 1)), now};
    m_query.start(
        [costs = m_context.services().costs, book = m_context.services().costBook, recent, task = m_context.taskId(),
            formats = m_context.formats()]() -> core::Result<Figures> {
            Figures figures;
            auto days = models::zonedDays(*costs, recent, task, formats);
            if (!days) {
                return core::fail(days.error());
            }
            figures.days = std::move(*days);
            if (book != nullptr) {
                auto budgets = book->monthlyBudgets();
                if (!budgets) {
                    return core::fail(budgets.error());
                }
                figures.budgets = std::move(*budgets);
            }
            return figures;
        },
        [this](core::Result<Figures> figures) {
            if (figures) {
                show(*figures);
            } else {
                m_sentence->setText(models::wordsOf(figures.error()));
            }
        });
}

void MonthStrip::show(const Figures& figures)
{
    const auto budget = figures.budgets.find(m_context.taskId());
    const models::MonthOutlook month = models::monthOutlook(figures.days, m_context.viewTime(),
        budget == figures.budgets.end() ? std::nullopt : std::optional(budget->second), m_context.formats());
    m_bar->setOutlook(month, m_context.formats());
    m_sentence->setText(models::outlookSentence(month, m_context.formats()));
}

} // namespace ui::pages
