#include "core/datasets/workload/customer_intents.h"
#include "core/datasets/workload/customer_lexicon.h"
#include "core/datasets/workload/task_grammar.h"

#include <algorithm>
#include <array>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 5> kSlices{{{"negation", 0.04}, {"correction", 0.04}, {"settled_matter", 0.025},
    {"counting", 0.025}, {"oblique", 0.02}}};

/// In each pair of patterns {B} is what is wanted and {A} is not, with the same words in another order.
const std::vector<std::string> kNegation{"I do not want to {A}, I want to {B}",
    "I want to {B}, I do not want to {A}", "it is not that I need to {A}, I need to {B}",
    "I need to {B}, it is not that I need to {A}", "nobody here asked to {A}; we asked to {B}",
    "we asked to {B}; nobody here asked to {A}", "please do not {A} but do help me {B}",
    "do help me {B} but please do not {A}"};
const std::vector<std::string> kCorrection{"first I thought I should {A} but now I would like to {B}",
    "now I would like to {B}, though first I thought I should {A}", "I would rather {B} than {A}",
    "rather than {A} I would {B}", "my request to {A} was a mistake, the right one is to {B}",
    "the right request is to {B}, the one to {A} was a mistake", "can I {B} in place of my plan to {A}",
    "in place of my plan to {A}, can I {B}"};
const std::vector<std::string> kSettled{"you already helped me to {A}, what remains is to {B}",
    "what remains is to {B}, you already helped me to {A}",
    "my colleague will {A}, my own question is how to {B}",
    "my own question is how to {B}, my colleague will {A}", "yesterday I managed to {A}, today I have to {B}",
    "today I have to {B}, yesterday I managed to {A}"};

const std::vector<std::string> kFrames{"I would like to {W}", "how do I {W}", "can you help me to {W}",
    "I need to {W}", "is it possible to {W}", "could you tell me how to {W}", "what do I have to do to {W}",
    "I want to {W}", "I am trying to {W}", "we have to {W}", "where can I {W}", "may I {W}",
    "who can help me to {W}", "I was hoping to {W}"};
const std::vector<std::string> kNewFrames{"quick one for the assistant: {W}",
    "your app suggested I ask here to {W}", "task for today: {W}", "voice note follows, gist of it: {W}",
    "asking for the whole team, we must {W}", "per the banner in the app I should be able to {W}"};
const std::vector<std::string> kClosings{"", "", "",
    " [can you look into it|what now|what can I do|please advise|please help]", ", {please}", ". {aside}",
    ". {aside}, {please}"};

class CustomerIntentGrammar final : public TaskGrammar {
public:
    CustomerIntentGrammar()
        : m_intents(customerIntents())
        , m_grammar(customerLexicon())
    {
    }

    std::string_view taskId() const override { return "cs_intent"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 148; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    Draft usual(bool isNewPhrasing, Rng& rng) const;
    Draft contrast(const std::vector<std::string>& patterns, Rng& rng) const;
    Draft counting(Rng& rng) const;
    Draft oblique(Rng& rng) const;
    const CustomerIntent& intent(std::string_view label) const;
    std::string want(const CustomerIntent& intent, Rng& rng) const
    {
        return m_grammar.expand(pick(intent.wants, rng), rng);
    }
    Draft labelled(std::string text, const CustomerIntent& right) const;

    std::vector<CustomerIntent> m_intents;
    Grammar m_grammar;
};

Draft CustomerIntentGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    Draft draft;
    if (request.slice == "negation") {
        draft = contrast(kNegation, rng);
    } else if (request.slice == "correction") {
        draft = contrast(kCorrection, rng);
    } else if (request.slice == "settled_matter") {
        draft = contrast(kSettled, rng);
    } else if (request.slice == "counting") {
        draft = counting(rng);
    } else if (request.slice == "oblique") {
        draft = oblique(rng);
    } else {
        draft = usual(request.isNewPhrasing, rng);
    }
    if (rng.chance(0.3)) {
        draft.text = m_grammar.expand("{hello}", rng) + ", " + draft.text;
    }
    draft.text = capitalised(std::move(draft.text));
    makeCasual(draft.text, rng);
    return draft;
}

const CustomerIntent& CustomerIntentGrammar::intent(std::string_view label) const
{
    return *std::find_if(m_intents.begin(), m_intents.end(), [&](const auto& i) { return i.label == label; });
}

Draft CustomerIntentGrammar::labelled(std::string text, const CustomerIntent& right) const
{
    Draft draft;
    draft.text = std::move(text);
    draft.reference.labels = {right.label};
    draft.slips = {right.neighbour};
    return draft;
}

Draft CustomerIntentGrammar::usual(bool isNewPhrasing, Rng& rng) const
{
    const CustomerIntent& right = pick(m_intents, rng);
    Bindings bindings;
    std::string text;
    if (isNewPhrasing || rng.chance(0.62)) {
        bindings.set("W", want(right, rng));
        text = m_grammar.expand(pick(isNewPhrasing ? kNewFrames : kFrames, rng), rng, bindings);
    } else {
        text = m_grammar.expand(pick(right.states, rng), rng);
    }
    if (rng.chance(0.2)) {
        text = m_grammar.expand("{aside}", rng) + " and " + text;
    }
    return labelled(text + m_grammar.expand(pick(kClosings, rng), rng), right);
}

Draft CustomerIntentGrammar::contrast(const std::vector<std::string>& patterns, Rng& rng) const
{
    const std::size_t right = rng.below(m_intents.size());
    const std::size_t other = (right + 1 + rng.below(m_intents.size() - 1)) % m_intents.size();
    Bindings bindings;
    bindings.set("B", want(m_intents[right], rng));
    bindings.set("A", want(m_intents[other], rng));
    std::string text = m_grammar.expand(pick(patterns, rng), rng, bindings);
    Draft draft = labelled(text + m_grammar.expand(pick(kClosings, rng), rng), m_intents[right]);
    draft.slips.insert(draft.slips.begin(), m_intents[other].label);
    return draft;
}

/// The intent follows from which of two numbers is the larger.
Draft CustomerIntentGrammar::counting(Rng& rng) const
{
    struct Family {
        std::string_view whenFirstIsLarger;
        std::string_view whenSecondIsLarger;
        std::string_view pattern;
    };
    static constexpr std::array<Family, 3> kFamilies{{
        {"missing_item", "return_item",
            "[I ordered|the slip says|we paid for] {X} of the {item} and [the box had|you delivered|I "
            "counted] {Y}"},
        {"downgrade_plan", "upgrade_plan",
            "[our plan has|we rent|the {plan} plan gives us] {X} seats and [we are|the team is|there will "
            "be] {Y} people"},
        {"double_charge", "payment_declined",
            "[my bank shows|I can see|the card statement lists] {X} payments [and|while] I placed {Y} orders "
            "{ago}"},
    }};
    const Family& family = kFamilies[rng.below(kFamilies.size())];
    const auto smaller = static_cast<int>(2 + rng.below(9));
    const auto larger = smaller + 1 + static_cast<int>(rng.below(6));
    const bool isFirstLarger = rng.chance(0.5);
    Bindings bindings;
    bindings.set("X", std::to_string(isFirstLarger ? larger : smaller));
    bindings.set("Y", std::to_string(isFirstLarger ? smaller : larger));
    const std::string text = m_grammar.expand(family.pattern, rng, bindings);
    const auto right = isFirstLarger ? family.whenFirstIsLarger : family.whenSecondIsLarger;
    const auto wrong = isFirstLarger ? family.whenSecondIsLarger : family.whenFirstIsLarger;
    Draft draft = labelled(text + m_grammar.expand(pick(kClosings, rng), rng), intent(right));
    draft.slips.insert(draft.slips.begin(), std::string(wrong));
    return draft;
}

Draft CustomerIntentGrammar::oblique(Rng& rng) const
{
    const CustomerIntent& right = pick(m_intents, rng);
    const std::string text = m_grammar.expand(pick(right.oblique, rng), rng);
    return labelled(text + m_grammar.expand(pick(kClosings, rng), rng), right);
}

} // namespace

std::unique_ptr<TaskGrammar> makeCustomerIntentGrammar()
{
    return std::make_unique<CustomerIntentGrammar>();
}

} // namespace core::datasets::workload
