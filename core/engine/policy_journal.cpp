#include "core/engine/policy_journal.h"

namespace core::engine {

PolicyJournal::PolicyJournal(const Clock& clock, ports::PolicyStore& store)
    : m_clock(clock)
    , m_store(store)
{
}

Result<domain::PolicyVersion> PolicyJournal::append(const std::string& author, const std::string& reason,
    const std::function<void(domain::PolicyVersion&)>& change, std::span<const domain::Certificate> certificates)
{
    const std::lock_guard lock(m_mutex);
    Result<std::optional<domain::PolicyVersion>> active = m_store.active();
    if (!active) {
        return fail(active.error());
    }
    domain::PolicyVersion next = active->value_or(domain::PolicyVersion{});
    next.previousHash = next.hash;
    next.sequence += 1;
    next.at = m_clock.now();
    next.author = author;
    next.reason = reason;
    change(next);
    next = domain::sealed(std::move(next));
    if (Result<void> stored = m_store.append(next, certificates); !stored) {
        return fail(stored.error());
    }
    Result<std::optional<domain::PolicyVersion>> readBack = m_store.active();
    if (!readBack) {
        return fail(readBack.error());
    }
    if (!*readBack || (*readBack)->hash != next.hash) {
        return fail(ErrorCode::Conflict, "another policy version became active while this one was applied; look at the "
                                         "history and apply again");
    }
    return **readBack;
}

} // namespace core::engine
