#include "ui/charts/nice_ticks.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui::charts {

namespace {

constexpr double kKeepAbove = 0.45;
constexpr double kSecond = 1000;
constexpr double kMinute = 60 * kSecond;
constexpr double kHour = 60 * kMinute;
constexpr double kDay = 24 * kHour;

constexpr std::array kTimeSteps{5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute, 2 * kMinute,
    5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour, 2 * kHour, 3 * kHour, 6 * kHour, 8 * kHour, 12 * kHour,
    kDay, 2 * kDay, 3 * kDay, 7 * kDay, 10 * kDay, 14 * kDay, 28 * kDay};

double niceCeiling(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
        if (factor * power >= value * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TimeAxis)
};

QString labelOf(const QDateTime& local, double stepMs)
{
    const QLocale locale;
    if (stepMs >= kDay || local.time() == QTime(0, 0)) {
        return locale.toString(local, Words::tr("d MMM"));
    }
    return locale.toString(local, stepMs < kMinute ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace

double niceMaximum(double dataMaximum, double current)
{
    if (!std::isfinite(dataMaximum) || dataMaximum <= 0) {
        return current > 0 ? current : 1;
    }
    if (dataMaximum <= current && dataMaximum >= kKeepAbove * current) {
        return current;
    }
    return niceCeiling(dataMaximum * 1.05);
}

std::vector<double> linearTicks(double maximum, int wanted)
{
    if (!(maximum > 0) || wanted < 1) {
        return {0};
    }
    const double raw = maximum / wanted;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= raw * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    }
    std::vector<double> ticks;
    for (int i = 0; step * i <= maximum * (1 + 1e-9); ++i) {
        ticks.push_back(step * i);
    }
    return ticks;
}

Decades niceDecades(double dataMinimum, double dataMaximum, const Decades& current)
{
    if (!(dataMinimum > 0) || !std::isfinite(dataMinimum) || !std::isfinite(dataMaximum)) {
        return current;
    }
    Decades decades{std::pow(10.0, std::floor(std::log10(dataMinimum))),
        std::pow(10.0, std::ceil(std::log10(dataMaximum)))};
    if (decades.high <= decades.low) {
        decades.high = decades.low * 10;
    }
    return decades;
}

std::vector<double> decadeTicks(const Decades& decades)
{
    std::vector<double> ticks;
    for (double tick = decades.low; tick <= decades.high * 1.0001; tick *= 10) {
        ticks.push_back(tick);
    }
    return ticks;
}

std::vector<TimeTick> timeTicks(double fromMs, double toMs, const QTimeZone& zone, int most)
{
    std::vector<TimeTick> ticks;
    const double span = toMs - fromMs;
    if (!(span > 0) || most < 1) {
        return ticks;
    }
    const auto step = std::find_if(
        kTimeSteps.begin(), kTimeSteps.end(), [&](double width) { return span / width <= most; });
    const double width = step == kTimeSteps.end() ? kTimeSteps.back() : *step;
    const auto local
        = [&](double ms) { return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms), zone); };
    // Aligned in local time, so that a step of six hours begins at midnight there.
    const double offset = 1000.0 * zone.offsetFromUtc(local(fromMs));
    for (double tick = std::ceil((fromMs + offset) / width) * width - offset; tick <= toMs; tick += width) {
        ticks.push_back({tick, labelOf(local(tick), width)});
    }
    return ticks;
}

} // namespace ui::charts
