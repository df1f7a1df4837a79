#pragma once

#include "ui/theme/fonts.h"

#include <QString>

class QLabel;
class QWidget;

namespace ui::widgets {

/// Labels whose type follows the application's font.
[[nodiscard]] QLabel* makeLabel(const QString& text, theme::TextRole role, QWidget* parent);
[[nodiscard]] QLabel* makeMutedLabel(const QString& text, QWidget* parent);
/// Wraps, and its text can be selected with mouse and keyboard.
[[nodiscard]] QLabel* makeTextBlock(const QString& text, QWidget* parent);

} // namespace ui::widgets
