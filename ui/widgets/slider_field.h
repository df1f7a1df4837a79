#pragma once

#include "ui/widgets/dragged_field.h"

namespace ui::widgets {

/// A named number that is dragged or typed.
class SliderField final : public DraggedField {
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
};

} // namespace ui::widgets
