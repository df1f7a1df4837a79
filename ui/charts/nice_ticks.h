#pragma once

#include <QString>
#include <QTimeZone>

#include <vector>

namespace ui::charts {

struct TimeTick {
    double ms = 0; ///< since the epoch, UTC
    QString label;
};

/// Upper end of a linear axis from 0: 1, 2, 2.5 or 5 times a power of ten. Keeps `current` while the data
/// fills at least 45% of it, so that a live axis does not twitch.
[[nodiscard]] double niceMaximum(double dataMaximum, double current);

/// Ticks of a linear axis from 0 to `maximum`, both included; about `wanted` of them.
[[nodiscard]] std::vector<double> linearTicks(double maximum, int wanted);

/// Whole decades around the data; both bounds are powers of ten.
struct Decades {
    double low = 1;
    double high = 10;
};
[[nodiscard]] Decades niceDecades(double dataMinimum, double dataMaximum, const Decades& current);
[[nodiscard]] std::vector<double> decadeTicks(const Decades& decades);

/// Round local times inside the range, at most `most` of them.
[[nodiscard]] std::vector<TimeTick> timeTicks(double fromMs, double toMs, const QTimeZone& zone, int most);

} // namespace ui::charts
