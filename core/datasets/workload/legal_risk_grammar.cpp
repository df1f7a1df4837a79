#include "core/datasets/workload/grammar.h"
#include "core/datasets/workload/task_grammar.h"

#include <array>
#include <cstdint>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 5> kSlices{{{"true_or_false", 0.04}, {"superseded_terms", 0.04},
    {"applies_to_whom", 0.035}, {"notice_period", 0.02}, {"chatty_terms", 0.015}}};

constexpr const char* kNone = "none";
constexpr const char* kFair = "clearly_fair";
constexpr const char* kPotentially = "potentially_unfair";
constexpr const char* kUnfair = "clearly_unfair";

std::vector<Grammar::Rule> riskLexicon()
{
    return {
        {"us",
            {"the Provider", "Lumo", "the Platform", "Brightway", "the Operator", "Tallis", "the Company",
                "Quill Media"}},
        {"you", {"the user", "the member", "any customer", "the account holder", "the subscriber"}},
        {"power",
            {"change these Terms", "raise the subscription price", "close {yours} account",
                "remove content that {you} posted", "limit {yours} storage", "share usage data with partners",
                "end the free service", "switch off the {feature} feature", "change the {feature} rules",
                "move {you} to another plan", "charge a fee for the {feature} feature",
                "suspend access to the {feature} feature", "delete inactive files",
                "use {yours} photos in advertising"}},
        {"feature",
            {"export", "backup", "chat", "storage", "playlist", "booking", "delivery", "reminder", "search",
                "sharing", "billing", "translation", "photo", "calendar", "loyalty", "streaming"}},
        {"strong",
            {"giving thirty days written notice", "offering a full refund",
                "obtaining {yours} express consent", "granting a free right to cancel",
                "asking {you} first by e-mail", "providing a human review on request",
                "leaving {you} time to object"}},
        {"weak",
            {"where {us} finds it reasonable", "by posting a notice on the website",
                "for operational reasons", "if business needs require it", "after an update in the app",
                "in cases of suspected misuse", "as described in our policies"}},
        {"none",
            {"at any time and without notice", "in its sole discretion",
                "for any reason whatsoever and without liability", "without any obligation towards {you}",
                "with immediate effect and no right of appeal",
                "as it sees fit, and continued use means acceptance"}},
        {"information",
            {"The {feature} feature is described in section {#2-19}",
                "These Terms were last updated on {#1-28} {month} {#2016-2025}",
                "Questions about the {feature} feature can be sent to the help desk",
                "Definitions used in these Terms are listed in section {#2-19}",
                "{us} operates the service from its offices in {city}",
                "The {feature} page lists the file types that are supported",
                "The word service means the website, the app and the {feature} feature",
                "An overview of the {feature} settings is in the help centre",
                "The registered office of {us} is in {city}",
                "Section {#2-19} explains how the {feature} feature works",
                "Accounts are created with an e-mail address and a password",
                "The service is available in {#3-40} languages",
                "{you} can reach the {feature} team on weekdays from {#7-9} to {#16-19}"}},
        {"month", {"January", "February", "March", "May", "June", "August", "September", "November"}},
        {"city", {"Dublin", "Oslo", "Lisbon", "Tallinn", "Austin", "Leipzig", "Montreal", "Cardiff"}},
        {"lead",
            {"", "", "", "In some countries ", "Under section {#2-19}, ", "During the term, ",
                "From time to time ", "For paid plans, ", "Where the law allows it, "}},
        {"newLead",
            {"AI features: ", "In the beta programme, ", "For synthetic voices, ",
                "When the assistant acts for {you}, "}},
        {"tail",
            {"", "", "", "", ", as explained in section {#2-19}", ", including on mobile devices",
                ", in all regions", ", for new and existing accounts"}},
    };
}

class LegalRiskGrammar final : public TaskGrammar {
public:
    LegalRiskGrammar()
        : m_grammar(riskLexicon())
    {
    }

    std::string_view taskId() const override { return "legal_risk"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 96; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    struct Sentence {
        std::string pattern;
        const char* label;
    };
    static Sentence usual(Rng& rng);
    static Sentence trueOrFalse(Rng& rng);
    static Sentence superseded(Rng& rng);
    static Sentence appliesToWhom(Rng& rng);
    static Sentence chatty(Rng& rng);
    static Sentence sentenceFor(std::string_view slice, Rng& rng);
    static Sentence noticePeriod(Rng& rng);

    Grammar m_grammar;
};

LegalRiskGrammar::Sentence LegalRiskGrammar::usual(Rng& rng)
{
    static const std::vector<std::string> kFairForms{"{us} will {power} only after {strong}",
        "{us} may {power}, always {strong} beforehand",
        "before {us} decides to {power} it commits to {strong}",
        "{us} commits to {strong} before it will {power}"};
    static const std::vector<std::string> kPotentialForms{"{us} may {power} {weak}",
        "{weak}, {us} may {power}", "{us} reserves the possibility to {power} {weak}",
        "it can happen that {us} will {power} {weak}"};
    static const std::vector<std::string> kUnfairForms{"{us} may {power} {none}",
        "{us} reserves the right to {power} {none}", "{you} agrees that {us} can {power} {none}",
        "{us} is entitled to {power} {none}"};
    const double draw = rng.uniform();
    if (draw < 0.46) {
        return {"{information}", kNone};
    }
    if (draw < 0.64) {
        return {pick(kFairForms, rng), kFair};
    }
    if (draw < 0.84) {
        return {pick(kPotentialForms, rng), kPotentially};
    }
    return {pick(kUnfairForms, rng), kUnfair};
}

/// Two statements of which one is denied: which one decides, and either may stand first.
LegalRiskGrammar::Sentence LegalRiskGrammar::trueOrFalse(Rng& rng)
{
    static const std::vector<Sentence> kForms{
        {"it is true that {us} may {power} {none} and false that it must do so after {strong}", kUnfair},
        {"it is false that {us} may {power} {none} and true that it must do so after {strong}", kFair},
        {"it is true that {us} must {power} after {strong} and false that it may do so {none}", kFair},
        {"it is false that {us} must {power} after {strong} and true that it may do so {none}", kUnfair},
        {"{strong} is required and acting {none} is ruled out when {us} wants to {power}", kFair},
        {"{strong} is ruled out and acting {none} is required when {us} wants to {power}", kUnfair},
        {"acting {none} is required and {strong} is ruled out when {us} wants to {power}", kUnfair},
        {"acting {none} is ruled out and {strong} is required when {us} wants to {power}", kFair}};
    return pick(kForms, rng);
}

/// Old and new wording side by side: the label is that of the wording in force.
LegalRiskGrammar::Sentence LegalRiskGrammar::superseded(Rng& rng)
{
    static const std::vector<std::string> kForms{
        "section {#2-19} used to say \"{OLD}\" and now says \"{NEW}\"",
        "section {#2-19} now says \"{NEW}\" and used to say \"{OLD}\"",
        "\"{NEW}\" replaces the sentence \"{OLD}\"", "\"{OLD}\" is replaced by the sentence \"{NEW}\"",
        "where earlier Terms read \"{OLD}\", these Terms read \"{NEW}\"",
        "these Terms read \"{NEW}\" where earlier Terms read \"{OLD}\""};
    const Sentence current = usual(rng);
    Sentence old = usual(rng);
    while (old.label == current.label) {
        old = usual(rng);
    }
    std::string pattern = pick(kForms, rng);
    pattern.replace(pattern.find("{OLD}"), 5, old.pattern);
    pattern.replace(pattern.find("{NEW}"), 5, current.pattern);
    return {std::move(pattern), current.label};
}

/// A rule for each of two groups, and the group that the reader belongs to.
LegalRiskGrammar::Sentence LegalRiskGrammar::appliesToWhom(Rng& rng)
{
    const bool isReaderFirst = rng.chance(0.5);
    const bool isUnfairFirst = rng.chance(0.5);
    const bool isFreeFirst = rng.chance(0.5);
    const std::string first = isFreeFirst ? "free" : "paid";
    const std::string second = isFreeFirst ? "paid" : "free";
    const std::string unfairRule = "{none}";
    const std::string fairRule = "only after {strong}";
    std::string pattern = "for " + first + " accounts {us} may {power} "
        + (isUnfairFirst ? unfairRule : fairRule) + ", for " + second + " accounts it may do so "
        + (isUnfairFirst ? fairRule : unfairRule)
        + "; [this page is for|the reader holds one of the|these Terms speak of] "
        + (isReaderFirst ? first : second) + " accounts";
    return {std::move(pattern), isReaderFirst == isUnfairFirst ? kUnfair : kFair};
}

/// Everyday words that no other sentence uses.
LegalRiskGrammar::Sentence LegalRiskGrammar::chatty(Rng& rng)
{
    static const std::vector<Sentence> kForms{
        {"heads up: one morning we might {power} and you'd just have to live with it", kUnfair},
        {"we hold all the cards here, so {power} we can", kUnfair},
        {"our house, our rules: we {power} when the mood takes us", kUnfair},
        {"don't come crying if we {power} overnight", kUnfair},
        {"you blink, we {power}, end of story", kUnfair},
        {"tough luck if we {power}, no ifs or buts", kUnfair},
        {"we {power} whenever we feel like it and you smile", kUnfair},
        {"cross our hearts, you get to say no before we {power}", kFair},
        {"your call, always: nobody will {power} behind your back", kFair},
        {"we'd ring your doorbell twice before we {power}", kFair},
        {"pinky swear: we never {power} unless you nod", kFair},
        {"you steer, we row, so we only {power} with your blessing", kFair},
        {"if we {power} and you grumble, you get every cent back", kFair},
        {"sleep well, we {power} in daylight and with your okay", kFair},
        {"sometimes life happens and we {power}, we try to be nice about it", kPotentially},
        {"we'd {power} if things got weird, fingers crossed they won't", kPotentially},
        {"when the weather turns rough we may {power} for a bit", kPotentially},
        {"now and then we tinker and {power}, look out for a banner", kPotentially},
        {"should somebody act up we could {power}, fair enough we think", kPotentially},
        {"we may {power} once the bean counters ask us to", kPotentially},
        {"if the lights flicker we {power} and tell you on the blog", kPotentially},
        {"grab a coffee, section {#2-19} tells the story of the {feature} button", kNone},
        {"fun fact: the {feature} team lives in {city}", kNone},
        {"stuck with {feature}? the folks in {city} love a chat", kNone},
        {"we started in a garage in {city}, hence the logo", kNone},
        {"scroll down for the {feature} recipe", kNone}, {"psst, {feature} has a manual", kNone},
        {"yes, the {feature} thing speaks {#3-40} languages", kNone}};
    return pick(kForms, rng);
}

LegalRiskGrammar::Sentence LegalRiskGrammar::sentenceFor(std::string_view slice, Rng& rng)
{
    if (slice == "true_or_false") {
        return trueOrFalse(rng);
    }
    if (slice == "superseded_terms") {
        return superseded(rng);
    }
    if (slice == "applies_to_whom") {
        return appliesToWhom(rng);
    }
    if (slice == "notice_period") {
        return noticePeriod(rng);
    }
    return slice == "chatty_terms" ? chatty(rng) : usual(rng);
}

/// Notice is fair from fourteen days up, doubtful from three, unfair below; only the sum of two numbers
/// tells.
LegalRiskGrammar::Sentence LegalRiskGrammar::noticePeriod(Rng& rng)
{
    const std::uint64_t announced = 2 + rng.below(30);
    const std::uint64_t earlier = rng.below(announced + 1);
    const std::uint64_t left = announced - earlier;
    const char* label = left >= 14 ? kFair : left >= 3 ? kPotentially : kUnfair;
    const std::string days = std::to_string(announced);
    const std::string lost = std::to_string(earlier);
    return {"{us} may {power} on [the {D}th|a given] day after it is announced, by notice of " + days
            + " days [of which|the first] " + lost + " [have run|being over] when {you} receives it",
        label};
}

Draft LegalRiskGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    Bindings bindings;
    bindings.set("us", m_grammar.expand("{us}", rng));
    bindings.set("you", m_grammar.expand("{you}", rng));
    bindings.set("yours", *bindings.find("you") + "'s");
    bindings.set("D", std::to_string(4 + rng.below(6)));
    const Sentence sentence = sentenceFor(request.slice, rng);
    const std::string lead = m_grammar.expand(request.isNewPhrasing ? "{newLead}" : "{lead}", rng, bindings);
    Draft draft;
    const std::string body = m_grammar.expand(sentence.pattern + "{tail}", rng, bindings);
    draft.text = capitalised(lead.empty() ? body : lead + continued(body)) + ".";
    draft.reference.labels = {sentence.label};
    const std::string_view right = sentence.label;
    draft.slips = right == kUnfair ? std::vector<std::string>{kPotentially, kFair}
        : right == kFair           ? std::vector<std::string>{kPotentially, kUnfair}
        : right == kPotentially    ? std::vector<std::string>{kUnfair, kFair}
                                   : std::vector<std::string>{kFair, kPotentially};
    return draft;
}

} // namespace

std::unique_ptr<TaskGrammar> makeLegalRiskGrammar()
{
    return std::make_unique<LegalRiskGrammar>();
}

} // namespace core::datasets::workload
