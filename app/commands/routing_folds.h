#pragma once

#include "app/commands/routing_report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace app::commands {

/// Training part of every fold and the texts it is tested on.
struct Fold {
    std::vector<std::size_t> training;
    std::vector<std::size_t> test;
};

/// `wanted` folds of texts, or of whole tasks; 0: one a text or task. `labels` cuts every training part, 0 does not.
[[nodiscard]] std::vector<Fold> foldsOf(
    const RoutingData& data, std::size_t wanted, bool holdsOutTasks, std::size_t labels, std::uint64_t seed);

/// All of one recording for training, all of another for testing.
[[nodiscard]] std::vector<Fold> wholeFold(
    const RoutingData& training, const RoutingData& data, std::size_t labels, std::uint64_t seed);

[[nodiscard]] core::ports::RouterTrainingSet setOf(const RoutingData& data, const std::vector<std::size_t>& rows,
    const std::vector<std::string>& models, double floor);

/// The qualities withheld, and what they say of every pair given as a preference.
[[nodiscard]] core::ports::RouterTrainingSet preferencesOnly(core::ports::RouterTrainingSet set);

/// The qualities of every other text, and of the rest what they say of every pair, given as preferences.
[[nodiscard]] core::ports::RouterTrainingSet halfAsPreferences(core::ports::RouterTrainingSet set);
/// The same without its preferences.
[[nodiscard]] core::ports::RouterTrainingSet withoutPreferences(core::ports::RouterTrainingSet set);

} // namespace app::commands
