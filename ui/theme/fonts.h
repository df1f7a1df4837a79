#pragma once

#include <QFont>

namespace ui::theme {

/// The scale of type, relative to the font that the operator chose for text.
enum class TextRole {
    Caption, ///< axis labels, details
    Body,
    Strong, ///< body, semi-bold
    Title, ///< of a card or a chart
    Heading, ///< of a page
    Figure, ///< the value of a tile
};

/// Inter where it is installed, the system's font otherwise.
[[nodiscard]] QFont applicationFont(int pointSize);
[[nodiscard]] QFont fontFor(TextRole role);
[[nodiscard]] QFont monospacedFont();

} // namespace ui::theme
