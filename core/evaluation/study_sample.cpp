#include "core/evaluation/study_sample.h"

#include "core/base/rng.h"

#include <algorithm>
#include <map>
#include <span>

namespace core::evaluation {

namespace {

struct Stratum {
    std::vector<std::size_t> members;
    std::size_t share = 0;
    double remainder = 0;
};

/// Largest remainders; equal ones in the order of the strata's names.
void allot(std::vector<Stratum>& strata, std::size_t size, std::size_t population)
{
    std::size_t given = 0;
    for (Stratum& stratum : strata) {
        const double exact = static_cast<double>(size) * static_cast<double>(stratum.members.size())
            / static_cast<double>(population);
        stratum.share = static_cast<std::size_t>(exact);
        stratum.remainder = exact - static_cast<double>(stratum.share);
        given += stratum.share;
    }
    std::vector<Stratum*> order;
    for (Stratum& stratum : strata) {
        order.push_back(&stratum);
    }
    std::stable_sort(order.begin(), order.end(),
        [](const Stratum* a, const Stratum* b) { return a->remainder > b->remainder; });
    for (std::size_t i = 0; given < size && i < order.size(); ++i, ++given) {
        ++order[i]->share;
    }
}

} // namespace

std::vector<StudyDraw> drawStudy(
    const std::vector<std::string>& strata, std::size_t size, std::uint64_t seed)
{
    std::map<std::string, Stratum> byName;
    for (std::size_t i = 0; i < strata.size(); ++i) {
        byName[strata[i]].members.push_back(i);
    }
    std::vector<Stratum> ordered;
    for (auto& [name, stratum] : byName) {
        ordered.push_back(std::move(stratum));
    }
    if (ordered.empty()) {
        return {};
    }
    allot(ordered, std::min(size, strata.size()), strata.size());
    Rng rng(seed);
    std::vector<StudyDraw> drawn;
    for (Stratum& stratum : ordered) {
        rng.shuffle(std::span(stratum.members));
        for (std::size_t i = 0; i < std::min(stratum.share, stratum.members.size()); ++i) {
            drawn.push_back({stratum.members[i], rng.chance(0.5)});
        }
    }
    rng.shuffle(std::span(drawn));
    return drawn;
}

} // namespace core::evaluation
