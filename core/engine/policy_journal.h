#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/ports/workspace_store.h"

#include <functional>
#include <mutex>
#include <span>
#include <string>

namespace core::engine {

/// Appends versions to the hash-chained policy history. Thread-safe: one change at a time.
class PolicyJournal {
public:
    PolicyJournal(const Clock& clock, ports::PolicyStore& store);

    /// Takes the active version, lets `change` edit its tasks, seals and stores the result, and returns the version
    /// as read back. The first call starts from an empty policy.
    [[nodiscard]] Result<domain::PolicyVersion> append(const std::string& author, const std::string& reason,
        const std::function<void(domain::PolicyVersion&)>& change,
        std::span<const domain::Certificate> certificates = {});

private:
    const Clock& m_clock;
    ports::PolicyStore& m_store;
    std::mutex m_mutex;
};

} // namespace core::engine
