#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::routing {

struct LandmarkOptions {
    std::size_t landmarks = 256;
    double width = 0.38; ///< squared, a dimension: exp(-|x - y|^2 / (2 width dimensions)) of standardised rows
    std::uint64_t seed = 1;
};

/// Features whose dot product is near a Gaussian kernel of dense rows (Nystroem: Williams and Seeger, 2001), so that a
/// linear model over them is a kernel machine: standardised, held against landmark rows, whitened by the Cholesky
/// factor of the landmarks' own kernel. Needs no labels. Immutable after fit.
class LandmarkKernel {
public:
    /// As it is stored. Empty: no features.
    struct Parts {
        std::vector<float> means; ///< one a dimension
        std::vector<float> scales;
        std::vector<float> landmarks; ///< (dimensions, landmarks), standardised
        std::vector<float> whitening; ///< (landmarks, landmarks): transposed inverse of the Cholesky factor
        float width = 0;
    };

    LandmarkKernel() = default;
    /// `parts` as of parts(); check isWhole() first.
    explicit LandmarkKernel(Parts parts);
    [[nodiscard]] static LandmarkKernel fit(std::span<const std::vector<float>> rows, const LandmarkOptions& options);
    [[nodiscard]] static bool isWhole(const Parts& parts);

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// `size()` values, of a row as long as those fitted.
    [[nodiscard]] std::vector<float> features(std::span<const float> row) const;
    /// By the means and deviations of the rows fitted, clipped at 3 of these; empty where nothing was fitted.
    [[nodiscard]] std::vector<float> standardised(std::span<const float> row) const;
    [[nodiscard]] const Parts& parts() const { return m_parts; }
    [[nodiscard]] std::size_t bytes() const;

private:
    Parts m_parts;
    std::size_t m_size = 0;
};

} // namespace core::routing
