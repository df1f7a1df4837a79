#pragma once

#include "core/ports/router.h"

#include <memory>

namespace core::torch {

/// Trains the stacked form (core/routing) and the networks of hashed n-grams. `encoders` gives what routers that are
/// loaded or extended were trained with.
[[nodiscard]] std::unique_ptr<ports::RouterTrainer> makeRouterTrainer(ports::EncoderSource encoders = {});

} // namespace core::torch
