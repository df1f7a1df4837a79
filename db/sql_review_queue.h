#pragma once

#include "core/ports/review_queue.h"
#include "db/store_access.h"

namespace db {

class SqlReviewQueue final : public core::ports::ReviewQueue {
public:
    explicit SqlReviewQueue(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::ports::ReviewItem>> items(
        const core::ports::ReviewFilter& filter, int limit) const override;
    [[nodiscard]] core::Result<std::int64_t> count(
        const core::ports::ReviewFilter& filter, std::int64_t limit) const override;
    [[nodiscard]] core::Result<core::ports::ReviewAgreement> agreement(
        const std::string& taskId) const override;

private:
    StoreAccess m_access;
};

} // namespace db
