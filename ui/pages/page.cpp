#include "ui/pages/page.h"

namespace ui::pages {

Page::Page(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    const auto refreshIfVisible = [this] {
        if (isVisible()) {
            refresh();
        }
    };
    connect(&m_context, &models::ConsoleContext::selectionChanged, this, refreshIfVisible);
    connect(&m_context, &models::ConsoleContext::preferencesChanged, this, refreshIfVisible);
    connect(&m_context, &models::ConsoleContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            showSnapshot();
        }
    });
}

void Page::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

} // namespace ui::pages
