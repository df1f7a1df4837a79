#include "ui/pages/requests_page.h"

#include "ui/models/request_exporter.h"
#include "ui/models/request_table_model.h"
#include "ui/models/saved_filters.h"
#include "ui/models/strings.h"
#include "ui/pages/request_filter_bar.h"
#include "ui/pages/request_set_actions.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/save_prompt.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>
#include <numeric>

namespace ui::pages {

namespace {

constexpr std::int64_t kCountLimit = 100'000;
constexpr int kLiveMilliseconds = 1000;
using Column = models::RequestTableModel::Column;
constexpr std::array<int, models::RequestTableModel::ColumnCount> kWidths{
    112, 200, 0, 190, 88, 112, 80, 84, 80, 80};
constexpr int kLeastQueryWidth = 240;
/// What gives way first to the query's text in a narrow window; the inspector shows it all.
constexpr std::array kDispensable{
    Column::LastTierOnly, Column::Escalations, Column::Latency, Column::Score, Column::Task, Column::Judged};

} // namespace

RequestsPage::RequestsPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_model(new models::RequestTableModel(shared.services().requests, shared.pool(), this))
    , m_exporter(new models::RequestExporter(shared.services().requests, shared.pool(), this))
    , m_count(shared.pool())
    , m_bar(new RequestFilterBar(this))
    , m_messages(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new widgets::DataTable(this))
    , m_empty(new widgets::EmptyState(
          {QStringLiteral("filter"), tr("No request matches."),
              tr("Nothing was recorded for this task, range and filter."), tr("Clear the filter")},
          this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_bar);
    layout->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    buildTable();
    connect(m_bar, &RequestFilterBar::changed, this, [this] {
        m_outside.reset();
        query();
    });
    auto* actions
        = new RequestSetActions(context(), {[this] { return endedFilter(); }, [this] { return shown(); }}, this);
    m_bar->addControl(actions);
    connect(actions, &RequestSetActions::filterChosen, this, &RequestsPage::openSaved);
    connect(actions, &RequestSetActions::messageRaised, m_messages, &widgets::MessageBar::show);
    connect(m_bar, &RequestFilterBar::exportRequested, this, &RequestsPage::exportView);
    connect(m_empty, &widgets::EmptyState::nextStepRequested, this, [this] {
        m_bar->clear();
        m_outside.reset();
        query();
    });
    connect(m_model, &models::RequestTableModel::firstPageLoaded, this, &RequestsPage::showFirstPage);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RequestsPage::showFirstPage);
    connect(m_model, &models::RequestTableModel::failed, this, [this](const QString& text) {
        m_messages->show({models::MessageKind::Error,
            tr("The requests could not be read: %1. Press F5 to try again.").arg(text)});
        Q_EMIT loaded();
    });
    connect(m_exporter, &models::RequestExporter::finished, this, [this](qint64 rows, const QString& path) {
        m_messages->show({models::MessageKind::Success,
            tr("Wrote %1 request(s) to %2.", nullptr, models::pluralOf(rows)).arg(context().formats().count(rows), path)});
    });
    connect(m_exporter, &models::RequestExporter::failed, this, [this](const QString& text) {
        m_messages->show({models::MessageKind::Error, text});
    });
    connect(&m_timer, &QTimer::timeout, this, &RequestsPage::tick);
    connect(&shared, &models::ConsoleContext::selectionChanged, this, [this] {
        if (m_outside) {
            m_outside.reset();
            query();
        }
    });
    restore();
}

RequestsPage::~RequestsPage() = default;

void RequestsPage::buildTable()
{
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(6, 4, 6, 6);
    layout->addWidget(m_table);
    m_stack->addWidget(card);
    m_stack->addWidget(m_empty);
    m_table->setObjectName(QStringLiteral("requestTable"));
    m_table->setAccessibleName(tr("Requests"));
    m_table->setModel(m_model);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < models::RequestTableModel::ColumnCount; ++column) {
        if (column != Column::Query) {
            header->resizeSection(column, kWidths[static_cast<std::size_t>(column)]);
        }
    }
    header->setSectionResizeMode(models::RequestTableModel::Query, QHeaderView::Stretch);
    m_table->viewport()->installEventFilter(this);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    showOrder();
    connect(header, &QHeaderView::sectionClicked, this, &RequestsPage::sortBy);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) {
            if (current.isValid()) {
                Q_EMIT context().requestSelected(models::toQt(m_model->rowAt(current.row()).id));
            }
        });
}

void RequestsPage::fitColumns()
{
    int left = m_table->viewport()->width() - std::accumulate(kWidths.begin(), kWidths.end(), 0);
    for (const Column column : kDispensable) {
        const bool isHidden = left < kLeastQueryWidth;
        m_table->setColumnHidden(column, isHidden);
        left += isHidden ? kWidths[static_cast<std::size_t>(column)] : 0;
    }
}

bool RequestsPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        fitColumns();
    }
    return Page::eventFilter(watched, event);
}

bool RequestsPage::isLoaded() const
{
    return m_model->isLoaded()
        || (m_messages->isVisible() && m_messages->message().kind == models::MessageKind::Error);
}

core::ports::RequestFilter RequestsPage::fullFilter() const
{
    core::ports::RequestFilter filter = m_bar->filter();
    filter.taskId = m_outside ? m_outside->taskId : context().taskId();
    filter.range = m_outside ? m_outside->range : context().range();
    filter.clientKeyId = m_outside ? m_outside->clientKeyId : std::nullopt;
    if (!m_outside && context().isLive()) {
        filter.range.to += std::chrono::hours(1); // room for what arrives while it is shown
    }
    return filter;
}

/// The same up to now, so that counting, exporting and adding to review mean the same requests.
core::ports::RequestFilter RequestsPage::endedFilter() const
{
    core::ports::RequestFilter filter = fullFilter();
    const core::TimePoint now = context().now();
    core::ports::TimeRange& range = filter.range;
    if (range.to <= range.from) {
        range = {core::TimePoint{}, now}; // all times
    } else if (range.from < now) {
        range.to = std::min(range.to, now);
    }
    return filter;
}

models::SavedFilter RequestsPage::shown() const
{
    models::SavedFilter saved;
    const core::ports::RequestFilter filter = fullFilter();
    saved.filter = m_bar->filter();
    saved.filter.clientKeyId = filter.clientKeyId;
    saved.taskId = filter.taskId;
    saved.window = m_outside ? std::nullopt : std::optional(context().window());
    saved.order = m_order;
    return saved;
}

void RequestsPage::openSaved(const models::SavedFilter& saved)
{
    m_outside.reset();
    m_bar->setCatalogue(context().catalogue());
    m_bar->setFilter(saved.filter);
    m_order = saved.order.value_or(m_order);
    const bool isTaskKnown = !saved.taskId || saved.taskId->empty() || context().catalogue().task(*saved.taskId) != nullptr;
    if (saved.taskId && isTaskKnown) {
        context().setTaskId(*saved.taskId);
    }
    if (saved.window) {
        context().setWindow(*saved.window);
    }
    if (saved.filter.clientKeyId) {
        m_outside = saved.filter;
        m_outside->taskId = context().taskId();
        m_outside->range = context().range();
    }
    query();
    if (!isTaskKnown) {
        m_messages->show({models::MessageKind::Warning,
            tr("The task %1 of this filter is not in the portfolio any more; the task chosen above is shown.")
                .arg(models::toQt(*saved.taskId))});
    }
}

/// The filter and the order that the window was left with; task and range are the toolbar's.
void RequestsPage::restore()
{
    const models::SavedFilter left
        = models::savedFilterFrom(context().settings().value(models::Setting::RequestList).toString());
    m_bar->setCatalogue(context().catalogue());
    m_bar->setFilter(left.filter);
    m_order = left.order.value_or(m_order);
    showOrder();
}

void RequestsPage::remember()
{
    if (m_outside) {
        return;
    }
    models::SavedFilter left;
    left.filter = m_bar->filter();
    left.order = m_order;
    const QString line = models::toLine(left);
    if (context().settings().value(models::Setting::RequestList).toString() != line) {
        context().settings().setValue(models::Setting::RequestList, line);
    }
}

void RequestsPage::refresh()
{
    m_bar->setCatalogue(context().catalogue());
    m_table->setTierCount(context().catalogue().tierCount());
    m_model->setNames(context().catalogue(), context().formats(), context().now());
    query();
    m_timer.start(kLiveMilliseconds);
}

void RequestsPage::showSnapshot()
{
    m_bar->setCatalogue(context().catalogue());
}

void RequestsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

void RequestsPage::query()
{
    m_messages->dismiss();
    showScope();
    showOrder();
    remember();
    m_model->setQuery(fullFilter(), m_order);
    updateCount();
}

bool RequestsPage::isElsewhere() const
{
    const core::ports::TimeRange own = context().range();
    return m_outside
        && (m_outside->clientKeyId || m_outside->taskId != context().taskId() || m_outside->range.from != own.from
            || m_outside->range.to != own.to);
}

/// Opened from elsewhere, the list may be of another range or task than the ones chosen above.
void RequestsPage::showScope()
{
    m_bar->setElsewhere(isElsewhere());
    if (!isElsewhere()) {
        return;
    }
    const core::ports::TimeRange& range = m_outside->range;
    const models::Formats& formats = context().formats();
    const QString ofKey = !m_outside->clientKeyId ? QString()
        : m_outside->clientKeyId->empty()         ? tr("without a client key, ")
                                                  : tr("client key %1, ").arg(models::toQt(*m_outside->clientKeyId));
    m_messages->showLasting({models::MessageKind::Information,
        tr("Shown: %1%2, %3. “Clear” and every choice above go back to the task and range of the toolbar.")
            .arg(ofKey, m_outside->taskId.empty() ? tr("all tasks") : context().catalogue().taskName(m_outside->taskId),
                range.to == core::TimePoint{} ? tr("all times")
                                              : tr("%1 to %2").arg(formats.dayAndTime(range.from), formats.dayAndTime(range.to)))});
}

void RequestsPage::tick()
{
    const bool isAtTop = m_table->verticalScrollBar()->value() == 0;
    if (context().isLive() && isAtTop && !m_outside) {
        m_model->fetchNewer(context().now() + std::chrono::hours(1));
        if (!m_count.isRunning()) {
            updateCount();
        }
    }
}

void RequestsPage::updateCount()
{
    m_count.start([requests = context().services().requests,
                      filter = fullFilter()] { return requests->count(filter, kCountLimit); },
        [this](core::Result<std::int64_t> count) {
            if (!count) {
                m_bar->setCountText({});
                return;
            }
            const QString number = context().formats().count(*count);
            m_bar->setCountText(
                *count >= kCountLimit ? tr("%1 or more").arg(number) : tr("%1 request(s)", nullptr, models::pluralOf(*count)).arg(number));
        });
}

void RequestsPage::showFirstPage()
{
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    if (!m_pendingSelection.isEmpty()) {
        if (const auto row = m_model->findRow(models::fromQt(m_pendingSelection))) {
            m_pendingSelection.clear();
            selectRow(*row);
        }
    }
    Q_EMIT loaded();
}

void RequestsPage::selectRow(int row)
{
    m_table->setCurrentIndex(m_model->index(row, 0));
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtCenter);
    m_table->setFocus();
}

void RequestsPage::sortBy(int column)
{
    const auto key = models::RequestTableModel::sortKeyOf(column);
    if (key) {
        m_order.isDescending = m_order.key == *key ? !m_order.isDescending : true;
        m_order.key = *key;
        remember();
        m_model->setQuery(fullFilter(), m_order);
    }
    showOrder();
}

void RequestsPage::showOrder()
{
    constexpr std::array kColumnOfKey{models::RequestTableModel::Time, models::RequestTableModel::Cost,
        models::RequestTableModel::Latency, models::RequestTableModel::Score};
    m_table->horizontalHeader()->setSortIndicator(kColumnOfKey[static_cast<std::size_t>(m_order.key)],
        m_order.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RequestsPage::openFilter(
    const core::ports::RequestFilter& filter, const QString& selectId, const core::ports::RequestOrder& order)
{
    m_bar->setCatalogue(context().catalogue());
    m_bar->setFilter(filter);
    m_outside = filter;
    m_order = order;
    m_pendingSelection = selectId;
    query();
    if (!selectId.isEmpty()) {
        Q_EMIT context().requestSelected(selectId);
    }
}

void RequestsPage::focusSearch()
{
    m_bar->focusSearch();
}

void RequestsPage::exportView()
{
    if (m_exporter->isRunning()) {
        m_messages->show({models::MessageKind::Information,
            tr("An export is still being written. Export again once it has finished.")});
        return;
    }
    models::Provenance provenance;
    provenance.subject = tr("Requests");
    provenance.policyVersion
        = context().snapshot().policy ? models::toQt(context().snapshot().policy->id) : QString();
    const core::ports::RequestFilter filter = endedFilter();
    provenance.range = filter.range;
    provenance.taskName = filter.taskId.empty() ? QString() : context().catalogue().taskName(filter.taskId);
    provenance.isSimulated = context().snapshot().workspace.isDemo;
    widgets::askSavePath(this, tr("Export the filtered requests"), QStringLiteral("requests.csv"),
        QStringLiteral(".csv"), [this, filter, provenance](const QString& path) {
            m_exporter->start({filter, m_order, provenance, context().formats(), path});
        });
}

} // namespace ui::pages
