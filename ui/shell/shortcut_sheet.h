#pragma once

#include <QAction>
#include <QDialog>

namespace ui::shell {

/// Every shortcut on one sheet.
class ShortcutSheet final : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutSheet(const QList<QAction*>& actions, QWidget* parent = nullptr);
};

} // namespace ui::shell
