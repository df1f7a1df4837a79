#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::clustering {

/// The most telling terms of each cluster by class-based TF-IDF (Grootendorst 2022): W = tf ln(1 + A/f), tf
/// the term's share of the cluster's terms, f how often it occurs in all, A the mean number of terms a
/// cluster. Items of cluster -1 count for f only. A term inside a longer one already listed is left out.
[[nodiscard]] std::vector<std::vector<std::string>> clusterTerms(std::span<const std::string> texts,
    std::span<const int> clusterOf, std::size_t clusterCount, std::size_t termsACluster = 5);

} // namespace core::clustering
