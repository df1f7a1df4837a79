#include "ui/widgets/dragged_field.h"

#include "ui/widgets/labels.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <utility>

namespace ui::widgets {

namespace {

constexpr int kFieldWidth = 84;
constexpr int kGap = 10;
constexpr int kHeadGap = 8; ///< between the name and what is in force

} // namespace

DraggedField::DraggedField(
    const QString& name, const QString& help, Scale scale, const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_head(new QHBoxLayout)
    , m_bound(makeMutedLabel({}, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_field(new QDoubleSpinBox(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    m_head->setSpacing(kHeadGap);
    m_head->addStretch(1);
    m_head->addWidget(m_bound);
    layout->addLayout(m_head);
    m_slider->setObjectName(objectName + QStringLiteral("Slider"));
    m_slider->setAccessibleName(name);
    m_slider->setRange(0, scale.steps);
    m_field->setObjectName(objectName);
    m_field->setAccessibleName(name);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setDecimals(scale.decimals);
    m_field->setRange(scale.least, scale.most);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setFixedWidth(kFieldWidth);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_slider, 1);
    row->addWidget(m_field);
    layout->addLayout(row);
    setToolTip(help);
    connect(m_slider, &QSlider::valueChanged, this,
        [this, valueOf = std::move(scale.valueOf)](int step) { m_field->setValue(valueOf(step)); });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this, stepOf = std::move(scale.stepOf)](double value) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(stepOf(value));
        Q_EMIT changed(value);
    });
}

void DraggedField::setBoundLabel(const QString& text)
{
    m_bound->setText(text);
}

} // namespace ui::widgets
