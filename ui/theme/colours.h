#pragma once

#include <QColor>

class QPalette;

namespace ui::theme {

/// Every colour of one theme. Grey by default; `alarm` is for alarms only and always comes with an icon and a
/// word.
struct Colours {
    bool isDark = false;
    QColor window; ///< behind everything
    QColor surface; ///< cards, charts, tables
    QColor raised; ///< hover, alternate rows
    QColor navigation; ///< the left bar
    QColor border;
    QColor grid; ///< of charts
    QColor text;
    QColor mutedText;
    QColor accent; ///< focus, links, the one primary button
    QColor accentText; ///< on accent
    QColor selection;
    QColor alarm;
    QColor warning;
    QColor warningSurface;
    QColor success;
    QColor metric; ///< series that are neither tier nor alarm
    QColor metricLight;
    QColor tierFirst; ///< the cheapest tier
    QColor tierLast; ///< the last tier
};

[[nodiscard]] const Colours& lightColours();
[[nodiscard]] const Colours& darkColours();
/// The theme that a palette belongs to.
[[nodiscard]] const Colours& coloursFor(const QPalette& palette);

/// One hue from light to dark along the cascade.
[[nodiscard]] QColor tierColour(const Colours& colours, int place, int tierCount);
/// Contrast of two opaque colours as WCAG 2 defines it, in [1, 21].
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);

} // namespace ui::theme
