#include "ui/models/request_table_model.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/row_table_model.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ui::models {

namespace {

using core::ports::RequestPage;
using core::ports::RequestRow;
using core::ports::RequestSort;

bool isNumber(int column)
{
    return column >= RequestTableModel::Escalations && column <= RequestTableModel::Latency;
}

} // namespace

RequestTableModel::RequestTableModel(
    std::shared_ptr<const core::ports::RequestHistory> history, QThreadPool& pool, QObject* parent)
    : QAbstractTableModel(parent)
    , m_history(std::move(history))
    , m_firstPage(pool)
    , m_nextPage(pool)
    , m_newer(pool)
{
}

void RequestTableModel::setNames(const Catalogue& catalogue, const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void RequestTableModel::setQuery(
    const core::ports::RequestFilter& filter, const core::ports::RequestOrder& order)
{
    m_filter = filter;
    m_order = order;
    m_nextPage.cancel();
    m_newer.cancel();
    m_firstPage.start([history = m_history, filter,
                          order] { return history->page(filter, order, std::nullopt, kPageSize); },
        [this](core::Result<RequestPage> page) {
            if (page) {
                showFirstPage(std::move(*page));
            } else {
                Q_EMIT failed(sentenceWords(page.error().message));
            }
        });
}

void RequestTableModel::showFirstPage(RequestPage page)
{
    beginResetModel();
    m_rows = std::move(page.rows);
    m_next = page.next;
    m_isLoaded = true;
    endResetModel();
    Q_EMIT firstPageLoaded();
}

bool RequestTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next.has_value() && !m_nextPage.isRunning() && !m_firstPage.isRunning();
}

void RequestTableModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    m_nextPage.start([history = m_history, filter = m_filter, order = m_order,
                         after = m_next] { return history->page(filter, order, after, kPageSize); },
        [this](core::Result<RequestPage> page) {
            if (page) {
                appendPage(std::move(*page));
            } else {
                Q_EMIT failed(sentenceWords(page.error().message));
            }
        });
}

void RequestTableModel::appendPage(RequestPage page)
{
    m_next = page.next;
    if (page.rows.empty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(page.rows.size()) - 1);
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

void RequestTableModel::fetchNewer(core::TimePoint until)
{
    const bool isNewestFirst = m_order.key == RequestSort::Time && m_order.isDescending;
    if (!isNewestFirst || !m_isLoaded || m_firstPage.isRunning() || m_newer.isRunning()) {
        return;
    }
    core::ports::RequestFilter filter = m_filter;
    filter.range.to = until;
    if (!m_rows.empty()) {
        filter.range.from = std::max(filter.range.from, m_rows.front().at);
    }
    m_newer.start([history = m_history, filter,
                      order = m_order] { return history->page(filter, order, std::nullopt, kPageSize); },
        [this, until](core::Result<RequestPage> page) {
            if (page) {
                m_now = until;
                prependNewer(std::move(*page));
            }
        });
}

void RequestTableModel::prependNewer(RequestPage page)
{
    if (page.next) { // more than a page has arrived since: start again at the top
        showFirstPage(std::move(page));
        return;
    }
    // Several requests may share a microsecond: drop those that are shown already.
    std::erase_if(page.rows, [this](const RequestRow& row) {
        return std::any_of(m_rows.begin(), m_rows.end(),
            [&](const RequestRow& shown) { return shown.at == row.at && shown.id == row.id; });
    });
    if (page.rows.empty()) {
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(page.rows.size()) - 1);
    m_rows.insert(
        m_rows.begin(), std::make_move_iterator(page.rows.begin()), std::make_move_iterator(page.rows.end()));
    endInsertRows();
}

std::optional<int> RequestTableModel::findRow(const std::string& id) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&](const RequestRow& row) { return row.id == id; });
    return found == m_rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_rows.begin()));
}

std::optional<RequestSort> RequestTableModel::sortKeyOf(int column)
{
    switch (column) {
    case Time:
        return RequestSort::Time;
    case Score:
        return RequestSort::Score;
    case Cost:
        return RequestSort::Cost;
    case Latency:
        return RequestSort::Latency;
    default:
        return std::nullopt;
    }
}

int RequestTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RequestTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RequestTableModel::text(const RequestRow& row, int column) const
{
    switch (column) {
    case Time:
        return m_formats.timeStamp(row.at, m_now);
    case Task:
        return m_catalogue.taskName(row.taskId);
    case Query:
        return toQt(row.textStart).simplified();
    case AnsweredBy:
        return row.answeredByTier.empty() ? tr("no tier") : m_catalogue.tierName(row.answeredByTier);
    case Escalations:
        return row.escalations == 0 ? Formats::dash() : m_formats.count(row.escalations);
    case Score:
        return !row.score ? Formats::dash()
            : row.threshold
            ? tr("%1 / %2").arg(m_formats.number(*row.score, 3), m_formats.number(*row.threshold, 3))
            : m_formats.number(*row.score, 3);
    case Cost:
        return row.isCostKnown ? m_formats.money(row.cost) : tr("unknown");
    case LastTierOnly:
        return !row.isLastTierCostKnown ? tr("unknown")
                                        : (row.isLastTierCostEstimated ? QStringLiteral("≈ ") : QString())
                + m_formats.money(row.lastTierCost);
    case Latency:
        return m_formats.milliseconds(row.latencyMs);
    case Judged:
        return !row.meetsTarget ? Formats::dash() : *row.meetsTarget ? tr("✓ meets") : tr("✗ misses");
    default:
        return {};
    }
}

QString RequestTableModel::toolTip(const RequestRow& row, int column) const
{
    switch (column) {
    case Time:
        return m_formats.exactTime(row.at) + QLatin1Char('\n') + toQt(row.id);
    case Query:
        return toQt(row.textStart);
    case Escalations:
        return tr("%n call(s)", nullptr, row.attempts);
    case Cost:
        return row.isCostKnown ? m_formats.exactMoney(row.cost)
                               : tr("A call was made to a model without a price");
    case LastTierOnly:
        return row.isLastTierCostEstimated ? tr("%1, estimated from the task's mean completion tokens")
                                                 .arg(m_formats.exactMoney(row.lastTierCost))
                                           : m_formats.exactMoney(row.lastTierCost);
    default:
        return {};
    }
}

QVariant RequestTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= ColumnCount) {
        return {};
    }
    const RequestRow& row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return QString(headerData(index.column(), Qt::Horizontal).toString() + QStringLiteral(": ")
            + text(row, index.column()));
    case IsNumberRole:
        return isNumber(index.column());
    case TierPlaceRole:
        return index.column() == AnsweredBy && !row.answeredByTier.empty()
            ? QVariant(m_catalogue.place(row.answeredByTier))
            : QVariant();
    case ToneRole:
        return index.column() == AnsweredBy && row.answeredByTier.empty()
            ? QVariant(static_cast<int>(CellTone::Alarm))
            : QVariant();
    default:
        return {};
    }
}

QString RequestTableModel::headerHelp(int section)
{
    switch (section) {
    case Escalations:
        return tr("How often an answer was rejected on the way");
    case Score:
        return tr("Score of the answer that was sent, and the least score its tier accepts. Click to sort.");
    case LastTierOnly:
        return tr("What the last tier alone would have cost; ≈ where its tokens are estimated");
    default:
        return sortKeyOf(section) ? tr("Click to sort") : QString();
    }
}

QVariant RequestTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole) {
        return headerHelp(section);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array titles{tr("Time"), tr("Task"), tr("Query"), tr("Answered by"), tr("Escalated"),
        tr("Score / needed"), tr("Cost"), tr("Last tier"), tr("Latency"), tr("Judged")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace ui::models
