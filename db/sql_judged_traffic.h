#pragma once

#include "core/ports/judged_traffic.h"
#include "db/store_access.h"

namespace db {

class SqlJudgedTraffic final : public core::ports::JudgedTraffic {
public:
    explicit SqlJudgedTraffic(const Workspace& workspace);

    core::Result<std::vector<core::ports::JudgedQuery>> queries(
        const core::ports::JudgedTrafficQuery& query) const override;

private:
    StoreAccess m_access;
};

} // namespace db
