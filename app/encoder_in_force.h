#pragma once

#include "core/base/result.h"
#include "db/workspace_stores.h"

#include <string>

namespace app {

/// The sentence encoder that the routers of the policy in force were trained with, by its name. Empty: none of them has one,
/// or those of the tasks asked about have different ones. `taskId` empty: all tasks.
[[nodiscard]] core::Result<std::string> encoderInForce(const db::Stores& stores, const std::string& taskId);

} // namespace app
