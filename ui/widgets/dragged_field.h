#pragma once

#include <QString>
#include <QWidget>

#include <functional>

class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QSlider;

namespace ui::widgets {

/// A number on a slider and in a field that follow each other. A subclass names it.
class DraggedField : public QWidget {
    Q_OBJECT
public:
    void setBoundLabel(const QString& text); ///< beside the name, muted: what is in force
    [[nodiscard]] QDoubleSpinBox& field() const { return *m_field; }
    [[nodiscard]] QSlider& slider() const { return *m_slider; }

Q_SIGNALS:
    void changed(double value); ///< while it is dragged, too

protected:
    struct Scale {
        double least = 0;
        double most = 1;
        int decimals = 2;
        int steps = 100; ///< of the slider, from the least to the most
        std::function<double(int)> valueOf; ///< of a step
        std::function<int(double)> stepOf;
    };

    DraggedField(const QString& name, const QString& help, Scale scale, const QString& objectName, QWidget* parent);
    [[nodiscard]] QHBoxLayout& head() { return *m_head; } ///< for the name

private:
    QHBoxLayout* m_head;
    QLabel* m_bound;
    QSlider* m_slider;
    QDoubleSpinBox* m_field;
};

} // namespace ui::widgets
