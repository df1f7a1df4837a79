#include "ui/pages/policy_history_panel.h"

#include "ui/models/policy_history_model.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/policy_revert.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/restyle.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kGap = 10;
constexpr int kVersionsHeight = 246; ///< seven versions and the header
constexpr int kChangesStretch = 5;
constexpr int kEffectStretch = 6;
constexpr std::chrono::hours kLongestBefore{24 * 7};

} // namespace

PolicyHistoryPanel::PolicyHistoryPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_chainQuery(context.pool())
    , m_effectQuery(context.pool())
    , m_messages(new widgets::MessageBar(this))
    , m_versionModel(new models::PolicyHistoryModel(this))
    , m_differenceModel(new models::PolicyDiffModel(this))
    , m_effectModel(new models::EffectModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_messages);
    buildVersions(*layout);
    buildDetails(*layout);
    layout->addStretch(1);
}

PolicyHistoryPanel::~PolicyHistoryPanel() = default;

void PolicyHistoryPanel::buildVersions(QVBoxLayout& body)
{
    auto* card = new Card(tr("History"), {}, this);
    m_chainState = widgets::makeMutedLabel({}, this);
    m_chainState->setObjectName(QStringLiteral("chainState"));
    auto* label = widgets::makeMutedLabel(tr("In force at"), this);
    m_time = new QDateTimeEdit(this);
    m_time->setObjectName(QStringLiteral("inForceAt"));
    m_time->setAccessibleName(tr("In force at"));
    m_time->setCalendarPopup(true);
    m_time->setTimeSpec(Qt::UTC); // so that no wall-clock time is skipped or doubled while typing
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_time->setToolTip(tr("Selects the version that was in force at this time of the reporting zone"));
    label->setBuddy(m_time);
    card->header().addWidget(m_chainState);
    card->header().addSpacing(kGap);
    card->header().addWidget(label);
    card->header().addWidget(m_time);
    m_versions = new widgets::DataTable(this);
    m_versions->setObjectName(QStringLiteral("policyVersions"));
    m_versions->setAccessibleName(tr("Policy versions"));
    m_versions->setModel(m_versionModel);
    m_versions->setSelectionMode(QAbstractItemView::SingleSelection);
    m_versions->setFixedHeight(kVersionsHeight);
    m_versions->setStretchColumn(m_versionModel->columnCount() - 1);
    card->body().addWidget(m_versions);
    body.addWidget(card);
    connect(m_versions->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &PolicyHistoryPanel::showSelected);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &PolicyHistoryPanel::selectInForceAt);
}

void PolicyHistoryPanel::buildDetails(QVBoxLayout& body)
{
    auto* changes = new Card(tr("What is different"), {}, this);
    m_compare = new QComboBox(this);
    m_compare->setObjectName(QStringLiteral("compareWith"));
    m_compare->setAccessibleName(tr("Compare with"));
    m_compare->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_compare->setMinimumContentsLength(20);
    m_revert = new QPushButton(tr("Revert to this version"), this);
    m_revert->setObjectName(QStringLiteral("revertPolicy"));
    changes->header().addWidget(m_compare);
    changes->header().addWidget(m_revert);
    m_differences = new widgets::DataTable(this);
    m_differences->setObjectName(QStringLiteral("policyDifferences"));
    m_differences->setAccessibleName(tr("Differences of two policy versions"));
    m_differences->setModel(m_differenceModel);
    m_differences->setFitsRows(true);
    m_differences->setStretchColumn(1);
    m_noDifference = widgets::makeMutedLabel(tr("These two versions serve every task the same."), this);
    changes->body().addWidget(m_differences);
    changes->body().addWidget(m_noDifference);
    changes->body().addStretch(1);
    auto* effect = new Card(tr("Predicted and realised"), {}, this);
    m_effectTask = new QComboBox(this);
    m_effectTask->setObjectName(QStringLiteral("effectTask"));
    m_effectTask->setAccessibleName(tr("Task of the effect"));
    m_effectTask->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    effect->header().addWidget(m_effectTask);
    m_effects = new widgets::DataTable(this);
    m_effects->setObjectName(QStringLiteral("policyEffect"));
    m_effects->setAccessibleName(tr("Predicted and realised effect"));
    m_effects->setModel(m_effectModel);
    m_effects->setFitsRows(true);
    m_effects->setStretchColumn(0);
    m_effectNote = widgets::makeMutedLabel({}, this);
    m_effectNote->setWordWrap(true);
    effect->body().addWidget(m_effects);
    effect->body().addWidget(m_effectNote);
    effect->body().addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(changes, kChangesStretch);
    row->addWidget(effect, kEffectStretch);
    body.addLayout(row);
    connect(m_compare, &QComboBox::currentIndexChanged, this, &PolicyHistoryPanel::showDifferences);
    connect(m_effectTask, &QComboBox::currentIndexChanged, this, &PolicyHistoryPanel::queryEffect);
    connect(m_revert, &QPushButton::clicked, this, &PolicyHistoryPanel::revert);
}

void PolicyHistoryPanel::refresh()
{
    const auto& policy = m_context.snapshot().policy;
    const std::string active = policy ? policy->id : std::string();
    if (!m_isLoaded || active != m_loadedVersion) {
        m_loadedVersion = active;
        load();
    }
    updateRevert();
}

void PolicyHistoryPanel::load()
{
    m_chainQuery.start([history = m_context.services().policies] { return history->chain(); },
        [this](core::Result<core::ports::PolicyHistory::Chain> chain) {
            if (chain) {
                show(std::move(*chain));
            } else {
                m_messages->show({models::MessageKind::Error,
                    tr("The policy history could not be read: %1 Press F5 to try again.")
                        .arg(models::wordsOf(chain.error()))});
                m_loadedVersion.clear();
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

void PolicyHistoryPanel::show(core::ports::PolicyHistory::Chain chain)
{
    m_chain = std::move(chain);
    m_chainState->setText(m_chain.brokenAt
            ? tr("The hash chain is broken at no. %1: the history was changed outside this program")
                  .arg(m_context.formats().count(*m_chain.brokenAt))
            : tr("Hash chain whole, %n version(s)", nullptr, static_cast<int>(m_chain.versions.size())));
    widgets::setStyleProperty(*m_chainState, "alarm", m_chain.brokenAt.has_value());
    m_versionModel->update(
        models::versionRows(m_chain), m_context.catalogue(), m_context.formats(), m_context.now());
    {
        const QSignalBlocker blocker(m_time);
        const QDateTime now = m_context.formats().dateTime(m_context.now());
        m_time->setDateTime(QDateTime(now.date(), now.time(), Qt::UTC)); // the zone's own clock, see selectInForceAt()
    }
    fillComparisons();
    if (m_versionModel->rowCount() > 0) {
        // the version before the one in force: what a revert would most likely go back to
        m_versions->setCurrentIndex(m_versionModel->index(std::min(1, m_versionModel->rowCount() - 1), 0));
    }
    showSelected();
}

void PolicyHistoryPanel::fillComparisons()
{
    const QSignalBlocker blocker(m_compare);
    const QVariant before = m_compare->currentData();
    m_compare->clear();
    m_compare->addItem(tr("to the version in force"), QStringLiteral("active"));
    m_compare->addItem(tr("from the version before it"), QStringLiteral("previous"));
    for (const models::PolicyVersionRow& row : m_versionModel->rows()) {
        m_compare->addItem(tr("to no. %1, %2").arg(row.version.sequence).arg(models::toQt(row.version.id)),
            models::toQt(row.version.id));
    }
    m_compare->setCurrentIndex(std::max(0, m_compare->findData(before)));
}

int PolicyHistoryPanel::selectedRow() const
{
    const int row = m_versions->currentIndex().row();
    return row < m_versionModel->rowCount() ? row : -1;
}

const core::domain::PolicyVersion* PolicyHistoryPanel::compared() const
{
    const int row = selectedRow();
    const QString wanted = m_compare->currentData().toString();
    if (row < 0) {
        return nullptr;
    }
    if (wanted == QLatin1String("active")) {
        return &m_versionModel->rowAt(0).version;
    }
    if (wanted == QLatin1String("previous")) {
        return row + 1 < m_versionModel->rowCount() ? &m_versionModel->rowAt(row + 1).version : nullptr;
    }
    const auto& rows = m_versionModel->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const models::PolicyVersionRow& other) {
        return models::toQt(other.version.id) == wanted;
    });
    return found == rows.end() ? nullptr : &found->version;
}

void PolicyHistoryPanel::showSelected()
{
    const int row = selectedRow();
    {
        const QSignalBlocker blocker(m_effectTask);
        const QVariant before = m_effectTask->currentData();
        m_effectTask->clear();
        if (row >= 0) {
            for (const std::string& task : models::tasksOf(m_versionModel->rowAt(row).changes)) {
                m_effectTask->addItem(m_context.catalogue().taskName(task), models::toQt(task));
            }
        }
        m_effectTask->setCurrentIndex(std::max(0, m_effectTask->findData(before)));
        m_effectTask->setVisible(m_effectTask->count() > 0);
    }
    showDifferences();
    queryEffect();
    updateRevert();
}

void PolicyHistoryPanel::showDifferences()
{
    const int row = selectedRow();
    std::vector<core::domain::PolicyDifference> differences;
    if (row >= 0) {
        const core::domain::PolicyVersion none;
        const core::domain::PolicyVersion* other = compared();
        const core::domain::PolicyVersion& selected = m_versionModel->rowAt(row).version;
        const bool isFromPrevious = m_compare->currentData().toString() == QLatin1String("previous");
        differences = isFromPrevious ? core::domain::differencesOf(other == nullptr ? none : *other, selected)
                                     : core::domain::differencesOf(selected, other == nullptr ? selected : *other);
    }
    m_differenceModel->update(std::move(differences), m_context.catalogue(), m_context.formats());
    m_differences->setVisible(m_differenceModel->rowCount() > 0);
    m_noDifference->setVisible(m_differenceModel->rowCount() == 0);
    m_differences->resizeColumnsToContents();
}

std::string PolicyHistoryPanel::effectTask() const
{
    return models::fromQt(m_effectTask->currentData().toString());
}

core::ports::TimeRange PolicyHistoryPanel::timeInForce() const
{
    const int row = selectedRow();
    const core::domain::PolicyVersion& version = m_versionModel->rowAt(row).version;
    core::ports::TimeRange range{version.at, m_context.now()};
    for (int newer = row - 1; newer >= 0; --newer) { // until the task is served differently again
        const auto& changes = m_versionModel->rowAt(newer).changes;
        const bool isOfTask = std::any_of(changes.begin(), changes.end(),
            [&](const core::domain::PolicyDifference& change) { return change.taskId == effectTask(); });
        if (isOfTask) {
            range.to = m_versionModel->rowAt(newer).version.at;
            break;
        }
    }
    return range;
}

void PolicyHistoryPanel::queryEffect()
{
    if (selectedRow() < 0 || effectTask().empty()) {
        m_effectQuery.cancel();
        m_effectModel->setRows({});
        m_effectNote->setText(tr("This version serves every task as the one before it did."));
        m_effects->setVisible(false);
        return;
    }
    const core::ports::TimeRange inForce = timeInForce();
    const std::chrono::microseconds shown = std::max<std::chrono::microseconds>(inForce.to - inForce.from, std::chrono::seconds(1));
    const auto length = std::min<std::chrono::microseconds>(shown, kLongestBefore);
    const core::ports::OverviewQuery since{{inForce.from, inForce.from + shown}, effectTask(), 0};
    const core::ports::OverviewQuery before{{inForce.from - length, inForce.from}, effectTask(), 0};
    m_effectQuery.start(
        [metrics = m_context.services().metrics, before, since]() -> core::Result<Effect> {
            const auto old = metrics->overview(before);
            const auto now = metrics->overview(since);
            if (!old || !now) {
                return core::fail(old ? now.error() : old.error());
            }
            return Effect{old->totals, now->totals};
        },
        [this](core::Result<Effect> effect) {
            if (effect) {
                showEffect(*effect);
            } else {
                m_effectModel->setRows({});
                m_effectNote->setText(models::wordsOf(effect.error()));
            }
        });
}

void PolicyHistoryPanel::showEffect(const Effect& effect)
{
    const int row = selectedRow();
    if (row < 0) {
        return;
    }
    const core::ports::PredictedEffect* predicted = nullptr;
    const auto kept = m_chain.predicted.find(m_versionModel->rowAt(row).version.id);
    if (kept != m_chain.predicted.end()) {
        const auto ofTask = std::find_if(kept->second.begin(), kept->second.end(),
            [&](const core::ports::PredictedEffect& other) { return other.taskId == effectTask(); });
        predicted = ofTask == kept->second.end() ? nullptr : &*ofTask;
    }
    m_effectModel->setRows(models::effectRows(effect.before, effect.since, predicted, m_context.formats()));
    m_effects->setVisible(true);
    m_effects->resizeColumnsToContents();
    const core::ports::TimeRange range = timeInForce();
    const QString when = tr("In force for this task from %1 to %2.")
                             .arg(m_context.formats().timeStamp(range.from, m_context.now()),
                                 m_context.formats().timeStamp(range.to, m_context.now()));
    m_effectNote->setText(predicted == nullptr
            ? when + QLatin1Char(' ') + tr("No preview was on screen when it was written, so nothing was predicted.")
            : when);
}

void PolicyHistoryPanel::selectInForceAt()
{
    const QDateTime shown(m_time->date(), m_time->time(), m_context.formats().zone());
    const auto time = core::fromMicroseconds(shown.toMSecsSinceEpoch() * 1000);
    const auto index = core::domain::versionInForceAt(m_chain.versions, time);
    if (!index) {
        m_messages->show({models::MessageKind::Information,
            tr("No policy was in force then: the last tier answered every request.")});
        return;
    }
    m_messages->dismiss();
    const int row = m_versionModel->rowCount() - 1 - static_cast<int>(*index);
    m_versions->setCurrentIndex(m_versionModel->index(row, 0));
    m_versions->scrollTo(m_versionModel->index(row, 0));
}

void PolicyHistoryPanel::updateRevert()
{
    const int row = selectedRow();
    const bool isSame = row >= 0
        && core::domain::differencesOf(m_versionModel->rowAt(row).version, m_versionModel->rowAt(0).version).empty();
    m_revert->setEnabled(m_context.canChange() && row >= 0 && !isSame && !m_isReverting);
    m_revert->setToolTip(!m_context.canChange() ? tr("The workspace is open read-only")
            : row < 0                           ? tr("Select a version first")
            : isSame                            ? tr("What this version says is in force already")
            : m_isReverting                     ? tr("It is being reverted")
                             : tr("Writes a new version that serves as this one did; nothing is lost"));
}

void PolicyHistoryPanel::revert()
{
    const int row = selectedRow();
    if (row < 0) {
        return;
    }
    m_isReverting = true;
    updateRevert();
    revertPolicy(m_context, this, m_versionModel->rowAt(row).version.id, [this](const models::Message& message) {
        m_isReverting = false;
        m_messages->show(message);
        refresh();
    });
}

} // namespace ui::pages
