#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace core::torch {

/// What a student of replies can do besides answering: order replies that someone else proposes.
class ReplyRanker {
public:
    virtual ~ReplyRanker() = default;
    /// One score a reply, higher is better; comparable within one call only.
    [[nodiscard]] virtual Result<std::vector<double>> rank(
        const std::string& context, std::span<const std::string> replies) const = 0;
};

} // namespace core::torch
