#include "app/bypass_desk.h"

#include "app/console_wire_fields.h"
#include "core/domain/bypass_marker.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <ctime>

namespace app {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;

namespace {

constexpr const char* kSetting = "engine.bypasses";
constexpr std::chrono::days kLongest{30};

std::string utcText(core::TimePoint time)
{
    const std::time_t seconds = core::toMicroseconds(time) / 1'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char buffer[32];
    std::strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M UTC", &utc);
    return buffer;
}

std::string subject(const std::string& taskId)
{
    return taskId.empty() ? "Everything" : "Everything of '" + taskId + "'";
}

} // namespace

std::string toText(const ports::BypassState& bypass)
{
    return subject(bypass.taskId) + " goes to the last tier until " + utcText(bypass.until)
        + (bypass.reason.empty() ? "" : ": " + bypass.reason);
}

std::vector<ports::BypassState> storedBypasses(const ports::SettingStore& settings)
{
    std::vector<ports::BypassState> bypasses;
    const Result<std::optional<std::string>> stored = settings.value(kSetting);
    if (!stored || !*stored) {
        return bypasses;
    }
    try {
        wire::decode(wire::Json::parse(**stored), bypasses);
    } catch (const wire::Json::exception& error) {
        spdlog::warn("stored bypasses cannot be read: {}", error.what());
    } catch (const wire::BadWire& bad) {
        spdlog::warn("stored bypasses cannot be read: {}", bad.message);
    }
    return bypasses;
}

BypassDesk::BypassDesk(EngineHost& host)
    : m_host(host)
    , m_bypasses(storedBypasses(*host.stores().settings))
{
    for (const ports::BypassState& bypass : m_bypasses) {
        host.engine().bypasses().set(bypass.taskId, bypass.until);
    }
}

Result<ports::CommandReceipt> BypassDesk::run(const ports::SetBypass& command)
{
    const core::TimePoint now = m_host.clock().now();
    const auto state = m_host.engine().servingState();
    if (!command.taskId.empty() && !state->tasks.contains(command.taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    if (command.until && (*command.until <= now || *command.until > now + kLongest)) {
        return core::fail(ErrorCode::InvalidArgument, "a bypass ends in the future, within 30 days");
    }
    const std::lock_guard lock(m_mutex);
    std::vector<ports::BypassState> next = m_bypasses;
    const std::size_t before = next.size();
    std::erase_if(next, [&](const ports::BypassState& bypass) {
        return bypass.taskId == command.taskId || bypass.until <= now;
    });
    if (!command.until && next.size() == before) {
        return core::fail(ErrorCode::NotFound, "no such bypass is in force");
    }
    if (command.until) {
        next.push_back({command.taskId, *command.until, command.reason});
    }
    if (Result<void> saved = save(next); !saved) {
        return core::fail(saved.error());
    }
    m_bypasses = std::move(next);
    m_host.engine().bypasses().set(command.taskId, command.until.value_or(core::TimePoint{}));
    const std::string message = command.until ? toText({command.taskId, *command.until, command.reason})
                                              : subject(command.taskId) + " is routed again";
    const core::domain::Marker marker{
        now, "policy", command.taskId, message, core::domain::bypassReference(command.until)};
    if (const Result<void> marked = m_host.stores().runs->addMarker(marker); !marked) {
        spdlog::warn("bypass marker: {}", marked.error().message);
    }
    return ports::CommandReceipt{message, {}};
}

std::vector<ports::BypassState> BypassDesk::active() const
{
    const core::TimePoint now = m_host.clock().now();
    const std::lock_guard lock(m_mutex);
    std::vector<ports::BypassState> active;
    std::copy_if(m_bypasses.begin(), m_bypasses.end(), std::back_inserter(active),
        [&](const ports::BypassState& bypass) { return now < bypass.until; });
    return active;
}

Result<void> BypassDesk::save(const std::vector<ports::BypassState>& bypasses)
{
    return m_host.stores().settings->setValue(kSetting, wire::encode(bypasses).dump());
}

} // namespace app
