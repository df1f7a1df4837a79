#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace core::ports {

/// Answers that somebody put into the review queue by hand.
class PickedReviews {
public:
    virtual ~PickedReviews() = default;
    /// How many were new to the queue. Queries that are in it, were judged in it, or are unknown are passed
    /// over.
    virtual Result<std::int64_t> add(std::span<const std::string> queryIds) = 0;
    [[nodiscard]] virtual Result<bool> isPicked(const std::string& queryId) const = 0;
};

} // namespace core::ports
