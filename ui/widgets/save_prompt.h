#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace ui::widgets {

/// Asks for a file without blocking anything; `accept` gets the path unless the dialog is cancelled.
void askSavePath(QWidget* parent, const QString& caption, const QString& suggestedName, const QString& suffix,
    std::function<void(const QString& path)> accept);

} // namespace ui::widgets
