#include "db/redaction.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace db {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isAlphanumeric(char c)
{
    return isDigit(c) || isLetter(c);
}
bool isMailboxPart(char c)
{
    return isAlphanumeric(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}
bool isNumberSeparator(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

struct Match {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view replacement;
};

/// `at` is the position of an '@'.
std::optional<Match> mailAround(std::string_view text, std::size_t at, std::size_t from)
{
    std::size_t begin = at;
    while (begin > from && isMailboxPart(text[begin - 1])) {
        --begin;
    }
    std::size_t end = at + 1;
    while (end < text.size() && (isAlphanumeric(text[end]) || text[end] == '.' || text[end] == '-')) {
        ++end;
    }
    while (end > at + 1 && !isAlphanumeric(text[end - 1])) {
        --end;
    }
    const std::string_view domain = text.substr(at + 1, end - at - 1);
    const std::size_t dot = domain.rfind('.');
    const bool isMail = begin < at && dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2
        && std::all_of(domain.begin() + static_cast<std::ptrdiff_t>(dot) + 1, domain.end(), isLetter);
    return isMail ? std::optional(Match{begin, end, "[e-mail]"}) : std::nullopt;
}

bool passesLuhn(std::string_view digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        sum += i % 2 == 0 ? digit : (digit * 2 > 9 ? digit * 2 - 9 : digit * 2);
    }
    return sum % 10 == 0;
}

/// ISO 13616: country and check digits moved to the end, letters as 10-35, remainder 1.
bool passesMod97(std::string_view iban)
{
    int remainder = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        const int value = isDigit(c) ? c - '0' : (c & ~0x20) - 'A' + 10;
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder == 1;
}

std::optional<Match> ibanAt(std::string_view text, std::size_t begin)
{
    std::string compact;
    std::size_t end = begin;
    std::optional<Match> longest;
    for (; end < text.size() && compact.size() < 34; ++end) {
        if (isAlphanumeric(text[end])) {
            compact += text[end];
            const bool isBoundary = end + 1 == text.size() || !isAlphanumeric(text[end + 1]);
            if (isBoundary && compact.size() >= 15 && passesMod97(compact)) {
                longest = Match{begin, end + 1, "[account]"};
            }
        } else if (text[end] != ' ' || end + 1 >= text.size() || !isAlphanumeric(text[end + 1])) {
            break;
        }
    }
    return longest;
}

/// A run of digits with single separators between its groups.
struct NumberRun {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool hasPlus = false;
    std::string digits;
    std::vector<std::size_t> groups; ///< digits in each group
};

NumberRun numberAt(std::string_view text, std::size_t begin)
{
    NumberRun run;
    run.begin = begin;
    std::size_t at = begin;
    if (text[at] == '+') {
        run.hasPlus = true;
        ++at;
    } else if (text[at] == '(') {
        ++at;
    }
    bool isNewGroup = true;
    for (std::size_t separators = 0; at < text.size() && separators <= 2; ++at) {
        if (isDigit(text[at])) {
            if (isNewGroup) {
                run.groups.push_back(0);
            }
            isNewGroup = false;
            separators = 0;
            ++run.groups.back();
            run.digits += text[at];
            run.end = at + 1;
        } else if (isNumberSeparator(text[at]) && !run.digits.empty()) {
            isNewGroup = true;
            ++separators;
        } else {
            break;
        }
    }
    return run;
}

bool isPhone(const NumberRun& run)
{
    const std::size_t count = run.digits.size();
    if (run.hasPlus) {
        return count >= 8 && count <= 15;
    }
    const std::vector<std::size_t> national{3, 3, 4};
    const std::vector<std::size_t> withCountry{1, 3, 3, 4};
    const bool isGrouped = run.groups == national || run.groups == withCountry;
    const bool hasTrunkZero
        = run.digits.front() == '0' && count >= 9 && count <= 12 && run.groups.size() >= 2;
    return isGrouped || hasTrunkZero;
}

/// The first group alone, when the run as a whole is nothing: "12345678 and" or "12345678 2024".
std::optional<Match> accountIn(const NumberRun& run, std::string_view text)
{
    const std::size_t begin = isDigit(text[run.begin]) ? run.begin : run.begin + 1;
    const std::size_t length = run.groups.front();
    const bool isAccount = length >= 8 && length <= 17;
    return isAccount ? std::optional(Match{begin, begin + length, "[account]"}) : std::nullopt;
}

std::optional<Match> numberMatch(std::string_view text, const NumberRun& run)
{
    if (run.digits.size() >= 13 && run.digits.size() <= 19 && passesLuhn(run.digits)) {
        return Match{run.begin, run.end, "[card]"};
    }
    // A card may be followed by other digits, such as its date: try the groups that make a card's length.
    std::size_t digits = 0;
    std::size_t end = run.begin;
    for (const std::size_t group : run.groups) {
        for (std::size_t left = group; left > 0; ++end) {
            left -= isDigit(text[end]) ? 1 : 0;
        }
        digits += group;
        if (digits >= 13 && digits <= 19 && passesLuhn(std::string_view(run.digits).substr(0, digits))) {
            return Match{run.begin, end, "[card]"};
        }
    }
    return isPhone(run) ? std::optional(Match{run.begin, run.end, "[phone]"}) : accountIn(run, text);
}

bool startsNumber(std::string_view text, std::size_t at)
{
    const bool isFollowed = at + 1 < text.size() && isDigit(text[at + 1]);
    const bool isAfterWord = at > 0 && isAlphanumeric(text[at - 1]);
    return !isAfterWord && (isDigit(text[at]) || ((text[at] == '+' || text[at] == '(') && isFollowed));
}

bool startsIban(std::string_view text, std::size_t at)
{
    return at + 4 < text.size() && (at == 0 || !isAlphanumeric(text[at - 1])) && isLetter(text[at])
        && isLetter(text[at + 1]) && isDigit(text[at + 2]) && isDigit(text[at + 3]);
}

} // namespace

std::string redacted(std::string_view text)
{
    std::string out;
    std::size_t kept = 0; // everything before is in `out`
    for (std::size_t at = 0; at < text.size();) {
        std::optional<Match> match;
        std::size_t next = at + 1;
        if (text[at] == '@') {
            match = mailAround(text, at, kept);
        } else if (startsNumber(text, at)) {
            const NumberRun run = numberAt(text, at);
            match = numberMatch(text, run);
            next = std::max(at + 1, at + (run.groups.empty() ? 0 : run.groups.front()));
        } else if (startsIban(text, at)) {
            match = ibanAt(text, at);
        }
        if (match) {
            out += text.substr(kept, match->begin - kept);
            out += match->replacement;
            kept = match->end;
            next = match->end;
        }
        at = next;
    }
    out += text.substr(kept);
    return out;
}

} // namespace db
