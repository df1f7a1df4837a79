#include "ui/pages/shadow_card.h"

#include "ui/models/axis_formats.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_value.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

namespace {

constexpr int kGap = 10;
constexpr int kBarWidth = 160;

QSpinBox* makePercent(const char* name, const QString& accessibleName, const QString& tip, QWidget* parent)
{
    auto* spin = new QSpinBox(parent);
    spin->setObjectName(QString::fromLatin1(name));
    spin->setAccessibleName(accessibleName);
    spin->setToolTip(tip);
    spin->setRange(0, 100);
    spin->setSuffix(models::percentSuffix());
    return spin;
}

int percentOf(double share)
{
    return static_cast<int>(share * 100 + 0.5);
}

} // namespace

ShadowCard::ShadowCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("On the way to a certificate"),
        tr("cheaper tiers run beside the traffic; no client sees or waits for them"), this);
    outer->addWidget(card);
    m_none = widgets::makeMutedLabel(tr("Nothing runs beside the traffic."), this);
    card->body().addWidget(m_none);
    m_rowsLayout = new QVBoxLayout;
    m_rowsLayout->setSpacing(kGap / 2);
    card->body().addLayout(m_rowsLayout);
    buildControls(card->body());
    addRow(); // so that the palette knows its button before anything is on the way
    m_rows.front().widget->hide();
}

void ShadowCard::buildControls(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_task = new QComboBox(this);
    m_task->setObjectName(QStringLiteral("shadowTask"));
    m_task->setAccessibleName(tr("Task whose cheaper tiers run beside the traffic"));
    m_share = makePercent("shadowShare", tr("Share of queries run beside the traffic"),
        tr("Of the queries whose texts certificates are made of; its cost is booked apart"), this);
    m_review = makePercent("shadowReview", tr("Share of shadow answers that people judge too"),
        tr("People's verdicts correct the automatic judge; without them the promise says who judged"), this);
    m_isAutomatic = new QCheckBox(tr("Certify by itself"), this);
    m_isAutomatic->setObjectName(QStringLiteral("shadowAutomatic"));
    m_judgesAudits = new QCheckBox(tr("Last tier judges audits"), this);
    m_judgesAudits->setObjectName(QStringLiteral("shadowAudits"));
    m_judgesAudits->setToolTip(tr("Audited answers are compared with the last tier's, which is asked for it"));
    m_apply = new QPushButton(tr("Apply"), this);
    m_apply->setObjectName(QStringLiteral("shadowApply"));
    row->addWidget(m_task);
    row->addWidget(widgets::makeMutedLabel(tr("run"), this));
    row->addWidget(m_share);
    row->addWidget(widgets::makeMutedLabel(tr("people judge"), this));
    row->addWidget(m_review);
    row->addStretch(1);
    body.addLayout(row);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(2 * kGap);
    choices->addWidget(m_isAutomatic);
    choices->addWidget(m_judgesAudits);
    choices->addWidget(m_apply);
    choices->addStretch(1);
    body.addLayout(choices);
    connect(m_task, &QComboBox::currentIndexChanged, this, &ShadowCard::showPlan);
    for (QSpinBox* spin : {m_share, m_review}) {
        connect(spin, &QSpinBox::valueChanged, this, &ShadowCard::updateApply);
    }
    for (QCheckBox* box : {m_isAutomatic, m_judgesAudits}) {
        connect(box, &QCheckBox::toggled, this, &ShadowCard::updateApply);
    }
    connect(m_apply, &QPushButton::clicked, this, [this] {
        m_shown = editedPlan();
        m_context.execute(core::ports::SetShadowPlan{taskId(), m_shown});
        updateApply();
    });
}

void ShadowCard::addRow()
{
    ProgressRow row;
    row.widget = new QWidget(this);
    auto* layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    row.title = new QLabel(row.widget);
    row.bar = new QProgressBar(row.widget);
    row.bar->setFixedWidth(kBarWidth);
    row.bar->setTextVisible(false);
    row.bar->setObjectName(QStringLiteral("evidenceBar"));
    row.sentence = widgets::makeTextBlock({}, row.widget);
    row.sentence->setObjectName(QStringLiteral("evidenceSentence"));
    row.certify = new QPushButton(tr("Certify now"), row.widget);
    row.certify->setObjectName(QStringLiteral("certifyNow"));
    row.certify->setToolTip(tr("Looks at the judged answers and spends this attempt's part of delta"));
    layout->addWidget(row.title);
    layout->addWidget(row.bar);
    layout->addWidget(row.sentence, 1);
    layout->addWidget(row.certify);
    m_rowsLayout->addWidget(row.widget);
    const std::size_t place = m_rows.size();
    connect(row.certify, &QPushButton::clicked, this,
        [this, place] { m_context.execute(core::ports::CertifyFromShadow{m_rows[place].taskId}); });
    m_rows.push_back(row);
}

void ShadowCard::showProgress(const std::vector<core::ports::EvidenceProgress>& progress)
{
    while (m_rows.size() < progress.size()) {
        addRow();
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        ProgressRow& row = m_rows[i];
        row.widget->setVisible(i < progress.size());
        if (i >= progress.size()) {
            continue;
        }
        const core::ports::EvidenceProgress& shown = progress[i];
        row.taskId = shown.taskId;
        row.title->setText(tr("%1, %2").arg(
            m_context.catalogue().taskName(shown.taskId), m_context.catalogue().tierName(shown.tierId)));
        row.bar->setRange(0, static_cast<int>(std::max<std::int64_t>(shown.needed, 1)));
        widgets::setProgress(*row.bar, static_cast<int>(std::min(shown.judged, std::max<std::int64_t>(shown.needed, 1))));
        row.bar->setEnabled(shown.needed > 0);
        row.bar->setAccessibleName(tr("%1 of %2 judged").arg(shown.judged).arg(shown.needed));
        QString text = models::sentenceWords(shown.sentence);
        if (!shown.judge.empty()) {
            text += QLatin1Char(' ') + tr("Judged by %1.").arg(models::sentenceWords(shown.judge));
        }
        if (shown.since) {
            text += QLatin1Char(' ') + tr("Only what was judged since the alarm counts.");
        }
        row.sentence->setText(text);
        row.certify->setVisible(!shown.isAutomatic);
        const QString locked = widgets::readOnlyReason(m_context.canChange());
        widgets::setAvailable(
            row.certify, locked.isEmpty() && !shown.isReady ? tr("Too few answers are judged yet") : locked);
    }
    m_none->setVisible(progress.empty());
}

std::string ShadowCard::taskId() const
{
    return m_task->currentData().toString().toStdString();
}

core::domain::ShadowPlan ShadowCard::storedPlan() const
{
    const auto& plans = m_context.snapshot().shadowPlans;
    const auto found = plans.find(taskId());
    return found == plans.end() ? core::domain::ShadowPlan{} : found->second;
}

core::domain::ShadowPlan ShadowCard::editedPlan() const
{
    core::domain::ShadowPlan plan = storedPlan();
    plan.share = m_share->value() / 100.0;
    plan.reviewShare = m_review->value() / 100.0;
    plan.isAutomatic = m_isAutomatic->isChecked();
    plan.judgesAudits = m_judgesAudits->isChecked();
    return plan;
}

void ShadowCard::showPlan()
{
    m_shown = storedPlan();
    m_shownTask = taskId();
    {
        const QSignalBlocker noShare(m_share);
        const QSignalBlocker noReview(m_review);
        const QSignalBlocker noAutomatic(m_isAutomatic);
        const QSignalBlocker noAudits(m_judgesAudits);
        m_share->setValue(percentOf(m_shown.share));
        m_review->setValue(percentOf(m_shown.reviewShare));
        m_isAutomatic->setChecked(m_shown.isAutomatic);
        m_judgesAudits->setChecked(m_shown.judgesAudits);
    }
    updateApply();
}

void ShadowCard::updateApply()
{
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    const QString whyNot
        = locked.isEmpty() && m_task->count() == 0 ? tr("Add a task in Portfolio first") : locked;
    const bool isChanged = m_share->value() != percentOf(m_shown.share)
        || m_review->value() != percentOf(m_shown.reviewShare)
        || m_isAutomatic->isChecked() != m_shown.isAutomatic || m_judgesAudits->isChecked() != m_shown.judgesAudits;
    for (QWidget* control : std::initializer_list<QWidget*>{m_share, m_review, m_isAutomatic, m_judgesAudits}) {
        widgets::setAvailable(control, whyNot);
    }
    widgets::setAvailable(m_apply, whyNot.isEmpty() && !isChanged ? tr("Nothing was changed yet") : whyNot);
}

void ShadowCard::refresh()
{
    const auto& tasks = m_context.snapshot().tasks;
    if (static_cast<std::size_t>(m_task->count()) != tasks.size()) {
        const QSignalBlocker silent(m_task);
        m_task->clear();
        for (const core::domain::Task& task : tasks) {
            m_task->addItem(models::toQt(task.name), models::toQt(task.id));
        }
        if (const int place = m_task->findData(models::toQt(m_context.taskId())); place >= 0) {
            m_task->setCurrentIndex(place);
        }
    }
    std::vector<core::ports::EvidenceProgress> progress = m_context.snapshot().evidence;
    std::erase_if(progress, [&](const core::ports::EvidenceProgress& candidate) {
        return !m_context.taskId().empty() && candidate.taskId != m_context.taskId();
    });
    showProgress(progress);
    if (m_shownTask != taskId() || !m_apply->isEnabled()) {
        showPlan();
    }
}

} // namespace ui::pages
