#include "core/providers/json_slices.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace core::providers {

namespace {

/// Recursive descent over the grammar of RFC 8259; the depth limit bounds the recursion.
class Scanner {
public:
    Scanner(std::string_view text, int maxDepth)
        : m_text(text)
        , m_maxDepth(maxDepth)
    {
    }

    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] bool isTooDeep() const { return m_isTooDeep; }

    void skipSpace()
    {
        while (m_at < m_text.size()
            && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }

    bool take(char c)
    {
        const bool isThere = m_at < m_text.size() && m_text[m_at] == c;
        m_at += isThere ? 1 : 0;
        return isThere;
    }

    bool skipValue(int depth)
    {
        if (m_at >= m_text.size()) {
            return false;
        }
        switch (m_text[m_at]) {
        case '{':
            return skipMembers(depth + 1, [](std::string_view, std::size_t, std::size_t) { return true; });
        case '[':
            return skipElements(depth + 1, [](std::size_t, std::size_t) {});
        case '"':
            return skipString();
        case 't':
            return skipWord("true");
        case 'f':
            return skipWord("false");
        case 'n':
            return skipWord("null");
        default:
            return skipNumber();
        }
    }

    template <typename OnMember>
    bool skipMembers(int depth, OnMember onMember)
    {
        if (!enter(depth, '{')) {
            return false;
        }
        skipSpace();
        if (take('}')) {
            return true;
        }
        do {
            skipSpace();
            const std::size_t keyBegin = m_at;
            if (!skipString()) {
                return false;
            }
            const std::string_view key = m_text.substr(keyBegin, m_at - keyBegin);
            skipSpace();
            if (!take(':')) {
                return false;
            }
            skipSpace();
            const std::size_t begin = m_at;
            if (!skipValue(depth) || !onMember(key, begin, m_at)) {
                return false;
            }
            skipSpace();
        } while (take(','));
        return take('}');
    }

    template <typename OnElement>
    bool skipElements(int depth, OnElement onElement)
    {
        if (!enter(depth, '[')) {
            return false;
        }
        skipSpace();
        if (take(']')) {
            return true;
        }
        do {
            skipSpace();
            const std::size_t begin = m_at;
            if (!skipValue(depth)) {
                return false;
            }
            onElement(begin, m_at);
            skipSpace();
        } while (take(','));
        return take(']');
    }

private:
    bool enter(int depth, char bracket)
    {
        m_isTooDeep = m_isTooDeep || depth > m_maxDepth;
        return !m_isTooDeep && take(bracket);
    }

    bool skipWord(std::string_view word)
    {
        const bool isThere = m_text.substr(m_at, word.size()) == word;
        m_at += isThere ? word.size() : 0;
        return isThere;
    }

    bool skipString()
    {
        if (!take('"')) {
            return false;
        }
        while (m_at < m_text.size()) {
            const auto c = static_cast<unsigned char>(m_text[m_at++]);
            if (c == '"') {
                return true;
            }
            if (c < 0x20 || (c == '\\' && !skipEscape())) {
                return false;
            }
        }
        return false;
    }

    bool skipEscape()
    {
        if (m_at >= m_text.size()) {
            return false;
        }
        const char c = m_text[m_at++];
        if (c != 'u') {
            return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
        }
        const std::string_view digits = m_text.substr(m_at, 4);
        m_at += digits.size();
        return digits.size() == 4
            && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    }

    bool skipDigits()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9') {
            ++m_at;
        }
        return m_at > begin;
    }

    bool skipNumber()
    {
        take('-');
        if (!take('0') && !skipDigits()) {
            return false;
        }
        if (take('.') && !skipDigits()) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return skipDigits();
        }
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_maxDepth;
    bool m_isTooDeep = false;
};

std::string decoded(std::string_view quoted)
{
    const nlohmann::json value = nlohmann::json::parse(quoted, nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string();
}

constexpr std::size_t kMostMembers = 1024; ///< of an object: finding repeated names is quadratic

} // namespace

Result<JsonSlices> JsonSlices::scan(std::string_view text, int maxDepth)
{
    JsonSlices slices;
    slices.m_text = text;
    Scanner scanner(text, maxDepth);
    scanner.skipSpace();
    slices.m_bodyBegin = scanner.at() + 1;
    std::string repeated;
    const bool isObject
        = scanner.skipMembers(1, [&](std::string_view key, std::size_t begin, std::size_t end) {
              if (slices.m_members.size() == kMostMembers) {
                  return false;
              }
              std::string name = decoded(key);
              if (slices.find(name) != nullptr) {
                  repeated = std::move(name);
                  return false;
              }
              slices.m_members.push_back(Member{std::move(name), begin, end});
              return true;
          });
    scanner.skipSpace();
    if (isObject && scanner.isAtEnd()) {
        return slices;
    }
    if (!repeated.empty()) {
        return fail(ErrorCode::InvalidArgument, "the member '" + repeated + "' occurs twice; send it once");
    }
    if (scanner.isTooDeep()) {
        return fail(ErrorCode::InvalidArgument, "nested deeper than " + std::to_string(maxDepth) + " levels");
    }
    return fail(ErrorCode::InvalidArgument, "no JSON object (byte " + std::to_string(scanner.at()) + ")");
}

const JsonSlices::Member* JsonSlices::find(std::string_view key) const
{
    const auto member
        = std::find_if(m_members.begin(), m_members.end(), [&](const Member& m) { return m.key == key; });
    return member == m_members.end() ? nullptr : &*member;
}

std::string_view JsonSlices::raw(std::string_view key) const
{
    const Member* member = find(key);
    return member != nullptr ? m_text.substr(member->begin, member->end - member->begin) : std::string_view();
}

std::optional<std::int64_t> JsonSlices::integer(std::string_view key) const
{
    const std::string_view value = raw(key);
    std::int64_t number = 0;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
    return !value.empty() && end.ec == std::errc() && end.ptr == value.data() + value.size() ? std::optional(number)
                                                                                             : std::nullopt;
}

std::string JsonSlices::string(std::string_view key) const
{
    const std::string_view value = raw(key);
    return value.starts_with('"') ? decoded(value) : std::string();
}

std::vector<std::string_view> jsonElements(std::string_view array, int maxDepth)
{
    std::vector<std::string_view> elements;
    Scanner scanner(array, maxDepth);
    const bool isArray = scanner.skipElements(
        1, [&](std::size_t begin, std::size_t end) { elements.push_back(array.substr(begin, end - begin)); });
    return isArray ? elements : std::vector<std::string_view>();
}

JsonEdit::JsonEdit(const JsonSlices& object)
    : m_object(object)
{
}

JsonEdit& JsonEdit::set(std::string_view key, std::string_view rawValue)
{
    if (const JsonSlices::Member* member = m_object.find(key); member != nullptr) {
        m_replacements.push_back(Replacement{member->begin, member->end, std::string(rawValue)});
        return *this;
    }
    std::string text = jsonQuoted(key);
    text.append(":").append(rawValue);
    const bool isFirst = m_object.isEmpty()
        && std::none_of(m_replacements.begin(), m_replacements.end(),
            [](const Replacement& r) { return r.begin == r.end; });
    text.append(isFirst ? "" : ",");
    m_replacements.insert(
        m_replacements.begin(), Replacement{m_object.bodyBegin(), m_object.bodyBegin(), std::move(text)});
    return *this;
}

std::string JsonEdit::applied() const
{
    std::vector<Replacement> ordered = m_replacements;
    std::stable_sort(ordered.begin(), ordered.end(),
        [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
    std::string result;
    std::size_t copied = 0;
    for (const Replacement& replacement : ordered) {
        result.append(m_object.text().substr(copied, replacement.begin - copied)).append(replacement.text);
        copied = replacement.end;
    }
    return result.append(m_object.text().substr(copied));
}

std::string jsonQuoted(std::string_view text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace core::providers
