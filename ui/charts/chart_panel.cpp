#include "ui/charts/chart_panel.h"

#include "ui/charts/chart_export.h"
#include "ui/charts/time_chart_view.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/save_prompt.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::charts {

ChartPanel::ChartPanel(CrosshairGroup& crosshair, const QString& objectName, QWidget* parent)
    : QFrame(parent)
    , m_title(widgets::makeLabel({}, theme::TextRole::Title, this))
    , m_unit(widgets::makeMutedLabel({}, this))
    , m_tableButton(new QToolButton(this))
    , m_menuButton(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new TimeChartView(crosshair, this))
    , m_table(new widgets::DataTable(this))
    , m_model(new models::ChartTableModel(this))
{
    setObjectName(objectName);
    setProperty("card", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 6, 6);
    layout->setSpacing(2);
    buildHeader();
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    m_table->setModel(m_model);
    layout->addWidget(m_stack, 1);
}

void ChartPanel::buildHeader()
{
    auto* header = new QHBoxLayout;
    header->setSpacing(6);
    header->addWidget(m_title);
    header->addWidget(m_unit);
    header->addStretch(1);
    for (QToolButton* button : {m_tableButton, m_menuButton}) {
        button->setProperty("flat", true);
        button->setIconSize({16, 16});
        header->addWidget(button);
    }
    m_tableButton->setIcon(theme::icon("table"));
    m_tableButton->setCheckable(true);
    connect(m_tableButton, &QToolButton::toggled, this, &ChartPanel::showTable);
    m_menuButton->setIcon(theme::icon("more"));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_menuButton);
    menu->addAction(tr("Copy as table"), this, &ChartPanel::copyTable);
    menu->addAction(tr("Export as CSV…"), this, &ChartPanel::exportCsv);
    menu->addAction(tr("Export as PNG…"), this, &ChartPanel::exportPng);
    menu->addAction(tr("Export as SVG…"), this, &ChartPanel::exportSvg);
    menu->addAction(tr("Export as PDF…"), this, &ChartPanel::exportPdf);
    m_menuButton->setMenu(menu);
    static_cast<QVBoxLayout*>(layout())->addLayout(header);
}

void ChartPanel::setData(
    models::ChartData chart, const models::Formats& formats, const models::Provenance& provenance)
{
    m_formats = formats;
    m_provenance = provenance;
    m_provenance.subject = QStringLiteral("%1, %2").arg(chart.title, chart.unit);
    m_title->setText(chart.title);
    m_unit->setText(chart.unit);
    m_tableButton->setToolTip(tr("Show %1 as a table").arg(chart.title));
    m_tableButton->setAccessibleName(m_tableButton->toolTip());
    m_menuButton->setToolTip(tr("Copy or export %1").arg(chart.title));
    m_menuButton->setAccessibleName(m_menuButton->toolTip());
    m_table->setAccessibleName(tr("%1 as a table").arg(chart.title));
    m_view->setData(std::move(chart), formats);
    if (isTableShown()) {
        m_model->setData(m_view->data(), formats);
    }
}

bool ChartPanel::isTableShown() const
{
    return m_stack->currentWidget() == m_table;
}

void ChartPanel::showTable(bool isTable)
{
    if (isTable) {
        m_model->setData(m_view->data(), m_formats);
    }
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    m_stack->setCurrentWidget(isTable ? static_cast<QWidget*>(m_table) : m_view);
    if (hadFocus) {
        m_stack->currentWidget()->setFocus();
    }
    m_tableButton->setChecked(isTable);
}

/// What chart and table leave unused.
void ChartPanel::keyPressEvent(QKeyEvent* event)
{
    const bool isSwitch = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isSwitch || (event->key() == Qt::Key_Escape && isTableShown())) {
        showTable(!isTableShown());
    } else {
        QFrame::keyPressEvent(event);
    }
}

void ChartPanel::copyTable()
{
    m_model->setData(m_view->data(), m_formats);
    QGuiApplication::clipboard()->setText(models::tsvOf(*m_model, {}));
}

void ChartPanel::save(
    const QString& caption, const QString& suffix, std::function<bool(const QString& path)> write)
{
    const QString name
        = m_title->text().simplified().replace(QLatin1Char(' '), QLatin1Char('-')).toLower() + suffix;
    widgets::askSavePath(this, caption, name, suffix, [this, write = std::move(write)](const QString& path) {
        if (write(path)) {
            Q_EMIT exported(path);
        } else {
            Q_EMIT exportFailed(tr("Could not write %1. Choose another place or free some space.").arg(path));
        }
    });
}

void ChartPanel::exportCsv()
{
    m_model->setData(m_view->data(), m_formats);
    save(tr("Export as CSV"), QStringLiteral(".csv"),
        [this](const QString& path) { return writeChartCsv(path, m_view->data(), m_provenance, m_formats); });
}

void ChartPanel::exportPng()
{
    save(tr("Export as PNG"), QStringLiteral(".png"),
        [this](const QString& path) { return writeChartPng(path, *m_view, m_provenance, m_formats); });
}

void ChartPanel::exportSvg()
{
    save(tr("Export as SVG"), QStringLiteral(".svg"),
        [this](const QString& path) { return writeChartSvg(path, *m_view, m_provenance, m_formats); });
}

void ChartPanel::exportPdf()
{
    save(tr("Export as PDF"), QStringLiteral(".pdf"),
        [this](const QString& path) { return writeChartPdf(path, *m_view, m_provenance, m_formats); });
}

} // namespace ui::charts
