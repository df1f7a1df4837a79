#pragma once

#include "core/domain/example.h"

#include <string>

namespace core::ports {

/// Where recording and oracle tiers find the answers of a query that is about to be asked. Thread-safe.
class RecordedAnswers {
public:
    virtual ~RecordedAnswers() = default;
    virtual void add(const domain::Example& example, const std::string& textHash) = 0;
    virtual void remove(const std::string& taskId, const std::string& textHash) = 0;
};

} // namespace core::ports
