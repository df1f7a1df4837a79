#pragma once

#include "core/base/rng.h"
#include "core/domain/query_record.h"

#include <array>

/// Traffic made up for benches: sizes and shares as in real use, contents without meaning.
namespace bench {

inline constexpr std::array<const char*, 6> kTasks{
    "fin_ner", "fin_summ", "cs_intent", "cs_response", "legal_clause", "legal_risk"};
inline constexpr std::array<const char*, 4> kTiers{"student", "small", "medium", "large"};

/// A query with 1.38 attempts in the mean; without id and time.
[[nodiscard]] core::domain::QueryRecord makeQuery(core::Rng& rng);

} // namespace bench
