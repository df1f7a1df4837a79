#include "ui/inspector/section.h"

#include "ui/widgets/labels.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui::inspector {

Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(0, 2, 0, 0);
    m_body->setSpacing(5);
    m_body->addWidget(widgets::makeLabel(title, theme::TextRole::Strong, this));
}

} // namespace ui::inspector
