#include "core/distill/reply_slots.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace core::distill {

namespace {

constexpr std::size_t kIdentifierDigits = 5; ///< without letters
constexpr std::size_t kMixedDigits = 3; ///< beside letters
constexpr std::size_t kTelephoneDigits = 7;
constexpr std::size_t kTelephoneChunks = 5;
constexpr std::size_t kEndDigits = 3; ///< of an identifier, that may stand for it
constexpr int kHalfDay = 720; ///< minutes

template <typename Value>
using Word = std::pair<std::string_view, Value>;

constexpr std::array<Word<std::string_view>, 21> kCurrencies{{{"$", "USD"}, {"us$", "USD"}, {"usd", "USD"}, {"dollar", "USD"},
    {"dollars", "USD"}, {"€", "EUR"}, {"eur", "EUR"}, {"euro", "EUR"}, {"euros", "EUR"}, {"£", "GBP"}, {"gbp", "GBP"},
    {"pound", "GBP"}, {"pounds", "GBP"}, {"pfund", "GBP"}, {"¥", "JPY"}, {"jpy", "JPY"}, {"yen", "JPY"}, {"chf", "CHF"},
    {"fr", "CHF"}, {"franken", "CHF"}, {"francs", "CHF"}}};
constexpr std::array<Word<int>, 36> kMonths{{{"january", 1}, {"januar", 1}, {"jänner", 1}, {"jan", 1}, {"february", 2},
    {"februar", 2}, {"feb", 2}, {"march", 3}, {"märz", 3}, {"mar", 3}, {"mrz", 3}, {"april", 4}, {"apr", 4}, {"may", 5},
    {"mai", 5}, {"june", 6}, {"juni", 6}, {"jun", 6}, {"july", 7}, {"juli", 7}, {"jul", 7}, {"august", 8}, {"aug", 8},
    {"september", 9}, {"sept", 9}, {"sep", 9}, {"october", 10}, {"oktober", 10}, {"oct", 10}, {"okt", 10},
    {"november", 11}, {"nov", 11}, {"december", 12}, {"dezember", 12}, {"dec", 12}, {"dez", 12}}};
constexpr std::array<Word<std::string_view>, 15> kWeekdays{{{"monday", "monday"}, {"montag", "monday"},
    {"tuesday", "tuesday"}, {"dienstag", "tuesday"}, {"wednesday", "wednesday"}, {"mittwoch", "wednesday"},
    {"thursday", "thursday"}, {"donnerstag", "thursday"}, {"friday", "friday"}, {"freitag", "friday"},
    {"saturday", "saturday"}, {"samstag", "saturday"}, {"sonnabend", "saturday"}, {"sunday", "sunday"},
    {"sonntag", "sunday"}}};
constexpr std::array<std::string_view, 9> kTitles{"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "herrn", "frau"};
constexpr std::array<std::string_view, 7> kGreetings{"dear", "hello", "hi", "hey", "hallo", "liebe", "lieber"};
/// Capitalised after a greeting, and nobody's name.
constexpr std::array<std::string_view, 9> kNoNames{
    "customer", "sir", "madam", "there", "kunde", "kundin", "kunden", "team", "all"};

template <typename Value, std::size_t Size>
std::optional<Value> valueOf(const std::array<Word<Value>, Size>& words, std::string_view word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const Word<Value>& known) { return known.first == word; });
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

template <std::size_t Size>
bool isAmong(const std::array<std::string_view, Size>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t digitsIn(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isDigit));
}

bool isDigits(std::string_view text)
{
    return !text.empty() && digitsIn(text) == text.size();
}

/// Of at most four digits.
int smallNumber(std::string_view digits)
{
    int value = 0;
    for (const char digit : digits) {
        value = 10 * value + (digit - '0');
    }
    return value;
}

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, start)) {
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    parts.push_back(text.substr(start));
    return parts;
}

/// A word of the text without the punctuation around it.
struct Chunk {
    std::string text;
    std::string folded;
    bool isBracketed = false; ///< "(" before it
    bool endsPhrase = false; ///< punctuation after it
};

constexpr std::array<std::string_view, 13> kOpening{
    "(", "[", "{", "<", "\"", "'", "*", "„", "“", "‚", "‘", "«", "»"};
constexpr std::array<std::string_view, 21> kClosing{".", ",", ";", ":", "!", "?", ")", "]", "}", ">", "\"", "'", "*", "-",
    "“", "”", "‘", "’", "«", "»", "…"};

std::optional<Chunk> chunkOf(std::string_view word)
{
    Chunk chunk;
    const auto strip = [&word](const auto& marks, bool isFront) {
        for (const std::string_view mark : marks) {
            if (isFront ? word.starts_with(mark) : word.ends_with(mark)) {
                isFront ? word.remove_prefix(mark.size()) : word.remove_suffix(mark.size());
                return true;
            }
        }
        return false;
    };
    chunk.isBracketed = word.starts_with('(');
    while (strip(kOpening, true)) {
    }
    while (strip(kClosing, false)) {
        chunk.endsPhrase = true;
    }
    if (word.empty()) {
        return std::nullopt;
    }
    chunk.text = word;
    chunk.folded = normalisedText(word);
    return chunk;
}

/// Spaces that do not break and dashes between numbers, as the plain ones.
std::string withPlainSpaces(std::string_view utf8)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> kPlain{
        {{"\u00A0", ' '}, {"\u202F", ' '}, {"\u2009", ' '}, {"\u2013", '-'}, {"\u2014", ' '}}};
    std::string plain;
    plain.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const auto found = static_cast<unsigned char>(utf8[at]) < 0x80
            ? kPlain.end()
            : std::find_if(kPlain.begin(), kPlain.end(),
                [&](const auto& known) { return utf8.substr(at).starts_with(known.first); });
        plain += found == kPlain.end() ? utf8[at] : found->second;
        at += found == kPlain.end() ? 1 : found->first.size();
    }
    return plain;
}

std::vector<Chunk> chunksOf(std::string_view utf8)
{
    const std::string plain = withPlainSpaces(utf8);
    std::vector<Chunk> chunks;
    std::size_t start = 0;
    while ((start = plain.find_first_not_of(" \t\r\n\v\f", start)) != std::string::npos) {
        const std::size_t end = std::min(plain.find_first_of(" \t\r\n\v\f", start), plain.size());
        if (std::optional<Chunk> chunk = chunkOf(std::string_view(plain).substr(start, end - start))) {
            chunks.push_back(std::move(*chunk));
        }
        start = end;
    }
    return chunks;
}

/// Leading zeros and zeros at the end of a fraction do not count.
std::string canonical(std::string whole, std::string fraction)
{
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction.empty() ? whole : whole + "." + fraction;
}

/// "1,234.5" and "1.234,5" are the same; a single mark before exactly three digits groups thousands.
std::optional<std::string> numberFrom(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-')) {
        text.remove_prefix(1);
    }
    if (text.ends_with('%')) {
        text.remove_suffix(1);
    }
    constexpr std::string_view kMarks = ".,'";
    const bool isPlain = !text.empty() && isDigit(text.front()) && isDigit(text.back())
        && text.find_first_not_of("0123456789.,'") == std::string_view::npos;
    if (!isPlain) {
        return std::nullopt;
    }
    const std::size_t last = text.find_last_of(kMarks);
    const std::size_t first = text.find_first_of(kMarks);
    bool hasFraction = last != std::string_view::npos;
    if (hasFraction) {
        const bool isOneKind = text.find_first_not_of(std::string("0123456789") + text[last]) == std::string_view::npos;
        const bool isSingle = first == last;
        const bool isGroup = text.size() - last == 4 && last <= 3 && text.front() != '0';
        hasFraction = isOneKind ? isSingle && !isGroup : text[last] != '\'';
    }
    std::string whole;
    for (const char c : text.substr(0, hasFraction ? last : text.size())) {
        if (isDigit(c)) {
            whole += c;
        }
    }
    return canonical(std::move(whole), hasFraction ? std::string(text.substr(last + 1)) : std::string());
}

/// Digits with letters behind: "12th", "5km", "12eur".
std::optional<std::pair<std::string, std::string>> numberWithUnit(std::string_view folded)
{
    const auto unit = std::find_if(folded.begin(), folded.end(), isLetter);
    const auto length = static_cast<std::size_t>(unit - folded.begin());
    const std::optional<std::string> number = numberFrom(folded.substr(0, length));
    if (!number || !std::all_of(unit, folded.end(), isLetter)) {
        return std::nullopt;
    }
    return std::pair(*number, std::string(folded.substr(length)));
}

std::optional<int> dayOf(std::string_view folded)
{
    const auto number = numberWithUnit(folded);
    const bool isOrdinal = number
        && (number->second.empty() || number->second == "st" || number->second == "nd" || number->second == "rd"
            || number->second == "th");
    if (!isOrdinal || !isDigits(number->first) || number->first.size() > 2) {
        return std::nullopt;
    }
    const int day = smallNumber(number->first);
    return day >= 1 && day <= 31 ? std::optional(day) : std::nullopt;
}

bool isYear(std::string_view folded)
{
    return folded.size() == 4 && isDigits(folded) && (folded.starts_with("19") || folded.starts_with("20"));
}

Slot dateSlot(int day, int month, std::string year)
{
    return {SlotKind::Date, std::to_string(std::min(day, month)) + "-" + std::to_string(std::max(day, month)),
        std::move(year)};
}

/// "2026-03-12", "12.03.2026", "3/12/26", "3/12".
std::optional<Slot> numericDate(std::string_view folded)
{
    for (const char separator : {'/', '.', '-'}) {
        std::vector<std::string_view> parts = splitAt(folded, separator);
        const bool areNumbers = std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return isDigits(part); });
        const bool isShort = parts.size() == 2 && separator == '/' && folded != "24/7";
        if (!areNumbers || (parts.size() != 3 && !isShort)) {
            continue;
        }
        if (parts.size() == 3 && parts.front().size() == 4) {
            std::rotate(parts.begin(), parts.begin() + 1, parts.end()); // the year last
        }
        std::string year = isShort ? std::string() : std::string(parts.back());
        if (parts[0].size() > 2 || parts[1].size() > 2 || !(isShort || year.size() == 2 || isYear(year))) {
            continue;
        }
        const int first = smallNumber(parts[0]);
        const int second = smallNumber(parts[1]);
        if (std::min(first, second) < 1 || std::min(first, second) > 12 || std::max(first, second) > 31) {
            continue;
        }
        return dateSlot(first, second, year.size() == 2 ? "20" + year : std::move(year));
    }
    return std::nullopt;
}

std::optional<Slot> timeSlot(std::string_view hour, std::string_view minute, bool isAfternoon, bool isForenoon)
{
    const bool isSound = isDigits(hour) && hour.size() <= 2 && (minute.empty() || (isDigits(minute) && minute.size() == 2));
    if (!isSound || smallNumber(hour) > 24 || smallNumber(minute) > 59
        || ((isAfternoon || isForenoon) && smallNumber(hour) > 12)) {
        return std::nullopt;
    }
    const int minutes = smallNumber(hour) * 60 + smallNumber(minute);
    return Slot{SlotKind::Time, std::to_string(minutes % kHalfDay),
        smallNumber(minute) == 0 ? std::to_string(smallNumber(hour)) : std::string()};
}

class SlotScanner {
public:
    explicit SlotScanner(std::string_view utf8)
        : m_chunks(chunksOf(utf8))
    {
    }

    std::vector<Slot> scan()
    {
        while (m_at < m_chunks.size()) {
            const bool isTaken = takeAddress() || takeDate() || takeTime() || takeMoney() || takeTelephone()
                || takeIdentifier() || takeNumber() || takeName();
            if (!isTaken) {
                ++m_at;
            }
        }
        return std::move(m_found);
    }

private:
    /// Lower case; empty behind the end.
    [[nodiscard]] std::string_view folded(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_chunks.size() ? std::string_view(m_chunks[m_at + ahead].folded) : std::string_view();
    }
    bool take(Slot slot, std::size_t chunks)
    {
        if (m_seen.emplace(slot.kind, slot.value, slot.part).second) {
            m_found.push_back(std::move(slot));
        }
        m_at += chunks;
        return true;
    }

    bool takeAddress()
    {
        const std::string_view text = folded();
        if (text.find("://") != std::string_view::npos || text.starts_with("www.")) {
            ++m_at; // of a page
            return true;
        }
        const std::size_t at = text.find('@');
        const bool isEmail = at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
        return isEmail && take({SlotKind::Email, std::string(text), {}}, 1);
    }

    bool takeDate()
    {
        if (std::optional<Slot> date = numericDate(folded())) {
            return take(std::move(*date), 1);
        }
        if (const auto weekday = valueOf(kWeekdays, folded())) {
            return take({SlotKind::Date, std::string(*weekday), {}}, 1);
        }
        const auto named = [this](std::optional<int> day, std::optional<int> month, std::size_t chunks) {
            if (!day || !month) {
                return false;
            }
            const bool hasYear = isYear(folded(chunks));
            return take(dateSlot(*day, *month, hasYear ? std::string(folded(chunks)) : std::string()), chunks + (hasYear ? 1 : 0));
        };
        const std::size_t monthAfter = folded(1) == "of" ? 2 : 1;
        return named(dayOf(folded(1)), valueOf(kMonths, folded()), 2)
            || named(dayOf(folded()), valueOf(kMonths, folded(monthAfter)), monthAfter + 1);
    }

    bool takeTime()
    {
        std::string_view clock = folded();
        std::string_view half = folded(1);
        std::size_t chunks = 2;
        const auto number = numberWithUnitOfClock(clock);
        if (!number.second.empty()) {
            clock = number.first;
            half = number.second;
            chunks = 1;
        }
        const bool isAfternoon = half == "pm" || half == "p.m";
        const bool isForenoon = half == "am" || half == "a.m";
        const bool isMarked = isAfternoon || isForenoon || half == "uhr";
        char separator = ':';
        if (isMarked && clock.find('.') != std::string_view::npos) {
            separator = '.';
        }
        const std::vector<std::string_view> parts = splitAt(clock, separator);
        if (parts.size() > 3 || (parts.size() == 1 && !isMarked) || (parts.size() > 1 && parts[1].empty())) {
            return false;
        }
        std::optional<Slot> time
            = timeSlot(parts[0], parts.size() > 1 ? parts[1] : std::string_view(), isAfternoon, isForenoon);
        return time && take(std::move(*time), isMarked ? chunks : 1);
    }
    /// "3:30pm" as its two parts; the second one is empty without letters.
    static std::pair<std::string_view, std::string_view> numberWithUnitOfClock(std::string_view text)
    {
        const auto unit = std::find_if(text.begin(), text.end(), isLetter);
        const auto length = static_cast<std::size_t>(unit - text.begin());
        return length == 0 ? std::pair<std::string_view, std::string_view>(text, {})
                           : std::pair(text.substr(0, length), text.substr(length));
    }

    bool takeMoney()
    {
        const auto money = [this](std::string_view currency, const std::optional<std::string>& amount, std::size_t chunks) {
            return amount && take({SlotKind::Money, std::string(currency) + " " + *amount, *amount}, chunks);
        };
        const std::string_view text = folded();
        for (const auto& [word, currency] : kCurrencies) {
            const bool isSign = !isLetter(word.front()) || word == "us$" || static_cast<unsigned char>(word.front()) >= 0x80;
            if (text == word) {
                return (isSign || word.size() == 3) && money(currency, numberFrom(folded(1)), 2);
            }
            if (isSign && text.starts_with(word) && money(currency, numberFrom(text.substr(word.size())), 1)) {
                return true;
            }
            if (text.ends_with(word) && money(currency, numberFrom(text.substr(0, text.size() - word.size())), 1)) {
                return true;
            }
        }
        const auto after = valueOf(kCurrencies, folded(1));
        return after && money(*after, numberFrom(text), 2);
    }

    bool takeTelephone()
    {
        std::string digits;
        std::size_t chunks = 0;
        const bool opens = folded().starts_with('+') || folded().starts_with('0') || m_chunks[m_at].isBracketed;
        const std::size_t most = opens ? kTelephoneChunks : 1;
        bool hasSeparator = false;
        while (chunks < most && !folded(chunks).empty()
            && folded(chunks).find_first_not_of("+0123456789-/()") == std::string_view::npos) {
            hasSeparator = hasSeparator || folded(chunks).find_first_of("-/)") != std::string_view::npos;
            std::ranges::copy_if(folded(chunks), std::back_inserter(digits), isDigit);
            ++chunks;
            if (m_chunks[m_at + chunks - 1].endsPhrase && !m_chunks[m_at + chunks - 1].isBracketed) {
                break;
            }
        }
        const bool isTelephone = digits.size() >= kTelephoneDigits && (opens || hasSeparator);
        return isTelephone && take({SlotKind::Identifier, std::move(digits), {}}, chunks);
    }

    bool takeIdentifier()
    {
        std::string_view text = folded();
        const bool isMarked = text.starts_with('#');
        text.remove_prefix(isMarked ? 1 : 0);
        if (isDigits(text)) {
            return (isMarked || text.size() >= kIdentifierDigits) && take({SlotKind::Identifier, std::string(text), {}}, 1);
        }
        const bool isMixed = digitsIn(text) >= kMixedDigits && std::any_of(text.begin(), text.end(), isLetter);
        if (!isMixed || numberWithUnit(text)) {
            return false;
        }
        std::string value;
        for (const char c : text) {
            if (isDigit(c) || isLetter(c)) {
                value += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            }
        }
        return take({SlotKind::Identifier, std::move(value), {}}, 1);
    }

    /// A range is its two ends.
    bool takeNumber()
    {
        const std::string_view text = folded();
        if (const auto number = numberWithUnit(text)) {
            return take({SlotKind::Number, number->first, number->first}, 1);
        }
        const std::vector<std::string_view> ends = splitAt(text, '-');
        const auto low = numberFrom(ends.front());
        const auto high = numberFrom(ends.back());
        if (ends.size() != 2 || !low || !high) {
            return false;
        }
        return take({SlotKind::Number, *low, *low}, 0) && take({SlotKind::Number, *high, *high}, 1);
    }

    bool takeName()
    {
        const bool isTitle = isAmong(kTitles, folded());
        const bool isGreeting = isAmong(kGreetings, folded()) && !m_chunks[m_at].endsPhrase;
        const std::string_view name = folded(1);
        if (!(isTitle || isGreeting) || name.empty() || isAmong(kTitles, name) || isAmong(kNoNames, name)) {
            return false;
        }
        const std::string& written = m_chunks[m_at + 1].text;
        const bool isCapitalised = isLetter(written.front()) && written.substr(0, 2) != name.substr(0, 2)
            && std::none_of(written.begin(), written.end(), isDigit);
        return isCapitalised && take({SlotKind::Name, std::string(name), {}}, 2);
    }

    std::vector<Chunk> m_chunks;
    std::size_t m_at = 0;
    std::vector<Slot> m_found;
    std::set<std::tuple<SlotKind, std::string, std::string>> m_seen; ///< what is in m_found
};

} // namespace

std::vector<Slot> slotsOf(std::string_view utf8)
{
    return SlotScanner(utf8).scan();
}

SlotSupport::SlotSupport(std::string_view conversation)
    : m_slots(slotsOf(conversation))
{
    for (std::string& word : wordsOf(conversation)) {
        m_words.insert(std::move(word));
    }
    for (const Slot& slot : m_slots) {
        if (!slot.part.empty()) {
            m_numbers.insert(slot.part);
        }
        if (slot.kind == SlotKind::Number) {
            m_bareNumbers.insert(slot.value);
        }
        if (slot.kind == SlotKind::Date) {
            for (const std::string_view number : splitAt(slot.value, '-')) {
                m_numbers.emplace(number);
            }
        }
    }
}

bool SlotSupport::holds(const Slot& slot) const
{
    const bool hasAmount = slot.kind == SlotKind::Money || slot.kind == SlotKind::Time;
    if ((slot.kind == SlotKind::Number && m_numbers.contains(slot.value)) || (hasAmount && m_bareNumbers.contains(slot.part))) {
        return true;
    }
    const bool isWord = slot.kind == SlotKind::Name || slot.kind == SlotKind::Identifier;
    if (isWord && m_words.contains(normalisedText(slot.value))) {
        return true;
    }
    return std::ranges::any_of(m_slots, [&](const Slot& held) {
        if (slot.kind == SlotKind::Number && held.kind == SlotKind::Identifier) {
            return slot.value.size() >= kEndDigits && held.value.ends_with(slot.value);
        }
        const bool isSameYear = slot.kind != SlotKind::Date || slot.part.empty() || held.part.empty() || slot.part == held.part;
        return held.kind == slot.kind && held.value == slot.value && isSameYear;
    });
}

std::size_t SlotSupport::unsupported(std::span<const Slot> stated) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(stated, [this](const Slot& slot) { return !holds(slot); }));
}

} // namespace core::distill
