#pragma once

#include "app/benches/cascade_table.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace app::benches {

// Parts of a row of `bench six-tasks`. Sketches let rows of several tasks be put together and are not printed.

/// 201 quantiles of the latencies, from which those of several tasks are put together.
[[nodiscard]] nlohmann::ordered_json quantilesOf(std::vector<double> values);

/// Bootstrap samples of a data set's texts. All rows of a data set draw the same texts; other data sets draw their own.
[[nodiscard]] nlohmann::ordered_json resamplesOf(const CascadeSums& sums, const std::string& data);
/// Adds such samples to those of other data sets, sample by sample; `to` may be empty.
void addResamples(std::vector<QueryShare>& to, const nlohmann::ordered_json& resamples);

/// Ablation: one tier answers everything, nothing escalates.
[[nodiscard]] nlohmann::ordered_json aloneRow(
    const CascadeSetup& setup, const CascadeQueries& test, std::size_t tier, const PriceTable& prices);

/// What keeps a student from answering more: its answers, its score or the certificate.
[[nodiscard]] nlohmann::ordered_json limitsJson(
    const CascadeSetup& setup, const CascadeQueries& test, std::size_t tier, const PriceTable& prices);

} // namespace app::benches
