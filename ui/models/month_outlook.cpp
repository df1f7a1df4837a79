#include "ui/models/month_outlook.h"

#include <QDate>

#include <chrono>

namespace ui::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MonthOutlook)
};

} // namespace

MonthOutlook monthOutlook(const std::vector<core::ports::DayCost>& days, core::TimePoint end,
    const std::optional<core::domain::Money>& budget, const Formats& formats)
{
    const QDateTime now = formats.dateTime(end);
    MonthOutlook month;
    month.budget = budget;
    std::vector<DatedSpend> dated;
    for (const core::ports::DayCost& day : days) {
        // Days are cut at one offset from UTC; by noon the zone's own clock agrees about the date all year round.
        const QDate date = formats.dateTime(day.start + std::chrono::hours(12)).date();
        dated.push_back({date, day.spend});
        if (date.year() == now.date().year() && date.month() == now.date().month()) {
            month.soFar += day.spend;
        }
    }
    const double ofToday = static_cast<double>(now.time().msecsSinceStartOfDay()) / 86'400'000.0;
    month.forecast = forecastMonth(dated, now.date(), ofToday);
    month.shareElapsed = (now.date().day() - 1 + ofToday) / now.date().daysInMonth();
    return month;
}

QString outlookSentence(const MonthOutlook& month, const Formats& formats)
{
    if (!month.budget) {
        return Words::tr("%1 spent this month. There is no budget.").arg(formats.money(month.soFar));
    }
    const core::domain::Money limit = *month.budget;
    const QString spent
        = Words::tr("%1 of %2 spent this month.").arg(formats.money(month.soFar), formats.money(limit));
    if (month.soFar > limit) {
        return spent + QLatin1Char(' ')
            + Words::tr("The budget is exceeded by %1.").arg(formats.money(month.soFar - limit));
    }
    if (!month.forecast) {
        return spent + QLatin1Char(' ') + Words::tr("A forecast needs three whole days of traffic.");
    }
    const double usd = limit.usd();
    const SpendForecast& forecast = *month.forecast;
    const QString expected = Words::tr("%1 (%2 to %3) is expected by its end:")
                                 .arg(formats.approximateUsd(forecast.expectedUsd),
                                     formats.approximateUsd(forecast.lowUsd), formats.approximateUsd(forecast.highUsd));
    const QString verdict = forecast.highUsd <= usd ? Words::tr("within the budget.")
        : forecast.lowUsd > usd                     ? Words::tr("over the budget.")
                                                    : Words::tr("it may exceed the budget.");
    return QStringLiteral("%1 %2 %3").arg(spent, expected, verdict);
}

} // namespace ui::models
