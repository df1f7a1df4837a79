#pragma once

#include "core/routing/gain_model.h"

namespace core::routing {

/// `base` with tiers and tasks that it has not seen, from examples of these alone; nothing else is trained again.
///
/// A new tier gets heads, means, and a calibration of its own from the examples that judge it; old tiers are
/// predicted as before, to the bit. It has neighbours where its examples are texts that the base retrieves.
/// A new task starts from the shared weights: what its examples add is a correction for that task (its feature and
/// its copies of the words), its means, and its texts among the retrieved ones.
///
/// `set.tierIds` are the base's in their order with new ones anywhere between. InvalidArgument when the set brings
/// nothing new, or fewer than kFewestExamples judged texts of a new tier or task.
[[nodiscard]] Result<GainModel> extended(const GainModel& base, const ports::RouterTrainingSet& set,
    const ports::ProgressCallback& progress = {}, const std::stop_token& stop = {});

inline constexpr std::size_t kFewestExamples = 20;

} // namespace core::routing
