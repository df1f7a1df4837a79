#include "ui/widgets/training_strip.h"

#include "ui/widgets/availability.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_value.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace ui::widgets {

namespace {

constexpr int kSteps = 1000;
constexpr int kLeastBarWidth = 60;
constexpr int kMostBarWidth = 220;

} // namespace

TrainingStrip::TrainingStrip(QWidget* parent)
    : QFrame(parent)
    , m_headline(makeLabel({}, theme::TextRole::Strong, this))
    , m_stage(new ElidedLabel(theme::TextRole::Caption, this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("trainingStrip"));
    setProperty("banner", QStringLiteral("information"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 6, 5);
    layout->setSpacing(12);
    m_stage->setProperty("muted", true);
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(kLeastBarWidth);
    m_bar->setMaximumWidth(kMostBarWidth);
    m_bar->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_bar->setAccessibleName(tr("Training progress"));
    m_cancel->setAccessibleName(tr("Cancel this training"));
    layout->addWidget(m_headline);
    layout->addWidget(m_bar, 0, Qt::AlignVCenter);
    layout->addWidget(m_stage, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_runId); });
    hide();
}

void TrainingStrip::update(const std::optional<models::TrainingProgress>& progress, bool canCancel)
{
    setVisible(progress.has_value());
    if (!progress) {
        return;
    }
    m_runId = progress->runId;
    m_headline->setText(progress->headline);
    QStringList parts;
    for (const QString& part : {progress->stage, progress->remaining}) {
        if (!part.isEmpty()) {
            parts += part;
        }
    }
    m_stage->setText(parts.join(QStringLiteral(" · ")));
    setProgress(*m_bar, static_cast<int>(progress->fraction * kSteps));
    setAvailable(m_cancel, progress->isCancelling ? tr("It is being cancelled") : readOnlyReason(canCancel));
    m_cancel->setText(progress->isCancelling ? tr("Cancelling…") : tr("Cancel"));
    setAccessibleName(progress->headline);
}

} // namespace ui::widgets
