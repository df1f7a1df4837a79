#include "core/routing/dense_index.h"

#include <algorithm>
#include <array>

namespace core::routing {

namespace {

constexpr std::size_t kLanes = 16; ///< independent sums, so that the compiler may use vector registers

float dot(const float* a, const float* b, std::size_t size)
{
    std::array<float, kLanes> sums{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            sums[lane] += a[i + lane] * b[i + lane];
        }
    }
    float sum = 0;
    for (; i < size; ++i) {
        sum += a[i] * b[i];
    }
    for (const float part : sums) {
        sum += part;
    }
    return sum;
}

} // namespace

DenseIndex::DenseIndex(std::vector<float> values, std::size_t dimension)
    : m_values(std::move(values))
    , m_dimension(dimension)
{
}

void DenseIndex::add(std::span<const float> vector)
{
    m_dimension = m_values.empty() ? vector.size() : m_dimension;
    m_values.insert(m_values.end(), vector.begin(), vector.end());
    m_values.resize((m_values.size() + m_dimension - 1) / std::max<std::size_t>(1, m_dimension) * m_dimension);
}

std::vector<Neighbour> DenseIndex::nearest(std::span<const float> query, std::size_t count,
    const std::function<bool(std::size_t)>& isAllowed) const
{
    std::vector<Neighbour> found;
    if (query.size() != m_dimension || m_dimension == 0) {
        return found;
    }
    found.reserve(rows());
    for (std::size_t i = 0; i < rows(); ++i) {
        if (!isAllowed || isAllowed(i)) {
            found.push_back({i, std::max(0.0F, dot(query.data(), m_values.data() + i * m_dimension, m_dimension))});
        }
    }
    const auto isCloser = [](const Neighbour& a, const Neighbour& b) {
        return a.similarity != b.similarity ? a.similarity > b.similarity : a.row < b.row;
    };
    if (found.size() > count) {
        std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), isCloser);
        found.resize(count);
    }
    std::sort(found.begin(), found.end(), isCloser);
    return found;
}

} // namespace core::routing
