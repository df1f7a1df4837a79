#include "ui/widgets/workload_banner.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/labels.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <array>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr std::array kRates{1.0, 2.0, 4.0, 8.0, 16.0, 32.0};
constexpr int kIconSize = 18;

int nearestRate(double queriesPerSecond)
{
    int nearest = 0;
    for (int i = 1; i < static_cast<int>(kRates.size()); ++i) {
        const auto distance
            = [&](int place) { return std::abs(kRates[static_cast<std::size_t>(place)] - queriesPerSecond); };
        nearest = distance(i) < distance(nearest) ? i : nearest;
    }
    return nearest;
}

} // namespace

WorkloadBanner::WorkloadBanner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new ElidedLabel(theme::TextRole::Body, this))
    , m_rateLabel(makeLabel(tr("Rate"), theme::TextRole::Body, this))
    , m_rate(new QComboBox(this))
    , m_pause(new QPushButton(this))
{
    setObjectName(QStringLiteral("workloadBanner"));
    setProperty("banner", QStringLiteral("warning"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 5, 6, 5);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_rateLabel);
    layout->addWidget(m_rate);
    layout->addWidget(m_pause);
    for (const double rate : kRates) {
        m_rate->addItem(tr("%1 / s").arg(rate), rate);
    }
    m_rateLabel->setBuddy(m_rate);
    m_rate->setAccessibleName(tr("Rate of the simulated traffic"));
    connect(m_rate, &QComboBox::activated, this, [this] {
        Q_EMIT trafficRequested(
            {m_traffic.isRunning, m_rate->currentData().toDouble(), m_traffic.driftStrength});
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        Q_EMIT trafficRequested({!m_traffic.isRunning, m_traffic.queriesPerSecond, m_traffic.driftStrength});
    });
    hide();
}

void WorkloadBanner::update(
    const core::ports::ConsoleSnapshot& snapshot, bool isHistorySimulated, const models::Formats& formats)
{
    m_traffic = snapshot.simulatedTraffic;
    const bool isShown = snapshot.workspace.isDemo || m_traffic.isAvailable || isHistorySimulated;
    setVisible(isShown);
    if (!isShown) {
        return;
    }
    QString text = tr("Simulated workload: generated queries and upper tiers, really trained students.");
    if (snapshot.backfill.isActive) {
        text += QLatin1Char(' ')
            + tr("History: %1 filled in.").arg(formats.percent(snapshot.backfill.progress, 0));
    }
    m_text->setText(text);
    m_text->setToolTip(text);
    setAccessibleName(text);
    m_icon->setPixmap(theme::iconPixmap(
        QStringLiteral("simulated"), theme::coloursFor(palette()).text, kIconSize, devicePixelRatioF()));
    updateControls(m_traffic, !snapshot.workspace.isReadOnly);
}

void WorkloadBanner::updateControls(const core::ports::SimulatedTrafficState& traffic, bool canChange)
{
    for (QWidget* control :
        {static_cast<QWidget*>(m_rateLabel), static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_pause)}) {
        control->setVisible(traffic.isAvailable);
        setAvailable(control, readOnlyReason(canChange));
    }
    if (!m_rate->view()->isVisible()) {
        const QSignalBlocker blocker(m_rate);
        m_rate->setCurrentIndex(nearestRate(traffic.queriesPerSecond));
    }
    m_pause->setText(traffic.isRunning ? tr("Pause traffic") : tr("Resume traffic"));
}

} // namespace ui::widgets
