#pragma once

#include "core/domain/example.h"
#include "core/domain/query_record.h"

#include <optional>
#include <string>

namespace core::engine {

/// A query as it reaches the engine.
struct EngineQuery {
    std::string taskId;
    std::string text;
    std::string clientKeyId;
    std::string endUserId;
    std::string source; ///< "gateway", "simulate", "demo"
    bool isSimulated = false;
    const domain::Reference* reference = nullptr; ///< when known, every answer is judged against it
    std::optional<std::string> id; ///< decision id; absent: a new one
    bool isTestText = false; ///< a data set's test text: recorded as such, so that nothing is ever learnt from it
};

struct EngineAnswer {
    domain::QueryRecord record;
    double overheadMs = 0; ///< routing, scoring and recording, without the models' own time
};

} // namespace core::engine
