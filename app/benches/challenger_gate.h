#pragma once

#include "app/benches/cascade_table.h"

#include <nlohmann/json.hpp>

#include <string>

namespace app::benches {

/// One side of the gate: the gate split as its tiers answer it, and the thresholds that are certified for them.
struct GateSide {
    const CascadeQueries& queries;
    const Thresholds& thresholds;
};

struct ChallengerVerdict {
    bool isPromoted = false;
    bool goesOn = false; ///< the loop, to another iteration
    std::string reason;
    nlohmann::ordered_json metrics = nlohmann::ordered_json::array();
};

/// The product's gates (core/engine/loop/gates.h) on answers that are known already: McNemar and Tango's interval for
/// the answers of the tier before the last and for what clients would get, cost at equal certified risk, failures
/// among what is accepted. Not measured are its slices and its comparison with the first certified champion. Both
/// sides answer the same texts, priced by `prices`.
[[nodiscard]] ChallengerVerdict judgeChallenger(const CascadeSetup& setup, const GateSide& champion,
    const GateSide& challenger, const PriceTable& prices);

} // namespace app::benches
