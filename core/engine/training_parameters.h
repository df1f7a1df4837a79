#pragma once

#include "core/base/result.h"
#include "core/domain/parameter_doc.h"

#include <map>
#include <string>
#include <vector>

namespace core::engine {

/// The parameters of a student's training as they are stored with a run, each with its documentation and the
/// default of its struct.
[[nodiscard]] std::vector<domain::ParameterDoc> trainingParameters();

/// The stored form of the given values, by key; what is not given keeps its default. InvalidArgument for an
/// unknown key or a value outside its bounds, naming it.
[[nodiscard]] Result<std::string> trainingParametersJson(const std::map<std::string, double>& values);

} // namespace core::engine
