#include "ui/widgets/bypass_menu.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>

namespace ui::widgets {

namespace ports = core::ports;

void startBypass(models::ConsoleContext& context, const std::string& taskId, std::chrono::seconds length)
{
    context.execute(ports::SetBypass{taskId, context.now() + length, {}});
}

void liftBypass(models::ConsoleContext& context, const std::string& taskId)
{
    context.execute(ports::SetBypass{taskId, std::nullopt, {}});
}

std::vector<ports::BypassState> bypassesInForce(const models::ConsoleContext& context)
{
    std::vector<ports::BypassState> inForce;
    const auto& all = context.snapshot().bypasses;
    std::copy_if(all.begin(), all.end(), std::back_inserter(inForce),
        [now = context.now()](const ports::BypassState& bypass) { return now < bypass.until; });
    return inForce;
}

QString bypassSubject(const models::ConsoleContext& context, const std::string& taskId)
{
    return taskId.empty() ? BypassMenu::tr("all requests")
                          : BypassMenu::tr("all requests of %1").arg(context.catalogue().taskName(taskId));
}

BypassMenu::BypassMenu(models::ConsoleContext& context, QWidget* parent)
    : QMenu(parent)
    , m_context(context)
{
    connect(this, &QMenu::aboutToShow, this, &BypassMenu::fill);
}

void BypassMenu::fill()
{
    clear();
    if (!m_taskId.empty()) {
        addLengths(m_taskId);
        addSeparator();
    }
    addLengths({});
    const std::vector<ports::BypassState> inForce = bypassesInForce(m_context);
    if (!inForce.empty()) {
        addSeparator();
    }
    for (const ports::BypassState& bypass : inForce) {
        QAction* lift = addAction(tr("Route again: %1").arg(bypassSubject(m_context, bypass.taskId)),
            this, [this, taskId = bypass.taskId] { liftBypass(m_context, taskId); });
        lift->setEnabled(m_context.canChange());
    }
}

void BypassMenu::addLengths(const std::string& taskId)
{
    using namespace std::chrono_literals;
    const std::array<std::pair<QString, std::chrono::seconds>, 4> lengths{{{tr("30 minutes"), kUsualBypass},
        {tr("2 hours"), 2h}, {tr("8 hours"), 8h}, {tr("24 hours"), 24h}}};
    for (const auto& [name, length] : lengths) {
        QAction* start = addAction(tr("%1: %2 to the last tier").arg(name, bypassSubject(m_context, taskId)),
            this, [this, taskId, length = length] { startBypass(m_context, taskId, length); });
        start->setEnabled(m_context.canChange());
    }
}

} // namespace ui::widgets
