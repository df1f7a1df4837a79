#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::clustering {

/// Points of the plane in nested squares, each with the number and centre of its points.
class QuadTree {
public:
    void build(const std::vector<double>& x, const std::vector<double>& y);

    /// Sum over all other points j of q and q^2 (p - p_j), where q = 1 / (1 + |p - p_j|^2): t-SNE's repulsion. A square
    /// whose side is less than theta times its distance counts as one point.
    struct Repulsion {
        double q = 0;
        double x = 0;
        double y = 0;
    };
    [[nodiscard]] Repulsion repulsion(double x, double y, double theta) const;

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
    struct Cell {
        double side = 0;
        double left = 0;
        double bottom = 0;
        double sumX = 0;
        double sumY = 0;
        double count = 0;
        std::array<std::uint32_t, 4> children{kNone, kNone, kNone, kNone};
        bool isLeaf = true;
    };

    void insert(double x, double y);
    [[nodiscard]] std::uint32_t childFor(std::uint32_t cell, double x, double y);

    std::vector<Cell> m_cells;
};

} // namespace core::clustering
