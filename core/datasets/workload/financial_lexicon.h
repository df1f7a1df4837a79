#pragma once

#include "core/datasets/workload/grammar.h"

#include <vector>

namespace core::datasets::workload {

/// Invented people, companies and places, and what is said of them in business news. Entity slots are written
/// <PER:...>, <ORG:...>, <LOC:...>, <MISC:...>; every token stands between spaces.
[[nodiscard]] std::vector<Grammar::Rule> financialLexicon();

} // namespace core::datasets::workload
