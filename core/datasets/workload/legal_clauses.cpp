#include "core/datasets/workload/legal_clauses.h"

namespace core::datasets::workload {

std::vector<LegalClause> legalClauses()
{
    return {
        {"Governing Law", "Dispute Resolution",
            {"the choice of {state} law", "the governing law of this Agreement",
                "the law of {state} as chosen by {P}"},
            {"This Agreement shall be governed by and construed in accordance with the laws of {state}, "
             "without regard to conflict of laws principles",
                "The validity and interpretation of this Agreement are governed by the laws of {state}",
                "All questions arising hereunder shall be decided under {state} law"},
            {"when we disagree about a word here, the rule book of {state} settles it",
                "think of this deal as born and raised in {state}"}},
        {"Dispute Resolution", "Governing Law",
            {"the arbitration of disputes in {city}", "the duty to arbitrate",
                "the reference of disputes to a panel in {city}"},
            {"Any dispute arising out of this Agreement shall be finally settled by arbitration in {city} "
             "before {few} arbitrators",
                "The parties submit to the exclusive jurisdiction of the courts of {city}",
                "Controversies not resolved by negotiation within {days} days shall be referred to mediation "
                "and then arbitration in {city}"},
            {"if we fall out, three neutral people in {city} hear us both and that is that",
                "quarrels go to a private hearing in {city}, not to the newspapers"}},
        {"Termination for Convenience", "Termination for Cause",
            {"the right of {P} to terminate at will", "termination for convenience",
                "the freedom to end this Agreement on {days} days notice"},
            {"{P} may terminate this Agreement for any reason or no reason upon {days} days prior written "
             "notice to {Q}",
                "Either party may terminate this Agreement for convenience at any time by giving {days} days "
                "written notice",
                "This Agreement may be ended by {P} without cause on {days} days notice"},
            {"either of us can walk away, just say so {days} days ahead",
                "{P} need not explain itself when it wants out"}},
        {"Termination for Cause", "Termination for Convenience",
            {"termination for material breach", "the right of {Q} to terminate upon default",
                "the cure period following a breach"},
            {"{P} may terminate this Agreement if {Q} commits a material breach and fails to cure it within "
             "{days} days of notice",
                "This Agreement terminates upon the insolvency or uncured default of {Q}",
                "Upon a breach by {Q} that remains uncured for {days} days, {P} may terminate forthwith"},
            {"mess up badly and leave it unfixed for {days} days, and {P} may go",
                "if {Q} goes bust, we are done"}},
        {"Confidentiality", "Audit Rights",
            {"the duty of confidence", "the obligations of non-disclosure",
                "the protection of Confidential Information"},
            {"{Q} shall hold all Confidential Information of {P} in strict confidence and shall not disclose "
             "it to any third party for {few} years",
                "The receiving party shall protect Confidential Information with at least reasonable care "
                "and use it solely for the Purpose",
                "Neither party shall disclose the terms of this Agreement or any trade secret of the other "
                "party"},
            {"what you hear in our kitchen stays in our kitchen",
                "{Q} must not go about telling {P}'s secrets"}},
        {"Limitation of Liability", "Indemnification",
            {"the cap on damages", "the limitation of liability", "the exclusion of consequential damages"},
            {"In no event shall {P} be liable for indirect or consequential damages, and its aggregate "
             "liability shall not exceed {sum}",
                "The total liability of either party under this Agreement is limited to the fees paid in the "
                "preceding {few} months",
                "Neither party shall be liable to the other for loss of profit or loss of data"},
            {"whatever goes wrong, {P} never pays more than {sum}",
                "a bad day for your business is not {P}'s bill"}},
        {"Indemnification", "Limitation of Liability",
            {"the indemnity given by {Q}", "the duty to defend and hold harmless",
                "the indemnification of {P} against third-party claims"},
            {"{Q} shall indemnify, defend and hold harmless {P} from and against all claims, losses and "
             "expenses arising from its negligence",
                "{Q} agrees to indemnify {P} against any third-party claim of infringement",
                "Each party shall hold the other harmless from claims caused by its own employees"},
            {"if somebody sues {P} for what {Q} did, {Q} picks up the tab",
                "{Q} stands in front of {P} when strangers come with lawyers"}},
        {"Anti-Assignment", "Change of Control",
            {"the prohibition of assignment", "the consent required for any transfer",
                "the restriction on assigning this Agreement"},
            {"{Q} shall not assign or transfer this Agreement without the prior written consent of {P}",
                "Neither party may assign its rights or delegate its duties hereunder, and any attempted "
                "assignment is void",
                "No transfer of this Agreement, by operation of law or otherwise, is valid without consent"},
            {"{Q} cannot hand this deal to somebody else unless {P} nods first",
                "you may not pass your chair at this table on to a friend"}},
        {"Change of Control", "Anti-Assignment",
            {"the provisions on change of control", "a merger or sale of {Q}",
                "the acquisition of a majority of the shares of {Q}"},
            {"Upon a change of control of {Q}, {P} may require renegotiation of this Agreement within {days} "
             "days",
                "{Q} shall notify {P} of any merger or any sale of a majority of its shares {days} days "
                "before closing",
                "If more than fifty percent of the voting stock of {Q} is acquired, {P} shall have the right "
                "to withdraw"},
            {"should a bigger fish swallow {Q}, {P} gets to think again",
                "new owners at {Q} mean a new conversation with {P}"}},
        {"Renewal Term", "Payment Terms",
            {"the automatic renewal of the term", "any renewal period",
                "the extension for successive {few} year periods"},
            {"This Agreement shall automatically renew for successive periods of {few} years unless notice "
             "of non-renewal is given {days} days before expiry",
                "The term may be extended by {P} for up to {few} additional one-year periods",
                "Upon expiry the initial term renews for {few} years on the same conditions"},
            {"unless somebody speaks up, we go round again for {few} years",
                "the clock restarts by itself every {few} years"}},
        {"Payment Terms", "Renewal Term",
            {"the payment of fees by {Q}", "the due date of invoices", "the interest on late payment"},
            {"{Q} shall pay all undisputed invoices within {days} days of receipt, and late amounts bear "
             "interest at {few} percent a month",
                "The fee of {sum} is payable in {few} equal instalments upon delivery",
                "Invoices are due net {days} days and shall be settled in the currency stated therein"},
            {"money moves {days} days after the bill lands on the mat",
                "{Q} settles up in {few} slices once the goods are here"}},
        {"Exclusivity", "Non-Compete",
            {"the exclusive rights of {Q} in {state}", "the exclusivity granted herein",
                "the appointment of {Q} as sole distributor"},
            {"{P} appoints {Q} as its sole and exclusive distributor of the Products in {state} for the Term",
                "During the Term {P} shall not sell the Products in {state} other than through {Q}",
                "{Q} shall purchase all of its requirements of the Products exclusively from {P}"},
            {"in {state}, {Q} is the only one who gets to sell it",
                "{P} will not dance with anybody else in {state}"}},
        {"Non-Compete", "Exclusivity",
            {"the covenant not to compete", "the restraint on competing business",
                "the non-competition undertaking of {Q}"},
            {"For {few} years after termination {Q} shall not engage in any business that competes with {P} "
             "in {state}",
                "{Q} covenants not to own, manage or work for any competitor of {P} during the Term",
                "{Q} shall not develop or market competing products within {state}"},
            {"for {few} years {Q} may not open a rival stall next to {P}'s",
                "{Q} promises not to play for the other team"}},
        {"Audit Rights", "Confidentiality",
            {"the inspection of books and records", "the audit rights of {P}",
                "the access of auditors to the premises of {Q}"},
            {"{P} may audit the books and records of {Q} upon {days} days notice during normal business "
             "hours",
                "{Q} shall keep accurate records for {few} years and make them available for inspection by "
                "{P}",
                "An independent auditor appointed by {P} may examine the records relating to royalties"},
            {"{P} may come round and count the beans after {days} days warning",
                "{Q} keeps its shoeboxes of receipts for {few} years, open to a look"}},
    };
}

std::vector<Grammar::Rule> legalLexicon()
{
    return {
        {"state",
            {"Delaware", "New York", "England and Wales", "Ontario", "Singapore", "Ireland",
                "the Netherlands", "California", "Switzerland", "Victoria", "Texas", "Scotland", "Denmark",
                "Illinois"}},
        {"city",
            {"London", "Geneva", "Chicago", "Dublin", "Stockholm", "Toronto", "Hong Kong", "Vienna", "Boston",
                "Rotterdam"}},
        {"days",
            {"thirty (30)", "sixty (60)", "ninety (90)", "fifteen (15)", "ten (10)", "forty-five (45)",
                "twenty (20)", "{#10-120}"}},
        {"few", {"two (2)", "three (3)", "five (5)", "one (1)", "four (4)", "six (6)"}},
        {"sum",
            {"USD {#10-900},000", "EUR {#1-9},{#100-900},000", "GBP {#20-950},000",
                "${#1-9}.{#1-9} million"}},
        {"firstParty",
            {"Licensor", "the Company", "Supplier", "Franchisor", "the Lender", "Owner", "Manufacturer",
                "the Principal", "Northgate", "Halvorsen Ltd", "Seller", "the Bank"}},
        {"secondParty",
            {"Licensee", "the Customer", "Distributor", "Franchisee", "the Borrower", "Contractor",
                "Reseller", "the Agent", "Calder Inc", "Orrin GmbH", "Buyer", "the Service Provider"}},
        {"lead",
            {"Subject to Section {#2-19}.{#1-9}, ", "Except as expressly provided herein, ",
                "It is agreed that ", "For the avoidance of doubt, ", "Unless otherwise agreed in writing, ",
                "As from the Effective Date, ", "To the extent permitted by law, ",
                "Under Section {#2-19}.{#1-9}, "}},
        {"newLead",
            {"[DIGITAL|ONLINE] ADDENDUM {#1-9}: ", "As displayed in the signing portal, ",
                "By order form {#1000-9999}, ", "Clause library entry {#10-99}: "}},
        {"filler",
            {"The headings of this Agreement are for reference only.", "This Section survives expiry.",
                "Schedule {#1-9} forms part of this Agreement.", "Time is of the essence.",
                "The parties have so agreed after taking advice.",
                "Capitalised terms are defined in Section {#1-3}.",
                "Notices under this Section go to the address in Schedule {#1-9}.",
                "{Q} acknowledges having read this Section.", "No waiver is implied by delay.",
                "This applies from the Effective Date of {#1-28} {month} {#2008-2025}."}},
        {"month", {"January", "March", "April", "June", "July", "September", "October", "December"}},
    };
}

} // namespace core::datasets::workload
