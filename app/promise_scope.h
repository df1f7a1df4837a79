#pragma once

#include "core/conformal/tier_sequence_calibrator.h"
#include "core/ports/workspace_store.h"

namespace app {

/// What one promise covers in this workspace: its task, unless the operator said all tasks at once.
[[nodiscard]] core::conformal::PromiseScope storedPromiseScope(const core::ports::SettingStore& settings);
[[nodiscard]] core::Result<void> storePromiseScope(
    core::ports::SettingStore& settings, core::conformal::PromiseScope scope);

} // namespace app
