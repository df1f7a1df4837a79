#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace core::evaluation {

struct StudyDraw {
    std::size_t candidate = 0; ///< index into the candidates
    bool isRoutedFirst = true; ///< by a fair coin
};

/// A sample of about `size` candidates, drawn without replacement and stratified: each stratum gets its share
/// of the candidates (largest remainders), so that the sample's plain shares estimate the population's. In
/// random order. `strata` names the stratum of each candidate. Deterministic for a seed. Everything when there
/// are no more than `size` candidates.
[[nodiscard]] std::vector<StudyDraw> drawStudy(
    const std::vector<std::string>& strata, std::size_t size, std::uint64_t seed);

} // namespace core::evaluation
