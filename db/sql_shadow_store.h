#pragma once

#include "core/ports/shadow_store.h"
#include "db/store_access.h"

namespace db {

class SqlShadowStore final : public core::ports::ShadowStore {
public:
    explicit SqlShadowStore(const Workspace& workspace)
        : m_access(workspace)
    {
    }
    [[nodiscard]] core::Result<void> append(std::span<const core::domain::ShadowRecord> records) override;
    [[nodiscard]] core::Result<std::vector<core::ports::ShadowRow>> rows(
        const core::ports::ShadowQuery& query) const override;
    [[nodiscard]] core::Result<std::int64_t> count(const core::ports::ShadowQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<std::string>> bases(const std::string& taskId) const override;
    [[nodiscard]] core::Result<void> review(const core::domain::ShadowReview& review) override;
    [[nodiscard]] core::Result<std::vector<core::ports::ShadowReviewItem>> reviewItems(
        const std::string& taskId, int limit) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::ShadowSpend>> spend(
        core::TimePoint from, core::TimePoint to) const override;
    [[nodiscard]] core::Result<std::map<std::string, core::domain::ShadowPlan>> plans() const override;
    [[nodiscard]] core::Result<void> savePlan(
        const std::string& taskId, const core::domain::ShadowPlan& plan) override;
    [[nodiscard]] core::Result<std::map<std::string, core::ports::Recertification>>
    recertifications() const override;
    [[nodiscard]] core::Result<void> setRecertification(const std::string& taskId,
        const std::optional<core::ports::Recertification>& recertification) override;

private:
    StoreAccess m_access;
};

} // namespace db
