#pragma once

#include "core/ports/run_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <QAbstractTableModel>

#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// One figure of several runs, side by side.
struct ComparedFigure {
    QString name;
    QString group; ///< "Parameter" or "Result"
    std::vector<QString> values; ///< one a run; a dash where it has none
    bool isDifferent = false;
};

/// Last metrics and parameters of the runs, metrics first, in the order of the first run that has them.
[[nodiscard]] std::vector<ComparedFigure> comparedFigures(
    const std::vector<core::ports::RunDetails>& runs, const Formats& formats);

class RunComparisonModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void update(const std::vector<core::ports::RunDetails>& runs, bool onlyDifferent, const Catalogue& catalogue,
        const Formats& formats, core::TimePoint now);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ComparedFigure> m_figures;
    std::vector<QString> m_titles;
};

/// One artefact with what it was made of and where it went.
struct LineageRow {
    core::domain::Artefact artefact;
    core::domain::RunKind run = core::domain::RunKind::StudentTraining;
    core::TimePoint runAt{};
    std::vector<core::ports::ArtefactUse> uses;
};

[[nodiscard]] std::vector<LineageRow> lineageOf(const std::vector<core::ports::RunDetails>& runs);

class LineageModel final : public RowTableModel<LineageRow> {
    Q_OBJECT
public:
    explicit LineageModel(QObject* parent = nullptr);
    void update(const std::vector<core::ports::RunDetails>& runs, const Catalogue& catalogue, const Formats& formats,
        core::TimePoint now);

private:
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

/// A metric that was measured more than once, of one run: a curve.
struct MetricCurve {
    std::string name;
    std::vector<std::pair<double, double>> points; ///< step and value
};
[[nodiscard]] std::vector<MetricCurve> curvesOf(const core::ports::RunDetails& run);

} // namespace ui::models
