#include "ui/pages/risk_level_panel.h"

#include "ui/models/certificate_words.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kDebounceMilliseconds = 40;
constexpr double kLeastPercent = 0.5;
constexpr double kMostPercent = 30;
constexpr int kSliderSteps = 295; // tenths of a percent
constexpr double kEqual = 5e-6;

bool isSame(double a, double b)
{
    return std::abs(a - b) < kEqual;
}

} // namespace

RiskLevelPanel::RiskLevelPanel(models::ConsoleContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_title(widgets::makeLabel({}, theme::TextRole::Title, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_spin(new QDoubleSpinBox(this))
    , m_words(widgets::makeTextBlock({}, this))
    , m_reason(new QLineEdit(this))
    , m_apply(new QPushButton(tr("Apply"), this))
    , m_revert(new QPushButton(this))
    , m_why(widgets::makeMutedLabel({}, this))
    , m_messages(new widgets::MessageBar(this))
    , m_debounce(new QTimer(this))
{
    setProperty("card", true);
    m_spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    setObjectName(QStringLiteral("riskLevelPanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(8);
    m_title->setWordWrap(true);
    layout->addWidget(m_title);
    layout->addWidget(m_messages);
    buildControls();
    buildComparison();
    layout->addWidget(m_words);
    m_reason->setObjectName(QStringLiteral("riskReason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the policy history"));
    m_reason->setAccessibleName(tr("Reason for the change"));
    layout->addWidget(m_reason);
    auto* buttons = new QHBoxLayout;
    m_apply->setObjectName(QStringLiteral("riskApply"));
    m_apply->setProperty("primary", true);
    buttons->addWidget(m_apply);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_why, 1);
    layout->addLayout(buttons);
    m_why->setWordWrap(true);
    m_revert->setObjectName(QStringLiteral("riskRevert"));
    m_revert->hide();
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMilliseconds);
    connect(m_debounce, &QTimer::timeout, this, &RiskLevelPanel::preview);
    connect(m_reason, &QLineEdit::textChanged, this, &RiskLevelPanel::updateApply);
    connect(
        m_apply, &QPushButton::clicked, this, [this] { apply(draftAlpha(), m_reason->text().trimmed()); });
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (m_revertTo) {
            apply(*m_revertTo, tr("Reverted the last change of the risk level"));
        }
    });
}

void RiskLevelPanel::buildControls()
{
    auto* row = new QHBoxLayout;
    auto* label = widgets::makeLabel(tr("Risk level α"), theme::TextRole::Body, this);
    m_slider->setObjectName(QStringLiteral("riskSlider"));
    m_slider->setRange(0, kSliderSteps);
    m_slider->setAccessibleName(tr("Risk level"));
    m_spin->setRange(kLeastPercent, kMostPercent);
    m_spin->setDecimals(1);
    m_spin->setSingleStep(0.5);
    m_spin->setSuffix(tr(" %"));
    m_spin->setAccessibleName(tr("Risk level in percent"));
    label->setBuddy(m_spin);
    row->addWidget(label);
    row->addWidget(m_slider, 1);
    row->addWidget(m_spin);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_slider, &QSlider::valueChanged, this,
        [this](int step) { m_spin->setValue(kLeastPercent + step / 10.0); });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(static_cast<int>(std::lround((percent - kLeastPercent) * 10)));
        m_debounce->start();
        updateApply();
    });
}

void RiskLevelPanel::buildComparison()
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(4);
    const auto heading = [&](const QString& text, int column) {
        grid->addWidget(
            widgets::makeMutedLabel(text, this), 0, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    };
    heading(tr("On the calibration answers"), 0);
    heading(tr("In force"), 1);
    heading(tr("Draft"), 2);
    const std::array names{tr("Threshold"), tr("Answered without escalation"), tr("Failures among them"),
        tr("Upper bound of the risk")};
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const int row = static_cast<int>(i) + 1;
        m_lines[i] = {widgets::makeLabel(names[i], theme::TextRole::Body, this),
            widgets::makeLabel({}, theme::TextRole::Body, this),
            widgets::makeLabel({}, theme::TextRole::Strong, this)};
        grid->addWidget(m_lines[i].name, row, 0);
        grid->addWidget(m_lines[i].current, row, 1, Qt::AlignRight);
        grid->addWidget(m_lines[i].draft, row, 2, Qt::AlignRight);
    }
    grid->setColumnStretch(0, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

std::optional<double> RiskLevelPanel::activeAlpha() const
{
    const auto& policy = m_context.snapshot().policy;
    if (policy && policy->tasks.contains(m_taskId)) {
        return policy->tasks.at(m_taskId).alpha;
    }
    const core::domain::Task* task = m_context.catalogue().task(m_taskId);
    return task == nullptr ? std::nullopt : std::optional(task->alpha);
}

double RiskLevelPanel::draftAlpha() const
{
    return m_spin->value() / 100;
}

void RiskLevelPanel::setTask(const std::string& taskId)
{
    if (m_taskId == taskId) {
        return;
    }
    m_taskId = taskId;
    m_revertTo.reset();
    m_revert->hide();
    m_reason->clear();
    m_messages->dismiss();
    m_title->setText(tr("Risk level of %1").arg(m_context.catalogue().taskName(taskId)));
    {
        const QSignalBlocker blocker(m_spin);
        m_spin->setValue(100 * activeAlpha().value_or(0.05));
    }
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(static_cast<int>(std::lround((m_spin->value() - kLeastPercent) * 10)));
    preview();
}

void RiskLevelPanel::setAlpha(double alpha)
{
    m_spin->setValue(100 * alpha);
}

void RiskLevelPanel::refresh()
{
    updateApply();
}

void RiskLevelPanel::preview()
{
    if (m_taskId.empty()) {
        return;
    }
    m_query.start([console = m_context.services().console, task = m_taskId,
                      alpha = draftAlpha()] { return console->previewRiskLevel(task, alpha); },
        [this](core::Result<core::ports::RiskLevelPreview> preview) {
            if (preview) {
                showPreview(*preview);
            } else {
                clearPreview(models::wordsOf(preview.error()));
            }
        });
}

void RiskLevelPanel::showPreview(const core::ports::RiskLevelPreview& preview)
{
    m_preview = preview;
    const models::Formats& formats = m_context.formats();
    const auto column = [&](const core::domain::Certificate& certificate, double share) {
        return std::array{certificate.threshold ? formats.number(*certificate.threshold, 3) : tr("none"),
            formats.percent(share),
            tr("%1 of %2").arg(formats.count(certificate.failures), formats.count(certificate.accepted)),
            certificate.threshold ? formats.percent(certificate.riskUpperBound) : models::Formats::dash()};
    };
    const auto current = column(preview.current, preview.currentAcceptedShare);
    const auto draft = column(preview.draft, preview.draftAcceptedShare);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i].current->setText(current[i]);
        m_lines[i].draft->setText(draft[i]);
    }
    m_words->setText(tr("Draft: %1").arg(models::certificateInWords(preview.draft, formats)));
    updateApply();
}

void RiskLevelPanel::clearPreview(const QString& why)
{
    m_preview.reset();
    for (const Line& line : m_lines) {
        line.current->setText(models::Formats::dash());
        line.draft->setText(models::Formats::dash());
    }
    m_words->setText(why);
    updateApply();
}

void RiskLevelPanel::updateApply()
{
    const auto active = activeAlpha();
    QString why;
    if (!m_context.canChange()) {
        why = tr("The workspace is open read-only.");
    } else if (m_isApplying) {
        why = tr("Applying…");
    } else if (!m_preview) {
        why = tr("There is no preview to apply.");
    } else if (active && isSame(*active, draftAlpha())) {
        why = tr("This is the risk level in force.");
    } else if (m_reason->text().trimmed().isEmpty()) {
        why = tr("Give a reason first.");
    } else if (active) {
        why = tr("Will change α from %1 to %2.")
                  .arg(m_context.formats().percent(*active), m_context.formats().percent(draftAlpha()));
    }
    const bool isReady = m_context.canChange() && !m_isApplying && m_preview && active
        && !isSame(*active, draftAlpha()) && !m_reason->text().trimmed().isEmpty();
    widgets::setAvailable(m_apply, isReady ? QString() : why);
    m_why->setText(why);
}

void RiskLevelPanel::apply(double alpha, const QString& reason)
{
    const double before = activeAlpha().value_or(alpha);
    m_isApplying = true;
    updateApply();
    m_context.execute(core::ports::SetRiskLevel{m_taskId, alpha, models::fromQt(reason)}, this,
        [this, alpha, before](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isApplying = false;
            showOutcome(alpha, before, receipt);
            updateApply();
        });
}

void RiskLevelPanel::showOutcome(
    double alpha, double before, const core::Result<core::ports::CommandReceipt>& receipt)
{
    if (!receipt) {
        m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
        return;
    }
    const auto active = activeAlpha();
    if (!active || !isSame(*active, alpha)) {
        m_messages->show({models::MessageKind::Warning,
            tr("The change was accepted, but the active policy does not show it. Press F5 and compare the "
               "policy version.")});
        return;
    }
    const QString version
        = m_context.snapshot().policy ? models::toQt(m_context.snapshot().policy->id) : QString();
    m_messages->show({models::MessageKind::Success,
        tr("%1 Read back: α is %2 in version %3.")
            .arg(models::toQt(receipt->message), m_context.formats().percent(*active), version)});
    m_revertTo = before;
    m_revert->setText(tr("Revert to %1").arg(m_context.formats().percent(before)));
    m_revert->show();
    m_reason->clear();
    setAlpha(alpha);
    preview();
}

} // namespace ui::pages
