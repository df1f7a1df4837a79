#pragma once

#include "core/ports/policy_history.h"
#include "db/store_access.h"

namespace db {

class SqlPolicyPredictions final : public core::ports::PolicyPredictions {
public:
    explicit SqlPolicyPredictions(const Workspace& workspace);
    [[nodiscard]] core::Result<void> keep(const std::string& versionId,
        const std::vector<core::ports::PredictedEffect>& effects) override;
    [[nodiscard]] core::Result<std::map<std::string, std::vector<core::ports::PredictedEffect>>>
    all() const override;

private:
    StoreAccess m_access;
};

} // namespace db
