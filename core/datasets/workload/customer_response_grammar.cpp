#include "core/datasets/workload/customer_lexicon.h"
#include "core/datasets/workload/reply_catalogue.h"
#include "core/datasets/workload/task_grammar.h"

#include <algorithm>
#include <array>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 4> kSlices{
    {{"changed_mind", 0.045}, {"former_or_latter", 0.045}, {"declined_offer", 0.035}, {"roundabout", 0.025}}};

/// {w} is the wish, {m} its matter, {ask} a sentence of the wish; {n} is a matter of the same group that is
/// not meant.
const std::vector<std::string> kUsual{"Customer: {hi}I want to {w}, it is about {m}.",
    "Customer: {hi}It is about {m}. {ask}",
    "Customer: {hi}I have a question about {m}.\nAgent: {offer}\nCustomer: {ask} {close}",
    "Customer: {hi}{ask}\nAgent: {which}\nCustomer: For {m}{close2}",
    "Customer: {hi}How can I {w}?\nAgent: {which}\nCustomer: I mean {m}{close2}",
    "Customer: {hi}{aside}.\nAgent: {offer}\nCustomer: I need to {w}. It concerns {m}{close2}"};
const std::vector<std::string> kNew{"Customer: (sent from the app) matter: {m}, request: {w}",
    "Customer: {m}!! {ask} #help {close}",
    "Bot: I could not solve this.\nCustomer: Human please. {ask} Topic was {m}{close2}"};
const std::vector<std::string> kChangedMind{"Customer: {hi}I want to {w}, it is about {n}, no, I mean {m}.",
    "Customer: {hi}I want to {w}, it is about {m}, I nearly said {n}.",
    "Customer: {hi}{ask} It is {n}.\nAgent: {n}, correct?\nCustomer: No, {m}.",
    "Customer: {hi}{ask} It is {m}.\nAgent: {n}, correct?\nCustomer: No, as I wrote.",
    "Customer: {hi}{n} is fine by now. {ask} I am speaking of {m}.",
    "Customer: {hi}I am speaking of {m}. {ask} And {n} is fine by now."};
const std::vector<std::string> kFormer{
    "Customer: {hi}I have {m} and {n}.\nAgent: {offer}\nCustomer: For the former: {ask}",
    "Customer: {hi}I have {n} and {m}.\nAgent: {offer}\nCustomer: For the latter: {ask}",
    "Customer: {hi}{ask}\nAgent: Do you mean {m} or {n}?\nCustomer: What you said first.",
    "Customer: {hi}{ask}\nAgent: Do you mean {n} or {m}?\nCustomer: What you said last."};
/// {v} is a wish of the same group that is not meant.
const std::vector<std::string> kDeclined{
    "Customer: {hi}I have a question about {m}.\nAgent: Do you want to {v}?\nCustomer: No, to {w}.",
    "Customer: {hi}I want to {w}, it is about {m}.\nAgent: You could also {v}.\nCustomer: No, that will not "
    "be needed.",
    "Customer: {hi}I want to {v}, it is about {m}.\nAgent: You could also {w}.\nCustomer: Yes, that sounds "
    "better.",
    "Customer: {hi}It is about {m}. I used to want to {v}, now I want to {w}.",
    "Customer: {hi}It is about {m}. I now want to {w}, I used to want to {v}."};

std::vector<Grammar::Rule> rules()
{
    std::vector<Grammar::Rule> all = customerLexicon();
    all.push_back({"hi", {"", "{hello}, ", "{hello}! ", "{hello}. ", "", "{hello}, {aside}. ", "{aside}. "}});
    all.push_back({"offer",
        {"What can I do for you?", "How can I help?", "Of course, please go on.",
            "Thanks for writing, what do you need?", "Happy to help, tell me more."}});
    all.push_back({"which",
        {"Which one is it about?", "What does it concern, please?", "May I ask what it is about?",
            "Sure, for which item or service?", "Could you say what you mean?"}});
    all.push_back({"close", {"", "Thanks.", "{please}.", "{aside}."}});
    all.push_back({"close2", {".", ", thanks.", ", {please}.", ". {aside}."}});
    return all;
}

class CustomerResponseGrammar final : public TaskGrammar {
public:
    CustomerResponseGrammar()
        : m_groups(replyGroups())
        , m_grammar(rules())
    {
    }

    std::string_view taskId() const override { return "cs_response"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 212; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    std::vector<ReplyGroup> m_groups;
    Grammar m_grammar;
};

const std::vector<std::string>& patternsOf(const DraftRequest& request)
{
    if (request.slice == "changed_mind") {
        return kChangedMind;
    }
    if (request.slice == "former_or_latter") {
        return kFormer;
    }
    if (request.slice == "declined_offer") {
        return kDeclined;
    }
    return request.isNewPhrasing ? kNew : kUsual;
}

std::string reply(const ReplyAction& action, const ReplyMatter& matter)
{
    return action.frame + ", " + matter.clause;
}

/// The smallest of three uniform draws: some wishes and matters come up far more often than others.
std::size_t skewed(std::size_t count, Rng& rng)
{
    return std::min({rng.below(count), rng.below(count), rng.below(count)});
}

Draft CustomerResponseGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    const ReplyGroup& group = pick(m_groups, rng);
    const std::size_t action = skewed(group.actions.size(), rng);
    const std::size_t matter = skewed(group.matters.size(), rng);
    const std::size_t otherAction = (action + 1 + rng.below(group.actions.size() - 1)) % group.actions.size();
    const std::size_t otherMatter = (matter + 1 + rng.below(group.matters.size() - 1)) % group.matters.size();
    const ReplyMatter& meant = group.matters[matter];
    Bindings bindings;
    bindings.set("w", group.actions[action].wish);
    bindings.set("v", group.actions[otherAction].wish);
    bindings.set("ask", pick(group.actions[action].asks, rng));
    bindings.set("m", request.slice == "roundabout" ? pick(meant.oblique, rng) : meant.name);
    bindings.set("n", group.matters[otherMatter].name);

    Draft draft;
    draft.text = m_grammar.expand(pick(patternsOf(request), rng), rng, bindings);
    if (rng.chance(0.12)) {
        addTypos(draft.text, 1, rng);
    }
    draft.reference.text = reply(group.actions[action], meant);
    draft.slips
        = {request.slice == "declined_offer" ? reply(group.actions[otherAction], meant)
                                             : reply(group.actions[action], group.matters[otherMatter]),
            reply(group.actions[otherAction], meant),
            "Thank you for your message, a colleague will come back to you shortly."};
    draft.variants = {"Thanks for asking. " + draft.reference.text, "Of course. " + draft.reference.text,
        draft.reference.text + " Anything else?"};
    return draft;
}

} // namespace

std::unique_ptr<TaskGrammar> makeCustomerResponseGrammar()
{
    return std::make_unique<CustomerResponseGrammar>();
}

} // namespace core::datasets::workload
