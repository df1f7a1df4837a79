#pragma once

#include "core/ports/loop_store.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace core::engine::loop {

/// What people said of answers to one text, by the answer.
using Reviews = std::map<std::string, ports::ReviewedAnswer>;

[[nodiscard]] std::map<std::string, Reviews> reviewsByText(std::vector<ports::ReviewedAnswer> reviewed);

/// Whether a reviewed answer meets the target of today.
[[nodiscard]] bool meetsTarget(const ports::ReviewedAnswer& review, double answerFloor);

/// What people said of training texts. It outweighs what a teacher said, however long ago that was learnt.
class ReviewedTexts {
public:
    ReviewedTexts(std::vector<ports::ReviewedAnswer> reviewed, double answerFloor)
        : m_reviews(reviewsByText(std::move(reviewed)))
        , m_answerFloor(answerFloor)
    {
    }

    /// Newest answer that a person gave, unless it was rejected since; empty: there is none.
    [[nodiscard]] std::string correctionOf(const std::string& textHash) const;
    [[nodiscard]] bool isRejected(const std::string& textHash, const std::string& answer) const;
    /// What may be learnt where a teacher said `answer`: that, or a person's correction of it. Empty: it was rejected, and
    /// nobody said what is right.
    [[nodiscard]] std::string standing(const std::string& textHash, const std::string& answer) const;

private:
    const std::map<std::string, Reviews> m_reviews;
    const double m_answerFloor;
};

} // namespace core::engine::loop
