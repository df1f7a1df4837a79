#pragma once

#include "core/datasets/workload/grammar.h"

#include <string>
#include <vector>

namespace core::datasets::workload {

/// One piece of news of an earnings call: how it is said, and how a note would report it with the same
/// figures.
struct EarningsFact {
    std::vector<std::string> spoken;
    std::string reported;
};

[[nodiscard]] std::vector<EarningsFact> majorFacts(); ///< what a note reports whenever it is new
[[nodiscard]] std::vector<EarningsFact> minorFacts(); ///< what it reports only for want of better
[[nodiscard]] std::vector<Grammar::Rule> earningsLexicon();

} // namespace core::datasets::workload
