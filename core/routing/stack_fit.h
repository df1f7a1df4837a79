#pragma once

#include "core/routing/gain_model.h"

#include <vector>

namespace core::routing {

/// Held-out components of one training text.
struct StackSample {
    const ports::RouterExample* example = nullptr;
    const std::vector<double>* believed = nullptr; ///< the quality, or what preferences say where none is known
    double floor = 1;
    Components parts;
};

/// Weights of the components, and how the stacked quality becomes a probability, for tasks known or not. The weights
/// predict held-out differences between tiers best, drawn towards equal shares.
[[nodiscard]] Stack fitStack(const std::vector<StackSample>& held, const GainModel& model, bool isTaskKnown);

} // namespace core::routing
