#include "ui/widgets/data_table.h"

#include "ui/models/csv.h"
#include "ui/widgets/cell_delegate.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui::widgets {

namespace {

constexpr int kPreciseRows = 40; // rows looked at when a column is fitted to its contents

constexpr int kLeastStretch = 130; // of the column that takes what the others leave; below it the table scrolls

} // namespace

DataTable::DataTable(QWidget* parent)
    : QTableView(parent)
    , m_delegate(new CellDelegate(this))
{
    setItemDelegate(m_delegate);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(std::max(30, fontMetrics().height() + 12));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setResizeContentsPrecision(kPreciseRows);
    horizontalHeader()->setMinimumSectionSize(48);
    connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_fitsRows) {
            updateGeometry(); // the bar takes room that the rows need
        }
    });
    connect(this, &QAbstractItemView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT rowActivated(index.row()); });
}

void DataTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    if (model != nullptr) {
        connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
            fitColumns();
            updateGeometry();
        });
        connect(model, &QAbstractItemModel::rowsRemoved, this, [this] { updateGeometry(); });
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            m_widest.clear();
            updateGeometry();
        });
        connect(model, &QAbstractItemModel::dataChanged, this, &DataTable::fitColumns);
    }
}

void DataTable::setTierCount(int count)
{
    m_delegate->setTierCount(count);
}

void DataTable::setStretchColumn(int column, bool staysWhole)
{
    m_stretchColumn = column;
    m_staysWhole = staysWhole;
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void DataTable::setSpareColumns(std::vector<int> columns)
{
    m_spareColumns = std::move(columns);
    fitColumns();
}

int DataTable::widthOf(int column) const
{
    int& widest = m_widest[column]; // a hidden column's header has no width, and one that came and went would flicker
    widest = std::max({widest, sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)});
    return widest;
}

int DataTable::leastStretch() const
{
    return m_staysWhole ? std::max(kLeastStretch, widthOf(m_stretchColumn)) : kLeastStretch;
}

void DataTable::leaveOutSpareColumns()
{
    int wanted = leastStretch();
    for (int column = 0; column < model()->columnCount(); ++column) {
        wanted += column == m_stretchColumn ? 0 : widthOf(column);
    }
    for (const int column : m_spareColumns) {
        const bool isLeftOut = wanted > viewport()->width();
        wanted -= isLeftOut ? widthOf(column) : 0;
        if (isColumnHidden(column) != isLeftOut) {
            setColumnHidden(column, isLeftOut);
        }
    }
}

/// A header does not follow the contents by itself.
void DataTable::fitColumns()
{
    if (m_stretchColumn < 0 || model() == nullptr || horizontalHeader()->count() <= m_stretchColumn) {
        return;
    }
    if (!m_spareColumns.empty()) {
        leaveOutSpareColumns();
    }
    QHeaderView& header = *horizontalHeader();
    const int least = leastStretch();
    const int others = header.length() - header.sectionSize(m_stretchColumn);
    const bool isRoomy = viewport()->width() - others >= least || header.count() - header.hiddenSectionCount() == 1;
    header.setSectionResizeMode(m_stretchColumn, isRoomy ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (!isRoomy) {
        header.resizeSection(m_stretchColumn, least);
    }
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

int DataTable::sizeHintForColumn(int column) const
{
    int& widest = m_widest[column];
    widest = std::max(widest, QTableView::sizeHintForColumn(column));
    return widest;
}

void DataTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        m_widest.clear();
    }
    QTableView::changeEvent(event);
}

void DataTable::setFitsRows(bool fitsRows, int mostRows)
{
    m_fitsRows = fitsRows;
    m_mostRows = mostRows;
    setVerticalScrollBarPolicy(fitsRows && mostRows == 0 ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, fitsRows ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

QSize DataTable::sizeHint() const
{
    if (!m_fitsRows || model() == nullptr) {
        return QTableView::sizeHint();
    }
    const int row = verticalHeader()->defaultSectionSize();
    const int all = std::max(row, verticalHeader()->length());
    const int rows = m_mostRows > 0 ? std::min(all, m_mostRows * row) : all;
    const int header = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    const QScrollBar& across = *horizontalScrollBar();
    const bool hasBar = horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff && across.maximum() > across.minimum();
    return {QTableView::sizeHint().width(), header + rows + 4 + (hasBar ? across.sizeHint().height() : 0)};
}

QSize DataTable::minimumSizeHint() const
{
    return m_fitsRows ? QSize(200, sizeHint().height()) : QSize(200, 80);
}

void DataTable::copySelection() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    std::sort(rows.begin(), rows.end());
    QGuiApplication::clipboard()->setText(models::tsvOf(*model(), rows));
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace ui::widgets
