#include "core/datasets/workload/financial_lexicon.h"
#include "core/datasets/workload/task_grammar.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 4> kSlices{
    {{"distant_cue", 0.045}, {"one_or_two_names", 0.045}, {"place_in_name", 0.025}, {"headline", 0.03}}};

/// A bare surname whose kind shows only in a word far behind it.
const std::vector<std::string> kDistantPerson{"{X} , after {#3-19} years of steady growth in {L} and two "
                                              "attempts to sell {goods} abroad , left her post{tail} .",
    "{X} , long seen in {L} as too dependent on sales of {goods} to {L} , resigned before his term was "
    "over{tail} .",
    "For {X} , with debts of {amount} and little demand for {goods} in {L} , it was the last day at her "
    "desk{tail} ."};
const std::vector<std::string> kDistantCompany{"{X} , after {#3-19} years of steady growth in {L} and two "
                                               "attempts to sell {goods} abroad , closed its plant{tail} .",
    "{X} , long seen in {L} as too dependent on sales of {goods} to {L} , delisted before its lease was "
    "over{tail} .",
    "For {X} , with debts of {amount} and little demand for {goods} in {L} , it was the last day on the "
    "exchange{tail} ."};
/// "A and B form": one firm, or a name and a firm; only the end of the sentence tells.
const std::vector<std::string> kOneFirm{
    "{both} said{tail} that the board , meeting in {L} over {goods} , had kept its own auditor .",
    "{both} reported sales of {amount} for {month} and cut its sole dividend{tail} ."};
const std::vector<std::string> kTwoNames{
    "{both} said{tail} that the boards , meeting in {L} over {goods} , had kept their own auditors .",
    "{both} reported sales of {amount} for {month} and cut their respective dividends{tail} ."};
/// A place inside a company's name, or a place beside one.
const std::vector<std::string> kPlaceInName{"<ORG:{trade} of {place}> raised {amount} from {O}{tail} .",
    "<ORG:{place} {trade}> , owned by {O} , sells {goods}{tail} .",
    "The {role} of <ORG:{place} {trade} {form}> met {P}{tail} .",
    "<ORG:First {place} {trade}> bought {goods} from {O}{tail} ."};
const std::vector<std::string> kPlaceBesideName{"Visitors of <LOC:{place}> raised {amount} for {O}{tail} .",
    "<LOC:{place}> {lowerTrade} , owned by {O} , sell {goods}{tail} .",
    "The {role} of <LOC:{place}> <ORG:{stem} {form}> met {P}{tail} .",
    "In <LOC:{place}> <ORG:{trade} Partners> bought {goods} from {O}{tail} ."};

struct Tagged {
    std::vector<std::string> tokens;
    std::vector<std::string> tags;
};

void appendWords(std::string_view words, std::string_view type, Tagged& out)
{
    bool isFirst = true;
    while (!words.empty()) {
        const std::size_t space = words.find(' ');
        const std::string_view word = words.substr(0, space);
        words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
        if (word.empty()) {
            continue;
        }
        out.tokens.emplace_back(word);
        out.tags.push_back(type.empty() ? "O" : (isFirst ? "B-" : "I-") + std::string(type));
        isFirst = false;
    }
}

/// "<PER:Anna Falk> sold shares ." to tokens and tags.
Tagged parseMarkup(std::string_view text)
{
    Tagged out;
    while (!text.empty()) {
        const std::size_t open = text.find('<');
        appendWords(text.substr(0, open), {}, out);
        if (open == std::string_view::npos) {
            break;
        }
        const std::size_t colon = text.find(':', open);
        const std::size_t close = text.find('>', open);
        appendWords(text.substr(colon + 1, close - colon - 1), text.substr(open + 1, colon - open - 1), out);
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += text.empty() ? "" : " ";
        text += word;
    }
    return text;
}

/// One span of a wrong kind, cut short, or missed.
std::string slip(std::vector<std::string> tags, Rng& rng)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (tags[i].front() == 'B') {
            starts.push_back(i);
        }
    }
    const std::size_t first = pick(starts, rng);
    std::size_t last = first;
    while (last + 1 < tags.size() && tags[last + 1].front() == 'I') {
        ++last;
    }
    if (last > first && rng.chance(0.5)) {
        tags[last] = "O";
    } else if (rng.chance(0.6)) {
        const std::string type = tags[first].substr(2) == "ORG" ? "PER" : "ORG";
        for (std::size_t i = first; i <= last; ++i) {
            tags[i] = tags[i].substr(0, 2) + type;
        }
    } else {
        std::fill(tags.begin() + static_cast<std::ptrdiff_t>(first),
            tags.begin() + static_cast<std::ptrdiff_t>(last) + 1, "O");
    }
    return joined(tags);
}

void upperCase(std::vector<std::string>& tokens)
{
    for (std::string& token : tokens) {
        std::transform(token.begin(), token.end(), token.begin(),
            [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
}

class FinancialEntityGrammar final : public TaskGrammar {
public:
    FinancialEntityGrammar()
        : m_grammar(financialLexicon())
    {
    }

    std::string_view taskId() const override { return "fin_ner"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 174; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    std::string markup(const DraftRequest& request, Rng& rng) const;
    std::string distantCue(Rng& rng) const;
    std::string oneOrTwoNames(Rng& rng) const;

    Grammar m_grammar;
};

std::string FinancialEntityGrammar::distantCue(Rng& rng) const
{
    const bool isPerson = rng.chance(0.5);
    const std::string name = m_grammar.expand("{surname}", rng);
    Bindings bindings;
    bindings.set("X", (isPerson ? "<PER:" : "<ORG:") + name + ">");
    return m_grammar.expand(pick(isPerson ? kDistantPerson : kDistantCompany, rng), rng, bindings);
}

std::string FinancialEntityGrammar::oneOrTwoNames(Rng& rng) const
{
    const bool isOne = rng.chance(0.5);
    Bindings bindings;
    bindings.set("both",
        m_grammar.expand(
            isOne ? "<ORG:{stem} and {stem} {form}>" : "<ORG:{stem}> and <ORG:{stem} {form}>", rng));
    return m_grammar.expand(pick(isOne ? kOneFirm : kTwoNames, rng), rng, bindings);
}

std::string FinancialEntityGrammar::markup(const DraftRequest& request, Rng& rng) const
{
    if (request.slice == "distant_cue") {
        return distantCue(rng);
    }
    if (request.slice == "one_or_two_names") {
        return oneOrTwoNames(rng);
    }
    if (request.slice == "place_in_name") {
        std::string trade = m_grammar.expand("{trade}", rng);
        trade.front() = static_cast<char>(trade.front() - 'A' + 'a');
        Bindings bindings;
        bindings.set("lowerTrade", trade + " firms");
        return m_grammar.expand(pick(rng.chance(0.5) ? kPlaceInName : kPlaceBesideName, rng), rng, bindings);
    }
    if (request.slice == "headline") {
        return m_grammar.expand("{headline}", rng);
    }
    return m_grammar.expand(request.isNewPhrasing ? "{newUsual}" : "{usual}", rng);
}

Draft FinancialEntityGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    Tagged tagged = parseMarkup(markup(request, rng));
    if (request.slice == "headline" && rng.chance(0.5)) {
        upperCase(tagged.tokens);
    }
    Draft draft;
    draft.text = joined(tagged.tokens);
    draft.tokens = std::move(tagged.tokens);
    draft.slips = {slip(tagged.tags, rng), slip(tagged.tags, rng)};
    draft.reference.tags = std::move(tagged.tags);
    return draft;
}

} // namespace

std::unique_ptr<TaskGrammar> makeFinancialEntityGrammar()
{
    return std::make_unique<FinancialEntityGrammar>();
}

} // namespace core::datasets::workload
