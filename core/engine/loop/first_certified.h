#pragma once

#include "core/base/result.h"
#include "core/domain/loop_record.h"
#include "core/engine/loop/loop_setting.h"

#include <optional>
#include <string>
#include <vector>

namespace core::engine::loop {

/// The first policy under which the champion, or one that it came from by loops' promotions, was certified and that the
/// workspace can still load: what all promotions since are measured against.
struct Anchor {
    std::optional<ServedModels> models; ///< absent: there was none, or it is what serves now
    std::string problem; ///< why an earlier one cannot be compared with; empty: none
};
/// `decisions`: of the task, by time.
[[nodiscard]] Result<Anchor> firstCertified(
    const LoopPorts& stores, const LoopSetting& setting, const std::vector<domain::LoopDecision>& decisions);

} // namespace core::engine::loop
