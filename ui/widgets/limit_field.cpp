#include "ui/widgets/limit_field.h"

#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::widgets {

namespace {

constexpr int kFieldWidth = 84;
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
    : QWidget(parent)
    , m_range(range)
    , m_box(new QCheckBox(name, this))
    , m_bound(makeMutedLabel({}, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_field(new QDoubleSpinBox(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    auto* head = new QHBoxLayout;
    m_box->setObjectName(objectName + QStringLiteral(".on"));
    head->addWidget(m_box);
    head->addStretch(1);
    head->addWidget(m_bound);
    layout->addLayout(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    m_slider->setObjectName(objectName + QStringLiteral("Slider"));
    m_slider->setAccessibleName(name);
    m_slider->setRange(0, kSteps);
    m_field->setObjectName(objectName);
    m_field->setAccessibleName(name);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setDecimals(range.decimals);
    m_field->setRange(range.least, range.most);
    m_field->setPrefix(range.prefix);
    m_field->setSuffix(range.suffix);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setFixedWidth(kFieldWidth);
    m_field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_field->setValue(range.usual);
    m_slider->setValue(stepOf(range.usual));
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    layout->addLayout(row);
    setToolTip(help);
    showAvailability();
    connect(m_box, &QCheckBox::toggled, this, [this] {
        showAvailability();
        Q_EMIT changed();
    });
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_field->setValue(rounded(m_range.least * std::pow(m_range.most / m_range.least, static_cast<double>(step) / kSteps)));
    });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(stepOf(value));
        Q_EMIT changed();
    });
}

int LimitField::stepOf(double value) const
{
    return static_cast<int>(
        std::lround(kSteps * std::log(value / m_range.least) / std::log(m_range.most / m_range.least)));
}

void LimitField::showAvailability()
{
    const QString why = m_box->isChecked() ? QString() : tr("There is no limit. Tick “%1” to set one.").arg(m_box->text());
    setAvailable(m_slider, why);
    setAvailable(m_field, why);
}

std::optional<double> LimitField::value() const
{
    return m_box->isChecked() ? std::optional(m_field->value()) : std::nullopt;
}

void LimitField::setValue(const std::optional<double>& value)
{
    const QSignalBlocker quiet(this);
    if (value) {
        m_field->setValue(std::clamp(*value, m_range.least, m_range.most));
    }
    m_box->setChecked(value.has_value());
}

void LimitField::setBoundLabel(const QString& text)
{
    m_bound->setText(text);
}

} // namespace ui::widgets
