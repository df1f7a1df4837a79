#pragma once

#include "core/ports/cost_history.h"

#include <QDate>

#include <optional>
#include <vector>

namespace ui::models {

/// What the month under way will have cost at its end.
struct SpendForecast {
    core::domain::Money soFar;
    double expectedUsd = 0;
    double lowUsd = 0; ///< 95% prediction interval
    double highUsd = 0;
    int daysBehind = 0; ///< whole days that the forecast rests on
};

struct DatedSpend {
    QDate day;
    core::domain::Money spend;
};

/// So far plus, for every day that remains, the mean of the whole days before `today`; days without an entry
/// since the first one count as zero. The band is Student's t prediction interval for a sum of independent
/// days. Nothing with fewer than three whole days, or when the month has no day left to predict.
[[nodiscard]] std::optional<SpendForecast> forecastMonth(
    const std::vector<DatedSpend>& days, QDate today, double shareOfTodayElapsed);

} // namespace ui::models
