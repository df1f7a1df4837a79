#pragma once

#include "core/base/result.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <cstdint>

namespace core::ports {

struct DecisionStoreStatus {
    std::uint64_t acknowledged = 0; ///< records that survive a kill, since the store was opened
    std::uint64_t folded = 0;       ///< of those, already in SQL with their rollups
    std::string lastError;          ///< of the writer; empty when it is well
    bool isStoring = true;          ///< false while records cannot be stored; lastError may be an old warning
};

/// Where finished queries go. Thread-safe.
class DecisionStore {
public:
    virtual ~DecisionStore() = default;
    /// Returns once the record survives kill -9. Blocks (back-pressure) when the writer is far behind.
    /// Appending an id that is already stored changes nothing.
    [[nodiscard]] virtual Result<void> append(const domain::QueryRecord& record) = 0;
    [[nodiscard]] virtual Result<void> append(const domain::Outcome& outcome) = 0;
    /// Of a judgement that is not stored, e.g. withdrawn already: changes nothing.
    [[nodiscard]] virtual Result<void> append(const domain::Withdrawal& withdrawal) = 0;
    /// Returns when everything acknowledged so far can be read through SQL.
    [[nodiscard]] virtual Result<void> flush() = 0;
    [[nodiscard]] virtual DecisionStoreStatus status() const = 0;
};

} // namespace core::ports
