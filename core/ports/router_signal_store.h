#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/ports/router.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// What routers learn from beside recorded answers: preferences that were imported and judgements of live answers.
class RouterSignalStore {
public:
    virtual ~RouterSignalStore() = default;
    /// All or none. Texts are assigned to their split like any other; the same judgement may come again.
    [[nodiscard]] virtual Result<void> addPreferences(
        std::span<const RouterPreference> preferences, const std::string& source, TimePoint now)
        = 0;
    /// Of texts of the training and tuning splits, in order of import.
    [[nodiscard]] virtual Result<std::vector<RouterPreference>> preferences() const = 0;
    /// The newest judgement of a person or client on each answer that was sent, of texts of the training and tuning
    /// splits that are stored. One of unknown sampling probability counts once: probability 1.
    [[nodiscard]] virtual Result<std::vector<RouterFeedback>> feedback() const = 0;
    /// Queries of a task (empty: of all) that were unlike anything seen and so were routed up, from <= t < to.
    [[nodiscard]] virtual Result<std::int64_t> novelQueries(
        const std::string& taskId, TimePoint from, TimePoint to) const = 0;
};

} // namespace core::ports
