#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace core::distill {

/// A text as hashed features and the class it belongs to.
struct LabelledBag {
    std::vector<std::uint32_t> features;
    std::size_t label = 0;
};

struct LinearStudentOptions {
    std::uint32_t buckets = 1U << 16;
    std::size_t classes = 2;
    std::size_t steps = 12000; ///< examples seen, whatever the size of the training set
    float learningRate = 4.0F; ///< falls linearly to zero
    std::uint64_t seed = 1;
};

struct BagAnswer {
    std::size_t label = 0;
    double confidence = 0; ///< softmax probability of the answer
};

/// Multinomial logistic regression on hashed features: trains in a fraction of a second, which makes probes
/// and benches with hundreds of trainings affordable. Served students are those of core/torch.
class LinearStudent {
public:
    /// Plain SGD, one example a step, over reshuffled passes.
    [[nodiscard]] static LinearStudent fit(
        std::span<const LabelledBag> examples, const LinearStudentOptions& options);

    [[nodiscard]] BagAnswer answer(std::span<const std::uint32_t> features) const;

private:
    explicit LinearStudent(const LinearStudentOptions& options);

    [[nodiscard]] std::vector<float> probabilities(std::span<const std::uint32_t> features) const;
    void step(const LabelledBag& example, float rate);
    [[nodiscard]] std::size_t rowOf(std::uint32_t feature) const;

    LinearStudentOptions m_options;
    std::vector<float> m_weights; ///< (buckets, classes)
};

} // namespace core::distill
