#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace core::conformal {

/// Indices of the hypotheses rejected at family-wise error rate delta, ascending.
[[nodiscard]] std::vector<std::size_t> bonferroni(std::span<const double> pValues, double delta);
[[nodiscard]] std::vector<std::size_t> holm(std::span<const double> pValues, double delta);

/// Fixed sequence from `starts` evenly spaced starts (index i * n / starts), each at delta / starts.
[[nodiscard]] std::vector<std::size_t> fixedSequence(
    std::span<const double> pValues, double delta, std::size_t starts = 1);

} // namespace core::conformal
