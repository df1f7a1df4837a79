#pragma once

#include "core/ports/failure_history.h"
#include "db/store_access.h"

namespace db {

class SqlFailureHistory final : public core::ports::FailureHistory {
public:
    explicit SqlFailureHistory(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::domain::FailurePoint>> failures(
        const core::ports::FailureQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::JudgedAnswer>> judgedAnswers(
        const core::ports::FailureQuery& query) const override;

private:
    StoreAccess m_access;
};

} // namespace db
