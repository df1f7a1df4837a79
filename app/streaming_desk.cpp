#include "app/streaming_desk.h"

#include "app/console_wire_fields.h"

#include <spdlog/spdlog.h>

namespace app {

using core::ErrorCode;
using core::Result;
using core::domain::StreamingMode;
namespace ports = core::ports;

namespace {

constexpr const char* kSetting = "gateway.streaming";

Result<StreamingChoices> readChoices(const ports::SettingStore& settings)
{
    const Result<std::optional<std::string>> stored = settings.value(kSetting);
    if (!stored) {
        return core::fail(stored.error());
    }
    StreamingChoices chosen;
    if (!*stored) {
        return chosen;
    }
    const auto unreadable = [](const std::string& why) {
        return core::fail(ErrorCode::Corrupt, std::string("the setting ") + kSetting + " cannot be read: " + why);
    };
    try {
        wire::decode(wire::Json::parse(**stored), chosen);
        return chosen;
    } catch (const wire::Json::exception& error) {
        return unreadable(error.what());
    } catch (const wire::BadWire& bad) {
        return unreadable(bad.message);
    }
}

std::string messageOf(const ports::SetStreamingMode& command)
{
    const std::string subject = "Streamed answers of '" + command.taskId + "' are ";
    return subject
        + (command.mode == StreamingMode::Hold
                ? "held until they are scored"
                : "the router's choice, sent at once; no certificate covers them");
}

} // namespace

Result<ports::CommandReceipt> StreamingDesk::run(const ports::SetStreamingMode& command)
{
    if (!m_host.engine().servingState()->tasks.contains(command.taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    const std::string message = messageOf(command);
    ports::SettingStore& settings = *m_host.stores().settings;
    const std::lock_guard lock(m_mutex);
    Result<StreamingChoices> chosen = readChoices(settings);
    if (!chosen && chosen.error().code != ErrorCode::Corrupt) { // what cannot be read is written anew
        return core::fail(chosen.error());
    }
    StreamingChoices next = chosen ? std::move(*chosen) : StreamingChoices{};
    const auto known = next.find(command.taskId);
    if (known != next.end() && known->second == command.mode) {
        return ports::CommandReceipt{message, command.taskId};
    }
    next[command.taskId] = command.mode;
    if (Result<void> saved = settings.setValue(kSetting, wire::encode(next).dump()); !saved) {
        return core::fail(saved.error());
    }
    const core::domain::Marker marker{m_host.clock().now(), "policy", command.taskId, message, {}};
    if (const Result<void> marked = m_host.stores().runs->addMarker(marker); !marked) {
        spdlog::warn("marker of a streaming mode: {}", marked.error().message);
    }
    return ports::CommandReceipt{message, command.taskId};
}

StreamingChoices storedStreaming(const ports::SettingStore& settings)
{
    Result<StreamingChoices> chosen = readChoices(settings);
    if (!chosen) {
        spdlog::warn("streaming modes: {}", chosen.error().message);
    }
    return chosen ? std::move(*chosen) : StreamingChoices{};
}

std::map<std::string, ports::TaskStreaming> streamingInForce(
    const std::map<std::string, core::gateway::TaskServing>& ofFile, const StreamingChoices& chosen)
{
    std::map<std::string, ports::TaskStreaming> inForce;
    for (const auto& [taskId, serving] : ofFile) {
        if (serving.streaming != StreamingMode::Hold) {
            inForce[taskId] = {serving.streaming, true};
        }
    }
    for (const auto& [taskId, mode] : chosen) {
        inForce[taskId] = {mode, false};
    }
    return inForce;
}

} // namespace app
