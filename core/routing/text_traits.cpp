#include "core/routing/text_traits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_set>

namespace core::routing {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t kShortChoice = 25; ///< bytes

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

template<std::size_t N>
std::size_t countOf(const Words& words, const std::array<std::string_view, N>& wanted)
{
    return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&wanted](std::string_view word) {
        return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
    }));
}

std::size_t countOf(std::string_view text, std::string_view characters)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [characters](char c) { return characters.find(c) != std::string_view::npos; }));
}

double logOf(std::size_t count)
{
    return std::log1p(static_cast<double>(count));
}

double flag(bool is)
{
    return is ? 1.0 : 0.0;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

/// A question and the choices under it, as views into the text.
struct Question {
    std::string_view stem;
    std::vector<std::string_view> choices;
    std::size_t lines = 1;
};

Question questionOf(std::string_view text)
{
    Question question{text, {}, 1};
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const bool isChoice = line.size() > 2 && line[0] >= 'A' && line[0] <= 'J'
            && (line[1] == '.' || line[1] == ')' || line[1] == ':') && line[2] == ' ';
        if (isChoice) {
            if (question.choices.empty()) {
                question.stem = text.substr(0, at);
            }
            question.choices.push_back(line.substr(3));
        }
        question.lines += end < text.size() ? 1 : 0;
        at = end + 1;
    }
    return question;
}

bool isNumeric(std::string_view choice)
{
    const std::string_view text = trimmed(choice);
    return !text.empty() && std::any_of(text.begin(), text.end(), isDigit)
        && std::all_of(text.begin(), text.end(),
            [](char c) { return isDigit(c) || std::string_view("$-.,/%").find(c) != std::string_view::npos; });
}

struct ChoiceTraits {
    double mean = 0; ///< bytes
    double spread = 0;
    double variation = 0;
    double numericShare = 0;
    double longestAt = 0;
    double overlap = 0; ///< words that a choice shares with the question
    double distinct = 0; ///< share of different words among all words of the choices
    bool areShort = true;
};

ChoiceTraits choiceTraits(const Question& question, const Words& stemWords)
{
    ChoiceTraits traits;
    if (question.choices.empty()) {
        return traits;
    }
    const auto count = static_cast<double>(question.choices.size());
    const std::unordered_set<std::string_view> stem(stemWords.begin(), stemWords.end());
    std::size_t shortest = question.choices.front().size();
    std::size_t longest = 0;
    double squares = 0;
    double words = 0;
    std::unordered_set<std::string> all;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        const std::string_view choice = question.choices[i];
        const auto size = static_cast<double>(choice.size());
        traits.mean += size / count;
        squares += size * size / count;
        traits.numericShare += flag(isNumeric(choice)) / count;
        traits.areShort = traits.areShort && choice.size() < kShortChoice;
        shortest = std::min(shortest, choice.size());
        if (choice.size() > longest) {
            longest = choice.size();
            traits.longestAt = static_cast<double>(i);
        }
        const std::string folded = foldedText(choice);
        const Words own = wordViews(folded);
        const std::unordered_set<std::string_view> different(own.begin(), own.end());
        const auto shared = std::count_if(
            different.begin(), different.end(), [&stem](std::string_view word) { return stem.count(word) > 0; });
        traits.overlap += static_cast<double>(shared) / std::max(1.0, static_cast<double>(own.size())) / count;
        words += static_cast<double>(own.size());
        for (const std::string_view word : different) {
            all.emplace(word);
        }
    }
    traits.spread = static_cast<double>(longest - shortest);
    traits.variation = std::sqrt(std::max(0.0, squares - traits.mean * traits.mean)) / (1 + traits.mean);
    traits.distinct = static_cast<double>(all.size()) / std::max(1.0, words);
    return traits;
}

struct Rarity {
    double mean = 0;
    double most = 0;
    double spread = 0;
};

Rarity rarityOf(const Words& words, const TfIdf& known)
{
    Rarity rarity;
    double squares = 0;
    for (const std::string_view word : words) {
        const double value = known.rarity(word);
        rarity.mean += value;
        squares += value * value;
        rarity.most = std::max(rarity.most, value);
    }
    const double count = std::max(1.0, static_cast<double>(words.size()));
    rarity.mean /= count;
    rarity.spread = std::sqrt(std::max(0.0, squares / count - rarity.mean * rarity.mean));
    return rarity;
}

/// Capitalised words that do not begin a sentence.
std::size_t namesIn(std::string_view text)
{
    std::size_t names = 0;
    for (std::size_t i = 2; i + 1 < text.size(); ++i) {
        names += text[i - 1] == ' ' && (isLower(text[i - 2]) || text[i - 2] == ',') && isCapital(text[i])
                && isLower(text[i + 1])
            ? 1
            : 0;
    }
    return names;
}

bool isYear(std::string_view word)
{
    return word.size() == 4 && std::all_of(word.begin(), word.end(), isDigit)
        && (word.substr(0, 2) == "20" || (word[0] == '1' && word[1] >= '5'));
}

/// Single letters as formulas have them, and functions applied: f(x).
std::size_t formulaMarks(std::string_view folded, const Words& words)
{
    static constexpr std::array<std::string_view, 3> kVariables{"x", "y", "n"};
    std::size_t marks = countOf(words, kVariables);
    for (std::size_t i = 1; i < folded.size(); ++i) {
        marks += folded[i] == '(' && isLower(folded[i - 1]) ? 1 : 0;
    }
    return marks;
}

} // namespace

std::vector<float> textTraits(std::string_view whole, const TfIdf& known)
{
    static constexpr std::string_view kSymbols = "=^+*/<>{}[]()\\_|~";
    static constexpr std::array<std::string_view, 5> kNegations{"not", "except", "never", "false", "least"};
    static constexpr std::array<std::string_view, 9> kCalculations{
        "how", "many", "much", "total", "each", "per", "if", "calculate", "find"};
    static constexpr std::array<std::string_view, 6> kFacts{"which", "what", "who", "when", "where", "why"};
    static constexpr std::array<std::string_view, 7> kOpenings{
        "what", "which", "who", "where", "when", "how", "why"};
    static constexpr std::array<std::string_view, 3> kFirstPerson{"i", "my", "me"};
    static constexpr std::array<std::string_view, 7> kPersons{"he", "she", "his", "her", "man", "woman", "patient"};
    static constexpr std::array<std::string_view, 5> kDegrees{"best", "most", "likely", "primary", "main"};
    static constexpr std::array<std::string_view, 6> kDefinitions{
        "define", "defined", "called", "term", "known", "refers"};
    static constexpr std::array<std::string_view, 1> kTrue{"true"}, kBecause{"because"}, kBoth{"both"};

    const std::string_view text = whole.substr(0, TfIdf::kTextBytes);
    const std::string folded = foldedText(text);
    const Words words = wordViews(folded);
    const Question question = questionOf(text);
    const Words stemWords = wordViews(std::string_view(folded).substr(0, question.stem.size()));
    const std::string_view stem = trimmed(question.stem);
    const ChoiceTraits choices = choiceTraits(question, stemWords);
    const Rarity rarity = rarityOf(words, known);
    const double bytes = std::max(1.0, static_cast<double>(text.size()));
    const double count = std::max(1.0, static_cast<double>(words.size()));
    const auto share = [](std::size_t part, double of) { return static_cast<double>(part) / of; };

    std::size_t letters = 0, longWords = 0, numbers = 0, years = 0;
    for (const std::string_view word : words) {
        letters += word.size();
        longWords += word.size() > 8 ? 1 : 0;
        numbers += isDigit(word.front()) ? 1 : 0;
        years += isYear(word) ? 1 : 0;
    }
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isDigit));
    const auto capitals = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isCapital));
    const std::size_t symbols = countOf(text, kSymbols);
    const std::size_t names = namesIn(text);
    const std::size_t different = std::unordered_set<std::string_view>(words.begin(), words.end()).size();
    const std::string_view opening = stemWords.empty() ? std::string_view() : stemWords.front();
    const char last = stem.empty() ? ' ' : stem.back();
    const bool isAscii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });

    const std::array<double, kTraits> traits{
        // size
        logOf(words.size()), logOf(text.size()), logOf(stem.size()), logOf(stemWords.size()), logOf(question.lines),
        // numbers, symbols, letters
        logOf(numbers), 10 * share(digits, bytes), logOf(symbols), 10 * share(symbols, bytes),
        10 * share(capitals, bytes), 4 * share(longWords, count), share(letters, count), share(different, count),
        logOf(countOf(text, "$%")), logOf(countOf(text, ",")), logOf(countOf(text, ".")), flag(years > 0),
        flag(text.find('_') != std::string_view::npos), flag(text.find('"') != std::string_view::npos),
        flag(!isAscii), logOf(formulaMarks(folded, words)), 10 * share(names, count), logOf(names),
        // how it asks
        flag(countOf(words, kNegations) > 0), logOf(countOf(words, kCalculations)), logOf(countOf(words, kFacts)),
        flag(stem.find('?') != std::string_view::npos), flag(last == '?'), flag(last == ':'), flag(last == '.'),
        flag(std::find(kOpenings.begin(), kOpenings.end(), opening) != kOpenings.end()), flag(opening == "which"),
        flag(opening == "what"), flag(folded.find("following") != std::string::npos),
        flag(countOf(words, kTrue) > 0), flag(countOf(words, kBecause) > 0), flag(countOf(words, kBoth) > 0),
        flag(folded.find(" all of ") != std::string::npos || folded.find("none of") != std::string::npos),
        flag(countOf(stemWords, kDegrees) > 0), flag(countOf(stemWords, kDefinitions) > 0),
        logOf(countOf(words, kFirstPerson)), logOf(countOf(words, kPersons)),
        // its choices
        std::log1p(choices.mean), std::log1p(choices.spread), choices.variation, choices.numericShare,
        choices.longestAt, choices.overlap, choices.distinct, flag(choices.areShort),
        // its words
        rarity.mean, rarity.most, rarity.spread};
    std::vector<float> result(kTraits);
    std::transform(traits.begin(), traits.end(), result.begin(), [](double value) { return static_cast<float>(value); });
    return result;
}

} // namespace core::routing
