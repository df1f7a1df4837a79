#pragma once

#include <string>

namespace app::commands {

struct PolicyShowArguments {
    std::string workspace;
    std::string task; ///< empty: every task of the active policy
    bool isJson = false;
};

/// Prints the active policy and what its certificates promise; returns the exit code.
[[nodiscard]] int showPolicy(const PolicyShowArguments& arguments);

} // namespace app::commands
