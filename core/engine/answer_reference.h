#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"

#include <string>

namespace core::engine {

/// The answer as what a right answer looks like; empty when nothing can be compared with it.
[[nodiscard]] domain::Reference referenceFrom(domain::TaskKind kind, const std::string& answer);

} // namespace core::engine
