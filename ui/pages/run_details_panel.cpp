#include "ui/pages/run_details_panel.h"

#include "ui/charts/line_plot.h"
#include "ui/charts/table_switch.h"
#include "ui/models/export_source.h"
#include "ui/models/run_details_model.h"
#include "ui/models/run_model.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/run_challenger_panel.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/reader.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kFollowMilliseconds = 1000;

QWidget* makePart(QStackedWidget& stack, std::initializer_list<QWidget*> contents)
{
    auto* part = new QWidget(&stack);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QWidget* widget : contents) {
        layout->addWidget(widget, widget == *(contents.end() - 1) ? 1 : 0);
    }
    stack.addWidget(part);
    return part;
}

} // namespace

RunDetailsPanel::RunDetailsPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_card(new Card(tr("Details"), {}, this))
    , m_subject(widgets::makeMutedLabel({}, this))
    , m_parts(new widgets::Segments(
          tr("Part of the details"), {tr("Figures"), tr("Curves"), tr("Challenger"), tr("Lineage"), tr("Log")}, this))
    , m_stack(new QStackedWidget(this))
    , m_metric(new QComboBox(this))
    , m_plot(new charts::LinePlot(this))
    , m_curves(new charts::TableSwitch(m_plot, tr("Metric over the run"), [this] { return m_plot->table(); }, this))
    , m_onlyDifferent(new QCheckBox(tr("Only what differs"), this))
    , m_figures(new widgets::DataTable(this))
    , m_figureModel(new models::RunComparisonModel(this))
    , m_challenger(new RunChallengerPanel(context, this))
    , m_lineage(new widgets::DataTable(this))
    , m_lineageModel(new models::LineageModel(this))
    , m_noLineage(widgets::makeTextBlock({}, this))
    , m_log(widgets::makeReader(tr("Log of the run"), this))
{
    build();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isUnfinished() && !m_query.isRunning()) {
            load();
        }
    });
}

RunDetailsPanel::~RunDetailsPanel() = default;

void RunDetailsPanel::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    m_subject->setObjectName(QStringLiteral("runSubject"));
    m_card->header().addWidget(m_subject);
    m_card->header().addWidget(m_parts);
    m_parts->button(0).setObjectName(QStringLiteral("runFiguresTab"));
    m_parts->button(1).setObjectName(QStringLiteral("runCurvesTab"));
    m_parts->button(2).setObjectName(QStringLiteral("runChallengerTab"));
    m_parts->button(3).setObjectName(QStringLiteral("runLineageTab"));
    m_parts->button(4).setObjectName(QStringLiteral("runLogTab"));
    m_card->body().addWidget(m_stack, 1);
    m_onlyDifferent->setObjectName(QStringLiteral("onlyDifferent"));
    m_figures->setObjectName(QStringLiteral("runFigures"));
    m_figures->setAccessibleName(tr("Figures of the selected runs"));
    m_figures->setModel(m_figureModel);
    makePart(*m_stack, {m_onlyDifferent, m_figures});
    m_metric->setObjectName(QStringLiteral("runMetric"));
    m_metric->setAccessibleName(tr("Metric"));
    m_metric->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_metric->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_plot->setObjectName(QStringLiteral("runCurves"));
    m_plot->setAccessibleName(tr("Metric over the run"));
    auto* chosen = new QWidget(m_stack);
    auto* row = new QHBoxLayout(chosen);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_metric);
    row->addStretch(1);
    m_curves->setExport(m_context, [this] { return models::provenanceOf(m_context, {}); });
    row->addWidget(m_curves->tools());
    makePart(*m_stack, {chosen, m_curves});
    auto* scroll = new widgets::PageScroll(m_stack); // tables of every iteration and gate are higher than a small screen
    scroll->body().setContentsMargins(0, 0, 0, 0);
    scroll->body().addWidget(m_challenger);
    makePart(*m_stack, {scroll});
    connect(m_challenger, &RunChallengerPanel::messageRaised, this, &RunDetailsPanel::messageRaised);
    m_lineage->setObjectName(QStringLiteral("runLineage"));
    m_lineage->setAccessibleName(tr("From data to artefact to policy"));
    m_lineage->setModel(m_lineageModel);
    m_lineage->setStretchColumn(2);
    m_noLineage->setText(tr("Nothing was made by this run."));
    makePart(*m_stack, {m_noLineage, m_lineage});
    m_log->setObjectName(QStringLiteral("runLog"));
    m_log->setFont(theme::monospacedFont());
    makePart(*m_stack, {m_log});
    connect(m_parts, &widgets::Segments::chosen, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_metric, &QComboBox::currentIndexChanged, this, &RunDetailsPanel::showCurves);
    connect(m_onlyDifferent, &QCheckBox::toggled, this, &RunDetailsPanel::showFigures);
}

void RunDetailsPanel::setRuns(const std::vector<std::string>& runIds)
{
    if (m_runIds != runIds) {
        m_runIds = runIds;
        load();
    }
}

void RunDetailsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    load();
    m_timer.start(kFollowMilliseconds);
}

void RunDetailsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

bool RunDetailsPanel::isUnfinished() const
{
    return std::any_of(
        m_runs.begin(), m_runs.end(), [](const core::ports::RunDetails& run) { return !run.run.isFinal(); });
}

void RunDetailsPanel::load()
{
    if (m_runIds.empty() || m_context.services().runs == nullptr) {
        show({});
        return;
    }
    using Details = std::vector<core::ports::RunDetails>;
    m_query.start(
        [history = m_context.services().runs, ids = m_runIds]() -> core::Result<Details> {
            Details details;
            for (const std::string& id : ids) {
                auto run = history->details(id);
                if (!run) {
                    return core::fail(run.error());
                }
                details.push_back(std::move(*run));
            }
            return details;
        },
        [this](core::Result<Details> details) {
            if (details) {
                show(std::move(*details));
            } else {
                m_subject->setText(models::wordsOf(details.error()));
            }
        });
}

void RunDetailsPanel::show(std::vector<core::ports::RunDetails> runs)
{
    m_runs = std::move(runs);
    m_subject->setText(m_runs.empty() ? tr("Select a run, or several with Ctrl to compare them.")
            : m_runs.size() == 1
            ? QStringLiteral("%1, %2").arg(models::wordOf(m_runs.front().run.kind),
                m_runs.front().run.taskId.empty() ? tr("All tasks") : m_context.catalogue().taskName(m_runs.front().run.taskId))
            : tr("%n runs side by side", nullptr, static_cast<int>(m_runs.size())));
    m_onlyDifferent->setVisible(m_runs.size() > 1);
    showFigures();
    fillMetrics();
    showCurves();
    m_challenger->setRuns(m_runs);
    m_lineageModel->update(m_runs, m_context.catalogue(), m_context.formats(), m_context.now());
    m_lineage->setVisible(m_lineageModel->rowCount() > 0);
    m_noLineage->setVisible(m_lineageModel->rowCount() == 0);
    QStringList logs;
    for (const core::ports::RunDetails& run : m_runs) {
        logs += run.log.empty() ? tr("(The worker wrote nothing.)") : models::toQt(run.log).trimmed();
    }
    const QString text = logs.join(QStringLiteral("\n\n"));
    if (m_log->toPlainText() != text) {
        m_log->setPlainText(text);
        m_log->verticalScrollBar()->setValue(m_log->verticalScrollBar()->maximum());
    }
}

void RunDetailsPanel::showFigures()
{
    m_figureModel->update(
        m_runs, m_onlyDifferent->isChecked(), m_context.catalogue(), m_context.formats(), m_context.now());
    m_figures->resizeColumnsToContents();
}

void RunDetailsPanel::fillMetrics()
{
    const QSignalBlocker blocker(m_metric);
    const QVariant before = m_metric->currentData();
    m_metric->clear();
    for (const core::ports::RunDetails& run : m_runs) {
        for (const models::MetricCurve& curve : models::curvesOf(run)) {
            const QString name = models::toQt(curve.name);
            if (m_metric->findData(name) < 0) {
                m_metric->addItem(models::metricWords(curve.name), name);
            }
        }
    }
    m_metric->setCurrentIndex(std::max(0, m_metric->findData(before)));
    m_metric->setVisible(m_metric->count() > 0);
}

void RunDetailsPanel::showCurves()
{
    const std::string wanted = models::fromQt(m_metric->currentData().toString());
    charts::PlotData plot;
    plot.xTitle = tr("step");
    plot.yTitle = m_metric->currentText();
    plot.xText = [this](double x) { return m_context.formats().number(x, 0); };
    plot.yText = [this](double y) { return m_context.formats().number(y, 3); };
    plot.startsAtZero = false;
    plot.emptyReason = m_metric->count() == 0
        ? tr("No metric of this run was measured more than once. Curves appear while a student is trained.")
        : QString();
    for (const core::ports::RunDetails& run : m_runs) {
        for (const models::MetricCurve& curve : models::curvesOf(run)) {
            if (curve.name == wanted) {
                charts::PlotSeries series{m_context.formats().timeStamp(run.run.createdAt, m_context.now()), {}, false};
                for (const auto& [step, value] : curve.points) {
                    series.points.emplace_back(step, value);
                }
                plot.series.push_back(std::move(series));
            }
        }
    }
    m_plot->setData(std::move(plot));
    m_curves->refresh();
}

} // namespace ui::pages
