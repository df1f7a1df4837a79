#include "ui/widgets/slider_field.h"

#include "ui/widgets/labels.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

namespace ui::widgets {

namespace {

constexpr int kFieldWidth = 84;

} // namespace

SliderField::SliderField(const QString& name, const QString& help, const Range& range, const QString& objectName,
    QWidget* parent)
    : QWidget(parent)
    , m_range(range)
    , m_bound(makeMutedLabel({}, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_field(new QDoubleSpinBox(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    auto* head = new QHBoxLayout;
    QLabel* label = makeLabel(name, theme::TextRole::Body, this);
    label->setBuddy(m_field);
    head->addWidget(label);
    head->addStretch(1);
    head->addWidget(m_bound);
    layout->addLayout(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    m_slider->setObjectName(objectName + QStringLiteral("Slider"));
    m_slider->setAccessibleName(name);
    m_slider->setRange(0, static_cast<int>(std::lround((range.most - range.least) / range.step)));
    m_field->setObjectName(objectName);
    m_field->setAccessibleName(name);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setDecimals(range.decimals);
    m_field->setRange(range.least, range.most);
    m_field->setSingleStep(range.step);
    m_field->setSuffix(range.suffix);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setFixedWidth(kFieldWidth);
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    layout->addLayout(row);
    setToolTip(help);
    connect(m_slider, &QSlider::valueChanged, this,
        [this](int step) { m_field->setValue(m_range.least + step * m_range.step); });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(static_cast<int>(std::lround((value - m_range.least) / m_range.step)));
        Q_EMIT changed(value);
    });
}

double SliderField::value() const
{
    return m_field->value();
}

void SliderField::setValue(double value)
{
    const QSignalBlocker quiet(this);
    m_field->setValue(value);
}

void SliderField::setBoundLabel(const QString& text)
{
    m_bound->setText(text);
}

} // namespace ui::widgets
