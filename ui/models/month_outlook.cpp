#include "ui/models/month_outlook.h"

#include <QDate>

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
    std::vector<DatedSpend> steady;
    core::domain::Money started;
    for (const core::ports::DayCost& day : days) {
        const QDate date = formats.dateTime(day.start).date();
        const core::domain::Money inStep = day.spend + day.shadowed;
        if (day.queries > 0 || inStep.nanoUsd != 0) {
            steady.push_back({date, inStep});
        }
        if (date.year() == now.date().year() && date.month() == now.date().month()) {
            month.soFar += day.spend + day.beside();
            month.beside += day.beside();
            started += day.started;
        }
    }
    const double ofToday = static_cast<double>(now.time().msecsSinceStartOfDay()) / 86'400'000.0;
    month.forecast = forecastMonth(steady, now.date(), ofToday);
    if (month.forecast) {
        month.forecast->soFar += started;
        month.forecast->expectedUsd += started.usd();
        month.forecast->lowUsd += started.usd();
        month.forecast->highUsd += started.usd();
    }
    month.shareElapsed = (now.date().day() - 1 + ofToday) / now.date().daysInMonth();
    return month;
}

QString outlookSentence(const MonthOutlook& month, const Formats& formats)
{
    const QString beside = month.beside.nanoUsd == 0 ? QString()
                                                     : QLatin1Char(' ')
            + Words::tr("%1 of it went beside the traffic, on training, audits and studies.")
                  .arg(formats.money(month.beside));
    if (!month.budget) {
        return Words::tr("%1 spent this month. There is no budget.").arg(formats.money(month.soFar)) + beside;
    }
    const core::domain::Money limit = *month.budget;
    const QString spent
        = Words::tr("%1 of %2 spent this month.").arg(formats.money(month.soFar), formats.money(limit)) + beside;
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
