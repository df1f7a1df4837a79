#include "core/datasets/workload/grammar.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

namespace core::datasets::workload {

namespace {

/// Position of the bracket that closes the one at `open`.
std::size_t closing(std::string_view pattern, std::size_t open, char opens, char closes)
{
    int depth = 0;
    for (std::size_t i = open; i < pattern.size(); ++i) {
        depth += pattern[i] == opens ? 1 : 0;
        depth -= pattern[i] == closes ? 1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    assert(false && "unbalanced pattern");
    return pattern.size();
}

/// The bars at the top level of "a|[b|c]|d".
std::vector<std::string_view> splitChoices(std::string_view choices)
{
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= choices.size(); ++i) {
        const char c = i < choices.size() ? choices[i] : '|';
        depth += c == '[' ? 1 : 0;
        depth -= c == ']' ? 1 : 0;
        if (c == '|' && depth == 0) {
            parts.push_back(choices.substr(start, i - start));
            start = i + 1;
        }
    }
    return parts;
}

std::string drawNumber(std::string_view range, Rng& rng)
{
    const std::size_t dash = range.find('-');
    std::size_t low = 0;
    std::size_t high = 0;
    std::from_chars(range.data(), range.data() + dash, low);
    std::from_chars(range.data() + dash + 1, range.data() + range.size(), high);
    return std::to_string(low + rng.below(high - low + 1));
}

} // namespace

void Bindings::set(std::string_view name, std::string value)
{
    for (auto& [known, current] : m_values) {
        if (known == name) {
            current = std::move(value);
            return;
        }
    }
    m_values.emplace_back(name, std::move(value));
}

const std::string* Bindings::find(std::string_view name) const
{
    for (const auto& [known, value] : m_values) {
        if (known == name) {
            return &value;
        }
    }
    return nullptr;
}

Grammar::Grammar(std::vector<Rule> rules)
{
    for (auto& [name, alternatives] : rules) {
        m_rules.emplace(std::move(name), std::move(alternatives));
    }
}

std::string Grammar::expand(std::string_view pattern, Rng& rng, Bindings& bindings) const
{
    std::string out;
    out.reserve(2 * pattern.size());
    append(pattern, rng, bindings, out);
    return out;
}

std::string Grammar::expand(std::string_view pattern, Rng& rng) const
{
    Bindings bindings;
    return expand(pattern, rng, bindings);
}

std::span<const std::string> Grammar::alternatives(std::string_view name) const
{
    const auto rule = m_rules.find(name);
    return rule == m_rules.end() ? std::span<const std::string>()
                                 : std::span<const std::string>(rule->second);
}

void Grammar::append(std::string_view pattern, Rng& rng, Bindings& bindings, std::string& out) const
{
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '{') {
            const std::size_t end = closing(pattern, i, '{', '}');
            appendSlot(pattern.substr(i + 1, end - i - 1), rng, bindings, out);
            i = end;
        } else if (c == '[') {
            const std::size_t end = closing(pattern, i, '[', ']');
            appendChoice(pattern.substr(i + 1, end - i - 1), rng, bindings, out);
            i = end;
        } else {
            out += c;
        }
    }
}

void Grammar::appendSlot(std::string_view slot, Rng& rng, Bindings& bindings, std::string& out) const
{
    const std::size_t colon = slot.find(':');
    const std::string_view rule = colon == std::string_view::npos ? slot : slot.substr(colon + 1);
    if (colon == std::string_view::npos) {
        if (const std::string* bound = bindings.find(slot); bound != nullptr) {
            out += *bound;
            return;
        }
    }
    std::string value;
    if (rule.front() == '#') {
        value = drawNumber(rule.substr(1), rng);
    } else {
        const std::span<const std::string> choices = alternatives(rule);
        assert(!choices.empty() && "a pattern names a rule that does not exist");
        append(pick(choices, rng), rng, bindings, value);
    }
    out += value;
    if (colon != std::string_view::npos) {
        bindings.set(slot.substr(0, colon), std::move(value));
    }
}

void Grammar::appendChoice(std::string_view choices, Rng& rng, Bindings& bindings, std::string& out) const
{
    append(pick(splitChoices(choices), rng), rng, bindings, out);
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string continued(std::string sentence)
{
    static constexpr std::array<std::string_view, 22> kSmallWords{"A", "Accounts", "All", "An", "Any",
        "Controversies", "Definitions", "During", "Each", "Either", "For", "If", "In", "Invoices", "Neither",
        "No", "Questions", "Section", "The", "These", "This", "Upon"};
    const std::string_view first = std::string_view(sentence).substr(0, sentence.find(' '));
    if (std::find(kSmallWords.begin(), kSmallWords.end(), first) != kSmallWords.end()) {
        sentence.front() = static_cast<char>(sentence.front() - 'A' + 'a');
    }
    return sentence;
}

} // namespace core::datasets::workload
