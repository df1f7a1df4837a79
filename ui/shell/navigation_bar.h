#pragma once

#include <QWidget>

namespace ui::shell {

class WindowActions;

/// The nine views at the left edge.
class NavigationBar final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kWidth = 168;

    explicit NavigationBar(const WindowActions& actions, QWidget* parent = nullptr);
};

} // namespace ui::shell
