#pragma once

#include "core/ports/shadow_store.h"

#include <mutex>
#include <vector>

namespace fakes {

class MemoryShadowStore final : public core::ports::ShadowStore {
public:
    core::Result<void> append(std::span<const core::domain::ShadowRecord> added) override
    {
        const std::lock_guard lock(mutex);
        if (isFull) {
            return core::fail(core::ErrorCode::DiskFull, "disk full");
        }
        records.insert(records.end(), added.begin(), added.end());
        return {};
    }
    core::Result<std::vector<core::ports::ShadowRow>> rows(const core::ports::ShadowQuery&) const override { return std::vector<core::ports::ShadowRow>(); }
    core::Result<std::int64_t> count(const core::ports::ShadowQuery&) const override { return std::int64_t{0}; }
    core::Result<std::vector<std::string>> bases(const std::string&) const override { return std::vector<std::string>(); }
    core::Result<void> review(const core::domain::ShadowReview&) override { return {}; }
    core::Result<std::vector<core::ports::ShadowReviewItem>> reviewItems(const std::string&, int) const override
    {
        return std::vector<core::ports::ShadowReviewItem>();
    }
    core::Result<std::vector<core::ports::ShadowSpend>> spend(core::TimePoint, core::TimePoint) const override { return std::vector<core::ports::ShadowSpend>(); }
    core::Result<std::map<std::string, core::domain::ShadowPlan>> plans() const override { return std::map<std::string, core::domain::ShadowPlan>(); }
    core::Result<void> savePlan(const std::string&, const core::domain::ShadowPlan&) override { return {}; }
    core::Result<std::map<std::string, core::ports::Recertification>> recertifications() const override { return std::map<std::string, core::ports::Recertification>(); }
    core::Result<void> setRecertification(const std::string&, const std::optional<core::ports::Recertification>&) override { return {}; }

    std::mutex mutex;
    std::vector<core::domain::ShadowRecord> records;
    bool isFull = false;
};

} // namespace fakes
