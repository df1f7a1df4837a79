#pragma once

#include "app/failure_cluster_finder.h"
#include "core/base/result.h"
#include "core/ports/failure_history.h"
#include "core/ports/router.h"
#include "db/workspace_stores.h"

#include <functional>
#include <stop_token>
#include <string>

namespace app {

/// Encodes what a clustering of `query` looks at and the workspace keeps no vector of: failures and judged answers. Each text is
/// encoded once. `progress` is told the share that is done. Fails as the encoder does; Cancelled soon after `stop`.
[[nodiscard]] core::Result<FreshVectors> encodeFailures(const db::Stores& stores, const core::ports::FailureQuery& query,
    const std::string& encoderName, const core::ports::EncoderSource& encoders,
    const std::function<void(double)>& progress, const std::stop_token& stop);

} // namespace app
