#pragma once

#include "core/ports/picked_reviews.h"
#include "db/store_access.h"

namespace db {

/// Picked answers are rows of `audits` without a probability.
class SqlPickedReviews final : public core::ports::PickedReviews {
public:
    explicit SqlPickedReviews(const Workspace& workspace);
    core::Result<std::int64_t> add(std::span<const std::string> queryIds) override;
    [[nodiscard]] core::Result<bool> isPicked(const std::string& queryId) const override;

private:
    StoreAccess m_access;
};

} // namespace db
