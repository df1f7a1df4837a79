#pragma once

#include <array>
#include <cstddef>

namespace ui::pages {

/// What the keys 1 to 5 say of an answer.
inline constexpr std::array kReviewGrades{0.0, 0.25, 0.5, 0.75, 1.0};
/// Answers of other tiers that can be taken over: each has a key, 6 to 9.
inline constexpr std::size_t kMostReviewOthers = 9 - kReviewGrades.size();

} // namespace ui::pages
