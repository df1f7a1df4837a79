#pragma once

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;

namespace ui::widgets {

/// Two groups of controls in one row; where that would leave the first less than its least width, one above the other.
class SplitRow final : public QWidget {
    Q_OBJECT
public:
    /// `leastFirst`: pixels that the first group gets beside the second, at least.
    explicit SplitRow(int leastFirst, QWidget* parent = nullptr);

    [[nodiscard]] QHBoxLayout& first() { return *m_first; }
    [[nodiscard]] QHBoxLayout& second() { return *m_second; }

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int m_leastFirst;
    QBoxLayout* m_groups;
    QHBoxLayout* m_first;
    QHBoxLayout* m_second;
};

} // namespace ui::widgets
