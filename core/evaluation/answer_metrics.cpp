#include "core/evaluation/answer_metrics.h"

#include "core/base/text.h"
#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace core::evaluation
{

namespace
{

double f1(std::size_t hits, std::size_t found, std::size_t expected)
{
    if (found + expected == 0) {
        return 1.0;
    }
    return 2.0 * static_cast<double>(hits) / static_cast<double>(found + expected);
}

std::size_t longestCommonSubsequence(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    std::vector<std::size_t> row(b.size() + 1, 0);
    for (const std::string& word : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = word == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
            diagonal = above;
        }
    }
    return row.back();
}

std::size_t commonWords(std::vector<std::string> a, std::vector<std::string> b)
{
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    std::size_t common = 0;
    for (auto i = a.cbegin(), j = b.cbegin(); i != a.cend() && j != b.cend();) {
        const int order = i->compare(*j);
        common += order == 0 ? 1 : 0;
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    return common;
}

} // namespace

double answerQuality(const domain::Task& task, const std::string& answer, const domain::Reference& reference)
{
    using domain::AnswerMetric;
    if (reference.isEmpty()) {
        return 0.0;
    }
    switch (task.metric) {
    case AnswerMetric::LabelMatch:
        return labelMatch(answer, reference.labels);
    case AnswerMetric::EntityF1:
        return reference.tags.empty() ? 0.0 : entityF1(answer, reference.tags);
    case AnswerMetric::Rouge1:
    case AnswerMetric::TokenF1:
        return reference.text.empty() ? 0.0 : tokenF1(answer, reference.text);
    case AnswerMetric::RougeL:
        return reference.text.empty() ? 0.0 : rougeL(answer, reference.text);
    }
    return 0.0;
}

double labelMatch(std::string_view answer, std::span<const std::string> labels)
{
    if (std::find(labels.begin(), labels.end(), answer) != labels.end()) {
        return 1.0;
    }
    const std::string normalised = normalisedText(answer);
    const bool isHit = std::any_of(labels.begin(), labels.end(),
        [&](const std::string& label) { return normalisedText(label) == normalised; });
    return isHit ? 1.0 : 0.0;
}

double entityF1(std::string_view answerTags, std::span<const std::string> referenceTags)
{
    return compareSpans(splitTags(answerTags), referenceTags).f1();
}

double tokenF1(std::string_view answer, std::string_view reference)
{
    std::vector<std::string> found = wordsOf(answer);
    std::vector<std::string> expected = wordsOf(reference);
    const std::size_t foundCount = found.size();
    const std::size_t expectedCount = expected.size();
    return f1(commonWords(std::move(found), std::move(expected)), foundCount, expectedCount);
}

double rougeL(std::string_view answer, std::string_view reference)
{
    const std::vector<std::string> found = wordsOf(answer);
    const std::vector<std::string> expected = wordsOf(reference);
    return f1(longestCommonSubsequence(found, expected), found.size(), expected.size());
}

std::string referenceAnswer(const domain::Reference& reference)
{
    if (!reference.labels.empty()) {
        return reference.labels.front();
    }
    if (reference.tags.empty()) {
        return reference.text;
    }
    std::string joined;
    for (const std::string& tag : reference.tags) {
        joined += joined.empty() ? "" : " ";
        joined += tag;
    }
    return joined;
}

} // namespace core::evaluation
