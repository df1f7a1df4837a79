#include "core/domain/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::domain {

namespace {

constexpr double kSmallestMs = 0.01;
const double kLogGrowth = std::log(1.02);

std::size_t bucketOf(double latencyMs)
{
    if (!(latencyMs > kSmallestMs)) {
        return 0;
    }
    const double index = std::floor(std::log(latencyMs / kSmallestMs) / kLogGrowth) + 1.0;
    return static_cast<std::size_t>(std::min(index, static_cast<double>(LatencyHistogram::kBuckets - 1)));
}

void appendVarint(std::string& out, std::uint64_t value)
{
    while (value >= 0x80U) {
        out += static_cast<char>((value & 0x7fU) | 0x80U);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

bool readVarint(std::string_view& bytes, std::uint64_t& value)
{
    value = 0;
    for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if ((byte & 0x80U) == 0) {
            return true;
        }
    }
    return false;
}

} // namespace

void LatencyHistogram::add(double latencyMs, std::uint32_t count)
{
    m_counts[bucketOf(latencyMs)] += count;
    m_count += count;
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    for (std::size_t i = 0; i < kBuckets; ++i) {
        m_counts[i] += other.m_counts[i];
    }
    m_count += other.m_count;
}

double LatencyHistogram::percentile(double p) const
{
    if (m_count == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto rank = static_cast<std::uint64_t>(std::ceil(std::clamp(p, 0.0, 1.0) * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += m_counts[i];
        if (seen >= std::max<std::uint64_t>(rank, 1)) {
            return i == 0 ? kSmallestMs : kSmallestMs * std::exp((static_cast<double>(i) - 0.5) * kLogGrowth);
        }
    }
    return std::numeric_limits<double>::quiet_NaN();
}

std::string LatencyHistogram::encoded() const
{
    std::string out;
    std::size_t previous = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        if (m_counts[i] != 0) {
            appendVarint(out, i - previous);
            appendVarint(out, m_counts[i]);
            previous = i;
        }
    }
    return out;
}

bool LatencyHistogram::mergeEncoded(std::string_view bytes)
{
    LatencyHistogram decoded;
    std::size_t index = 0;
    while (!bytes.empty()) {
        std::uint64_t gap = 0;
        std::uint64_t count = 0;
        if (!readVarint(bytes, gap) || !readVarint(bytes, count) || gap >= kBuckets || index + gap >= kBuckets
            || count == 0 || count > std::numeric_limits<std::uint32_t>::max()) {
            return false;
        }
        index += gap;
        decoded.m_counts[index] += static_cast<std::uint32_t>(count);
        decoded.m_count += count;
    }
    merge(decoded);
    return true;
}

} // namespace core::domain
