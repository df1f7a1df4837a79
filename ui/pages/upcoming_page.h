#pragma once

#include "ui/models/view_id.h"
#include "ui/pages/page.h"

namespace ui::pages {

/// A view that is still to come: says what it will show, why it does not yet, and where to go meanwhile.
class UpcomingPage final : public Page {
    Q_OBJECT
public:
    UpcomingPage(models::ViewId view, models::ConsoleContext& context, QWidget* parent = nullptr);
};

} // namespace ui::pages
