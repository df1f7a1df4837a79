#pragma once

#include "core/ports/history.h"
#include "ui/models/formats.h"

#include <QString>

#include <vector>

namespace ui::models {

/// One figure of the Overview in words.
struct TileContent {
    QString id;
    QString label;
    QString value;
    QString detail; ///< the count behind a rate, the judge behind a quality
    QString change; ///< against the period before; says so when there is none
    QString toolTip; ///< exact figures
    QString shortChange = {}; ///< the change without what it is against, for a narrow tile
};

/// Spend, saved, queries a minute, escalation, acceptance, latency: always these six, in this order.
[[nodiscard]] std::vector<TileContent> overviewTiles(
    const core::ports::Overview& overview, const Formats& formats);

} // namespace ui::models
