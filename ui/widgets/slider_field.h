#pragma once

#include <QString>
#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace ui::widgets {

/// A named number that is dragged or typed.
class SliderField final : public QWidget {
    Q_OBJECT
public:
    struct Range {
        double least = 0;
        double most = 1;
        double step = 0.01; ///< of the slider and the arrow keys
        int decimals = 2;
        QString suffix;
    };

    SliderField(const QString& name, const QString& help, const Range& range, const QString& objectName,
        QWidget* parent = nullptr);

    [[nodiscard]] double value() const;
    /// Without telling anybody.
    void setValue(double value);
    void setBoundLabel(const QString& text); ///< beside the name, muted: what is in force
    [[nodiscard]] QDoubleSpinBox& field() { return *m_field; }
    [[nodiscard]] QSlider& slider() { return *m_slider; }

Q_SIGNALS:
    void changed(double value); ///< while it is dragged, too

private:
    Range m_range;
    QLabel* m_bound;
    QSlider* m_slider;
    QDoubleSpinBox* m_field;
};

} // namespace ui::widgets
