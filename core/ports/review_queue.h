#pragma once

#include "core/base/result.h"
#include "core/domain/agreement.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::ports {

enum class ReviewSource {
    AuditSample, ///< drawn at random by the policy's audit rate and judged by nobody yet; oldest first
    SecondOpinion, ///< of the audit sample, judged by somebody else or by a machine, not by this reviewer;
                   ///< newest first
    Picked, ///< put there by hand and judged by nobody yet; newest first
};

struct ReviewFilter {
    ReviewSource source = ReviewSource::AuditSample;
    std::string taskId; ///< empty: all tasks
    std::string reviewer; ///< who asks
    bool isLeastSureFirst
        = false; ///< instead of by time: lowest score of the accepted answer first, none last

    bool operator==(const ReviewFilter&) const = default;
};

/// One answer to judge, with what others said of it.
struct ReviewItem {
    domain::QueryRecord record;
    std::vector<domain::Outcome> outcomes; ///< by the time of judging
};

struct ReviewAgreement {
    domain::AgreementTable people; ///< two people on the same answers, in the order of their names
    domain::AgreementTable automatic; ///< a person and the automatic judge
};

/// What waits for a judgement. Each call may run on any thread.
class ReviewQueue {
public:
    virtual ~ReviewQueue() = default;
    [[nodiscard]] virtual Result<std::vector<ReviewItem>> items(
        const ReviewFilter& filter, int limit) const = 0;
    /// Counted up to `limit`.
    [[nodiscard]] virtual Result<std::int64_t> count(
        const ReviewFilter& filter, std::int64_t limit) const = 0;
    [[nodiscard]] virtual Result<ReviewAgreement> agreement(const std::string& taskId) const = 0;
};

} // namespace core::ports
