#include "core/clustering/quad_tree.h"

#include <algorithm>

namespace core::clustering {

namespace {

constexpr int kDeepest = 40; ///< points nearer than this many halvings share a leaf

} // namespace

void QuadTree::build(const std::vector<double>& x, const std::vector<double>& y)
{
    m_cells.clear();
    if (x.empty()) {
        return;
    }
    const auto [left, right] = std::minmax_element(x.begin(), x.end());
    const auto [bottom, top] = std::minmax_element(y.begin(), y.end());
    Cell root;
    root.left = *left;
    root.bottom = *bottom;
    root.side = std::max({*right - *left, *top - *bottom, 1e-12});
    m_cells.reserve(2 * x.size());
    m_cells.push_back(root);
    for (std::size_t i = 0; i < x.size(); ++i) {
        insert(x[i], y[i]);
    }
}

std::uint32_t QuadTree::childFor(std::uint32_t cell, double x, double y)
{
    const double half = m_cells[cell].side / 2;
    const bool isRight = x >= m_cells[cell].left + half;
    const bool isUpper = y >= m_cells[cell].bottom + half;
    const auto quarter = static_cast<std::size_t>((isUpper ? 2 : 0) + (isRight ? 1 : 0));
    if (m_cells[cell].children[quarter] == kNone) {
        Cell child;
        child.side = half;
        child.left = m_cells[cell].left + (isRight ? half : 0);
        child.bottom = m_cells[cell].bottom + (isUpper ? half : 0);
        m_cells[cell].children[quarter] = static_cast<std::uint32_t>(m_cells.size());
        m_cells.push_back(child);
    }
    return m_cells[cell].children[quarter];
}

void QuadTree::insert(double x, double y)
{
    std::uint32_t at = 0;
    for (int depth = 0;; ++depth) {
        Cell& cell = m_cells[at];
        const bool wasEmpty = cell.count == 0;
        const double sharedX = wasEmpty ? x : cell.sumX / cell.count;
        const double sharedY = wasEmpty ? y : cell.sumY / cell.count;
        const double before = cell.count;
        cell.sumX += x;
        cell.sumY += y;
        cell.count += 1;
        const bool isSame = sharedX == x && sharedY == y;
        if (wasEmpty || (cell.isLeaf && (isSame || depth >= kDeepest))) {
            return;
        }
        if (cell.isLeaf) { // what the leaf held moves down first
            cell.isLeaf = false;
            const std::uint32_t child = childFor(at, sharedX, sharedY);
            m_cells[child].sumX = sharedX * before;
            m_cells[child].sumY = sharedY * before;
            m_cells[child].count = before;
        }
        at = childFor(at, x, y);
    }
}

QuadTree::Repulsion QuadTree::repulsion(double x, double y, double theta) const
{
    Repulsion sum;
    std::array<std::uint32_t, 4 * kDeepest + 8> open{};
    std::size_t count = m_cells.empty() ? 0 : 1;
    while (count > 0) {
        const Cell& cell = m_cells[open[--count]];
        const double dx = x - cell.sumX / cell.count;
        const double dy = y - cell.sumY / cell.count;
        const double squared = dx * dx + dy * dy;
        if (cell.isLeaf || cell.side * cell.side < theta * theta * squared) {
            const double q = 1 / (1 + squared);
            sum.q += cell.count * q;
            sum.x += cell.count * q * q * dx;
            sum.y += cell.count * q * q * dy;
            continue;
        }
        for (const std::uint32_t child : cell.children) {
            if (child != kNone) {
                open[count++] = child;
            }
        }
    }
    sum.q -= 1; // the point itself, at distance 0
    return sum;
}

} // namespace core::clustering
