#pragma once

#include "core/base/rng.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::datasets::workload {

/// What the named slots of one text stand for, so that a value can come back later in the same text.
class Bindings {
public:
    void set(std::string_view name, std::string value);
    /// Null when nothing is bound to the name.
    [[nodiscard]] const std::string* find(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> m_values; ///< few: searched in order
};

/// Lists of alternatives by name, and patterns that draw from them:
///     {item}       an alternative of rule "item", or the value bound to "item"
///     {a:item}     the same, remembered as "a"
///     {#2-9}       a whole number; {n:#2-9} remembers it
///     [x|y|]       one of the alternatives between bars
/// Alternatives are patterns themselves. Immutable after construction, and thread-safe.
class Grammar {
public:
    using Rule = std::pair<std::string, std::vector<std::string>>;

    explicit Grammar(std::vector<Rule> rules);

    [[nodiscard]] std::string expand(std::string_view pattern, Rng& rng, Bindings& bindings) const;
    [[nodiscard]] std::string expand(std::string_view pattern, Rng& rng) const;
    /// Empty when there is no such rule.
    [[nodiscard]] std::span<const std::string> alternatives(std::string_view name) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void append(std::string_view pattern, Rng& rng, Bindings& bindings, std::string& out) const;
    void appendSlot(std::string_view slot, Rng& rng, Bindings& bindings, std::string& out) const;
    void appendChoice(std::string_view choices, Rng& rng, Bindings& bindings, std::string& out) const;

    std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> m_rules;
};

template <typename T>
[[nodiscard]] const T& pick(std::span<const T> items, Rng& rng)
{
    return items[rng.below(items.size())];
}

template <typename T>
[[nodiscard]] const T& pick(const std::vector<T>& items, Rng& rng)
{
    return items[rng.below(items.size())];
}

/// First letter upper case.
[[nodiscard]] std::string capitalised(std::string text);

/// A sentence as it goes on after an introduction: a small word at its start loses its capital, a name keeps
/// it.
[[nodiscard]] std::string continued(std::string sentence);

} // namespace core::datasets::workload
