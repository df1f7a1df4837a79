#pragma once

#include <string>

namespace core::ports {

/// Puts what an earlier version says in force again, as a new version. Refused when its models are gone.
struct RevertPolicy {
    std::string versionId;
    std::string taskId; ///< empty: every task
    std::string reason; ///< empty: the engine writes that it is a revert, and to what

    bool operator==(const RevertPolicy&) const = default;
};

} // namespace core::ports
