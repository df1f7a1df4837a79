#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace core::domain {

/// Mergeable histogram of latencies. Log-spaced buckets, each 2% wider than the one before it, from 0.01 ms to
/// about 30 minutes, so that any percentile is within 1% of the exact one. Percentiles are only ever taken from
/// merged histograms, never averaged.
class LatencyHistogram {
public:
    static constexpr std::size_t kBuckets = 960;

    void add(double latencyMs, std::uint32_t count = 1);
    void merge(const LatencyHistogram& other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }

    /// Geometric middle of the bucket that holds the p-quantile (p in [0, 1]); NaN when empty.
    [[nodiscard]] double percentile(double p) const;

    /// Sparse variable-length encoding: a few bytes for a minute of traffic.
    [[nodiscard]] std::string encoded() const;

    /// Adds an encoded histogram to this one; false and unchanged when the bytes are not one.
    [[nodiscard]] bool mergeEncoded(std::string_view bytes);

    bool operator==(const LatencyHistogram&) const = default;

private:
    std::array<std::uint32_t, kBuckets> m_counts{};
    std::uint64_t m_count = 0;
};

} // namespace core::domain
