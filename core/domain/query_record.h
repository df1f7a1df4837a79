#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"
#include "core/domain/split.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

/// What the router expects of one tier for one query.
struct TierPrediction {
    std::string tierId;
    double meetsTargetProbability = 0; ///< calibrated P(quality >= answerFloor); NaN: the router does not know
    double expectedQuality = 0;        ///< in [0, 1]; NaN: the router does not know
    double expectedCostUsd = 0;        ///< tokens x price; NaN when the price is unknown
    double expectedLatencyMs = 0;

    bool operator==(const TierPrediction&) const = default;
};

struct RoutePrediction {
    std::vector<TierPrediction> tiers; ///< in rank order; empty when no router is trained for the task
    double difficulty = 1;             ///< 1 - P(cheapest tier meets the target); 1 when unknown
    bool isNovel = false;              ///< unlike anything seen: routed up, and counted

    bool operator==(const RoutePrediction&) const = default;
};

enum class AttemptResult {
    Accepted,  ///< this answer went to the client
    Escalated, ///< confidence below the threshold
    Failed,    ///< the tier did not answer
    Shadow,    ///< run beside the traffic, never sent
};

/// One call of one tier for one query.
struct Attempt {
    std::string tierId;
    std::string model;
    AttemptResult result = AttemptResult::Accepted;
    TokenUsage usage;
    std::string priceVersionId;
    std::optional<Money> cost;       ///< absent: the price is unknown
    double latencyMs = 0;
    std::optional<double> score;     ///< confidence in [0, 1]; absent where none was computed
    std::optional<double> threshold; ///< the threshold in force; absent: the tier was not allowed to accept, or is last
    std::string answer;
    std::optional<double> quality;   ///< against a reference, where one was known at the time
    std::string errorText;           ///< for Failed
    std::vector<double> scoreSignals{};   ///< behind `score`, in the order of ScoreSignal; none of a student. Stored where tellsOfTokens, and with every shadow answer

    bool operator==(const Attempt&) const = default;
};

/// Whether a certificate covers this query's acceptance, or why not.
enum class CertificateScope {
    Certified,    ///< first turn, routed and cascaded under a certified threshold
    LastTier,     ///< answered by the last tier, which promises nothing
    Uncertified,  ///< sticky turn, uncascaded stream, outage fallback, pass-through
};

/// The task of a query that named a model itself and so belongs to none.
inline constexpr std::string_view kNoTask = "none";

/// Everything that is known about one query once it is answered: written once, never edited.
struct QueryRecord {
    std::string id; ///< UUIDv7, the decision id
    TimePoint at{};
    std::string taskId;
    std::string clientKeyId; ///< empty: not from a client key
    std::string endUserId;   ///< the OpenAI `user` field; may be empty
    std::string source;      ///< "gateway", "simulate", "demo", ...
    std::string text;
    std::string textHash;
    DataSplit split = DataSplit::Training;
    bool isSimulated = false;
    std::string policyVersionId;
    std::string routerVersion; ///< empty: routed without a router
    RoutePrediction prediction;
    std::vector<Attempt> attempts; ///< in the order made; at least one
    CertificateScope scope = CertificateScope::LastTier;
    Money lastTierCost;            ///< what "last tier only" would have cost
    bool isLastTierCostKnown = false;
    bool isLastTierCostEstimated = false; ///< from the prompt's tokens and the task's mean completion tokens
    double overheadMs = 0;         ///< routing, scoring and recording, without the models' own time
    double latencyMs = 0;          ///< as the client saw it
    double auditProbability = 0;   ///< of being judged, known for every query
    bool isAuditSelected = false;

    bool operator==(const QueryRecord&) const = default;

    /// The attempt whose answer was sent; null when every tier failed.
    [[nodiscard]] const Attempt* accepted() const;
    /// Cost of all attempts with a known price.
    [[nodiscard]] Money knownCost() const;
    [[nodiscard]] bool isCostKnown() const;
    [[nodiscard]] int escalations() const;
};

[[nodiscard]] std::string_view toString(AttemptResult result);
[[nodiscard]] std::optional<AttemptResult> attemptResultFrom(std::string_view name);
[[nodiscard]] std::string_view toString(CertificateScope scope);
[[nodiscard]] std::optional<CertificateScope> certificateScopeFrom(std::string_view name);

} // namespace core::domain
