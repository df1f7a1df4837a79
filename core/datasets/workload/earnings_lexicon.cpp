#include "core/datasets/workload/earnings_lexicon.h"

namespace core::datasets::workload {

std::vector<EarningsFact> majorFacts()
{
    return {
        {{"Revenue for the quarter came in at {rev:money}, up {rp:percent} from a year ago, helped by "
          "{rd:driver}.",
             "We recorded revenue of {rev:money}, up {rp:percent} from a year ago, mainly on {rd:driver}."},
            "Revenue was {rev}, up {rp} from a year ago, helped by {rd}."},
        {{"Adjusted earnings per share were {eps:dollars}, against {#1-2}.{#10-99} in the prior year, on "
          "{ed:driver}.",
             "Earnings per share reached {eps:dollars} on an adjusted basis, thanks to {ed:driver}."},
            "Earnings per share were {eps} on an adjusted basis, thanks to {ed}."},
        {{"We now expect full-year sales growth of {gp:percent}, against {#1-9} percent so far, because of "
          "{gd:driver}.",
             "Our guidance for the full year moves to sales growth of {gp:percent} because of {gd:driver}."},
            "Guidance is now for full-year sales growth of {gp} because of {gd}."},
        {{"Operating margin was {mp:percent}, a change of {#20-300} basis points on the year, reflecting "
          "{md:driver}.",
             "The operating margin for the quarter came to {mp:percent}, supported by {md:driver}."},
            "Operating margin for the quarter was {mp}, supported by {md}."},
    };
}

std::vector<EarningsFact> minorFacts()
{
    return {
        {{"The board approved a dividend of {dv:cents} a share, to be paid in {dm:month}."},
            "The board approved a dividend of {dv} a share for {dm}."},
        {{"We bought back {bb:money} of our own shares between {bm:month} and now."},
            "The company bought back {bb} of its own shares."},
        {{"Net debt stood at {nd:money} at the end of the period, after a repayment in {month}."},
            "Net debt stood at {nd} at the end of the period."},
        {{"Our new {pg:goods} plant in {pl:place} will open in {pm:month} with {#120-900} people."},
            "A new {pg} plant in {pl} will open in {pm}."},
        {{"Capital spending will be about {cx:money}, most of it for the {cg:goods} line."},
            "Capital spending will be about {cx}, mostly for {cg}."},
        {{"We have signed an agreement to acquire {aq:firm} of {ap:place} for {am:money}."},
            "The company agreed to acquire {aq} of {ap} for {am}."},
        {{"The dispute with {lf:firm} over {lg:goods} patents was settled for {lm:money}."},
            "The patent dispute with {lf} was settled for {lm}."},
        {{"Our head count is now {hc:#1100-9900}, which is {hd:#20-600} fewer than in {month}."},
            "Head count fell by {hd} to {hc}."},
        {{"{cf:person} will succeed {cp:person} as head of finance in {ct:month}."},
            "{cf} will succeed {cp} as head of finance in {ct}."},
        {{"We are leaving the {xg:goods} business in {xp:place} at a cost of {xm:money}."},
            "The company leaves the {xg} business in {xp} at a cost of {xm}."},
    };
}

std::vector<Grammar::Rule> earningsLexicon()
{
    return {
        {"money",
            {"${#110-980} million", "${#1-9}.{#1-9} billion", "{#110-980} million euros",
                "${#11-98}.{#1-9} million"}},
        {"dollars", {"${#1-9}.{#10-99}", "{#10-99} cents"}},
        {"cents", {"{#5-95} cents", "${#1-2}.{#10-99}"}},
        {"percent", {"{#2-29} percent", "{#2-19}.{#1-9} percent", "{#2-29}%"}},
        {"month",
            {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"}},
        {"goods",
            {"battery", "turbine", "vaccine", "router", "tyre", "cement", "sensor", "packaging", "ferry",
                "fertiliser", "dairy", "valve", "glass", "heat pump", "cable", "furniture"}},
        {"place",
            {"Leeds", "Ohio", "Rotterdam", "Lagos", "Osaka", "Bavaria", "Chile", "Jakarta", "Texas", "Gdansk",
                "Quebec", "Lyon", "Valencia", "Perth", "Turin", "Kentucky", "Hanoi", "Antwerp"}},
        {"person",
            {"Anna Falk", "Marcus Thorne", "Priya Iyer", "Helen Brandt", "Jorge Sandoval", "Wei Larkin",
                "Oliver Ashby", "Clara Novak", "Pavel Kessler", "Ingrid Moreau", "Samuel Okafor",
                "Lucia Marchetti"}},
        {"firm",
            {"Cindra Foods", "Granite Logistics", "Helix Pharma", "Umbra Media", "Westbrook Steel",
                "Zephyr Airlines", "Quartz Mining", "Lumina Software", "Ember Energy", "Dovetail Retail",
                "Trident Shipping", "Juniper Textiles"}},
        {"driver",
            {"strong demand for {goods} products", "better pricing in {place}", "a richer mix",
                "lower freight costs", "the ramp-up in {place}", "new {goods} contracts", "a weaker dollar",
                "cost discipline across the group", "a good start in {place}",
                "higher volumes in {goods} systems"}},
        {"silence",
            {"About revenue, earnings per share and operating margin I can say nothing before {month}.",
                "On full-year sales growth and on guidance we have no comment today.",
                "Revenue for the quarter and adjusted earnings will be out in {month}, not today.",
                "Please do not ask about our guidance, I shall not speak of sales growth.",
                "The operating margin for the quarter is something {firm} would love to hear from us.",
                "Revenue up on a year ago is what {month} will have to show."}},
        {"opening",
            {"Good morning everyone and thank you for joining our call.",
                "Welcome to the {month} call of our company.",
                "Thanks, operator, and good afternoon to you all.",
                "Let me start by thanking our teams in {place}.",
                "It is a pleasure to speak to you from {place} today."}},
        {"filler",
            {"Our people in {place} did a wonderful job in difficult weather.",
                "Customers keep telling us that service matters to them.",
                "We remain disciplined and focused on what we can control.",
                "As you know, the {goods} market has been uneven.",
                "Safety stays our first concern at every site.",
                "I visited the {place} team and was impressed by their energy.",
                "The integration of {firm} is on track.", "Supply chains have eased somewhat since {month}.",
                "We continue to invest in training and in digital tools.",
                "There is more to do, and we know it.",
                "Our {goods} pilot in {place} is drawing a lot of interest.",
                "I shall come back to this during the questions.",
                "Competition in {goods} products remains lively.",
                "We are grateful to our partners at {firm}.",
                "The order pipeline looks healthy in most regions."}},
        {"newFiller",
            {"Our assistant answered a third of all tickets in {place}.",
                "Carbon reporting now covers every {goods} site.",
                "Tariffs on {goods} parts have changed twice since {month}.",
                "We trained our own language model with {firm}."}},
    };
}

} // namespace core::datasets::workload
