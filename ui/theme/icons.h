#pragma once

#include <QIcon>
#include <QString>

namespace ui::theme {

/// Our own line icon `resources/icons/NAME.svg`, drawn at any size in the colours of the theme in force at
/// the time of painting: text colour, accent when it is on, muted when disabled.
[[nodiscard]] QIcon icon(const QString& name);
[[nodiscard]] QIcon icon(const char* name);

/// The same in one fixed colour.
[[nodiscard]] QPixmap iconPixmap(
    const QString& name, const QColor& colour, int size, double devicePixelRatio);

} // namespace ui::theme
