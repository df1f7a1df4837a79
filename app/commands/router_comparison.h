#pragma once

#include "core/ports/router_comparer.h"

#include <string>

namespace app::commands {

/// Two routers of a workspace on the texts of the gate split, which no router has learnt from: per tier the Brier
/// score of P(meets target) with a bootstrap interval of the difference, ECE, and for the cheapest tier the area under
/// the ROC curve of difficulty against observed failure.
[[nodiscard]] core::Result<core::ports::RouterComparison> compareRouters(
    const std::string& workspace, const std::string& a, const std::string& b);

} // namespace app::commands
