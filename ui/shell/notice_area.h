#pragma once

#include "core/ports/coverage_history.h"
#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

namespace ui::widgets {
class BypassBanner;
class MessageBar;
class TrainingStrip;
class WorkloadBanner;
} // namespace ui::widgets

namespace ui::shell {

/// What stands above every view: bypasses in force, the simulated-workload banner, training under way, messages.
class NoticeArea final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeArea(models::ConsoleContext& context, QWidget* parent = nullptr);

    void refresh();
    void setHistorySimulated(bool isSimulated);
    void showMessage(const models::Message& message);
    /// Goes to the newest alarm that nobody has acknowledged, and says what else is wrong.
    void showProblems();

private:
    void listProblems();

    models::ConsoleContext& m_context;
    widgets::BypassBanner* m_bypasses;
    widgets::WorkloadBanner* m_banner;
    widgets::TrainingStrip* m_strip;
    widgets::MessageBar* m_messages;
    models::AsyncQuery<core::ports::CoverageReport> m_alarms;
    bool m_isHistorySimulated = false;
};

} // namespace ui::shell
