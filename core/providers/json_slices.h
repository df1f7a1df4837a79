#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::providers {

/// Where the members of a JSON object stand in its text, so that a body can be read and changed in places
/// while every other byte is passed on as it came. The whole text is checked against RFC 8259.
class JsonSlices {
public:
    struct Member {
        std::string key;
        std::size_t begin = 0; ///< of the value
        std::size_t end = 0;
    };

    /// The object `text`, whose bytes must outlive this. Refuses anything but one object, nesting deeper than
    /// `maxDepth`, and a name that occurs twice at the top.
    [[nodiscard]] static Result<JsonSlices> scan(std::string_view text, int maxDepth = 128);

    /// The value's own bytes; empty when there is no such member.
    [[nodiscard]] std::string_view raw(std::string_view key) const;
    /// The decoded string; empty when absent or no string.
    [[nodiscard]] std::string string(std::string_view key) const;
    /// Nothing when absent or no whole number.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    [[nodiscard]] bool isTrue(std::string_view key) const { return raw(key) == "true"; }
    [[nodiscard]] const Member* find(std::string_view key) const;
    [[nodiscard]] std::string_view text() const { return m_text; }
    /// Just behind the opening brace.
    [[nodiscard]] std::size_t bodyBegin() const { return m_bodyBegin; }
    [[nodiscard]] bool isEmpty() const { return m_members.empty(); }

private:
    std::string_view m_text;
    std::size_t m_bodyBegin = 0;
    std::vector<Member> m_members;
};

/// The elements of an array's text; empty when it is none.
[[nodiscard]] std::vector<std::string_view> jsonElements(std::string_view array, int maxDepth = 128);

/// Changes to top-level members, made in one copy of the text.
class JsonEdit {
public:
    explicit JsonEdit(const JsonSlices& object);
    /// `rawValue` must be JSON. Replaces the member's value or adds the member in front.
    JsonEdit& set(std::string_view key, std::string_view rawValue);
    [[nodiscard]] std::string applied() const;
    [[nodiscard]] bool isUnchanged() const { return m_replacements.empty(); }

private:
    struct Replacement {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::string text;
    };
    const JsonSlices& m_object;
    std::vector<Replacement> m_replacements;
};

/// The text as a JSON string, quotes included. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

} // namespace core::providers
