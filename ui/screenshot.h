#pragma once

#include "core/base/result.h"

#include <QImage>
#include <QString>

namespace ui {

class MainWindow;

/// A picture of the window, which has to be shown and settled, as a PNG of at most 256 colours.
[[nodiscard]] core::Result<void> renderScreenshot(MainWindow& window, const QString& path);

/// The picture in its `most` most telling colours: a fraction of the size, and flat areas keep theirs exactly.
[[nodiscard]] QImage inFewColours(const QImage& picture, int most);

} // namespace ui
