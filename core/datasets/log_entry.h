#pragma once

#include "core/base/result.h"
#include "core/domain/log_estimate.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace core::datasets {

/// One entry of a log: a request, or why it is none.
struct LogEntry {
    std::optional<domain::LoggedRequest> request;
    std::string skipReason;
};

/// By the keys of an entry; nothing when it is of no known format.
[[nodiscard]] std::optional<domain::LogFormat> detectLogFormat(const nlohmann::json& entry);

/// Not for recordings. Errors name key, value and rule.
[[nodiscard]] Result<LogEntry> parseLogEntry(const nlohmann::json& entry, domain::LogFormat format);

/// "2026-11-01T12:30:00.5Z", a space instead of the T, with "+02:00", or without a zone (UTC).
[[nodiscard]] std::optional<TimePoint> parseIsoTime(const std::string& text);

} // namespace core::datasets
