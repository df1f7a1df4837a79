#pragma once

#include "core/base/result.h"
#include "core/domain/query_record.h"
#include "core/engine/engine_query.h"
#include "core/engine/serving_state.h"
#include "core/ports/model_client.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::engine {

/// The score that a threshold is compared with. A tier that states no confidence and of which no router speaks
/// scores 0: it is accepted as a whole, under a threshold of 0, or not at all.
[[nodiscard]] double comparableScore(
    double confidence, const domain::RoutePrediction& prediction, const std::string& tierId);

/// One query on its way from QueryEngine::begin to QueryEngine::finish. Whoever drives it, waiting for models or
/// not, asks the tiers of `plan` in order and says here what came of each. A value; one thread at a time.
struct QuerySession {
    EngineQuery query;
    std::shared_ptr<const ServingState> state;
    const ServingTask* task = nullptr; ///< inside `state`
    domain::QueryRecord record;
    bool isNovelToRouter = false;      ///< before any tier answered; a student may call the query novel, too
    std::vector<std::string> plan;     ///< tier ids; the last one accepts without a score
    ports::ModelRequest request;
    std::int64_t textTokens = 0;
    std::chrono::steady_clock::time_point start{};
    double modelWallMs = 0; ///< time that passed here inside the models; recorded answers take none of theirs
    std::optional<domain::CertificateScope> scope; ///< set by a driver that left the certified way

    [[nodiscard]] const domain::Tier* tier(const std::string& tierId) const;
    /// The threshold that decides about this tier's answer; nothing for the last tier of the plan, which always
    /// accepts, and for a tier that may not accept.
    [[nodiscard]] std::optional<double> threshold(const std::string& tierId) const;
    /// The score of an answer: the learned confidence of the tier, else its model's, else the router's prediction;
    /// nothing when none is known and no threshold asks for one.
    [[nodiscard]] std::optional<double> score(const std::string& tierId, const ports::ModelAnswer& answer) const;
    /// What a tier that tells nothing of its answers scores, whatever it will answer.
    [[nodiscard]] std::optional<double> scoreUnasked(const std::string& tierId) const;

    /// Scores the answer, adds it to the record's attempts and says whether it goes to the client.
    domain::AttemptResult judge(const std::string& tierId, ports::ModelAnswer answer);
    /// The tier did not answer.
    void fail(const std::string& tierId, std::string reason);

private:
    [[nodiscard]] std::optional<double> scoreBy(const std::string& tierId, const AnswerFacts& facts) const;
    [[nodiscard]] std::vector<double> signalsOf(const std::string& tierId, const AnswerFacts& facts) const;
};

} // namespace core::engine
