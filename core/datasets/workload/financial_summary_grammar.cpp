#include "core/datasets/workload/earnings_lexicon.h"
#include "core/datasets/workload/task_grammar.h"

#include <algorithm>
#include <array>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 4> kSlices{
    {{"known_already", 0.025}, {"another_company", 0.025}, {"pointed_to", 0.025}, {"silence", 0.025}}};

/// Each says, in a sentence of its own, that the great figures of the call are no news.
const std::vector<std::string> kKnownAlready{
    "All of that you have had since our release in {month}, so what is left is the new part.",
    "The figures of the quarter are the ones we published in {month}, and nothing about them has moved.",
    "You saw the results in {month}, I only repeat them for the record.",
    "None of these results is fresh, they were out in {month}.",
    "For those who read our note of {month}, the results are old news."};
/// Each says that the sentences after it speak of somebody else.
const std::vector<std::string> kAnother{"Let me first read to you what {firm} told its own shareholders.",
    "Before us, {firm} reported, and I quote them.",
    "You asked about {firm}, so here is their statement in their words.",
    "This is how our rival {firm} described its quarter."};
const std::vector<std::string> kBackToUs{"So much for them.", "End of quote.",
    "We ourselves do not publish such figures today.", "That is their story and not ours."};
const std::vector<std::string> kPointedTo{"If you remember one thing, let it be the {nth} of my points.",
    "My {nth} point is the one that counts.",
    "Of what I am about to say, the {nth} point matters and the others do not."};
constexpr std::array<const char*, 3> kOrdinals{"first", "second", "third"};

struct Said {
    std::string sentence;
    std::string report;
};

std::string joined(const std::vector<std::string>& sentences)
{
    std::string text;
    for (const std::string& sentence : sentences) {
        text += text.empty() ? "" : " ";
        text += sentence;
    }
    return text;
}

class FinancialSummaryGrammar final : public TaskGrammar {
public:
    FinancialSummaryGrammar()
        : m_major(majorFacts())
        , m_minor(minorFacts())
        , m_grammar(earningsLexicon())
    {
    }

    std::string_view taskId() const override { return "fin_summ"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 88; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    std::vector<Said> say(const std::vector<EarningsFact>& facts, std::size_t count, Rng& rng) const;
    std::vector<std::string> body(const DraftRequest& request, Draft& draft, Rng& rng) const;
    void addFillers(std::vector<std::string>& sentences, const DraftRequest& request, Rng& rng) const;

    std::vector<EarningsFact> m_major;
    std::vector<EarningsFact> m_minor;
    Grammar m_grammar;
};

std::vector<Said> FinancialSummaryGrammar::say(
    const std::vector<EarningsFact>& facts, std::size_t count, Rng& rng) const
{
    std::vector<std::size_t> order(facts.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    rng.shuffle(std::span<std::size_t>(order));
    std::vector<Said> said;
    for (std::size_t i = 0; i < count; ++i) {
        const EarningsFact& fact = facts[order[i]];
        Bindings bindings;
        std::string sentence = m_grammar.expand(pick(fact.spoken, rng), rng, bindings);
        said.push_back({std::move(sentence), m_grammar.expand(fact.reported, rng, bindings)});
    }
    return said;
}

/// The sentences with news, in order; sets reference, slips and variants.
std::vector<std::string> FinancialSummaryGrammar::body(
    const DraftRequest& request, Draft& draft, Rng& rng) const
{
    const bool isMajorNews = request.slice == kUsualSlice;
    // Somebody else's results are read out in full, ours only as far as they are worth reporting.
    const std::size_t majorCount = isMajorNews ? 1 + rng.below(2) : 3 + rng.below(2);
    const std::vector<Said> major = say(m_major, majorCount, rng);
    const std::vector<Said> minor = say(m_minor, 3, rng);
    std::vector<std::string> sentences;
    const auto add = [&](const std::vector<Said>& said, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            sentences.push_back(said[i].sentence);
        }
    };
    std::vector<Said> news{minor.front()};
    if (isMajorNews) {
        news = major;
        add(major, major.size());
        const std::size_t asides = rng.below(3);
        add(minor, asides);
        std::rotate(sentences.begin(),
            sentences.begin() + static_cast<std::ptrdiff_t>(rng.below(2) * major.size()), sentences.end());
    } else if (request.slice == "known_already") {
        add(major, major.size());
        const bool isSaidBefore = rng.chance(0.5);
        sentences.insert(isSaidBefore ? sentences.begin() : sentences.end(),
            m_grammar.expand(pick(kKnownAlready, rng), rng));
        add(minor, 1);
    } else if (request.slice == "another_company") {
        sentences.push_back(m_grammar.expand(pick(kAnother, rng), rng));
        add(major, major.size());
        sentences.push_back(pick(kBackToUs, rng));
        add(minor, 1);
    } else if (request.slice == "silence") {
        sentences.push_back(m_grammar.expand("{silence}", rng));
        add(minor, 1);
    } else {
        const std::size_t which = rng.below(3);
        news = {minor[which]};
        Bindings bindings;
        bindings.set("nth", kOrdinals[which]);
        sentences.push_back(m_grammar.expand(pick(kPointedTo, rng), rng, bindings));
        add(minor, 3);
        draft.slips.push_back(minor[(which + 1) % 3].report);
    }
    std::string source;
    for (const Said& item : news) {
        draft.reference.text += (draft.reference.text.empty() ? "" : " ") + item.report;
        source += (source.empty() ? "" : " ") + item.sentence;
    }
    draft.variants = {std::move(source), "In short: " + draft.reference.text};
    draft.slips.push_back(isMajorNews ? minor[2].report : major.front().report);
    draft.slips.push_back(m_grammar.expand("{filler}", rng));
    return sentences;
}

void FinancialSummaryGrammar::addFillers(
    std::vector<std::string>& sentences, const DraftRequest& request, Rng& rng) const
{
    const std::size_t wanted = std::max(sentences.size() + 3, 6 + rng.below(6));
    const std::string filler = request.isNewPhrasing ? "[{newFiller}|{filler}]" : "{filler}";
    // Hard slices depend on what stands next to what: fillers go round their sentences, never between them.
    const bool isTogether = request.slice != kUsualSlice;
    while (sentences.size() < wanted) {
        std::string sentence = m_grammar.expand(filler, rng);
        if (std::find(sentences.begin(), sentences.end(), sentence) != sentences.end()) {
            continue;
        }
        const std::size_t place
            = isTogether ? rng.below(2) * sentences.size() : rng.below(sentences.size() + 1);
        sentences.insert(sentences.begin() + static_cast<std::ptrdiff_t>(place), std::move(sentence));
    }
    sentences.insert(sentences.begin(), m_grammar.expand("{opening}", rng));
}

Draft FinancialSummaryGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    Draft draft;
    std::vector<std::string> sentences = body(request, draft, rng);
    addFillers(sentences, request, rng);
    draft.text = joined(sentences);
    return draft;
}

} // namespace

std::unique_ptr<TaskGrammar> makeFinancialSummaryGrammar()
{
    return std::make_unique<FinancialSummaryGrammar>();
}

} // namespace core::datasets::workload
