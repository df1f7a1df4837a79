#pragma once

#include "core/base/result.h"
#include "core/domain/shadow.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// Shadow answers with what became of them, as certification reads them.
struct ShadowRow {
    domain::ShadowRecord record;
    std::vector<domain::ShadowReview> reviews; ///< the newest of each tier
    std::optional<domain::Money> lastTierCost; ///< of the query, where it is known
};

struct ShadowQuery {
    std::string taskId;
    std::string basis;
    TimePoint since{}; ///< when the query was answered
};

/// A shadow answer that a person is to judge.
struct ShadowReviewItem {
    domain::QueryRecord query;
    domain::ShadowAnswer answer;
};

/// What shadow calls cost, apart from the traffic's spend.
struct ShadowSpend {
    std::string taskId;
    std::string tierId;
    domain::ShadowPurpose purpose = domain::ShadowPurpose::Certification;
    std::int64_t calls = 0;
    domain::Money cost; ///< of calls with a known price
    std::int64_t unknownCost = 0; ///< calls without one
};

/// A task that is to be certified on answers judged from a moment on, never on earlier ones.
struct Recertification {
    TimePoint since{};
    std::string reason;

    bool operator==(const Recertification&) const = default;
};

/// What ran beside the traffic. Thread-safe.
class ShadowStore {
public:
    virtual ~ShadowStore() = default;
    /// One transaction; survives the death of the process when it returns. A query that is stored already, for
    /// the same purpose, changes nothing, nor does one whose record was erased.
    [[nodiscard]] virtual Result<void> append(std::span<const domain::ShadowRecord> records) = 0;
    /// Records of purpose Certification, ascending by text hash, then by time.
    [[nodiscard]] virtual Result<std::vector<ShadowRow>> rows(const ShadowQuery& query) const = 0;
    /// Number of the records that rows() gives.
    [[nodiscard]] virtual Result<std::int64_t> count(const ShadowQuery& query) const = 0;
    /// Every basis that the task's records of purpose Certification were made under.
    [[nodiscard]] virtual Result<std::vector<std::string>> bases(const std::string& taskId) const = 0;
    /// NotFound unless this answer was drawn for review.
    [[nodiscard]] virtual Result<void> review(const domain::ShadowReview& review) = 0;
    /// Drawn for review and judged by nobody yet, oldest first.
    [[nodiscard]] virtual Result<std::vector<ShadowReviewItem>> reviewItems(
        const std::string& taskId, int limit) const = 0;
    /// By task, tier and purpose, for queries answered in [from, to).
    [[nodiscard]] virtual Result<std::vector<ShadowSpend>> spend(TimePoint from, TimePoint to) const = 0;

    /// By task id; a task without one runs nothing in shadow.
    [[nodiscard]] virtual Result<std::map<std::string, domain::ShadowPlan>> plans() const = 0;
    /// InvalidArgument for shares outside [0, 1].
    [[nodiscard]] virtual Result<void> savePlan(const std::string& taskId, const domain::ShadowPlan& plan) = 0;

    /// By task id.
    [[nodiscard]] virtual Result<std::map<std::string, Recertification>> recertifications() const = 0;
    /// Absent: the task is certified, or no longer to be.
    [[nodiscard]] virtual Result<void> setRecertification(
        const std::string& taskId, const std::optional<Recertification>& recertification)
        = 0;
};

} // namespace core::ports
