#include "core/routing/neighbour_index.h"

#include <algorithm>

namespace core::routing {

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
    similarities.resize(std::max(similarities.size(), m_rows), 0.0F);
    touched.clear();
    for (const SparseEntry& entry : query) {
        for (std::uint32_t i = m_offsets[entry.index]; i < m_offsets[entry.index + 1]; ++i) {
            float& similarity = similarities[m_postings[i].row];
            if (similarity == 0.0F) {
                touched.push_back(m_postings[i].row);
            }
            similarity += entry.value * m_postings[i].value;
        }
    }
    std::vector<Neighbour> found;
    found.reserve(touched.size());
    for (const std::uint32_t row : touched) {
        if (!isAllowed || isAllowed(row)) {
            found.push_back({row, similarities[row]});
        }
        similarities[row] = 0;
    }
    const auto isCloser = [](const Neighbour& a, const Neighbour& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
    };
    const auto place = [&found](std::size_t at) { return found.begin() + static_cast<std::ptrdiff_t>(at); };
    if (found.size() > count) {
        std::nth_element(found.begin(), place(count), found.end(), isCloser);
        found.resize(count);
    }
    if (found.size() > ordered) {
        std::nth_element(found.begin(), place(ordered), found.end(), isCloser);
    }
    std::sort(found.begin(), place(std::min(ordered, found.size())), isCloser);
    return found;
}

} // namespace core::routing
