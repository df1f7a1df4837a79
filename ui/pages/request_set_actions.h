#pragma once

#include "ui/models/async_query.h"
#include "ui/models/console_context.h"
#include "ui/models/saved_filters.h"

#include <QWidget>

#include <cstdint>
#include <functional>
#include <optional>

class QMenu;
class QPushButton;

namespace ui::pages {

/// What can be done with a filter as a whole: keep it under a name, and send all that it matches to review.
class RequestSetActions final : public QWidget {
    Q_OBJECT
public:
    struct Current {
        std::function<core::ports::RequestFilter()> ended; ///< up to now: it matches no request that comes later
        std::function<models::SavedFilter()> shown; ///< without a name
    };

    RequestSetActions(models::ConsoleContext& context, Current current, QWidget* parent = nullptr);
    ~RequestSetActions() override;

Q_SIGNALS:
    void filterChosen(const ui::models::SavedFilter& filter);
    void messageRaised(const ui::models::Message& message);

private:
    void fillMenu();
    void askName();
    void forget(const models::SavedFilter& filter);
    void countForReview();
    void askReview(const core::ports::RequestFilter& filter, std::int64_t count);
    void addToReview(const core::ports::RequestFilter& filter);

    models::ConsoleContext& m_context;
    Current m_current;
    std::optional<models::SavedFilter> m_forgotten; ///< the last one, to bring back
    models::AsyncQuery<std::int64_t> m_count;
    QPushButton* m_saved;
    QMenu* m_menu;
    QPushButton* m_review;
};

} // namespace ui::pages
