#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>

namespace core {

/// Seeded pseudo-random numbers whose sequence is the same on every platform: the engine is the standard's
/// mt19937_64, the distributions are spelled out here because the standard leaves theirs to the library.
class Rng {
public:
    explicit Rng(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    std::uint64_t bits() { return m_engine(); }

    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }

    /// Uniform in {0, ..., bound - 1}; bound > 0. Bias below 2^-64 * bound.
    std::size_t below(std::size_t bound)
    {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::size_t>((static_cast<Wide>(m_engine()) * bound) >> 64);
    }

    bool chance(double probability) { return uniform() < probability; }

    /// Standard normal (Box-Muller, one value a call).
    double normal();

    template <typename T>
    void shuffle(std::span<T> items)
    {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1], items[below(i)]);
        }
    }

private:
    std::mt19937_64 m_engine;
};

/// Mixes a seed with a stream number so that parallel streams do not overlap (SplitMix64 finaliser).
std::uint64_t mixSeed(std::uint64_t seed, std::uint64_t stream);

} // namespace core
