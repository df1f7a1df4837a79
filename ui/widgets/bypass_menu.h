#pragma once

#include "ui/models/console_context.h"

#include <QMenu>

#include <chrono>
#include <string>

namespace ui::widgets {

/// How long a bypass lasts that is set with one click.
inline constexpr std::chrono::minutes kUsualBypass{30};

/// Everything of the task, or of all tasks, to the last tier from the next query on.
void startBypass(models::ConsoleContext& context, const std::string& taskId, std::chrono::seconds length);
void liftBypass(models::ConsoleContext& context, const std::string& taskId);
/// Those whose end has not come.
[[nodiscard]] std::vector<core::ports::BypassState> bypassesInForce(const models::ConsoleContext& context);
/// "all requests of Customer-service intent", or "all requests".
[[nodiscard]] QString bypassSubject(const models::ConsoleContext& context, const std::string& taskId);

/// Starts a bypass for one task or everywhere, for one of a few lengths, and lifts those in force.
class BypassMenu final : public QMenu {
    Q_OBJECT
public:
    explicit BypassMenu(models::ConsoleContext& context, QWidget* parent);
    /// The task that is offered besides every task; empty: none.
    void setTask(const std::string& taskId) { m_taskId = taskId; }

private:
    void fill();
    void addLengths(const std::string& taskId);

    models::ConsoleContext& m_context;
    std::string m_taskId;
};

} // namespace ui::widgets
