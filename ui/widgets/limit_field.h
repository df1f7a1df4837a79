#pragma once

#include <QString>
#include <QWidget>

#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace ui::widgets {

/// A limit that can be left out: ticked, it is dragged on a logarithmic slider or typed.
class LimitField final : public QWidget {
    Q_OBJECT
public:
    struct Range {
        double least = 1; ///< above 0
        double most = 1000;
        double usual = 100; ///< where it begins when it is first ticked
        int decimals = 0;
        QString prefix;
        QString suffix;
    };

    LimitField(const QString& name, const QString& help, const Range& range, const QString& objectName,
        QWidget* parent = nullptr);

    [[nodiscard]] std::optional<double> value() const;
    /// Without telling anybody.
    void setValue(const std::optional<double>& value);
    void setBoundLabel(const QString& text); ///< beside the name, muted: what is in force
    [[nodiscard]] QCheckBox& box() { return *m_box; }
    [[nodiscard]] QDoubleSpinBox& field() { return *m_field; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] int stepOf(double value) const;
    void showAvailability();

    Range m_range;
    QCheckBox* m_box;
    QLabel* m_bound;
    QSlider* m_slider;
    QDoubleSpinBox* m_field;
};

} // namespace ui::widgets
