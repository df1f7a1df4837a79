#include "core/datasets/workload/grammar.h"
#include "core/datasets/workload/task_grammar.h"

#include <array>
#include <cstdint>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 5> kSlices{{{"double_negation", 0.03}, {"nullified_safeguard", 0.025},
    {"notice_period", 0.02}, {"who_decides", 0.025}, {"chatty_terms", 0.02}}};

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
    static Sentence hard(std::string_view slice, Rng& rng);
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

/// Pairs with the same words and opposite meaning.
LegalRiskGrammar::Sentence LegalRiskGrammar::hard(std::string_view slice, Rng& rng)
{
    static const std::vector<Sentence> kDoubleNegation{{"{us} will never {power} without {strong}", kFair},
        {"{us} will {power} and never without {strong}", kFair},
        {"{us} will {power} without ever {strong}", kUnfair},
        {"never will {strong} be needed for {us} to {power}", kUnfair},
        {"it is not the case that {us} may {power} {none}", kFair},
        {"it is the case that {us} may {power} {none}, not only {weak}", kUnfair}};
    static const std::vector<Sentence> kNullified{
        {"{strong} is promised, except where {us} decides to {power}", kUnfair},
        {"where {us} decides to {power}, {strong} is promised, without exception", kFair},
        {"the promise of {strong} does not extend to cases in which {us} chooses to {power}", kUnfair},
        {"the promise of {strong} extends to all cases in which {us} chooses to {power}", kFair},
        {"section {#2-19}, under which {us} could {power} {none}, no longer applies", kFair},
        {"section {#2-19}, under which {us} insisted on {strong} when it had to {power}, no longer applies",
            kUnfair}};
    static const std::vector<Sentence> kWhoDecides{
        {"{you}, not {us}, chooses whether to {power}, in its sole discretion", kFair},
        {"{us}, not {you}, chooses whether to {power}, in its sole discretion", kUnfair},
        {"it is for {you} to ask and for {us} to follow when it comes to {strong}", kFair},
        {"it is for {us} to ask and for {you} to follow, so that it may {power}", kUnfair},
        {"{you} may at any time and without notice refuse to let {us} {power}", kFair},
        {"{us} may at any time and without notice refuse {you} and {power}", kUnfair}};
    static const std::vector<Sentence> kChatty{
        {"heads up: we might {power} one morning and you'd just have to live with it", kUnfair},
        {"cross our hearts, you get to say no before we {power}", kFair},
        {"sometimes life happens and we {power}, we try to be nice about it", kPotentially},
        {"grab a coffee, section {#2-19} tells the story of the {feature} button", kNone},
        {"we hold all the cards here, so {power} is up to us", kUnfair},
        {"your call, always: nobody will {power} behind your back", kFair},
        {"we'd {power} if things got weird, fingers crossed they won't", kPotentially},
        {"fun fact: the {feature} team lives in {city}", kNone}};
    if (slice == "double_negation") {
        return pick(kDoubleNegation, rng);
    }
    if (slice == "nullified_safeguard") {
        return pick(kNullified, rng);
    }
    return pick(slice == "who_decides" ? kWhoDecides : kChatty, rng);
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
    const Sentence sentence = request.slice == kUsualSlice ? usual(rng)
        : request.slice == "notice_period"                 ? noticePeriod(rng)
                                                           : hard(request.slice, rng);
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
