#pragma once

#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

/// What runs beside the traffic of one task. No client ever sees or waits for it.
struct ShadowPlan {
    double share = 0; ///< probability that an answered query is also run in shadow, in [0, 1]
    std::vector<std::string> tierIds; ///< whose answers are wanted; empty: every tier below the last
    /// Only texts of the tuning and calibration splits, out of which certificates are made. False: any text
    /// but a test split's, to compare tiers.
    bool isForCertification = true;
    double reviewShare = 0; ///< probability that people judge a shadowed answer too, to correct the judge
    bool isAutomatic = true; ///< certify once enough is judged; false: wait for the operator's word
    bool judgesAudits = false; ///< the last tier judges audited answers in the background

    bool operator==(const ShadowPlan&) const = default;
};

/// What a shadow call was made for; its cost is booked under this name and never under the traffic's.
enum class ShadowPurpose {
    Certification, ///< a cheap tier's answer, to certify it
    Comparison, ///< a tier's answer beside the one that was sent
    Audit, ///< the last tier's answer, to judge the one that was sent
};

/// One tier's answer to a query that was run in shadow.
struct ShadowAnswer {
    Attempt attempt; ///< Shadow or Failed; `score` is what a threshold would be compared with
    bool isTried = true; ///< the router's plan would have asked this tier
    bool isFromTraffic = false; ///< the traffic had asked it already: costs nothing here
    std::optional<bool> meetsTarget; ///< the judge's verdict; absent: it could not judge

    bool operator==(const ShadowAnswer&) const = default;
};

/// One query that was run in shadow after its answer was sent.
struct ShadowRecord {
    std::string queryId;
    TimePoint at{};
    std::string taskId;
    std::string textHash;
    DataSplit split = DataSplit::Training;
    ShadowPurpose purpose = ShadowPurpose::Certification;
    std::string basis; ///< what the answers depend on (engine::certificateBasis)
    double probability = 1; ///< with which the query was drawn
    LabelSource judgedBy = LabelSource::ReferenceTier;
    std::string judge; ///< named, e.g. "agreement with large"
    double reviewProbability = 0;
    bool isReviewSelected = false;
    std::vector<ShadowAnswer> answers; ///< in rank order

    bool operator==(const ShadowRecord&) const = default;

    /// Of the calls made here, with a known price.
    [[nodiscard]] Money knownCost() const;
};

/// What a person said of a shadow answer that was drawn for review.
struct ShadowReview {
    std::string queryId;
    std::string tierId;
    TimePoint at{};
    std::string reviewer;
    bool meetsTarget = false;
};

[[nodiscard]] std::string_view toString(ShadowPurpose purpose);
[[nodiscard]] std::optional<ShadowPurpose> shadowPurposeFrom(std::string_view name);

} // namespace core::domain
