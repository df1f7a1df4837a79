#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace core::evaluation
{

std::vector<EntitySpan> entitySpans(std::span<const std::string> tags)
{
    std::vector<EntitySpan> spans;
    bool isOpen = false;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string& tag = tags[i];
        if (tag == "O" || !isBioTag(tag)) {
            isOpen = false;
            continue;
        }
        const std::string_view type = std::string_view(tag).substr(2);
        if (tag.front() == 'I' && isOpen && spans.back().type == type) {
            spans.back().last = i;
        } else {
            spans.push_back({i, i, std::string(type)});
        }
        isOpen = true;
    }
    return spans;
}

bool isBioTag(std::string_view tag)
{
    if (tag == "O") {
        return true;
    }
    const auto isTypeCharacter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'
            || c == '-';
    };
    return tag.size() > 2 && (tag[0] == 'B' || tag[0] == 'I') && tag[1] == '-'
        && std::all_of(tag.begin() + 2, tag.end(), isTypeCharacter);
}

std::vector<std::string> splitTags(std::string_view answer)
{
    std::istringstream stream{std::string(answer)};
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

SpanCounts& SpanCounts::operator+=(const SpanCounts& other)
{
    found += other.found;
    expected += other.expected;
    hits += other.hits;
    return *this;
}

double SpanCounts::f1() const
{
    const std::size_t total = found + expected;
    return total == 0 ? 1.0 : 2.0 * static_cast<double>(hits) / static_cast<double>(total);
}

SpanCounts compareSpans(std::span<const std::string> answerTags, std::span<const std::string> referenceTags)
{
    const std::vector<EntitySpan> found = entitySpans(answerTags);
    const std::vector<EntitySpan> expected = entitySpans(referenceTags);
    std::vector<EntitySpan> hits; // both lists are ordered by their first token
    std::set_intersection(
        found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(hits));
    return {found.size(), expected.size(), hits.size()};
}

} // namespace core::evaluation
