#include "ui/pages/upcoming_page.h"

#include "ui/widgets/empty_state.h"

#include <QVBoxLayout>

namespace ui::pages {

UpcomingPage::UpcomingPage(models::ViewId view, models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
{
    auto* layout = new QVBoxLayout(this);
    auto* state
        = new widgets::EmptyState({models::nameOf(view),
                                      tr("Clusters of escalated requests will stand here, ranked by what "
                                         "distilling them would save."),
                                      tr("Clustering is not part of this version. Escalated requests are "
                                         "recorded already, so nothing is lost."),
                                      tr("Look at escalated requests")},
            this);
    layout->addWidget(state);
    connect(state, &widgets::EmptyState::nextStepRequested, this, [this] {
        core::ports::RequestFilter filter;
        filter.isEscalated = true;
        filter.range = context().range();
        Q_EMIT context().requestsRequested(filter, {});
    });
}

} // namespace ui::pages
