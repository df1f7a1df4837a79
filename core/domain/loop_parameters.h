#pragma once

#include "core/domain/loop.h"
#include "core/domain/parameter_doc.h"

#include <map>
#include <string>
#include <vector>

namespace core::domain {

/// What a loop, a distillation or a clustering run can be told; the defaults are those of LoopOptions. Empty for
/// other kinds.
[[nodiscard]] std::vector<ParameterDoc> loopParameters(RunKind kind);

/// The defaults with these values, by key; keys that are no parameter of a loop are left out.
[[nodiscard]] LoopOptions loopOptionsFrom(const std::map<std::string, double>& values);
/// The other way round: every parameter of a loop, by key.
[[nodiscard]] std::map<std::string, double> loopValuesOf(const LoopOptions& options);

} // namespace core::domain
