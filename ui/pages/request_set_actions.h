#pragma once

#include "ui/models/async_query.h"
#include "ui/models/console_context.h"

#include <QWidget>

#include <cstdint>
#include <functional>

class QMenu;
class QPushButton;

namespace ui::pages {

/// What can be done with a filter as a whole: keep it under a name, and send all that it matches to review.
class RequestSetActions final : public QWidget {
    Q_OBJECT
public:
    using CurrentFilter = std::function<core::ports::RequestFilter()>;

    RequestSetActions(models::ConsoleContext& context, CurrentFilter current, QWidget* parent = nullptr);
    ~RequestSetActions() override;

Q_SIGNALS:
    void filterChosen(const core::ports::RequestFilter& filter);
    void messageRaised(const ui::models::Message& message);

private:
    void fillMenu();
    void askName();
    void countForReview();
    void askReview(const core::ports::RequestFilter& filter, std::int64_t count);
    void addToReview(const core::ports::RequestFilter& filter);

    models::ConsoleContext& m_context;
    CurrentFilter m_current;
    models::AsyncQuery<std::int64_t> m_count;
    QPushButton* m_saved;
    QMenu* m_menu;
    QPushButton* m_review;
};

} // namespace ui::pages
