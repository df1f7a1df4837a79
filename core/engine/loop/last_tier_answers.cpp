#include "core/engine/loop/last_tier_answers.h"

#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

namespace core::engine::loop {

void LastTierAnswers::add(std::span<const ports::TrafficText> traffic)
{
    for (const ports::TrafficText& text : traffic) {
        if (text.lastTierCost) {
            m_nano += text.lastTierCost->nanoUsd * text.lastTierQueries;
            m_queries += text.lastTierQueries;
        }
        // the newest one, rejected or not: clients got it
        const bool isRejected = text.lastTierAnswer.empty() && !text.rejectedAnswers.empty();
        const std::string& answer = isRejected ? text.rejectedAnswers.front() : text.lastTierAnswer;
        if (!answer.empty()) {
            m_said[text.textHash] = {answer, text.lastTierCost};
        }
    }
}

std::optional<LastTierAnswer> LastTierAnswers::to(const domain::StoredExample& stored) const
{
    if (!isNeeded()) {
        return std::nullopt;
    }
    const auto said = m_said.find(stored.identity.hash);
    if (said != m_said.end() && said->second.cost) {
        return LastTierAnswer{said->second.answer, *said->second.cost};
    }
    const std::optional<domain::Money> cost = expectedCost(stored);
    if (!cost) {
        return std::nullopt;
    }
    return LastTierAnswer{said == m_said.end() ? std::nullopt : std::optional(said->second.answer), *cost};
}

bool LastTierAnswers::isEstimated() const
{
    return isNeeded() && m_queries == 0;
}

bool LastTierAnswers::isNeeded() const
{
    return m_last.provider == domain::TierProvider::Endpoint && !m_last.isOracle;
}

std::optional<domain::Money> LastTierAnswers::expectedCost(const domain::StoredExample& stored) const
{
    if (m_queries > 0) {
        return domain::Money{m_nano / m_queries};
    }
    const std::string answer = evaluation::referenceAnswer(stored.example.reference);
    return domain::costOf(
        {domain::estimatedTokens(stored.example.text), domain::estimatedTokens(answer)}, m_last.prices);
}

} // namespace core::engine::loop
