#include "core/routing/platt_scaling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::routing {

void fitProbability(const std::vector<JudgedQuality>& samples, double& slope, double& offset)
{
    slope = 0;
    offset = std::numeric_limits<double>::quiet_NaN();
    if (samples.empty()) {
        return;
    }
    double positives = 1;
    double total = 2;
    for (const JudgedQuality& sample : samples) {
        positives += sample.weight * sample.meets;
        total += sample.weight;
    }
    const double share = positives / total;
    offset = std::log(share / (1 - share));
    for (int step = 0; step < 30; ++step) {
        double g0 = 0, g1 = -0.1 * (slope - 4), h00 = 1e-6, h01 = 0, h11 = 0.1;
        const auto add = [&](double x, double y, double weight) {
            const double p = 1 / (1 + std::exp(-(slope * x + offset)));
            const double w = weight * p * (1 - p);
            g0 += weight * (y - p);
            g1 += weight * (y - p) * x;
            h00 += w;
            h01 += w * x;
            h11 += w * x * x;
        };
        for (const JudgedQuality& sample : samples) {
            add(sample.quality, sample.meets, sample.weight);
        }
        // Two imagined observations, one each way, keep one-class data finite.
        add(share, 0, 1);
        add(share, 1, 1);
        const double determinant = h00 * h11 - h01 * h01;
        if (determinant < 1e-12) {
            return;
        }
        const double d1 = std::clamp((h00 * g1 - h01 * g0) / determinant, -4.0, 4.0);
        slope += d1;
        offset += std::clamp((h11 * g0 - h01 * g1) / determinant, -4.0, 4.0);
    }
}

} // namespace core::routing
