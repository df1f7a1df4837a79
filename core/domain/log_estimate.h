#pragma once

#include "core/base/clock.h"
#include "core/domain/money.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

enum class LogFormat { OpenAiBatch, LiteLlm, Langfuse, Recording };

/// One answer that a log tells of.
struct LoggedAnswer {
    std::string model;
    std::optional<double> quality; ///< in [0, 1]; recordings only
    std::optional<std::int64_t> promptTokens;
    std::optional<std::int64_t> completionTokens;
    std::optional<Money> cost; ///< as the log states it
};

/// One request of a log. Texts are not kept.
struct LoggedRequest {
    std::string group; ///< what requests are told apart by: a recording's task, else the log's own name
    std::optional<TimePoint> at;
    std::uint64_t textHash = 0; ///< of the normalised text; 0: the log has no text
    std::int64_t estimatedPromptTokens = 0; ///< of the text, for answers without a count
    std::vector<LoggedAnswer> answers; ///< one, but in recordings; never empty
};

/// What a group of requests could save. Low is certified at alpha, high is a perfect choice for each request.
struct GroupEstimate {
    std::string name;
    std::size_t requests = 0;
    Money spend;
    Money low;
    Money high;
    std::size_t judged = 0; ///< answers of the cheaper model with a quality
    std::size_t missed = 0; ///< of judged: below the floor
    double riskUpperBound = 1; ///< of the cheaper model on the whole group; 1 without judgements
    bool isCertified = false;
};

struct LogEstimate {
    LogFormat format = LogFormat::OpenAiBatch;
    std::string file;
    std::size_t requests = 0;
    std::map<std::string, std::size_t> skipped; ///< entries without an answered request, by reason
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
    std::string model; ///< what answers now; "several models" when there are more
    std::string cheaperModel;
    TokenPrices cheaperPrices;

    Money spend; ///< of requests with a known cost
    Money low; ///< saving that is certified by the log's own judgements
    Money high; ///< saving if the cheaper model took every request it can, with nothing lost in choosing
    Money trialCost; ///< of asking the cheaper model first on every request: what a useless one would add
    std::size_t unknownCost = 0; ///< requests without cost or price: in no sum
    std::size_t estimatedTokens = 0; ///< requests whose tokens are estimated from words
    std::size_t assumedAnswers = 0; ///< of these, answers whose length is assumed
    std::size_t repeats = 0; ///< requests whose text came before in the file
    std::size_t withoutText = 0;
    bool hasJudgements = false;
    double answerFloor = 0.5;
    double alpha = 0.05;
    double delta = 0.1;
    std::int64_t judgementsAtBest = 0; ///< judged answers that certify a group if none misses
    std::int64_t judgementsLikely = 0; ///< the same if every 50th misses
    std::vector<GroupEstimate> groups; ///< dearest first
};

} // namespace core::domain
