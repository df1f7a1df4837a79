#pragma once

#include "ui/theme/colours.h"

#include <QPalette>
#include <QString>

class QApplication;

namespace ui::theme {

enum class ThemeChoice { System, Light, Dark };

[[nodiscard]] ThemeChoice themeChoiceFrom(const QString& name);
[[nodiscard]] QString nameOf(ThemeChoice choice);

/// Puts Fusion with our palette, type and the small style sheet on the application. Construct it once, before
/// any change of palette, so that it sees what the desktop prefers.
class ThemeController final {
public:
    explicit ThemeController(QApplication& application);

    void apply(ThemeChoice choice, int fontPointSize);

private:
    QApplication& m_application;
    bool m_isSystemDark;
    QString m_styleSheet;
};

[[nodiscard]] QPalette paletteOf(const Colours& colours);

} // namespace ui::theme
