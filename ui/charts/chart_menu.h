#pragma once

#include "ui/models/csv.h"
#include "ui/models/plain_table_model.h"

#include <QMenu>

#include <functional>

namespace ui::models {
class ConsoleContext;
}

namespace ui::charts {

/// Exports of a painted chart: as a picture and, where it has figures, as a table.
class ChartMenu final : public QMenu {
    Q_OBJECT
public:
    struct Source {
        QWidget* chart = nullptr;
        std::function<models::Provenance()> provenance; ///< its subject is the chart's title
        std::function<models::PlainTable()> figures; ///< empty: the chart is no table
    };

    ChartMenu(models::ConsoleContext& context, Source source, QWidget* parent);

private:
    void copyTable();
    void save(const QString& caption, const QString& suffix,
        std::function<bool(const QString& path, const models::Provenance& provenance)> write);

    models::ConsoleContext& m_context;
    Source m_source;
};

} // namespace ui::charts
