#pragma once

#include "core/base/result.h"
#include "core/engine/loop/loop_ports.h"
#include "core/engine/loop/loop_setting.h"
#include "core/ports/student.h"

#include <memory>

namespace core::engine::loop {

/// The student that the active policy serves for the task on the highest student tier above the one that the loop trains:
/// what it thinks of the labels costs nothing to ask. Null where there is none.
[[nodiscard]] Result<std::unique_ptr<ports::Student>> strongerStudent(
    const LoopPorts& stores, const LoopSetting& setting);

} // namespace core::engine::loop
