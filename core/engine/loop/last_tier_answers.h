#pragma once

#include "core/domain/example.h"
#include "core/domain/tier.h"
#include "core/ports/loop_store.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace core::engine::loop {

/// The last tier's answer to one text, as far as it is known without a recording.
struct LastTierAnswer {
    std::optional<std::string> text; ///< that it gave in traffic; absent: nobody sent it the text
    domain::Money cost; ///< booked then, else expected
};

/// What traffic tells of a last tier that is an endpoint: imports hold no answers of it, so that its costs and answers
/// would be unknown. An oracle or a recording needs none of it: what they do not hold, they do not answer.
class LastTierAnswers {
public:
    explicit LastTierAnswers(const domain::Tier& last)
        : m_last(last)
    {
    }
    [[nodiscard]] bool isNeeded() const;
    /// Texts of the task's traffic; its mean cost is what other texts are expected to cost.
    void add(std::span<const ports::TrafficText> traffic);

    /// Nothing for another provider, and where neither traffic nor a price tells the cost.
    [[nodiscard]] std::optional<LastTierAnswer> to(const domain::StoredExample& stored) const;
    /// Whether costs are estimated from the tokens of text and reference, for want of traffic.
    [[nodiscard]] bool isEstimated() const;

private:
    struct Said {
        std::string answer;
        std::optional<domain::Money> cost;
    };
    [[nodiscard]] std::optional<domain::Money> expectedCost(const domain::StoredExample& stored) const;

    const domain::Tier& m_last;
    std::map<std::string, Said> m_said; ///< by text hash
    std::int64_t m_nano = 0; ///< of `m_queries`
    std::int64_t m_queries = 0;
};

} // namespace core::engine::loop
