#include "ui/models/axis_formats.h"

#include <cmath>

namespace ui::models {

int decimalsOfStep(double step)
{
    constexpr int kMost = 6;
    int decimals = 0;
    for (double scaled = step; decimals < kMost && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled; scaled *= 10) {
        ++decimals;
    }
    return decimals;
}

QString axisUsd(const Formats& formats, double usd, double step)
{
    const int decimals = decimalsOfStep(step);
    return QStringLiteral("$") + formats.number(usd, usd == 0 ? 0 : decimals == 1 ? 2 : decimals);
}

QString usdBeside(const Formats& formats, double usd, double largest)
{
    if (!std::isfinite(usd)) {
        return Formats::dash();
    }
    const double most = std::abs(largest);
    const int decimals = usd == 0 || most >= 100 ? 0 : most >= 0.1 ? 2 : 4;
    if (usd != 0 && std::abs(usd) < 0.5 * std::pow(10.0, -decimals)) {
        return formats.approximateUsd(usd); // little beside the others, not nothing
    }
    return (usd < 0 ? QStringLiteral("−$") : QStringLiteral("$")) + formats.number(std::abs(usd), decimals);
}

QString percentSuffix()
{
    return Formats::tr("%1%").arg(QString());
}

} // namespace ui::models
