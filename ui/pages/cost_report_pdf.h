#pragma once

#include "core/ports/cost_history.h"
#include "ui/models/catalogue.h"
#include "ui/models/csv.h"
#include "ui/models/formats.h"
#include "ui/models/overview_tiles.h"

#include <QString>

#include <vector>

namespace ui::pages {

/// The ledger of a range on paper: figures, causes of the change, by task, by tier and by day, with policy
/// version, range and time zone. False when the file could not be written.
[[nodiscard]] bool writeCostReport(const QString& path, const core::ports::CostReport& report,
    const std::vector<models::TileContent>& tiles, const models::Catalogue& catalogue,
    const models::Formats& formats, const models::Provenance& provenance);

} // namespace ui::pages
