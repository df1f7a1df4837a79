#pragma once

#include "core/base/result.h"
#include "core/domain/tuned_model.h"
#include "core/ports/loop_planner.h"
#include "db/workspace_stores.h"

namespace app {

/// What a comparison would send and cost, from what is stored; nothing is asked of a model. NotFound where the tier is no model
/// server of the workspace, InvalidArgument where no task has labelled gate texts or a price is unknown.
[[nodiscard]] core::Result<core::ports::ComparisonPreview> comparisonPreview(
    const db::Stores& stores, const core::domain::TunedModel& tuned);

} // namespace app
