#pragma once

#include "core/base/result.h"

#include <QImage>
#include <QString>

namespace ui {

class MainWindow;

/// A picture of the window, which has to be shown and settled, as a PNG of at most 256 colours.
[[nodiscard]] core::Result<void> renderScreenshot(MainWindow& window, const QString& path);

/// The picture in at most `most` of its colours, with the least change of any pixel that this allows. Flat areas keep theirs.
[[nodiscard]] QImage inFewColours(const QImage& picture, int most);

} // namespace ui
