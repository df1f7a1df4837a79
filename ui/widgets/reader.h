#pragma once

#include <QString>

class QPlainTextEdit;
class QWidget;

namespace ui::widgets {

/// A text to be read: scrolls, can be selected and copied, never edited.
[[nodiscard]] QPlainTextEdit* makeReader(const QString& name, QWidget* parent);

/// The operator's name on this machine: what a reviewer is called unless they say otherwise.
[[nodiscard]] QString loginName();

} // namespace ui::widgets
