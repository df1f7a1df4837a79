#pragma once

#include "core/ports/console_service.h"
#include "ui/models/formats.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace ui::widgets {

/// "Simulated workload": says that no figure here is of real traffic, and steers the simulated traffic.
class WorkloadBanner final : public QFrame {
    Q_OBJECT
public:
    explicit WorkloadBanner(QWidget* parent = nullptr);

    void update(const core::ports::ConsoleSnapshot& snapshot, bool isHistorySimulated,
        const models::Formats& formats);

Q_SIGNALS:
    void trafficRequested(const core::ports::SetSimulatedTraffic& command);

private:
    void updateControls(const core::ports::SimulatedTrafficState& traffic, bool canChange);

    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_rateLabel;
    QComboBox* m_rate;
    QPushButton* m_pause;
    core::ports::SimulatedTrafficState m_traffic;
};

} // namespace ui::widgets
