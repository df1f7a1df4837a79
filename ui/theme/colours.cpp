#include "ui/theme/colours.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace ui::theme {

namespace {

Colours makeLight()
{
    Colours c;
    c.isDark = false;
    c.window = QColor(0xf6, 0xf7, 0xf9);
    c.surface = QColor(0xff, 0xff, 0xff);
    c.raised = QColor(0xf1, 0xf3, 0xf6);
    c.navigation = QColor(0xed, 0xef, 0xf3);
    c.border = QColor(0xdb, 0xdf, 0xe5);
    c.grid = QColor(0xe8, 0xea, 0xee);
    c.text = QColor(0x1c, 0x21, 0x27);
    c.mutedText = QColor(0x5c, 0x66, 0x71);
    c.accent = QColor(0x00, 0x72, 0xb2);
    c.accentText = QColor(0xff, 0xff, 0xff);
    c.selection = QColor(0xd7, 0xe8, 0xf4);
    c.alarm = QColor(0xd5, 0x5e, 0x00);
    c.warning = QColor(0xe6, 0x9f, 0x00);
    c.warningSurface = QColor(0xfd, 0xf5, 0xe2);
    c.success = QColor(0x00, 0x7d, 0x5c);
    c.metric = QColor(0x3d, 0x47, 0x52);
    c.metricLight = QColor(0x84, 0x8f, 0x9b);
    c.tierFirst = QColor(0x5a, 0x97, 0xcf);
    c.tierLast = QColor(0x0e, 0x35, 0x5c);
    return c;
}

Colours makeDark()
{
    Colours c;
    c.isDark = true;
    c.window = QColor(0x1f, 0x22, 0x25);
    c.surface = QColor(0x2a, 0x2e, 0x32);
    c.raised = QColor(0x32, 0x37, 0x3c);
    c.navigation = QColor(0x1a, 0x1d, 0x20);
    c.border = QColor(0x3c, 0x42, 0x48);
    c.grid = QColor(0x38, 0x3d, 0x43);
    c.text = QColor(0xed, 0xf0, 0xf2);
    c.mutedText = QColor(0xb3, 0xbc, 0xc5);
    c.accent = QColor(0x56, 0xb4, 0xe9);
    c.accentText = QColor(0x0d, 0x1b, 0x25);
    c.selection = QColor(0x2c, 0x4a, 0x60);
    c.alarm = QColor(0xe8, 0x6e, 0x14);
    c.warning = QColor(0xe6, 0x9f, 0x00);
    c.warningSurface = QColor(0x3b, 0x35, 0x26);
    c.success = QColor(0x2f, 0xbf, 0x95);
    c.metric = QColor(0xd3, 0xd9, 0xdf);
    c.metricLight = QColor(0x8c, 0x97, 0xa2);
    c.tierFirst = QColor(0xcd, 0xe6, 0xf8);
    c.tierLast = QColor(0x3f, 0x8f, 0xd0);
    return c;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

} // namespace

const Colours& lightColours()
{
    static const Colours colours = makeLight();
    return colours;
}

const Colours& darkColours()
{
    static const Colours colours = makeDark();
    return colours;
}

const Colours& coloursFor(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkColours() : lightColours();
}

QColor tierColour(const Colours& colours, int place, int tierCount)
{
    const float t = tierCount <= 1
        ? 1.0F
        : static_cast<float>(std::clamp(place, 0, tierCount - 1)) / static_cast<float>(tierCount - 1);
    const auto mix = [t](float from, float to) { return from + (to - from) * t; };
    return QColor::fromRgbF(mix(colours.tierFirst.redF(), colours.tierLast.redF()),
        mix(colours.tierFirst.greenF(), colours.tierLast.greenF()),
        mix(colours.tierFirst.blueF(), colours.tierLast.blueF()));
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace ui::theme
