#pragma once

#include "core/base/result.h"
#include "core/domain/log_estimate.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace core::datasets {

struct RequestLogReport {
    domain::LogFormat format = domain::LogFormat::OpenAiBatch;
    std::size_t requests = 0;
    std::map<std::string, std::size_t> skipped; ///< entries that are no answered request, by reason
};

using LoggedRequestVisitor = std::function<void(domain::LoggedRequest)>;

/// Streams a log of requests, gzip or not: an OpenAI batch file (requests or results), an export of LiteLLM's
/// spend logs or of Langfuse's observations, or a recording. One JSON object a line, or one JSON list of
/// objects; which format it is is read from the first entry. The first wrong entry ends it with an error that
/// names file and line.
[[nodiscard]] Result<RequestLogReport> readRequestLog(
    const std::filesystem::path& path, const LoggedRequestVisitor& visit);

} // namespace core::datasets
