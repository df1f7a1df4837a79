#pragma once

#include "core/base/result.h"
#include "core/domain/log_estimate.h"

#include <filesystem>

namespace core::ports {

/// What routing could save on the traffic of a log file. Reads the file and sends nothing anywhere. Takes
/// seconds for large files; call it off the GUI thread.
class LogEstimator {
public:
    virtual ~LogEstimator() = default;
    /// InvalidArgument names file, line, what is wrong and what to do.
    [[nodiscard]] virtual Result<domain::LogEstimate> estimate(const std::filesystem::path& file) const = 0;
};

} // namespace core::ports
