#include "core/conformal/reliability.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

ReliabilityDiagram reliabilityDiagram(std::span<const ScoredOutcome> outcomes, int binCount)
{
    ReliabilityDiagram diagram;
    const int count = std::max(binCount, 1);
    diagram.bins.resize(static_cast<std::size_t>(count));
    std::vector<std::int64_t> correct(diagram.bins.size(), 0);
    for (const ScoredOutcome& outcome : outcomes) {
        if (std::isnan(outcome.confidence)) {
            continue;
        }
        const double position = std::clamp(outcome.confidence, 0.0, 1.0) * count;
        const auto index = static_cast<std::size_t>(std::min(static_cast<int>(position), count - 1));
        ReliabilityBin& bin = diagram.bins[index];
        ++bin.count;
        ++diagram.count;
        bin.meanConfidence += outcome.confidence;
        correct[index] += outcome.isCorrect ? 1 : 0;
    }
    for (std::size_t i = 0; i < diagram.bins.size(); ++i) {
        ReliabilityBin& bin = diagram.bins[i];
        bin.low = static_cast<double>(i) / count;
        bin.high = static_cast<double>(i + 1) / count;
        bin.accuracyInterval = wilson(correct[i], bin.count, 0.95);
        if (bin.count > 0) {
            const auto size = static_cast<double>(bin.count);
            bin.meanConfidence /= size;
            bin.accuracy = static_cast<double>(correct[i]) / size;
            diagram.expectedCalibrationError
                += size / static_cast<double>(diagram.count) * std::abs(bin.accuracy - bin.meanConfidence);
        }
    }
    return diagram;
}

} // namespace core::conformal
