#include "ui/widgets/page_scroll.h"

#include <QEvent>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::widgets {

PageScroll::PageScroll(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    auto* contents = new QWidget(this);
    contents->setObjectName(QStringLiteral("pageBody"));
    m_body = new QVBoxLayout(contents);
    m_body->setContentsMargins(14, 12, 14, 12);
    m_body->setSpacing(10);
    setWidget(contents);
}

bool PageScroll::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fitHeight();
    }
    return QScrollArea::eventFilter(watched, event);
}

void PageScroll::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    fitHeight();
}

void PageScroll::reveal(QWidget& inside)
{
    QTimer::singleShot(0, &inside, [&inside] {
        for (QWidget* above = inside.parentWidget(); above != nullptr; above = above->parentWidget()) {
            if (auto* page = qobject_cast<PageScroll*>(above)) {
                page->widget()->layout()->activate();
                page->ensureWidgetVisible(&inside);
                return;
            }
        }
    });
}

void PageScroll::fitHeight()
{
    if (m_body->hasHeightForWidth()) {
        widget()->setMinimumHeight(std::max(0, m_body->totalHeightForWidth(viewport()->width())));
    }
}

} // namespace ui::widgets
