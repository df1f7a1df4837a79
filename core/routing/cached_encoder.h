#pragma once

#include "core/ports/encoder.h"

#include <memory>

namespace core::routing {

/// Keeps the vectors of the `capacity` texts asked for last. Failures are not kept. Thread-safe.
[[nodiscard]] std::unique_ptr<ports::Encoder> makeCachedEncoder(
    std::shared_ptr<const ports::Encoder> encoder, std::size_t capacity);

} // namespace core::routing
