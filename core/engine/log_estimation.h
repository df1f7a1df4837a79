#pragma once

#include "core/base/result.h"
#include "core/domain/log_estimate.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace core::engine {

struct LogEstimationOptions {
    std::map<std::string, domain::TokenPrices> prices; ///< by model
    /// The cheaper model. Empty: of a recording the model with the lowest known price, else `studentPrices`.
    std::string cheaperModel;
    domain::TokenPrices studentPrices{
        20'000, 20'000}; ///< assumed hosting cost of a local model, USD 0.02 a million
    double answerFloor = 0.5; ///< quality from which an answer counts
    double alpha = 0.05; ///< share of missing answers that is allowed
    double delta = 0.1; ///< chance that a certificate is wrong, over all groups together
    std::int64_t assumedCompletionTokens = 256; ///< for answers whose length the log does not tell
};

/// Bounds of the saving by routing. Without judgements the lower one is 0: nothing can be certified. With
/// them a group counts as certified when the Clopper-Pearson bound of the cheaper model's misses over the
/// whole group, at delta shared by all groups (Bonferroni), stays within alpha. The upper bound sends every
/// request to the cheaper model that it can answer; nobody knows these in advance. Keeps a few dozen bytes a
/// request.
class LogEstimation {
public:
    explicit LogEstimation(LogEstimationOptions options);

    void add(domain::LoggedRequest request);
    /// NotFound when nothing was added, or when the named cheaper model is unknown.
    [[nodiscard]] Result<domain::LogEstimate> result() const;

private:
    struct Priced {
        std::optional<domain::Money> cost;
        bool isEstimated = false;
        bool isAssumed = false;
    };
    [[nodiscard]] Result<std::string> cheaperModel() const;
    [[nodiscard]] std::string dearestModel() const;
    [[nodiscard]] const domain::TokenPrices* pricesOf(const std::string& model) const;
    [[nodiscard]] Priced costOf(const domain::LoggedRequest& request, const domain::LoggedAnswer& answer,
        const domain::TokenPrices* prices) const;
    void addTo(domain::LogEstimate& estimate, domain::GroupEstimate& group,
        const domain::LoggedRequest& request, const std::string& dearest) const;
    void certify(domain::LogEstimate& estimate) const;

    LogEstimationOptions m_options;
    std::vector<domain::LoggedRequest> m_requests;
    std::map<std::string, std::size_t> m_models; ///< answers by model
};

} // namespace core::engine
