#pragma once

#include "core/domain/run.h"

#include <string>
#include <vector>

namespace core::domain {

/// What a form needs to ask for one parameter of a run.
struct ParameterDoc {
    enum class Kind { Integer, Real, Flag, Choice };

    std::string key; ///< path in the run's parameters, e.g. "student.epochs"
    std::string name; ///< for people
    std::string help; ///< one sentence
    Kind kind = Kind::Integer;
    double standard = 0; ///< the default; 0 or 1 for a flag, the place of a choice
    double least = 0;
    double most = 0;
    std::vector<std::string> choices; ///< of Choice
    bool isAdvanced = false; ///< few need it

    bool operator==(const ParameterDoc&) const = default;
};

} // namespace core::domain
