#pragma once

#include "ui/models/console_context.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QFrame;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui::widgets {

/// One line in the alarm colour for each bypass in force, with its end and a button that lifts it.
class BypassBanner final : public QWidget {
    Q_OBJECT
public:
    explicit BypassBanner(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh();

private:
    struct Line {
        QFrame* frame;
        QLabel* icon;
        QLabel* text;
        QPushButton* lift;
        std::string taskId;
    };
    void addLine();

    models::ConsoleContext& m_context;
    QVBoxLayout* m_layout;
    std::vector<Line> m_lines;
    QTimer m_timer; ///< while one is in force: time passes without a new snapshot
};

} // namespace ui::widgets
