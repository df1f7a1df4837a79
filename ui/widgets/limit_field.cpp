#include "ui/widgets/limit_field.h"

#include "ui/widgets/availability.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr int kSteps = 120;

/// To two significant digits, so that a dragged limit is a number that people say.
double rounded(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

} // namespace

LimitField::LimitField(const QString& name, const QString& help, const Range& range, const QString& objectName,
    QWidget* parent)
    : DraggedField(name, help,
          {range.least, range.most, range.decimals, kSteps,
              [range](int step) {
                  return rounded(range.least * std::pow(range.most / range.least, static_cast<double>(step) / kSteps));
              },
              [range](double value) {
                  return static_cast<int>(
                      std::lround(kSteps * std::log(value / range.least) / std::log(range.most / range.least)));
              }},
          objectName, parent)
    , m_box(new QCheckBox(name, this))
{
    m_box->setObjectName(objectName + QStringLiteral(".on"));
    head().insertWidget(0, m_box);
    field().setPrefix(range.prefix);
    field().setSuffix(range.suffix);
    field().setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field().setValue(range.usual);
    showAvailability();
    connect(m_box, &QCheckBox::toggled, this, [this] {
        showAvailability();
        Q_EMIT changed(field().value());
    });
}

void LimitField::showAvailability()
{
    const QString why = m_box->isChecked() ? QString() : tr("There is no limit. Tick “%1” to set one.").arg(m_box->text());
    setAvailable(&slider(), why);
    setAvailable(&field(), why);
}

std::optional<double> LimitField::value() const
{
    return m_box->isChecked() ? std::optional(field().value()) : std::nullopt;
}

void LimitField::setValue(const std::optional<double>& value)
{
    const QSignalBlocker quiet(this);
    if (value) {
        field().setValue(std::clamp(*value, field().minimum(), field().maximum()));
    }
    m_box->setChecked(value.has_value());
}

} // namespace ui::widgets
