#pragma once

#include "core/ports/router_signal_store.h"
#include "db/store_access.h"

namespace db {

class SqlRouterSignalStore final : public core::ports::RouterSignalStore {
public:
    explicit SqlRouterSignalStore(const Workspace& workspace);
    core::Result<void> addPreferences(std::span<const core::ports::RouterPreference> preferences,
        const std::string& source, core::TimePoint now) override;
    [[nodiscard]] core::Result<std::vector<core::ports::RouterPreference>> preferences() const override;
    [[nodiscard]] core::Result<std::vector<core::ports::RouterFeedback>> feedback() const override;
    [[nodiscard]] core::Result<std::int64_t> novelQueries(
        const std::string& taskId, core::TimePoint from, core::TimePoint to) const override;

private:
    StoreAccess m_access;
};

} // namespace db
