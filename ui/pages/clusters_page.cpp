#include "ui/pages/clusters_page.h"

#include "ui/charts/chart_menu.h"
#include "ui/charts/cluster_map.h"
#include "ui/models/cluster_model.h"
#include "ui/models/csv.h"
#include "ui/models/strings.h"
#include "ui/models/time_window.h"
#include "ui/pages/card.h"
#include "ui/pages/cluster_editor.h"
#include "ui/pages/distil_panel.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/save_prompt.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <unordered_set>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kGap = 10;
constexpr int kDetailWidth = 380;
constexpr int kExamplesHeight = 120;
constexpr int kLongestExample = 180;
constexpr int kMostPredicted = 12;
constexpr int kMostRows = 8; ///< of the list, so that what is done with a cluster is near it
constexpr std::chrono::seconds kLookAgain{5};

} // namespace

ClustersPage::ClustersPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_query(shared.pool())
    , m_keptQuery(shared.pool())
    , m_prediction(shared.pool())
    , m_bar(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_model(new models::ClusterModel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_bar);
    buildHeader(body);
    buildMap(body);
    buildTable(body);
    m_stack->addWidget(scroll);
    auto* empty = new widgets::EmptyState(
        {QStringLiteral("clusters"), tr("Nothing failed in this range."),
            tr("Requests that the cheaper tiers did not answer, or that were judged "
               "to miss their target, are grouped here by what they are about. Choose "
               "a wider range to look further back."),
            tr("Open Overview")},
        this);
    connect(empty, &widgets::EmptyState::nextStepRequested, this,
        [this] { Q_EMIT context().viewRequested(models::ViewId::Overview); });
    m_stack->addWidget(empty);
}

ClustersPage::~ClustersPage() = default;

void ClustersPage::buildHeader(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    m_summary = widgets::makeMutedLabel({}, this);
    m_summary->setObjectName(QStringLiteral("clusterSummary"));
    m_again = new QPushButton(theme::icon("refresh"), tr("Find again"), this);
    m_again->setObjectName(QStringLiteral("clusterFind"));
    m_again->setToolTip(tr("Group the failures of the range chosen above as of now (F5)"));
    connect(m_again, &QPushButton::clicked, this, &ClustersPage::find);
    m_stop = new QPushButton(tr("Stop"), this);
    m_stop->setObjectName(QStringLiteral("clusterStop"));
    m_stop->setToolTip(tr("Give up grouping; what is shown stays"));
    m_stop->hide();
    connect(m_stop, &QPushButton::clicked, this, &ClustersPage::stop);
    m_encode = new QPushButton(tr("Encode the others"), this);
    m_encode->setObjectName(QStringLiteral("clusterEncode"));
    m_encode->hide();
    connect(m_encode, &QPushButton::clicked, this, &ClustersPage::encode);
    row->addWidget(m_summary, 1);
    row->addWidget(m_encode);
    row->addWidget(m_stop);
    row->addWidget(m_again);
    body.addLayout(row);
    m_space = widgets::makeMutedLabel({}, this);
    m_space->setObjectName(QStringLiteral("clusterSpace"));
    m_space->setWordWrap(true);
    m_space->hide();
    body.addWidget(m_space);
}

void ClustersPage::buildMap(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* map = new Card(tr("Map of failures"),
        tr("One dot a request, a ring if it is like no other group. Distance between clusters carries no meaning."),
        this);
    m_layout = new QComboBox(this);
    m_layout->setObjectName(QStringLiteral("clusterMapLayout"));
    m_layout->setAccessibleName(tr("Layout of the map"));
    m_layout->addItem(
        tr("Principal components"), static_cast<int>(core::domain::MapLayout::PrincipalPlane));
    m_layout->addItem(
        tr("Neighbourhoods (t-SNE)"), static_cast<int>(core::domain::MapLayout::Neighbourhoods));
    m_layout->setToolTip(tr("t-SNE keeps like requests side by side. It takes seconds for thousands of failures, "
                            "minutes for tens of thousands"));
    connect(m_layout, &QComboBox::currentIndexChanged, this, &ClustersPage::find);
    map->header().addWidget(m_layout);
    m_canvas = new charts::ClusterMap(this);
    m_canvas->setObjectName(QStringLiteral("clusterMap"));
    m_canvas->setAccessibleName(tr("Map of failures"));
    m_canvas->setAccessibleDescription(tr("The list below holds the same clusters"));
    m_canvas->setToolTip(tr("Wheel or + and − zoom, drag or arrows move, Shift and drag draws around requests, double click or 0 shows "
                            "all, Ctrl+Z goes back"));
    connect(m_canvas, &charts::ClusterMap::clusterChosen, this, &ClustersPage::choose);
    auto* more = new QToolButton(this);
    more->setIcon(theme::icon("more"));
    more->setProperty("flat", true);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setToolTip(tr("Export %1").arg(m_canvas->accessibleName()));
    more->setAccessibleName(more->toolTip());
    more->setMenu(new charts::ChartMenu(context(), {m_canvas, [this] { return provenance(); }, {}}, more));
    map->header().addWidget(more);
    map->body().addWidget(m_canvas, 1);
    auto* chosen = new Card(tr("Chosen cluster"), {}, this);
    chosen->setFixedWidth(kDetailWidth);
    m_name = widgets::makeLabel({}, theme::TextRole::Strong, this);
    m_name->setWordWrap(true);
    m_figures = widgets::makeTextBlock({}, this);
    m_examples = new QListWidget(this);
    m_examples->setObjectName(QStringLiteral("clusterExamples"));
    m_examples->setAccessibleName(tr("Typical requests of the cluster"));
    m_examples->setWordWrap(true);
    m_examples->setMinimumHeight(kExamplesHeight);
    m_examples->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_examples->setSpacing(3);
    m_examples->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_examples->setFrameShape(QFrame::NoFrame);
    m_examples->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_examples, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT context().requestsRequested({}, item->data(Qt::UserRole).toString());
    });
    chosen->body().addWidget(m_name);
    chosen->body().addWidget(m_figures);
    m_examplesLabel = widgets::makeMutedLabel(tr("Typical requests; Return opens one"), this);
    m_examplesLabel->hide(); // until there is a cluster
    chosen->body().addWidget(m_examplesLabel);
    chosen->body().addWidget(m_examples, 1);
    row->addWidget(map, 1);
    row->addWidget(chosen);
    body.addLayout(row, 1);
}

void ClustersPage::buildTable(QVBoxLayout& body)
{
    auto* card = new Card(tr("Clusters, dearest first"),
        tr("Suggestions: read the examples before acting."), this);
    m_table = new widgets::DataTable(this);
    m_table->setObjectName(QStringLiteral("clusterTable"));
    m_table->setAccessibleName(tr("Clusters"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true, kMostRows);
    m_table->setStretchColumn(0);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_editor = new ClusterEditor(context(), this);
    card->body().addWidget(m_editor);
    card->body().addWidget(m_table);
    body.addWidget(card);
    auto* teach = new Card(tr("Teach the chosen cluster"),
        tr("The last tier's answers train a challenger; it is served only if it passes the gates."), this);
    m_distil = new DistilPanel(context(), this);
    teach->body().addWidget(m_distil);
    body.addWidget(teach);
    teach->setVisible(context().services().planner != nullptr);
    connect(m_distil, &DistilPanel::messageRaised, m_bar, &widgets::MessageBar::show);
    connect(m_editor, &ClusterEditor::edited, this, [this] { findIn(m_shown.range, m_shown.taskId); });
    connect(m_editor, &ClusterEditor::lassoSwitched, m_canvas, &charts::ClusterMap::setLasso);
    connect(m_editor, &ClusterEditor::messageRaised, m_bar, &widgets::MessageBar::show);
    connect(m_canvas, &charts::ClusterMap::lassoed, m_editor, &ClusterEditor::setDrawn);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ClustersPage::showSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) { choose(current.row()); });
}

double ClustersPage::days() const
{
    return std::chrono::duration<double>(m_shown.range.to - m_shown.range.from).count() / 86'400.0;
}

void ClustersPage::refresh()
{
    const core::ports::TimeRange range = context().range();
    const bool isOther = m_asked.taskId != context().taskId()
        || (range.to - range.from) != (m_asked.range.to - m_asked.range.from);
    if (!m_isLoaded || isOther) {
        showKeptThenFind();
    }
}

/// What was found last, by this window or another process, is there at once; what is new since then follows.
void ClustersPage::showKeptThenFind()
{
    m_query.cancel();
    m_prediction.cancel();
    setBusy(true);
    m_asked.range = context().range();
    m_asked.taskId = context().taskId();
    m_keptQuery.start([finder = context().services().clusters, taskId = m_asked.taskId] { return finder->newest(taskId); },
        [this](core::Result<std::optional<core::ports::KeptGrouping>> kept) {
            if (kept && *kept) {
                showKept(std::move(**kept));
            }
            find();
        });
}

/// Figures of another span of time are other figures: then nothing is shown before the search ends.
void ClustersPage::showKept(core::ports::KeptGrouping kept)
{
    const auto span = [](const core::ports::TimeRange& range) {
        return std::chrono::duration_cast<std::chrono::hours>(range.to - range.from);
    };
    if (span(kept.query.range) != span(m_asked.range)) {
        return;
    }
    const QSignalBlocker blocker(m_layout);
    m_layout->setCurrentIndex(m_layout->findData(static_cast<int>(kept.query.layout)));
    m_shown = kept.query;
    show(std::move(kept.map));
}

void ClustersPage::showSnapshot()
{
    const bool isEmpty = m_map != nullptr && m_map->points.empty();
    const auto& runs = context().snapshot().runs;
    const auto encoding = std::ranges::find(runs, m_encodingRun, &core::domain::Run::id);
    if (!m_encodingRun.empty() && encoding != runs.end() && encoding->isFinal()) {
        m_encodingRun.clear();
        find();
    }
    if (isEmpty && context().isLive() && !m_query.isRunning() && context().now() - m_asked.range.to > kLookAgain) {
        find();
    }
}

void ClustersPage::find()
{
    findIn(context().range(), context().taskId());
}

/// After an edit range and task stay: with other failures among them the clusters would be others than those that were edited.
void ClustersPage::findIn(const core::ports::TimeRange& range, const std::string& taskId)
{
    m_asked = {};
    m_asked.range = range;
    m_asked.taskId = taskId;
    m_asked.layout = static_cast<core::domain::MapLayout>(m_layout->currentData().toInt());
    m_prediction.cancel();
    m_keptQuery.cancel();
    setBusy(true);
    m_summary->setText(m_asked.layout == core::domain::MapLayout::Neighbourhoods
            ? tr("Grouping the failures of the range and laying out their neighbourhoods…")
            : tr("Grouping the failures of the range…"));
    m_query.start(
        [finder = context().services().clusters, wanted = m_asked](std::stop_token stop) { return finder->find(wanted, std::move(stop)); },
        [this, wanted = m_asked](core::Result<core::domain::FailureMap> map) {
            setBusy(false);
            if (map) {
                m_bar->dismiss();
                m_shown = wanted;
                show(std::move(*map));
            } else {
                showSummary();
                predict(0);
                m_bar->show({models::MessageKind::Error,
                    tr("The failures could not be read: %1 Press F5 to try again.")
                        .arg(models::wordsOf(map.error()))});
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

void ClustersPage::stop()
{
    m_query.cancel();
    m_keptQuery.cancel();
    setBusy(false);
    showSummary();
    predict(0);
    m_bar->show({models::MessageKind::Information,
        m_map ? tr("Stopped. The clusters shown are those of %1.").arg(shownTask())
              : tr("Stopped. \"Find again\" groups the failures.")});
    if (!std::exchange(m_isLoaded, true)) {
        Q_EMIT loaded();
    }
}

/// Of the clusters on screen.
QString ClustersPage::shownTask() const
{
    return m_shown.taskId.empty() ? tr("all tasks") : context().catalogue().taskName(m_shown.taskId);
}

/// What is on screen meanwhile may be of another task: it can be looked at, not changed.
void ClustersPage::setBusy(bool isBusy)
{
    m_stop->setVisible(isBusy);
    const QString reason = isBusy ? tr("The failures are being grouped anew") : QString();
    widgets::setAvailable(m_again, reason);
    m_editor->setLocked(reason);
    m_distil->setLocked(reason);
}

/// Without an encoder there is nothing to be told: the list says that words alone are compared.
void ClustersPage::showSpace()
{
    const core::domain::TextSpaceUse& space = m_map->textSpace;
    const models::Formats& formats = context().formats();
    const QString share = tr("%1 of %2").arg(formats.count(static_cast<std::int64_t>(space.embedded)),
        formats.count(static_cast<std::int64_t>(m_map->points.size())));
    const bool isEncoded = !space.encoder.empty();
    m_space->setVisible(!space.configured.empty());
    m_space->setText(isEncoded
            ? tr("Compared by the encoder %1, which has encoded %2 failures; the others are unclustered until it has.")
                  .arg(models::toQt(space.encoder), share)
            : tr("Compared by their words: the encoder %1 has encoded %2 failures, which is too few.")
                  .arg(models::toQt(space.configured), share));
    const bool isIncomplete = !space.configured.empty() && space.embedded < m_map->points.size();
    m_encode->setVisible(isIncomplete);
    m_encode->setEnabled(context().canChange() && m_encodingRun.empty());
    m_encode->setToolTip(!context().canChange()
            ? tr("The workspace is open read-only")
            : m_encodingRun.empty()
            ? tr("A clustering run in the background: a worker encodes what is missing, lays the map out and keeps both")
            : tr("A clustering run encodes them; Runs shows how far it is"));
}

void ClustersPage::encode()
{
    const double wanted = std::ceil(days());
    core::ports::FindClusters command{m_shown.taskId, std::max(1, static_cast<int>(wanted)), m_shown.seed};
    m_encode->setEnabled(false);
    context().execute(command, this, [this](const core::Result<core::ports::CommandReceipt>& receipt) {
        if (receipt) {
            m_encodingRun = receipt->reference;
            m_bar->show({models::MessageKind::Success,
                tr("The failures are being encoded in the background; the groups follow when that is done.")});
        } else {
            m_bar->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
        }
        showSpace();
    });
}

void ClustersPage::showSummary()
{
    if (m_map == nullptr) {
        m_summary->clear();
        return;
    }
    const models::Formats& formats = context().formats();
    if (m_map->clusters.empty()) { // nothing that its quality could be of
        m_summary->setText(tr("%1 failures of the last %2, too few alike for a cluster")
                               .arg(formats.count(static_cast<std::int64_t>(m_map->points.size())),
                                   models::labelOf(m_shown.range)));
        m_summary->setToolTip({});
        return;
    }
    m_summary->setText(
        tr("%1 failures of the last %2 in %3 clusters, %4 unclustered · separation %5, stability %6, map %7")
            .arg(formats.count(static_cast<std::int64_t>(m_map->points.size())), models::labelOf(m_shown.range),
                formats.count(static_cast<std::int64_t>(m_map->clusters.size())),
                formats.count(static_cast<std::int64_t>(m_map->unclustered)), formats.number(m_map->silhouette, 2),
                formats.number(m_map->stability, 2), formats.number(m_map->trustworthiness, 2)));
    m_summary->setToolTip(tr("Separation: silhouette of the clusters, 1 is best, 0 is none.\n"
                             "Stability: how far the clusters of two random drawings of the failures agree, 1 is best, 0 is chance.\n"
                             "Map: trustworthiness, how far the ten nearest dots are the ten most alike requests; "
                             "1 is best, about 0.5 is chance."));
}

/// The row of the cluster that holds most of these requests, else of the first one; -1 without clusters.
int ClustersPage::rowOf(const std::vector<std::string>& members) const
{
    if (m_map->clusters.empty()) {
        return -1;
    }
    const std::unordered_set<std::string> wanted(members.begin(), members.end());
    std::vector<std::size_t> shared(m_map->clusters.size());
    for (std::size_t i = 0; !wanted.empty() && i < m_map->points.size(); ++i) {
        if (m_map->clusterOf[i] >= 0 && wanted.contains(m_map->points[i].queryId)) {
            ++shared[static_cast<std::size_t>(m_map->clusterOf[i])];
        }
    }
    return static_cast<int>(std::ranges::max_element(shared) - shared.begin());
}

void ClustersPage::show(core::domain::FailureMap map)
{
    const std::vector<std::string> chosen = m_table->currentIndex().isValid() ? membersOf(m_table->currentIndex().row())
                                                                              : std::vector<std::string>();
    m_map = std::make_shared<const core::domain::FailureMap>(std::move(map));
    const models::Formats& formats = context().formats();
    m_stack->setCurrentIndex(m_map->points.empty() ? 1 : 0);
    showSummary();
    showSpace();
    m_model->setMap(*m_map, days(), formats);
    m_canvas->setMap(m_map);
    m_editor->setMap(m_map, m_shown.taskId);
    choose(rowOf(chosen)); // an edit does not lose the operator's place
    showSelection();
    m_prediction.cancel();
    predict(0);
}

void ClustersPage::showSelection()
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    std::sort(rows.begin(), rows.end());
    m_editor->setChosen(rows);
    showTeachable(rows);
}

void ClustersPage::showTeachable(const std::vector<int>& rows)
{
    const bool isOne = rows.size() == 1 && m_map && rows.front() < static_cast<int>(m_map->clusters.size());
    const std::string id = isOne ? m_map->clusters[static_cast<std::size_t>(rows.front())].id : std::string();
    std::vector<std::string> members = isOne ? membersOf(rows.front()) : std::vector<std::string>();
    m_distil->setCluster(id, m_shown.taskId, std::move(members));
}

std::vector<std::string> ClustersPage::membersOf(int cluster) const
{
    std::vector<std::string> members;
    for (std::size_t i = 0; m_map && i < m_map->points.size(); ++i) {
        if (m_map->clusterOf[i] == cluster) {
            members.push_back(m_map->points[i].queryId);
        }
    }
    return members;
}

/// One cluster after the other, from the row on those that are not predicted yet: the student reads the texts of each. A
/// cluster of several tasks has no student.
void ClustersPage::predict(int row)
{
    const auto& planner = context().services().planner;
    const int count = m_map ? std::min(kMostPredicted, static_cast<int>(m_map->clusters.size())) : 0;
    while (row < count && m_model->rowAt(row).prediction) {
        ++row;
    }
    if (planner == nullptr || m_shown.taskId.empty() || row >= count) {
        return;
    }
    core::ports::TeachingQuery query;
    query.taskId = m_shown.taskId;
    query.options.iterations = 1;
    query.options.members = membersOf(row);
    m_prediction.start([planner, query] { return planner->preview(query); },
        [this, row](core::Result<core::ports::TeachingPreview> preview) {
            if (preview) {
                m_model->setPrediction(row, std::move(*preview));
            }
            predict(row + 1);
        });
}

void ClustersPage::choose(int cluster)
{
    m_canvas->setChosen(cluster);
    m_examplesLabel->setVisible(m_map && cluster >= 0 && cluster < static_cast<int>(m_map->clusters.size()));
    if (m_map && m_map->unclustered > 0 && cluster == static_cast<int>(m_map->clusters.size())) {
        m_examples->clear();
        m_name->setText(tr("Unclustered"));
        m_figures->setText(tr("%1 failures that are like no other group. Draw around dots to make a cluster of them.")
                               .arg(context().formats().count(static_cast<std::int64_t>(m_map->unclustered))));
        return;
    }
    if (!m_map || cluster < 0 || cluster >= static_cast<int>(m_map->clusters.size())) {
        m_examples->clear();
        m_name->setText(tr("None"));
        m_figures->setText(tr("Too few failures are alike to make a cluster."));
        return;
    }
    if (m_table->currentIndex().row() != cluster) {
        m_table->selectRow(cluster); // comes back here
        return;
    }
    m_examples->clear();
    const core::domain::FailureCluster& chosen = m_map->clusters[static_cast<std::size_t>(cluster)];
    const models::Formats& formats = context().formats();
    m_name->setText(models::clusterName(*m_map, static_cast<std::size_t>(cluster)));
    const auto count = [&](std::size_t value) { return formats.count(static_cast<std::int64_t>(value)); };
    const QString failures = tr("%1 failures, %2 of them escalated and %3 sent past the cheaper tiers, at %4 in all")
                                 .arg(count(chosen.size), count(chosen.escalated), count(chosen.sentPast),
                                     formats.money(chosen.escalationCost));
    m_figures->setText(chosen.missRate.judged == 0
            ? tr("%1; no answer that a cheaper tier accepted is judged yet.").arg(failures)
            : tr("%1; %2 of %3 judged answers that a cheaper tier accepted missed the target.")
                  .arg(failures, count(chosen.missRate.missed), count(chosen.missRate.judged)));
    for (const std::size_t exemplar : chosen.exemplars) {
        const core::domain::FailurePoint& point = m_map->points[exemplar];
        const QString text = models::toQt(point.text).simplified();
        auto* item = new QListWidgetItem(
            text.size() > kLongestExample ? text.left(kLongestExample) + QChar(u'…') : text, m_examples);
        item->setData(Qt::UserRole, models::toQt(point.queryId));
        item->setToolTip(models::toQt(point.text));
    }
}

models::Provenance ClustersPage::provenance() const
{
    models::Provenance provenance;
    provenance.subject = tr("RouteNLP failure clusters");
    provenance.policyVersion
        = context().snapshot().policy ? models::toQt(context().snapshot().policy->id) : QString();
    provenance.range = m_shown.range;
    provenance.taskName = m_shown.taskId.empty() ? QString() : shownTask();
    return provenance;
}

void ClustersPage::exportView()
{
    widgets::askSavePath(this, tr("Save the clusters"), QStringLiteral("routenlp-clusters.csv"),
        QStringLiteral(".csv"), [this](const QString& path) {
            QSaveFile file(path);
            const QString text = provenanceLines(provenance(), context().formats()).join(QStringLiteral("\r\n"))
                + QStringLiteral("\r\n") + models::clusterCsv(m_model->rows());
            const bool isWritten
                = file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit();
            Q_EMIT context().messageRaised(isWritten
                    ? models::Message{models::MessageKind::Success, tr("Saved %1").arg(path)}
                    : models::Message{models::MessageKind::Error,
                        tr("%1 could not be written. Choose another directory.").arg(path)});
        });
}

} // namespace ui::pages
