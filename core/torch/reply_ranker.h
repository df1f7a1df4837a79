#pragma once

#include "core/base/result.h"

#include <span>
#include <string>
#include <vector>

namespace core::torch {

/// Whether a reply that states values which the conversation does not hold (core/distill/reply_slots.h) loses by them.
enum class SlotCheck { On, Off };

/// What a student of replies can do besides answering: order replies that someone else proposes.
class ReplyRanker {
public:
    virtual ~ReplyRanker() = default;
    /// One score a reply, higher is better; comparable within one call only.
    [[nodiscard]] virtual Result<std::vector<double>> rank(
        const std::string& context, std::span<const std::string> replies, SlotCheck check) const = 0;
    /// The factor on a reply's score is exp(-penalty) for each value that the conversation does not hold.
    [[nodiscard]] virtual double slotPenalty() const = 0;
};

} // namespace core::torch
