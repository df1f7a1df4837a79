#pragma once

#include "core/domain/label_distribution.h"

#include <string>
#include <string_view>
#include <vector>

namespace db {

/// Teachers' probabilities in one TEXT column, as JSON: of each distribution, or place of an answer, its pairs of text and
/// number. Empty for an empty list. Read whole and never queried by item.
[[nodiscard]] std::string softTargetText(const std::vector<core::domain::LabelDistribution>& targets);
[[nodiscard]] std::vector<core::domain::LabelDistribution> softTargetsFrom(std::string_view text);
[[nodiscard]] std::string topLogprobText(const std::vector<core::domain::TokenAlternatives>& tokens);
[[nodiscard]] std::vector<core::domain::TokenAlternatives> topLogprobsFrom(std::string_view text);

} // namespace db
