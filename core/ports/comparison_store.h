#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/money.h"
#include "core/domain/tuned_model.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// What one of two models said to a gate text.
struct ComparedAnswer {
    std::string runId;
    std::string taskId;
    std::string textHash;
    bool isChallenger = false;
    std::string tierId;
    std::string model;
    std::string answer;
    bool meetsTarget = false; ///< judged by the text's reference
    domain::TokenUsage usage;
    std::string priceVersionId;
    domain::Money cost;
    TimePoint at{};
};

/// A tuned model in the place of a tier's former one.
struct TierTakeover {
    std::string runId; ///< of the comparison
    std::string tierId;
    TimePoint at{};
    std::string reason;
    std::string model; ///< the former one, with its server, the name of its key and its prices
    std::string baseUrl;
    std::string secretName;
    std::string organisation; ///< headers of that server; may be empty
    std::string project;
    domain::TokenPrices prices;
    std::optional<TimePoint> takenBackAt;
};

/// Comparisons of tuned models with the tiers whose place they may take.
class ComparisonStore {
public:
    virtual ~ComparisonStore() = default;
    /// Each answer once, and its call booked as training spend. Answers go when their text goes; what was paid stays.
    virtual Result<void> save(std::span<const ComparedAnswer> answers) = 0;
    /// By text and model.
    [[nodiscard]] virtual Result<std::vector<ComparedAnswer>> answers(
        const std::string& runId, const std::string& taskId) const = 0;
    /// Inserts or replaces by run.
    virtual Result<void> save(const TierTakeover& takeover) = 0;
    [[nodiscard]] virtual Result<std::optional<TierTakeover>> takeover(const std::string& runId) const = 0;
};

} // namespace core::ports
