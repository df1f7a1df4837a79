#include "ui/charts/table_switch.h"

#include "ui/charts/chart_menu.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

#include <utility>

namespace ui::charts {

namespace {

constexpr int kTableHeight = 130; ///< at least, of a chart that is lower
constexpr int kToolGap = 6;

} // namespace

TableSwitch::TableSwitch(QWidget* chart, const QString& title,
    std::function<models::PlainTable()> figures, QWidget* parent)
    : QStackedWidget(parent)
    , m_figures(std::move(figures))
    , m_title(title)
    , m_tools(new QWidget(this))
    , m_table(new widgets::DataTable(this))
    , m_model(new models::PlainTableModel(this))
{
    setSizePolicy(chart->sizePolicy());
    addWidget(chart);
    addWidget(m_table);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("%1 as a table").arg(title));
    m_table->setMinimumHeight(0);
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(kToolGap);
    m_button = addTool("table", tr("Show %1 as a table").arg(title));
    m_button->setCheckable(true);
    connect(m_button, &QToolButton::toggled, this, &TableSwitch::showTable);
}

void TableSwitch::setExport(models::ConsoleContext& context, std::function<models::Provenance()> provenance)
{
    m_menu = new ChartMenu(context, {widget(0), std::move(provenance), m_figures}, this);
    m_menuButton = addTool("more", tr("Copy or export %1").arg(m_title));
    m_menuButton->setMenu(m_menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
}

QToolButton* TableSwitch::addTool(const char* icon, const QString& name)
{
    auto* tool = new QToolButton(m_tools);
    tool->setIcon(theme::icon(icon));
    tool->setIconSize({16, 16});
    tool->setProperty("flat", true);
    tool->setToolTip(name);
    tool->setAccessibleName(name);
    m_tools->layout()->addWidget(tool);
    return tool;
}

void TableSwitch::setAvailable(const QString& whyNot)
{
    widgets::setAvailable(m_button, whyNot);
    if (m_menuButton != nullptr) {
        widgets::setAvailable(m_menuButton, whyNot);
    }
}

bool TableSwitch::isTableShown() const
{
    return currentWidget() == m_table;
}

void TableSwitch::showTable(bool isTable)
{
    m_button->setChecked(isTable);
    const bool hadFocus = currentWidget()->hasFocus();
    setCurrentIndex(isTable ? 1 : 0);
    updateGeometry();
    refresh();
    if (hadFocus) {
        currentWidget()->setFocus();
    }
}

QSize TableSwitch::sizeHint() const
{
    return isTableShown() ? widget(0)->sizeHint().expandedTo({0, kTableHeight}) : widget(0)->sizeHint();
}

QSize TableSwitch::minimumSizeHint() const
{
    const QSize ofChart = widget(0)->minimumSizeHint().expandedTo(widget(0)->minimumSize());
    return isTableShown() ? ofChart.expandedTo({0, kTableHeight}) : ofChart;
}

/// What chart and table leave unused.
void TableSwitch::keyPressEvent(QKeyEvent* event)
{
    const bool isSwitch = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isSwitch || (event->key() == Qt::Key_Escape && isTableShown())) {
        showTable(!isTableShown());
    } else {
        QStackedWidget::keyPressEvent(event);
    }
}

/// The menu key and a right click, where chart and table have no menu of their own.
void TableSwitch::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_menu == nullptr) {
        QStackedWidget::contextMenuEvent(event);
    } else {
        m_menu->popup(event->globalPos());
    }
}

void TableSwitch::refresh()
{
    if (!isTableShown()) {
        return;
    }
    const bool isFirst = m_model->columnCount() == 0;
    m_model->setTable(m_figures());
    if (isFirst && m_model->columnCount() > 0) {
        m_table->setStretchColumn(0);
    }
}

} // namespace ui::charts
