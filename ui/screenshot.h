#pragma once

#include "core/base/result.h"

#include <QString>

namespace ui {

class MainWindow;

/// Saves what the window shows now, at the screen's device pixel ratio. Wait for MainWindow::viewLoaded()
/// first.
[[nodiscard]] core::Result<void> renderScreenshot(MainWindow& window, const QString& path);

} // namespace ui
