#include "ui/pages/cluster_editor.h"

#include "ui/models/cluster_model.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/split_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace ports = core::ports;

namespace {

constexpr int kLeastNaming = 340; ///< pixels for the name's field and its button

} // namespace

ClusterEditor::ClusterEditor(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_name(new QLineEdit(this))
{
    auto* body = new QVBoxLayout(this);
    body->setContentsMargins(0, 0, 0, 0);
    auto* row = new widgets::SplitRow(kLeastNaming, this);
    body->addWidget(row);
    m_name->setObjectName(QStringLiteral("clusterName"));
    m_name->setAccessibleName(tr("Name of the chosen cluster"));
    m_name->setPlaceholderText(tr("Name this cluster"));
    row->first().addWidget(m_name, 1);
    m_rename
        = addButton(row->first(), "clusterRename", tr("Rename"), tr("The name stays when clusters are found again"));
    m_merge = addButton(row->second(), "clusterMerge", tr("Merge"), tr("Make the chosen clusters one, from now on"));
    m_split = addButton(row->second(), "clusterSplit", tr("Split"), {});
    m_exclude = addButton(row->second(), "clusterExclude", tr("Exclude"), tr("List the cluster last"));
    m_lasso = addButton(
        row->second(), "clusterLasso", tr("Draw"), tr("Draw around requests on the map; Shift and drag does it too"));
    m_lasso->setCheckable(true);
    m_draw
        = addButton(row->second(), "clusterDraw", tr("Make a cluster"), tr("Of the requests that were drawn around"));
    m_review = addButton(row->second(), "clusterReview", tr("Add to review"),
        tr("Put the requests drawn around, or those of the chosen clusters, into the review queue"));
    m_undo = addButton(row->second(), "clusterUndo", tr("Undo"), tr("Takes back the newest edit of a cluster"));
    row->second().addStretch(1);
    connect(m_name, &QLineEdit::returnPressed, this, &ClusterEditor::rename);
    connect(m_rename, &QPushButton::clicked, this, &ClusterEditor::rename);
    connect(m_merge, &QPushButton::clicked, this, &ClusterEditor::merge);
    connect(m_split, &QPushButton::clicked, this, [this] { run(ports::SplitCluster{subjectOf(m_rows.front())}); });
    connect(m_exclude, &QPushButton::clicked, this, &ClusterEditor::exclude);
    connect(m_lasso, &QPushButton::toggled, this, &ClusterEditor::lassoSwitched);
    connect(m_draw, &QPushButton::clicked, this, &ClusterEditor::draw);
    connect(m_review, &QPushButton::clicked, this, &ClusterEditor::review);
    connect(m_undo, &QPushButton::clicked, this, [this] { run(ports::UndoClusterEdit{}); });
    updateControls();
}

QPushButton* ClusterEditor::addButton(
    QHBoxLayout& row, const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setToolTip(tip);
    row.addWidget(button);
    return button;
}

void ClusterEditor::setLocked(const QString& reason)
{
    m_lock = reason;
    updateControls();
}

void ClusterEditor::setMap(std::shared_ptr<const core::domain::FailureMap> map, std::string taskId)
{
    m_map = std::move(map);
    m_taskId = std::move(taskId);
    m_rows.clear();
    m_drawn.clear();
    updateControls();
}

void ClusterEditor::setChosen(const std::vector<int>& rows)
{
    m_rows.clear();
    m_isUnclusteredChosen = false;
    for (const int row : rows) {
        if (m_map && row >= 0 && row < static_cast<int>(m_map->clusters.size())) {
            m_rows.push_back(row);
        } else {
            m_isUnclusteredChosen = true;
        }
    }
    m_name->setText(m_rows.empty()
            ? QString()
            : models::toQt(m_map->clusters[static_cast<std::size_t>(m_rows.front())].name));
    updateControls();
}

void ClusterEditor::setDrawn(const std::vector<std::size_t>& points)
{
    m_drawn = points;
    updateControls();
    Q_EMIT messageRaised({models::MessageKind::Information,
        tr("%1 requests drawn around. Make a cluster of them, or add them to review.")
            .arg(m_context.formats().count(static_cast<std::int64_t>(points.size())))});
}

std::vector<std::string> ClusterEditor::idsOf(int row) const
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < m_map->points.size(); ++i) {
        if (m_map->clusterOf[i] == row) {
            ids.push_back(m_map->points[i].queryId);
        }
    }
    return ids;
}

ports::ClusterSubject ClusterEditor::subjectOf(int row) const
{
    return {m_map->clusters[static_cast<std::size_t>(row)].id, m_taskId, idsOf(row)};
}

void ClusterEditor::rename()
{
    if (m_rename->isEnabled()) {
        run(ports::RenameCluster{subjectOf(m_rows.front()), models::fromQt(m_name->text().trimmed())});
    }
}

void ClusterEditor::exclude()
{
    const core::domain::FailureCluster& chosen = m_map->clusters[static_cast<std::size_t>(m_rows.front())];
    run(ports::ExcludeCluster{subjectOf(m_rows.front()), !chosen.isExcluded});
}

void ClusterEditor::merge()
{
    ports::MergeClusters command{subjectOf(m_rows.front()), {}};
    for (std::size_t i = 1; i < m_rows.size(); ++i) {
        command.others.push_back(subjectOf(m_rows[i]));
    }
    run(std::move(command));
}

void ClusterEditor::draw()
{
    ports::DrawCluster command{{{}, m_taskId, {}}, {}};
    for (const std::size_t point : m_drawn) {
        command.cluster.members.push_back(m_map->points[point].queryId);
    }
    m_lasso->setChecked(false);
    run(std::move(command));
}

void ClusterEditor::review()
{
    ports::AddToReview command;
    for (const std::size_t point : m_drawn) {
        command.queryIds.push_back(m_map->points[point].queryId);
    }
    for (std::size_t i = 0; m_drawn.empty() && i < m_rows.size(); ++i) {
        const std::vector<std::string> ids = idsOf(m_rows[i]);
        command.queryIds.insert(command.queryIds.end(), ids.begin(), ids.end());
    }
    if (!command.queryIds.empty()) {
        run(std::move(command), false);
    }
}

void ClusterEditor::run(ports::ConsoleCommand command, bool changesClusters)
{
    m_isBusy = true;
    updateControls();
    m_context.execute(
        std::move(command), this, [this, changesClusters](core::Result<ports::CommandReceipt> receipt) {
            m_isBusy = false;
            updateControls();
            if (receipt) {
                const QString where = changesClusters
                    ? QString()
                    : QStringLiteral(". ") + tr("Review shows them under \"Picked by hand\".");
                Q_EMIT messageRaised({models::MessageKind::Success, models::sentenceWords(receipt->message) + where});
            } else {
                Q_EMIT messageRaised({models::MessageKind::Error,
                    tr("Nothing was changed: %1").arg(models::wordsOf(receipt.error()))});
            }
            if (receipt && changesClusters) {
                Q_EMIT edited();
            }
        });
}

void ClusterEditor::updateControls()
{
    if (QWidget* focused = focusWidget(); focused != nullptr && focused != this && focused->hasFocus()) {
        m_focusAfter = focused;
        setFocus(); // a disabled control would hand it to whatever comes next on the page
    }
    QString locked = widgets::readOnlyReason(m_context.canChange());
    locked = locked.isEmpty() ? m_lock : locked;
    if (locked.isEmpty() && (m_map == nullptr || m_isBusy)) {
        locked = m_isBusy ? tr("The last edit is being recorded") : tr("No clusters are shown yet");
    }
    const auto orUnless = [&](bool isGiven, const QString& whyNot) {
        return !locked.isEmpty() || isGiven ? locked : whyNot;
    };
    const bool isOne = m_rows.size() == 1 && !m_isUnclusteredChosen;
    for (QWidget* control : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_rename),
             static_cast<QWidget*>(m_split), static_cast<QWidget*>(m_exclude)}) {
        widgets::setAvailable(control, orUnless(isOne, tr("Choose one cluster first")));
    }
    m_exclude->setText(isOne && m_map->clusters[static_cast<std::size_t>(m_rows.front())].isExcluded
            ? tr("Include")
            : tr("Exclude"));
    widgets::setAvailable(
        m_merge, orUnless(m_rows.size() > 1, tr("Choose two or more clusters with Ctrl or Shift")));
    widgets::setAvailable(m_lasso, locked);
    widgets::setAvailable(m_draw, orUnless(!m_drawn.empty(), tr("Draw around requests on the map first")));
    widgets::setAvailable(m_review,
        orUnless(!m_drawn.empty() || !m_rows.empty(), tr("Choose a cluster, or draw around requests, first")));
    const bool hasEdit = m_map != nullptr && !m_map->newestEdit.empty();
    widgets::setAvailable(m_undo, orUnless(hasEdit, tr("No edit of a cluster is left to take back")));
    if (!hasFocus()) {
        m_focusAfter = nullptr; // the operator went on elsewhere
    } else if (m_focusAfter != nullptr && m_focusAfter->isEnabled()) {
        std::exchange(m_focusAfter, nullptr)->setFocus();
    }
}

} // namespace ui::pages
