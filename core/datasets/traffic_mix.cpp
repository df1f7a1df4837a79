#include "core/datasets/traffic_mix.h"

#include <array>
#include <cstddef>

namespace core::datasets {

namespace {

constexpr std::array<TaskWeight, 6> kMix{{{"cs_intent", 0.30}, {"cs_response", 0.18}, {"fin_ner", 0.14},
    {"legal_risk", 0.14}, {"fin_summ", 0.12}, {"legal_clause", 0.12}}};

constexpr std::size_t kHours = 24;
constexpr std::size_t kDays = 7;
/// Before normalisation; index 0 is midnight, and Monday.
constexpr std::array<double, kHours> kHourly{0.30, 0.24, 0.20, 0.18, 0.19, 0.26, 0.45, 0.85, 1.40, 1.85, 2.00,
    1.95, 1.60, 1.75, 1.95, 1.90, 1.70, 1.35, 1.05, 0.85, 0.72, 0.60, 0.48, 0.38};
constexpr std::array<double, kDays> kDaily{1.12, 1.18, 1.15, 1.10, 1.00, 0.45, 0.38};

using WeeklyKnots = std::array<double, kHours * kDays>;

/// One value for each full hour of the week, with a mean of 1: so is the mean of the lines between them.
constexpr WeeklyKnots makeKnots()
{
    WeeklyKnots knots{};
    double sum = 0;
    for (std::size_t i = 0; i < knots.size(); ++i) {
        knots[i] = kHourly[i % kHours] * kDaily[i / kHours];
        sum += knots[i];
    }
    for (double& knot : knots) {
        knot *= static_cast<double>(kHours * kDays) / sum;
    }
    return knots;
}
constexpr WeeklyKnots kKnots = makeKnots();

} // namespace

std::span<const TaskWeight> trafficMix()
{
    return kMix;
}

double relativeRate(TimePoint time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const std::size_t weekday = std::chrono::weekday(day).iso_encoding() - 1;
    const double hour = duration<double, std::ratio<3600>>(time - day).count();
    const auto full = static_cast<std::size_t>(hour);
    const std::size_t knot = weekday * kHours + full;
    const double fraction = hour - static_cast<double>(full);
    return kKnots[knot] * (1.0 - fraction) + kKnots[(knot + 1) % kKnots.size()] * fraction;
}

} // namespace core::datasets
