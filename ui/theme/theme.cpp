#include "ui/theme/theme.h"

#include "ui/theme/console_style.h"
#include "ui/theme/fonts.h"

#include <QApplication>
#include <QFile>
#include <QToolTip>

#include <array>
#include <utility>

namespace ui::theme {

namespace {

constexpr int kDarkBelow = 128;

QString readStyleSheet()
{
    QFile file(QStringLiteral(":/style/console.qss"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString withColours(QString sheet, const Colours& c)
{
    // Longer names first, so that none is the beginning of a later one.
    const std::array<std::pair<const char*, QColor>, 13> tokens{
        {{"@warningSurface", c.warningSurface}, {"@accentText", c.accentText}, {"@mutedText", c.mutedText},
            {"@navigation", c.navigation}, {"@selection", c.selection}, {"@warning", c.warning},
            {"@surface", c.surface}, {"@border", c.border}, {"@accent", c.accent}, {"@window", c.window},
            {"@raised", c.raised}, {"@alarm", c.alarm}, {"@text", c.text}}};
    for (const auto& [token, colour] : tokens) {
        sheet.replace(QLatin1String(token), colour.name());
    }
    return sheet;
}

} // namespace

ThemeChoice themeChoiceFrom(const QString& name)
{
    return name == QLatin1String("dark") ? ThemeChoice::Dark
        : name == QLatin1String("light") ? ThemeChoice::Light
                                         : ThemeChoice::System;
}

QString nameOf(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

QPalette paletteOf(const Colours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, c.raised);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    palette.setColor(QPalette::Button, c.surface);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.alarm);
    palette.setColor(QPalette::ToolTipBase, c.isDark ? c.raised : c.text);
    palette.setColor(QPalette::ToolTipText, c.isDark ? c.text : c.surface);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.surface);
    palette.setColor(QPalette::Midlight, c.raised);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Dark, c.border);
    palette.setColor(QPalette::Shadow, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(
            QPalette::Disabled, role, c.isDark ? c.mutedText.darker(150) : c.mutedText.lighter(140));
    }
    return palette;
}

ThemeController::ThemeController(QApplication& application)
    : m_application(application)
    , m_isSystemDark(QApplication::palette().color(QPalette::Window).lightness() < kDarkBelow)
    , m_styleSheet(readStyleSheet())
{
    QApplication::setStyle(new ConsoleStyle); // the application owns it
}

void ThemeController::apply(ThemeChoice choice, int fontPointSize)
{
    const bool isDark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_isSystemDark);
    const Colours& colours = isDark ? darkColours() : lightColours();
    QApplication::setFont(applicationFont(fontPointSize));
    QApplication::setPalette(paletteOf(colours));
    QToolTip::setPalette(paletteOf(colours));
    m_application.setStyleSheet(withColours(m_styleSheet, colours));
}

} // namespace ui::theme
