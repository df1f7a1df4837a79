#pragma once

#include "core/domain/query_record.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

#include <QString>

#include <vector>

namespace ui::models {

/// Why a request went where it went, in sentences: start, each attempt, end.
[[nodiscard]] QString routeStory(
    const core::domain::QueryRecord& record, const Catalogue& catalogue, const Formats& formats);

[[nodiscard]] QString wordOf(core::domain::AttemptResult result);
[[nodiscard]] QString wordOf(core::domain::CertificateScope scope);

/// What one tier cost for a request, or would have cost.
struct TierCostLine {
    std::string tierId;
    QString name;
    bool wasCalled = false;
    QString tokens; ///< "120 in, 18 out"
    QString cost;
    QString exactCost;
    QString remark; ///< "estimated tokens", "price unknown", ...
};

/// Every tier of the portfolio in rank order. Tiers that were not called are priced with the tokens of the
/// answer that was sent, and say so; the last tier uses the stored comparison cost.
[[nodiscard]] std::vector<TierCostLine> tierCosts(
    const core::domain::QueryRecord& record, const Catalogue& catalogue, const Formats& formats);

} // namespace ui::models
