#pragma once

#include "core/ports/router.h"

#include <memory>

namespace core::torch {

/// Routers of hashed n-grams with a task embedding before the shared trunk and one output a tier.
[[nodiscard]] std::unique_ptr<ports::RouterTrainer> makeRouterTrainer();

} // namespace core::torch
