#pragma once

#include "ui/models/console_context.h"

#include <QStackedWidget>
#include <QTimer>

#include <array>

class QLabel;

namespace ui::pages {
class CoveragePage;
class OverviewPage;
class Page;
class PolicyPage;
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
    [[nodiscard]] pages::PolicyPage& policyPage();
    [[nodiscard]] pages::RequestsPage& requestsPage();
    [[nodiscard]] pages::CoveragePage& coveragePage();

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void viewLoaded();
    void historySimulated(bool isSimulated);

private:
    [[nodiscard]] pages::Page* makePage(models::ViewId view);
    void updateReading();
    void placeReading();

    models::ConsoleContext& m_context;
    std::array<pages::Page*, models::kViews.size()> m_pages{};
    models::ViewId m_current = models::ViewId::Overview;
    QLabel* m_reading; ///< over a view whose data has not come yet
    QTimer m_patience; ///< what comes at once needs no word
};

} // namespace ui::shell
