#include "ui/pages/policy_draft_controls.h"

#include "ui/models/axis_formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/limit_field.h"
#include "ui/widgets/slider_field.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace ui::pages {

namespace {

using core::ports::CertificationMethod;
using models::DraftField;

constexpr int kGap = 5;
constexpr double kLeastAlpha = 0.5; // percent
constexpr double kMostAlpha = 30;
constexpr double kDigits = 1e6;

/// The decimal number that a field stands for: 1 - 0.9 is 0.1, and not next to it.
double decimal(double value)
{
    return std::round(kDigits * value) / kDigits;
}

} // namespace

PolicyDraftControls::PolicyDraftControls(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    buildPromise(*layout);
    buildLimits(*layout);
    buildMethod(*layout);
    layout->addStretch(1);
}

void PolicyDraftControls::buildPromise(QVBoxLayout& body)
{
    const QString percent = models::percentSuffix();
    m_target = new widgets::SliderField(tr("Quality target"), tr("Least quality of one answer that counts as success"),
        {0, 1, 0.01, 2, {}}, QStringLiteral("draftTarget"), this);
    m_alpha = new widgets::SliderField(tr("Risk level α"),
        tr("Tolerated share of failures among the answers that a tier keeps"),
        {kLeastAlpha, kMostAlpha, 0.1, 1, percent}, QStringLiteral("risk"), this);
    m_confidence = new widgets::SliderField(tr("Confidence 1−δ"),
        tr("How often, over calibration samples, the certified level holds"), {50, 99.9, 0.1, 1, percent},
        QStringLiteral("draftConfidence"), this);
    m_audit = new widgets::SliderField(tr("Audit rate"), tr("Share of the kept answers that is judged"),
        {0, 100, 0.5, 1, percent}, QStringLiteral("draftAudit"), this);
    body.addWidget(m_target);
    body.addWidget(m_alpha);
    buildCoverage(body);
    body.addWidget(m_confidence);
    body.addWidget(m_audit);
    for (widgets::SliderField* field : {m_target, m_alpha, m_confidence, m_audit}) {
        leaveUndoToTheDraft(field->field());
    }
    connect(m_target, &widgets::SliderField::changed, this, [this](double value) {
        m_draft.answerFloor = decimal(value);
        Q_EMIT changed(DraftField::Target);
    });
    connect(m_alpha, &widgets::SliderField::changed, this, [this](double value) {
        m_draft.alpha = decimal(value / 100);
        showAlpha();
        Q_EMIT changed(DraftField::Alpha);
    });
    connect(m_confidence, &widgets::SliderField::changed, this, [this](double value) {
        m_draft.delta = decimal(1 - value / 100);
        Q_EMIT changed(DraftField::Delta);
    });
    connect(m_audit, &widgets::SliderField::changed, this, [this](double value) {
        m_draft.auditRate = decimal(value / 100);
        Q_EMIT changed(DraftField::AuditRate);
    });
}

void PolicyDraftControls::buildCoverage(QVBoxLayout& body)
{
    const QString help = tr("Of the answers a tier keeps, the share meeting the target. Conformal methods call it coverage; "
                            "it is the risk level seen from the other side.");
    auto* row = new QHBoxLayout;
    QLabel* label = widgets::makeLabel(tr("Coverage (1 − α)"), theme::TextRole::Body, this);
    m_coverage = new QDoubleSpinBox(this);
    m_coverage->setObjectName(QStringLiteral("draftCoverage"));
    m_coverage->setAccessibleName(tr("Coverage (1 − α)"));
    m_coverage->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_coverage->setDecimals(1);
    m_coverage->setRange(100 - kMostAlpha, 100 - kLeastAlpha);
    m_coverage->setSingleStep(0.1);
    m_coverage->setSuffix(models::percentSuffix());
    m_coverage->setAlignment(Qt::AlignRight);
    m_coverage->setFixedWidth(m_alpha->field().minimumWidth());
    label->setBuddy(m_coverage);
    label->setToolTip(help);
    m_coverage->setToolTip(help);
    row->addWidget(label);
    row->addStretch(1);
    row->addWidget(m_coverage);
    body.addLayout(row);
    leaveUndoToTheDraft(*m_coverage);
    connect(m_coverage, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_draft.alpha = decimal(1 - value / 100);
        showAlpha();
        Q_EMIT changed(DraftField::Alpha);
    });
}

void PolicyDraftControls::buildLimits(QVBoxLayout& body)
{
    m_latency = new widgets::LimitField(tr("Latency limit"),
        tr("Expected time of all tiers that a request may go through"), {10, 60'000, 2000, 0, {}, tr(" ms")},
        QStringLiteral("draftLatency"), this);
    m_cost = new widgets::LimitField(tr("Budget a request"),
        tr("Expected cost of one request. A plan that does not fit ends with a cheaper tier, unchecked."),
        {0.00001, 10, 0.01, 5, tr("$"), {}}, QStringLiteral("draftCost"), this);
    for (widgets::LimitField* field : {m_latency, m_cost}) {
        body.addWidget(field);
        leaveUndoToTheDraft(field->field());
    }
    connect(m_latency, &widgets::LimitField::changed, this, [this] {
        m_draft.limits = core::domain::RouteLimits{m_latency->value(), m_draft.limits ? m_draft.limits->costUsd : std::nullopt};
        Q_EMIT changed(DraftField::LatencyLimit);
    });
    connect(m_cost, &widgets::LimitField::changed, this, [this] {
        m_draft.limits = core::domain::RouteLimits{m_draft.limits ? m_draft.limits->latencyMs : std::nullopt, m_cost->value()};
        Q_EMIT changed(DraftField::CostLimit);
    });
}

void PolicyDraftControls::buildMethod(QVBoxLayout& body)
{
    auto* row = new QVBoxLayout;
    QLabel* label = widgets::makeLabel(tr("Thresholds by"), theme::TextRole::Body, this);
    m_method = new QComboBox(this);
    m_method->setObjectName(QStringLiteral("draftMethod"));
    m_method->setAccessibleName(tr("How thresholds are made"));
    label->setBuddy(m_method);
    const auto add = [this](const QString& name, const QString& help, CertificationMethod method) {
        m_method->addItem(name, static_cast<int>(method));
        m_method->setItemData(m_method->count() - 1, help, Qt::ToolTipRole);
    };
    add(tr("Union bound"), tr("Every tier is certified on all judged answers; the confidence is shared by union bound"),
        CertificationMethod::UnionBound);
    add(tr("Sample split"), tr("Every tier is certified on a part of the judged answers of its own"),
        CertificationMethod::SampleSplit);
    add(tr("Conformal initialisation – no failure guarantee"),
        tr("A quantile of the scores of right answers, as in the paper: to compare with, it cannot be applied"),
        CertificationMethod::ConformalInitialisation);
    m_method->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_method->setMinimumContentsLength(8);
    row->addWidget(label);
    row->addWidget(m_method);
    body.addLayout(row);
    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        m_draft.method = static_cast<CertificationMethod>(m_method->currentData().toInt());
        m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
        Q_EMIT changed(DraftField::Method);
    });
    m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
}

void PolicyDraftControls::leaveUndoToTheDraft(QDoubleSpinBox& field)
{
    field.installEventFilter(this);
    if (auto* edit = field.findChild<QLineEdit*>()) {
        edit->installEventFilter(this);
    }
}

/// A field would undo its text; the draft undoes steps.
bool PolicyDraftControls::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PolicyDraftControls::showAlpha()
{
    const QSignalBlocker quiet(m_coverage);
    m_alpha->setValue(100 * m_draft.alpha);
    m_coverage->setValue(100 - 100 * m_draft.alpha);
}

void PolicyDraftControls::setDraft(const core::ports::PolicyDraft& draft)
{
    m_draft = draft;
    const core::domain::RouteLimits limits = draft.limits.value_or(core::domain::RouteLimits{});
    m_target->setValue(draft.answerFloor);
    showAlpha();
    m_confidence->setValue(100 * (1 - draft.delta));
    m_audit->setValue(100 * draft.auditRate);
    m_latency->setValue(limits.latencyMs);
    m_cost->setValue(limits.costUsd);
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentIndex(m_method->findData(static_cast<int>(draft.method)));
    m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
}

void PolicyDraftControls::setInForce(const core::ports::PolicyDraft& inForce, const models::Formats& formats)
{
    const core::domain::RouteLimits limits = inForce.limits.value_or(core::domain::RouteLimits{});
    const auto bound = [](const QString& value) { return tr("in force %1").arg(value); };
    const QString none = tr("in force: none");
    m_target->setBoundLabel(bound(formats.number(inForce.answerFloor, 2)));
    m_alpha->setBoundLabel(bound(formats.percent(inForce.alpha)));
    m_confidence->setBoundLabel(bound(formats.percent(1 - inForce.delta)));
    m_audit->setBoundLabel(bound(formats.percent(inForce.auditRate)));
    m_latency->setBoundLabel(limits.latencyMs ? bound(formats.milliseconds(*limits.latencyMs)) : none);
    m_cost->setBoundLabel(limits.costUsd ? bound(formats.approximateUsd(*limits.costUsd)) : none);
}

} // namespace ui::pages
