#pragma once

#include "core/engine/query_session.h"

namespace core::engine {

/// Asks the planned tiers in order, waiting for each: an answer is accepted when its score reaches the threshold of
/// (task, tier), otherwise the next tier is asked. A tier that fails counts as escalated. The last planned tier needs
/// no score. Afterwards no attempt is Accepted when every tier failed.
void runCascade(QuerySession& session);

} // namespace core::engine
