#pragma once

#include "core/datasets/workload/grammar.h"

#include <vector>

namespace core::datasets::workload {

/// Goods, days, places and courtesies of an online shop with subscriptions, shared by both customer tasks.
[[nodiscard]] std::vector<Grammar::Rule> customerLexicon();

} // namespace core::datasets::workload
