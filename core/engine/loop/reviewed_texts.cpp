#include "core/engine/loop/reviewed_texts.h"

#include <algorithm>
#include <utility>

namespace core::engine::loop {

std::map<std::string, Reviews> reviewsByText(std::vector<ports::ReviewedAnswer> reviewed)
{
    std::map<std::string, Reviews> reviews;
    for (ports::ReviewedAnswer& review : reviewed) {
        Reviews& ofText = reviews[review.textHash];
        ofText.insert_or_assign(review.answer, std::move(review));
    }
    return reviews;
}

bool meetsTarget(const ports::ReviewedAnswer& review, double answerFloor)
{
    return review.quality ? *review.quality >= answerFloor : review.meetsTarget;
}

std::string ReviewedTexts::correctionOf(const std::string& textHash) const
{
    const auto found = m_reviews.find(textHash);
    if (found == m_reviews.end()) {
        return {};
    }
    const auto correction = std::ranges::find_if(found->second, [&](const auto& entry) {
        return entry.second.isCorrection && meetsTarget(entry.second, m_answerFloor);
    });
    return correction == found->second.end() ? std::string() : correction->first;
}

bool ReviewedTexts::isRejected(const std::string& textHash, const std::string& answer) const
{
    const auto found = m_reviews.find(textHash);
    if (found == m_reviews.end()) {
        return false;
    }
    const auto said = found->second.find(answer);
    return said != found->second.end() && !meetsTarget(said->second, m_answerFloor);
}

std::string ReviewedTexts::standing(const std::string& textHash, const std::string& answer) const
{
    const auto found = m_reviews.find(textHash);
    const bool isConfirmed
        = found != m_reviews.end() && found->second.contains(answer) && !isRejected(textHash, answer);
    if (isConfirmed) {
        return answer;
    }
    std::string correction = correctionOf(textHash);
    return correction.empty() && !isRejected(textHash, answer) ? answer : correction;
}

} // namespace core::engine::loop
