#pragma once

#include "app/benches/labelled_data.h"
#include "core/base/rng.h"
#include "core/domain/example.h"
#include "core/domain/loop.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace app::benches {

struct PilotOptions {
    std::string intents = "../shared/data/cs_intent_banking77.jsonl.gz";
    std::string replies = "../shared/data/cs_response_star.jsonl.gz";
    std::string workspace; ///< kept; empty: a temporary one that is removed
    int queriesPerDay = 1000;
    int days = 28;
    int daysBefore = 7; ///< everything goes to the last tier
    int driftDay = 14; ///< days before it lack the new intents
    std::vector<int> nights; ///< after which the loop runs; empty: every night from the last day before on
    std::size_t newIntents = 15;
    double newIntentShare = 0.2; ///< of intent queries, from the drift on
    double auditRate = 0.05;
    core::domain::LoopOptions loop; ///< of every night; the last tier teaches
    std::uint64_t seed = 1;
};

/// What clients ask on each day: intents and replies in equal parts. In the days before, texts of the data sets' train
/// lines; later, half of the texts are test lines, which nothing is ever learnt from.
class PilotTraffic {
public:
    PilotTraffic(const LabelledData& intents, const LabelledData& replies, const PilotOptions& options);

    [[nodiscard]] std::vector<core::domain::Example> day(int day) const;
    [[nodiscard]] const std::set<std::string>& newIntents() const { return m_new; }

private:
    /// Texts of one task by whether they are test lines and of a new intent.
    struct Pool {
        std::vector<const core::domain::Example*> known[2];
        std::vector<const core::domain::Example*> drifted[2];
    };
    static void fill(Pool& pool, const LabelledData& data, const std::set<std::string>& newLabels);
    [[nodiscard]] const core::domain::Example& draw(const Pool& pool, int day, core::Rng& rng) const;

    PilotOptions m_options;
    std::set<std::string> m_new;
    Pool m_intents;
    Pool m_replies;
};

/// Latency of the upstream model: a log-normal time to the first token and a constant rate, a model and not a
/// measurement. Follows from the text, so that a query has the same latency in every run.
struct UpstreamLatency {
    double medianFirstTokenMs = 450;
    double spread = 0.35; ///< of the logarithm
    double perTokenMs = 30;

    [[nodiscard]] double of(const std::string& textHash, std::int64_t completionTokens) const;
};

} // namespace app::benches
