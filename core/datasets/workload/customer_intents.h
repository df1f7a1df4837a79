#pragma once

#include <string>
#include <vector>

namespace core::datasets::workload {

/// One intent of a shop's customer service. Patterns over customerLexicon().
struct CustomerIntent {
    std::string label;
    std::string neighbour; ///< the intent it is most easily taken for
    std::vector<std::string> wants; ///< "track my {item}": continues "I would like to"
    std::vector<std::string> states; ///< a sentence that leaves the wish to be understood
    std::vector<std::string> oblique; ///< rare: said without any of the usual words
};

[[nodiscard]] std::vector<CustomerIntent> customerIntents();

} // namespace core::datasets::workload
