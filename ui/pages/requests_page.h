#pragma once

#include "ui/models/async_query.h"
#include "ui/pages/page.h"

#include <QTimer>

class QStackedWidget;

namespace ui::models {
class RequestExporter;
class RequestTableModel;
struct SavedFilter;
} // namespace ui::models
namespace ui::widgets {
class DataTable;
class EmptyState;
class MessageBar;
} // namespace ui::widgets

namespace ui::pages {

class RequestFilterBar;

/// Every query with its route: a lazily paged table; the inspector beside it shows the selected one.
class RequestsPage final : public Page {
    Q_OBJECT
public:
    explicit RequestsPage(models::ConsoleContext& context, QWidget* parent = nullptr);
    ~RequestsPage() override;

    [[nodiscard]] bool isLoaded() const override;
    void refresh() override;
    void showSnapshot() override;
    void focusSearch() override;
    [[nodiscard]] bool canExport() const override { return true; }
    void exportView() override;
    /// Shows a filter from elsewhere and selects a request.
    void openFilter(
        const core::ports::RequestFilter& filter, const QString& selectId, const core::ports::RequestOrder& order = {});
    /// Shows a filter that the operator keeps, with its task and range where it has them.
    void openSaved(const models::SavedFilter& saved);

    [[nodiscard]] const models::RequestTableModel& model() const { return *m_model; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable();
    void fitColumns();
    void restore();
    void remember();
    void query();
    void tick();
    void showScope();
    void updateCount();
    void showFirstPage();
    void selectRow(int row);
    void sortBy(int column);
    void showOrder();
    [[nodiscard]] bool isElsewhere() const;
    [[nodiscard]] core::ports::RequestFilter fullFilter() const;
    [[nodiscard]] core::ports::RequestFilter endedFilter() const;
    [[nodiscard]] models::SavedFilter shown() const;

    models::RequestTableModel* m_model;
    models::RequestExporter* m_exporter;
    models::AsyncQuery<std::int64_t> m_count;
    RequestFilterBar* m_bar;
    widgets::MessageBar* m_messages;
    QStackedWidget* m_stack;
    widgets::DataTable* m_table;
    widgets::EmptyState* m_empty;
    QTimer m_timer;
    core::ports::RequestOrder m_order;
    std::optional<core::ports::RequestFilter> m_outside; ///< task, range and client key that another view asked for
    QString m_pendingSelection;
};

} // namespace ui::pages
