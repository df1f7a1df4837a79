#include "ui/pages/policy_page.h"

#include "ui/models/policy_model.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/policy_draft_panel.h"
#include "ui/pages/policy_history_panel.h"
#include "ui/pages/policy_revert.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/bypass_menu.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/task_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kLeastListWidth = 228;
constexpr int kMostListWidth = 300;
constexpr int kListStretch = 30;
constexpr int kPanelStretch = 70;
constexpr int kGap = 10;
constexpr int kEmptyStretch = 8;
constexpr std::size_t kIdDigits = 12; ///< of a version's hash
enum Part { Targets, History };

} // namespace

PolicyPage::PolicyPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_messages(new widgets::MessageBar(this))
    , m_empty(nullptr)
    , m_targets(new QWidget(this))
    , m_model(new models::PolicyModel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout* layout = &scroll->body();
    buildHeader(*layout);
    layout->addWidget(m_messages);
    auto* targets = new QHBoxLayout(m_targets);
    targets->setContentsMargins(0, 0, 0, 0);
    targets->setSpacing(kGap);
    buildPolicy(*targets);
    layout->addWidget(m_targets);
    auto* empty = new widgets::EmptyState({QStringLiteral("policy"), tr("No task yet."),
                                              tr("Targets, risk levels and thresholds are set for each task. Without a "
                                                 "task there is nothing to route, and nothing to promise."),
                                              tr("Open Portfolio")},
        this);
    m_empty = empty;
    layout->addWidget(m_empty, kEmptyStretch);
    connect(empty, &widgets::EmptyState::nextStepRequested, this,
        [this] { Q_EMIT context().viewRequested(models::ViewId::Portfolio); });
    if (shared.services().policies != nullptr) {
        m_history = new PolicyHistoryPanel(shared, this);
        m_history->hide();
        layout->addWidget(m_history);
        connect(m_history, &PolicyHistoryPanel::loaded, this, &Page::loaded);
    }
    layout->addStretch(1);
    outer->addWidget(scroll);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &PolicyPage::showSelectedTask);
}

void PolicyPage::buildHeader(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_version = new widgets::ElidedLabel(theme::TextRole::Body, this);
    m_version->setObjectName(QStringLiteral("policyVersion"));
    m_version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bypassMenu = new widgets::BypassMenu(context(), this);
    m_bypass = new QPushButton(theme::icon("bypass"), tr("Bypass"), this);
    m_bypass->setObjectName(QStringLiteral("policyBypass"));
    m_bypass->setToolTip(tr("All to the last tier, whatever the thresholds say, until it is lifted or over"));
    m_bypass->setProperty("menu", true);
    m_bypass->setMenu(m_bypassMenu);
    m_revert = new QPushButton(tr("Revert the last change"), this);
    m_revert->setObjectName(QStringLiteral("revertLast"));
    m_parts = new widgets::Segments(tr("Part of the policy"), {tr("Targets"), tr("History")}, this);
    m_parts->button(History).setObjectName(QStringLiteral("policyHistoryTab"));
    m_parts->setVisible(context().services().policies != nullptr);
    row->addWidget(m_version, 1);
    row->addWidget(m_bypass);
    row->addWidget(m_revert);
    row->addWidget(m_parts);
    body.addLayout(row);
    connect(m_revert, &QPushButton::clicked, this, &PolicyPage::revertLast);
    connect(m_parts, &widgets::Segments::chosen, this, &PolicyPage::showPart);
}

void PolicyPage::buildPolicy(QHBoxLayout& row)
{
    auto* card = new Card(tr("Policy in force"), {}, this);
    m_table = new widgets::DataTable(this);
    m_table->setObjectName(QStringLiteral("policyTable"));
    m_table->setAccessibleName(tr("Policy by task"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFitsRows(true);
    m_table->setStretchColumn(models::PolicyModel::Task);
    m_table->setItemDelegateForColumn(models::PolicyModel::Task, new widgets::TaskDelegate(m_table));
    m_table->setColumnHidden(models::PolicyModel::Risk, true); // said within the first
    m_table->setColumnHidden(models::PolicyModel::Tiers, true);
    m_table->horizontalHeader()->hide();
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    card->setMinimumWidth(kLeastListWidth);
    card->setMaximumWidth(kMostListWidth);
    card->body().addWidget(m_table);
    row.addWidget(card, kListStretch, Qt::AlignTop);
    m_panel = new PolicyDraftPanel(context(), this);
    row.addWidget(m_panel, kPanelStretch, Qt::AlignTop);
}

void PolicyPage::showPart(int part)
{
    const bool hasTasks = m_model->rowCount() > 0;
    m_targets->setVisible(part == Targets && hasTasks);
    m_empty->setVisible(part == Targets && !hasTasks);
    if (m_history != nullptr) {
        m_history->setVisible(part == History);
        if (part == History) {
            m_history->refresh();
        }
    }
}

bool PolicyPage::isLoaded() const
{
    return m_parts->current() == Targets || m_history == nullptr || m_history->isLoaded();
}

void PolicyPage::updateHeader()
{
    const auto& policy = context().snapshot().policy;
    m_version->setText(policy ? tr("Version %1 (no. %2), %3 by %4: %5")
                                    .arg(models::toQt(policy->id), QString::number(policy->sequence),
                                        context().formats().timeStamp(policy->at, context().now()),
                                        models::toQt(policy->author), models::reasonWords(policy->reason))
                              : tr("No policy yet: the last tier answers every request."));
    m_version->setToolTip(m_version->text());
    widgets::setAvailable(m_bypass, widgets::readOnlyReason(context().canChange()));
    const bool hasBefore = policy && !policy->previousHash.empty();
    m_revert->setEnabled(context().canChange() && hasBefore && !m_isReverting);
    m_revert->setToolTip(!context().canChange() ? tr("The workspace is open read-only")
            : m_isReverting ? tr("It is being reverted")
            : hasBefore ? tr("Puts version %1 in force again, as a new version")
                              .arg(models::toQt(policy->previousHash.substr(0, kIdDigits)))
                        : tr("There is no earlier version"));
}

void PolicyPage::exportView()
{
    exportTables({m_parts->current() == History ? QStringLiteral("policyVersions") : QStringLiteral("policyTable")});
}

void PolicyPage::refresh()
{
    m_model->update(context().catalogue(), context().formats(), context().now());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        m_table->setRowHeight(row, widgets::TaskDelegate::heightFor(m_table->font(), m_model->lineCount(row)));
    }
    m_table->updateGeometry();
    updateHeader();
    const bool hasNone = !m_table->currentIndex().isValid();
    if (m_model->rowCount() > 0 && (hasNone || m_followedTask != context().taskId())) {
        m_followedTask = context().taskId();
        const int asked = rowOf(m_followedTask);
        const int shown = hasNone ? 0 : m_table->currentIndex().row();
        m_table->setCurrentIndex(m_model->index(asked >= 0 ? asked : shown, 0));
    }
    showPart(m_parts->current());
    showSelectedTask();
    m_panel->refresh();
}

/// -1 for none.
int PolicyPage::rowOf(const std::string& taskId) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->rowAt(row).taskId == taskId) {
            return row;
        }
    }
    return -1;
}

void PolicyPage::draftRecalibration(const std::string& taskId)
{
    const int row = rowOf(taskId);
    if (row < 0) {
        return;
    }
    m_parts->setCurrent(Targets);
    m_table->setCurrentIndex(m_model->index(row, 0));
    showSelectedTask();
    m_panel->recalibrate();
}

void PolicyPage::showSelectedTask()
{
    const int row = m_table->currentIndex().row();
    m_panel->setVisible(row >= 0 && row < m_model->rowCount());
    if (m_panel->isVisibleTo(this)) {
        m_panel->setTask(m_model->rowAt(row).taskId);
        m_bypassMenu->setTask(m_model->rowAt(row).taskId);
    }
}

void PolicyPage::revertLast()
{
    const auto& policy = context().snapshot().policy;
    if (!policy) {
        return;
    }
    m_isReverting = true;
    updateHeader();
    revertPolicy(context(), this, policy->previousHash.substr(0, kIdDigits), [this](const models::Message& message) {
        m_isReverting = false;
        m_messages->show(message);
        refresh();
    });
}

} // namespace ui::pages
