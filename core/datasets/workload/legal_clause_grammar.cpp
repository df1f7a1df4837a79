#include "core/datasets/workload/legal_clauses.h"
#include "core/datasets/workload/task_grammar.h"

#include <array>

namespace core::datasets::workload {

namespace {

constexpr std::array<Slice, 5> kSlices{{{"precedence", 0.04}, {"replacement", 0.04},
    {"refused_clause", 0.035}, {"negated_condition", 0.015}, {"plain_words", 0.02}}};

/// {B} is the noun phrase of the clause that has effect, {A} of one that yields; the words are the same both
/// ways.
const std::vector<std::string> kPrecedence{"In the event of a conflict, {B} shall prevail over {A}",
    "In the event of a conflict, {A} shall yield to {B}", "{B} shall apply notwithstanding {A}",
    "Notwithstanding {A}, {B} shall apply", "{A} shall give way wherever {B} so requires",
    "Wherever {A} so requires it shall nevertheless be {B} that applies", "Nothing in {A} shall affect {B}",
    "{B} shall remain unaffected by {A}"};
/// {C} is the clause that stands, {D} the one that goes.
const std::vector<std::string> kReplacement{"Section {#2-19} (\"{D}\") is deleted and replaced by \"{C}\"",
    "\"{C}\" is inserted in place of Section {#2-19} (\"{D}\"), which is deleted",
    "The words \"{D}\" are struck out; the words \"{C}\" stand",
    "The words \"{C}\" stand; the words \"{D}\" are struck out",
    "By this amendment \"{C}\" supersedes \"{D}\"", "By this amendment \"{D}\" is superseded by \"{C}\""};
/// The parties settle on one clause and turn down another, in either order.
const std::vector<std::string> kRefused{"It is agreed that {c}, and it is not agreed that {d}",
    "It is not agreed that {d}, and it is agreed that {c}",
    "The parties considered that {d}, which they refused, and that {c}, which they accepted",
    "The parties considered that {c}, which they accepted, and that {d}, which they refused",
    "Option A (\"{C}\") is ticked, Option B (\"{D}\") is not",
    "Option A (\"{D}\") is not ticked, Option B (\"{C}\") is"};

class LegalClauseGrammar final : public TaskGrammar {
public:
    LegalClauseGrammar()
        : m_clauses(legalClauses())
        , m_grammar(legalLexicon())
    {
    }

    std::string_view taskId() const override { return "legal_clause"; }
    std::span<const Slice> slices() const override { return kSlices; }
    int instructionTokens() const override { return 121; }
    Draft draft(const DraftRequest& request, Rng& rng) const override;

private:
    Draft contrast(const std::vector<std::string>& patterns, Bindings& bindings, Rng& rng) const;
    Draft negatedCondition(Bindings& bindings, Rng& rng) const;
    Draft single(const DraftRequest& request, Bindings& bindings, Rng& rng) const;

    std::vector<LegalClause> m_clauses;
    Grammar m_grammar;
};

Draft labelled(std::string text, std::string right, std::vector<std::string> slips)
{
    Draft draft;
    draft.text = std::move(text);
    draft.reference.labels = {std::move(right)};
    draft.slips = std::move(slips);
    return draft;
}

Draft LegalClauseGrammar::draft(const DraftRequest& request, Rng& rng) const
{
    Bindings bindings;
    bindings.set("P", m_grammar.expand("{firstParty}", rng));
    bindings.set("Q", m_grammar.expand("{secondParty}", rng));
    Draft draft;
    if (request.slice == "precedence") {
        draft = contrast(kPrecedence, bindings, rng);
    } else if (request.slice == "replacement") {
        draft = contrast(kReplacement, bindings, rng);
    } else if (request.slice == "refused_clause") {
        draft = contrast(kRefused, bindings, rng);
    } else if (request.slice == "negated_condition") {
        draft = negatedCondition(bindings, rng);
    } else {
        draft = single(request, bindings, rng);
    }
    draft.text = capitalised(std::move(draft.text)) + ".";
    if (rng.chance(0.4)) {
        draft.text += " " + capitalised(m_grammar.expand("{filler}", rng, bindings));
    }
    return draft;
}

Draft LegalClauseGrammar::contrast(
    const std::vector<std::string>& patterns, Bindings& bindings, Rng& rng) const
{
    const std::size_t count = m_clauses.size();
    const std::size_t right = rng.below(count);
    const std::size_t other = (right + 1 + rng.below(count - 1)) % count;
    const auto bind = [&](const char* name, const std::vector<std::string>& phrases) {
        bindings.set(name, m_grammar.expand(pick(phrases, rng), rng, bindings));
    };
    bind("A", m_clauses[other].nominals);
    bind("B", m_clauses[right].nominals);
    bind("C", m_clauses[right].operative);
    bind("D", m_clauses[other].operative);
    bindings.set("c", continued(*bindings.find("C")));
    bindings.set("d", continued(*bindings.find("D")));
    return labelled(m_grammar.expand(pick(patterns, rng), rng, bindings), m_clauses[right].label,
        {m_clauses[other].label, m_clauses[right].neighbour});
}

/// Whether a breach is needed decides between the two kinds of termination; both speak of breach and
/// convenience.
Draft LegalClauseGrammar::negatedCondition(Bindings& bindings, Rng& rng) const
{
    static const std::vector<std::string> kNeedsBreach{
        "{P} may terminate this Agreement, not at its convenience, but only where {Q} is in breach",
        "A breach by {Q} being required, {P} may terminate on {days} days notice, its convenience not being "
        "sufficient",
        "{P} may not terminate for convenience; a breach by {Q} left uncured for {days} days is needed",
        "Convenience alone shall not entitle {P} to terminate, a material breach shall"};
    static const std::vector<std::string> kNeedsNone{
        "{P} may terminate this Agreement, not only where {Q} is in breach, but at its convenience",
        "A breach by {Q} not being required, {P} may terminate on {days} days notice, its convenience being "
        "sufficient",
        "{P} may terminate for convenience; a breach by {Q} left uncured for {days} days is not needed",
        "A material breach shall not be needed to entitle {P} to terminate, convenience alone shall do"};
    const bool needsBreach = rng.chance(0.5);
    std::string text = m_grammar.expand(pick(needsBreach ? kNeedsBreach : kNeedsNone, rng), rng, bindings);
    const char* names[2] = {"Termination for Convenience", "Termination for Cause"};
    return labelled(std::move(text), names[needsBreach ? 1 : 0], {names[needsBreach ? 0 : 1]});
}

Draft LegalClauseGrammar::single(const DraftRequest& request, Bindings& bindings, Rng& rng) const
{
    const LegalClause& right = pick(m_clauses, rng);
    const auto& patterns = request.slice == "plain_words" ? right.plain : right.operative;
    std::string text = m_grammar.expand(pick(patterns, rng), rng, bindings);
    if (request.isNewPhrasing) {
        text = m_grammar.expand("{newLead}", rng, bindings) + continued(std::move(text));
    } else if (rng.chance(0.35)) {
        text = m_grammar.expand("{lead}", rng, bindings) + continued(std::move(text));
    }
    if (request.slice == kUsualSlice && rng.chance(0.25)) { // a second sentence of the same clause
        text += ". " + capitalised(m_grammar.expand(pick(right.operative, rng), rng, bindings));
    }
    return labelled(std::move(text), right.label, {right.neighbour, pick(m_clauses, rng).label});
}

} // namespace

std::unique_ptr<TaskGrammar> makeLegalClauseGrammar()
{
    return std::make_unique<LegalClauseGrammar>();
}

} // namespace core::datasets::workload
