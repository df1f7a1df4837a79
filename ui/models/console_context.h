#pragma once

#include "core/ports/console_service.h"
#include "core/ports/history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/message.h"
#include "ui/models/settings.h"
#include "ui/models/time_window.h"
#include "ui/models/view_id.h"
#include "ui/models/window_services.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace ui::models {

/// What every page shares: the services, the newest snapshot, the chosen task and range, and the way to run
/// commands off the GUI thread. Lives on the GUI thread.
class ConsoleContext final : public QObject {
    Q_OBJECT
public:
    using CommandDone = std::function<void(core::Result<core::ports::CommandReceipt>)>;

    ConsoleContext(WindowServices services, Settings& settings, QObject* parent = nullptr);
    ~ConsoleContext() override;

    [[nodiscard]] const WindowServices& services() const { return m_services; }
    [[nodiscard]] Settings& settings() { return m_settings; }
    [[nodiscard]] QThreadPool& pool() { return m_pool; }

    [[nodiscard]] const core::ports::ConsoleSnapshot& snapshot() const { return m_catalogue.snapshot(); }
    [[nodiscard]] const Catalogue& catalogue() const { return m_catalogue; }
    [[nodiscard]] const Formats& formats() const { return m_formats; }
    [[nodiscard]] int refreshMilliseconds() const;

    [[nodiscard]] const std::string& taskId() const { return m_taskId; }
    [[nodiscard]] TimeWindow window() const { return m_window; }
    [[nodiscard]] bool isLive() const { return m_isLive; }
    /// The moment that charts and tables end at: now, or when it was paused.
    [[nodiscard]] core::TimePoint viewTime() const;
    [[nodiscard]] core::TimePoint now() const { return m_services.clock->now(); }
    [[nodiscard]] core::ports::TimeRange range() const { return rangeEndingAt(viewTime(), m_window); }
    [[nodiscard]] bool canChange() const { return !snapshot().workspace.isReadOnly; }

    void setTaskId(const std::string& taskId);
    void setWindow(TimeWindow window);
    void setLive(bool isLive);
    /// Reads theme-independent preferences again and tells everybody.
    void applyPreferences();
    /// Takes a new snapshot at once instead of at the next poll.
    void poll();

    /// Runs the command on the pool; `done` is called on this thread unless `receiver` is gone by then.
    void execute(core::ports::ConsoleCommand command, QObject* receiver, CommandDone done);
    /// The same, reporting the receipt or the error as a message.
    void execute(core::ports::ConsoleCommand command);

Q_SIGNALS:
    void snapshotChanged();
    void selectionChanged();
    void liveChanged(bool isLive);
    void preferencesChanged();
    void messageRaised(const ui::models::Message& message);
    void viewRequested(ui::models::ViewId view);
    /// Show these requests; the filter's task and range win over the toolbar's where they are set.
    void requestsRequested(const core::ports::RequestFilter& filter, const QString& selectId,
        const core::ports::RequestOrder& order = {});
    void requestSelected(const QString& id);
    /// Draft the task's thresholds anew, in Policy.
    void recalibrationRequested(const QString& taskId);
    void policyHistoryRequested(const QString& taskId);
    /// Show this tier in Coverage, and its newest alarm that nobody has acknowledged.
    void coverageFocusRequested(const QString& taskId, const QString& tierId);

private:
    WindowServices m_services;
    Settings& m_settings;
    QThreadPool m_pool; ///< queries
    QThreadPool m_commands; ///< apart, so that no long query keeps a bypass waiting
    QTimer m_pollTimer;
    Formats m_formats;
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_snapshot;
    Catalogue m_catalogue;
    std::string m_taskId;
    TimeWindow m_window = TimeWindow::FifteenMinutes;
    bool m_isLive = true;
    core::TimePoint m_pausedAt{};
};

/// The words of an error, for a message bar.
[[nodiscard]] QString wordsOf(const core::Error& error);

} // namespace ui::models
