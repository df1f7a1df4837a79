#pragma once

#include "app/engine_host.h"
#include "core/domain/run.h"
#include "core/engine/stage_control.h"

namespace app {

/// Does a calibration run: certifies the task's thresholds anew on its calibration answers, at the run's alpha or the
/// one in force, and applies them as a new policy version that names the run. What cannot be certified is applied, too:
/// a tier without a threshold answers nothing alone.
[[nodiscard]] core::Result<void> calibrate(
    EngineHost& host, const core::domain::Run& run, core::engine::StageControl& control);

} // namespace app
