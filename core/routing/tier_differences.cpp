#include "core/routing/tier_differences.h"

#include <cmath>
#include <limits>

namespace core::routing {

std::vector<double> centred(const std::vector<double>& values, const std::vector<double>& observed)
{
    double sum = 0;
    double count = 0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        if (!std::isnan(observed[t])) {
            sum += values[t];
            count += 1;
        }
    }
    std::vector<double> result(values.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t t = 0; t < values.size() && count > 0; ++t) {
        result[t] = std::isnan(observed[t]) ? std::numeric_limits<double>::quiet_NaN() : values[t] - sum / count;
    }
    return result;
}

double spread(const std::vector<double>& values, const std::vector<double>& observed)
{
    double sum = 0;
    double count = 0;
    for (const double difference : centred(values, observed)) {
        sum += std::isnan(difference) ? 0.0 : difference * difference;
        count += std::isnan(difference) ? 0.0 : 1.0;
    }
    return count > 1 ? 4 * sum / count : std::numeric_limits<double>::quiet_NaN();
}

} // namespace core::routing
