#pragma once

#include "core/ports/history.h"
#include "ui/models/async_query.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace ui::models {

/// Requests page by page: rows are fetched by key as the view asks for them; filter and order are the
/// store's. Old rows stay until the first page of a new filter has arrived.
class RequestTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Time,
        Task,
        Query,
        AnsweredBy,
        Escalations,
        Score,
        Cost,
        LastTierOnly,
        Latency,
        Judged,
        ColumnCount
    };
    static constexpr int kPageSize = 200;

    RequestTableModel(std::shared_ptr<const core::ports::RequestHistory> history, QThreadPool& pool,
        QObject* parent = nullptr);

    void setNames(const Catalogue& catalogue, const Formats& formats, core::TimePoint now);
    /// Loads the first page.
    void setQuery(const core::ports::RequestFilter& filter, const core::ports::RequestOrder& order);
    /// Asks for requests newer than the first row and puts them in front; only when ordered by newest time.
    void fetchNewer(core::TimePoint until);

    [[nodiscard]] const core::ports::RequestFilter& filter() const { return m_filter; }
    [[nodiscard]] const core::ports::RequestOrder& order() const { return m_order; }
    [[nodiscard]] const core::ports::RequestRow& rowAt(int row) const
    {
        return m_rows[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] std::optional<int> findRow(const std::string& id) const;
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] static std::optional<core::ports::RequestSort> sortKeyOf(int column);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    /// The first page of the current query is there.
    void firstPageLoaded();
    void failed(const QString& message);

private:
    void showFirstPage(core::ports::RequestPage page);
    void appendPage(core::ports::RequestPage page);
    void prependNewer(core::ports::RequestPage page);
    [[nodiscard]] static QString headerHelp(int section);
    [[nodiscard]] QString text(const core::ports::RequestRow& row, int column) const;
    [[nodiscard]] QString toolTip(const core::ports::RequestRow& row, int column) const;

    std::shared_ptr<const core::ports::RequestHistory> m_history;
    AsyncQuery<core::ports::RequestPage> m_firstPage;
    AsyncQuery<core::ports::RequestPage> m_nextPage;
    AsyncQuery<core::ports::RequestPage> m_newer;
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
    core::ports::RequestFilter m_filter;
    core::ports::RequestOrder m_order;
    std::vector<core::ports::RequestRow> m_rows;
    std::optional<core::ports::RequestCursor> m_next;
    bool m_isLoaded = false;
};

} // namespace ui::models
