#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QToolButton;

namespace ui::widgets {

/// A few exclusive choices side by side, e.g. the parts of a page.
class Segments final : public QWidget {
    Q_OBJECT
public:
    Segments(const QString& accessibleName, const QStringList& labels, QWidget* parent = nullptr);

    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int segment);
    [[nodiscard]] QToolButton& button(int segment) { return *m_buttons[static_cast<std::size_t>(segment)]; }

Q_SIGNALS:
    void chosen(int segment);

private:
    std::vector<QToolButton*> m_buttons;
    int m_current = 0;
};

} // namespace ui::widgets
