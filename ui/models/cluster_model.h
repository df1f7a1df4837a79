#pragma once

#include "core/domain/failure_cluster.h"
#include "core/ports/loop_planner.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// "refund · money back · dispute", or the place in the list where no term is telling.
[[nodiscard]] QString clusterName(const core::domain::FailureMap& map, std::size_t cluster);

struct ClusterRow {
    QString name;
    core::domain::FailureCluster cluster;
    double days = 1; ///< of the range that it was found in
    std::optional<core::ports::TeachingPreview> prediction; ///< of teaching it; absent: not looked at
    std::string typicalRequest; ///< its id; empty for the unclustered
    bool isCluster = true; ///< false: the unclustered
};

/// Clusters as ranked, dearest first.
class ClusterModel final : public RowTableModel<ClusterRow> {
    Q_OBJECT
public:
    explicit ClusterModel(QObject* parent = nullptr);
    void setMap(const core::domain::FailureMap& map, double days, const Formats& formats);
    /// What teaching the cluster of a row would save.
    void setPrediction(int row, core::ports::TeachingPreview prediction);

private:
    [[nodiscard]] QString count(std::size_t value) const;

    Formats m_formats;
};

/// One line a row: columns have fixed names, values are exact.
[[nodiscard]] QString clusterCsv(const std::vector<ClusterRow>& rows);

} // namespace ui::models
