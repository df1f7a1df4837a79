#pragma once

#include "core/base/result.h"

#include <string>

namespace core::ports {

/// Finds the task of a query that names none (`routenlp/auto`). Thread-safe.
class TaskClassifier {
public:
    virtual ~TaskClassifier() = default;
    /// The task's id; NotFound when the text fits none of the known tasks.
    [[nodiscard]] virtual Result<std::string> taskOf(const std::string& text) const = 0;
};

} // namespace core::ports
