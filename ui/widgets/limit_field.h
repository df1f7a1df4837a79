#pragma once

#include "ui/widgets/dragged_field.h"

#include <optional>

class QCheckBox;

namespace ui::widgets {

/// A limit that can be left out: ticked, it is dragged on a logarithmic slider or typed.
class LimitField final : public DraggedField {
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

private:
    void showAvailability();

    QCheckBox* m_box;
};

} // namespace ui::widgets
