#include "ui/pages/card.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui::pages {

Card::Card(const QString& title, const QString& subtitle, QWidget* parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
    , m_header(new QHBoxLayout)
{
    setProperty("card", true);
    m_body->setContentsMargins(14, 10, 14, 12);
    m_body->setSpacing(6);
    m_header->setSpacing(8);
    m_header->addWidget(widgets::makeLabel(title, theme::TextRole::Title, this));
    m_header->addStretch(1);
    m_body->addLayout(m_header);
    if (!subtitle.isEmpty()) {
        QLabel* label = widgets::makeMutedLabel(subtitle, this);
        label->setWordWrap(true);
        m_body->addWidget(label);
    }
}

} // namespace ui::pages
