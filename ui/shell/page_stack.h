#pragma once

#include "ui/models/console_context.h"

#include <QStackedWidget>

#include <array>

namespace ui::pages {
class OverviewPage;
class Page;
class RequestsPage;
} // namespace ui::pages

namespace ui::shell {

/// The nine views; each is made when it is first asked for.
class PageStack final : public QStackedWidget {
    Q_OBJECT
public:
    explicit PageStack(models::ConsoleContext& context, QWidget* parent = nullptr);

    void showView(models::ViewId view);
    [[nodiscard]] models::ViewId currentView() const { return m_current; }
    [[nodiscard]] pages::Page& page(models::ViewId view);
    [[nodiscard]] pages::Page& currentPage() { return page(m_current); }
    [[nodiscard]] pages::RequestsPage& requestsPage();

Q_SIGNALS:
    void viewLoaded();
    void historySimulated(bool isSimulated);

private:
    [[nodiscard]] pages::Page* makePage(models::ViewId view);

    models::ConsoleContext& m_context;
    std::array<pages::Page*, models::kViews.size()> m_pages{};
    models::ViewId m_current = models::ViewId::Overview;
};

} // namespace ui::shell
