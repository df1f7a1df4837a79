#pragma once

#include "core/ports/history.h"

#include <string>
#include <vector>

namespace core::ports {

/// Puts answered queries into the review queue by hand: all that a filter matches, or those that are named.
/// Judgements of them may train; they carry no sampling probability and never count.
struct AddToReview {
    std::vector<std::string> queryIds; ///< empty: the filter decides
    RequestFilter filter;
};

} // namespace core::ports
