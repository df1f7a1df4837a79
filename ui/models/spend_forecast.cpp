#include "ui/models/spend_forecast.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace ui::models {

namespace {

constexpr int kFewestDays = 3;
constexpr int kMostDays = 28;

} // namespace

std::optional<SpendForecast> forecastMonth(
    const std::vector<DatedSpend>& days, QDate today, double shareOfTodayElapsed)
{
    SpendForecast forecast;
    QDate first = today;
    for (const DatedSpend& entry : days) {
        if (entry.day.year() == today.year() && entry.day.month() == today.month()) {
            forecast.soFar += entry.spend;
        }
        first = std::min(first, entry.day);
    }
    // The first day may have begun in the middle of its traffic.
    const QDate from = std::max(first.addDays(1), today.addDays(-kMostDays));
    const auto count = static_cast<int>(from.daysTo(today));
    if (count < kFewestDays) {
        return std::nullopt;
    }
    std::vector<double> whole(static_cast<std::size_t>(count), 0.0);
    for (const DatedSpend& entry : days) {
        if (entry.day >= from && entry.day < today) {
            whole[static_cast<std::size_t>(from.daysTo(entry.day))] += entry.spend.usd();
        }
    }
    double mean = 0;
    for (const double usd : whole) {
        mean += usd / count;
    }
    double variance = 0;
    for (const double usd : whole) {
        variance += (usd - mean) * (usd - mean) / (count - 1);
    }
    const double left = today.daysInMonth() - today.day() + 1 - std::clamp(shareOfTodayElapsed, 0.0, 1.0);
    const double spread = std::sqrt(variance * (left + left * left / count));
    const double quantile = boost::math::quantile(boost::math::students_t(count - 1), 0.975);
    forecast.expectedUsd = forecast.soFar.usd() + left * mean;
    forecast.lowUsd = std::max(forecast.soFar.usd(), forecast.expectedUsd - quantile * spread);
    forecast.highUsd = forecast.expectedUsd + quantile * spread;
    forecast.daysBehind = count;
    return forecast;
}

} // namespace ui::models
