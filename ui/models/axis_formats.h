#pragma once

#include "ui/models/formats.h"

#include <QString>

namespace ui::models {

/// Decimals that write the ticks of an axis exactly when they lie `step` apart.
[[nodiscard]] int decimalsOfStep(double step);
/// A tick of an axis whose ticks lie `step` apart: all of them with the same decimals, zero without.
[[nodiscard]] QString axisUsd(const Formats& formats, double usd, double step);
/// As Formats::approximateUsd, with the decimals that `largest` has: for amounts that stand side by side.
[[nodiscard]] QString usdBeside(const Formats& formats, double usd, double largest);
/// What stands behind a number that is a percentage, with the language's space before it.
[[nodiscard]] QString percentSuffix();

} // namespace ui::models
