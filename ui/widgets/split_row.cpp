#include "ui/widgets/split_row.h"

#include <QHBoxLayout>

#include <algorithm>

namespace ui::widgets {

SplitRow::SplitRow(int leastFirst, QWidget* parent)
    : QWidget(parent)
    , m_leastFirst(leastFirst)
    , m_groups(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_first(new QHBoxLayout)
    , m_second(new QHBoxLayout)
{
    m_groups->setContentsMargins(0, 0, 0, 0);
    m_groups->addLayout(m_first, 1);
    m_groups->addLayout(m_second);
}

QSize SplitRow::minimumSizeHint() const
{
    const int widest = std::max(m_first->minimumSize().width(), m_second->minimumSize().width());
    return {widest, m_groups->minimumSize().height()};
}

void SplitRow::resizeEvent(QResizeEvent* event)
{
    const int beside = m_leastFirst + m_groups->spacing() + m_second->sizeHint().width();
    m_groups->setDirection(width() < beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

} // namespace ui::widgets
