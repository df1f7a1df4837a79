#include "ui/widgets/slider_field.h"

#include "ui/widgets/labels.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <cmath>

namespace ui::widgets {

SliderField::SliderField(const QString& name, const QString& help, const Range& range, const QString& objectName,
    QWidget* parent)
    : DraggedField(name, help,
          {range.least, range.most, range.decimals, static_cast<int>(std::lround((range.most - range.least) / range.step)),
              [range](int step) { return range.least + step * range.step; },
              [range](double value) { return static_cast<int>(std::lround((value - range.least) / range.step)); }},
          objectName, parent)
{
    QLabel* label = makeLabel(name, theme::TextRole::Body, this);
    label->setBuddy(&field());
    head().insertWidget(0, label);
    field().setSingleStep(range.step);
    field().setSuffix(range.suffix);
}

double SliderField::value() const
{
    return field().value();
}

void SliderField::setValue(double value)
{
    const QSignalBlocker quiet(this);
    field().setValue(value);
}

} // namespace ui::widgets
