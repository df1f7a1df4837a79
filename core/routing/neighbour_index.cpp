#include "core/routing/neighbour_index.h"

#include "core/routing/rank_key.h"

#include <algorithm>
#include <array>

namespace core::routing {

namespace {

constexpr std::size_t kLevels = 512; ///< of similarity

std::size_t levelOf(float similarity)
{
    return static_cast<std::size_t>(std::min(similarity, 1.0F) * static_cast<float>(kLevels - 1));
}

/// Rows that are like the query at all. Which are is chance, so nothing branches on it.
void findTouched(std::span<const float> similarities, std::vector<std::uint32_t>& touched)
{
    touched.resize(similarities.size());
    std::size_t count = 0;
    for (std::size_t row = 0; row < similarities.size(); ++row) {
        touched[count] = static_cast<std::uint32_t>(row);
        count += similarities[row] > 0 ? 1 : 0;
    }
    touched.resize(count);
}

/// A level at or above which at least `count` of the rows lie, or else all. A counting sort's first pass: most rows are
/// far below the nearest, and comparing them with each other costs more than all else.
std::size_t lowestKept(std::span<const float> similarities, std::span<const std::uint32_t> touched, std::size_t count)
{
    std::array<std::uint32_t, kLevels> counts{};
    for (const std::uint32_t row : touched) {
        ++counts[levelOf(similarities[row])];
    }
    std::size_t level = kLevels;
    for (std::size_t kept = 0; level > 0 && kept < count;) {
        kept += counts[--level];
    }
    return level;
}

} // namespace

void NeighbourIndex::build(std::span<const SparseVector> rows, double commonShare, std::size_t counted)
{
    m_rows = rows.size();
    counted = std::min(counted, rows.size());
    std::vector<std::uint32_t> counts(TfIdf::kBuckets, 0);
    std::vector<std::uint32_t> added(TfIdf::kBuckets, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const SparseEntry& entry : rows[i]) {
            ++(i < counted ? counts : added)[entry.index];
        }
    }
    const auto mostRows = static_cast<std::uint32_t>(commonShare * static_cast<double>(counted)) + 20;
    m_offsets.assign(TfIdf::kBuckets + 1, 0);
    m_isCommon.assign(counts.size(), false);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        m_isCommon[i] = counts[i] > mostRows;
        m_offsets[i + 1] = m_offsets[i] + (m_isCommon[i] ? 0 : counts[i] + added[i]);
    }
    m_postings.assign(m_offsets.back(), {});
    std::vector<std::uint32_t> next(m_offsets.begin(), m_offsets.end() - 1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const SparseEntry& entry : rows[row]) {
            if (m_offsets[entry.index] < m_offsets[entry.index + 1]) {
                m_postings[next[entry.index]++] = {static_cast<std::uint32_t>(row), entry.value};
            }
        }
    }
}

std::size_t NeighbourIndex::bytes() const
{
    return m_offsets.size() * sizeof(std::uint32_t) + m_isCommon.size() / 8 + m_postings.size() * sizeof(Posting);
}

double NeighbourIndex::commonMass(const SparseVector& query) const
{
    double mass = 0;
    for (const SparseEntry& entry : query) {
        mass += m_isCommon[entry.index] ? static_cast<double>(entry.value) * static_cast<double>(entry.value) : 0.0;
    }
    return mass;
}

std::vector<Neighbour> NeighbourIndex::nearest(
    const SparseVector& query, std::size_t count, const std::function<bool(std::size_t)>& isAllowed,
    std::size_t ordered) const
{
    thread_local std::vector<float> similarities;
    thread_local std::vector<std::uint32_t> touched;
    similarities.assign(m_rows, 0.0F);
    for (const SparseEntry& entry : query) {
        for (std::uint32_t i = m_offsets[entry.index]; i < m_offsets[entry.index + 1]; ++i) {
            similarities[m_postings[i].row] += entry.value * m_postings[i].value;
        }
    }
    findTouched(similarities, touched);
    if (isAllowed) {
        std::erase_if(touched, [&isAllowed](std::uint32_t row) { return !isAllowed(row); });
    }
    const std::size_t lowest = touched.size() > count ? lowestKept(similarities, touched, count) : 0;
    std::vector<std::uint64_t> keys;
    keys.reserve(std::min(touched.size(), 2 * count));
    for (const std::uint32_t row : touched) {
        if (levelOf(similarities[row]) >= lowest) {
            keys.push_back(rankKey(similarities[row], row));
        }
    }
    const auto place = [&keys](std::size_t at) { return keys.begin() + static_cast<std::ptrdiff_t>(at); };
    if (keys.size() > count) {
        std::nth_element(keys.begin(), place(count), keys.end());
        keys.resize(count);
    }
    if (keys.size() > ordered) {
        std::nth_element(keys.begin(), place(ordered), keys.end());
    }
    std::sort(keys.begin(), place(std::min(ordered, keys.size())));
    std::vector<Neighbour> found(keys.size());
    std::transform(keys.begin(), keys.end(), found.begin(), [](std::uint64_t key) {
        return Neighbour{rowOf(key), rankOf(key)};
    });
    return found;
}

} // namespace core::routing
