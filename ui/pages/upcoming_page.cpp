#include "ui/pages/upcoming_page.h"

#include "ui/widgets/empty_state.h"

#include <QVBoxLayout>

namespace ui::pages {

namespace {

struct Upcoming {
    widgets::EmptyState::Content content;
    models::ViewId nextView;
};

Upcoming upcoming(models::ViewId view)
{
    const QString iconName = models::nameOf(view);
    switch (view) {
    case models::ViewId::Clusters:
        return {{iconName,
                    UpcomingPage::tr("Clusters of escalated requests will stand here, ranked by what "
                                     "distilling them would save."),
                    UpcomingPage::tr("Clustering is not part of this version. Escalated requests are "
                                     "recorded already, so nothing is lost."),
                    UpcomingPage::tr("Look at escalated requests")},
            models::ViewId::Requests};
    default:
        return {
            {iconName, UpcomingPage::tr("Sampled answers will be judged here, one at a time, side by side."),
                UpcomingPage::tr("The review queue is not part of this version. Single answers can be judged "
                                 "in the inspector "
                                 "of Requests today."),
                UpcomingPage::tr("Judge an answer in Requests")},
            models::ViewId::Requests};
    }
}

} // namespace

UpcomingPage::UpcomingPage(models::ViewId view, models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
{
    const Upcoming entry = upcoming(view);
    auto* layout = new QVBoxLayout(this);
    auto* state = new widgets::EmptyState(entry.content, this);
    layout->addWidget(state);
    connect(state, &widgets::EmptyState::nextStepRequested, this, [this, view, next = entry.nextView] {
        if (view == models::ViewId::Clusters) {
            core::ports::RequestFilter filter;
            filter.isEscalated = true;
            filter.range = context().range();
            Q_EMIT context().requestsRequested(filter, {});
        } else {
            Q_EMIT context().viewRequested(next);
        }
    });
}

} // namespace ui::pages
