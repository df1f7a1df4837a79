#pragma once

#include "core/ports/policy_history.h"
#include "db/workspace_stores.h"

namespace app {

/// The policy history of a workspace with its predictions. The stores must outlive it.
class PolicyArchive final : public core::ports::PolicyHistory {
public:
    explicit PolicyArchive(const db::Stores& stores)
        : m_stores(stores)
    {
    }
    [[nodiscard]] core::Result<Chain> chain() const override;

private:
    const db::Stores& m_stores;
};

} // namespace app
