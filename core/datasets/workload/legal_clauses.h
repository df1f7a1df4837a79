#pragma once

#include "core/datasets/workload/grammar.h"

#include <string>
#include <vector>

namespace core::datasets::workload {

/// One kind of contract clause. Patterns over legalLexicon(); {P} and {Q} are the two parties.
struct LegalClause {
    std::string label;
    std::string neighbour; ///< the kind it is most easily taken for
    std::vector<std::string> nominals; ///< noun phrases that speak of the clause without making it
    std::vector<std::string> operative; ///< the clause itself
    std::vector<std::string> plain; ///< rare: the same in everyday words
};

[[nodiscard]] std::vector<LegalClause> legalClauses();
[[nodiscard]] std::vector<Grammar::Rule> legalLexicon();

} // namespace core::datasets::workload
