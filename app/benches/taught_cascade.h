#pragma once

#include "app/benches/labelled_data.h"
#include "core/base/result.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace app::benches {

struct TaughtCascadeOptions {
    std::uint64_t seed = 1;
    int iterations = 2; ///< of targeted distillation
    double initialShare = 0.4; ///< of the training texts are labelled before the loop; the rest is past traffic
    double teacherShare = 0.2; ///< of the training texts are sent to the oracle an iteration, at most
    double alpha = 0.05;
    double delta = 0.10;
    std::vector<double> otherAlphas{0.10, 0.20}; ///< also reported, after the last iteration
    std::vector<double> corruptions{0.05, 0.10, 0.20};
    bool teachesEveryCorruption = false; ///< iterate anew for each; otherwise the clean loop's choice is answered anew
    std::int64_t splits = 200;
    core::ports::StudentOptions small;
    core::ports::StudentOptions large;
    TaughtCascadeOptions();
};

/// Two students and the oracle on one data set, before the loop and after each iteration. In an iteration the targeted
/// strategy chooses among the past queries, the oracle answers, both students are trained anew on old and new labels and
/// certified, and the product's gates on the data's gate split decide whether they replace the champions. The loop ends
/// as the product's does: nothing is worth teaching, the challenger is not promoted, or the cost has all but stopped
/// changing; later iterations' rows are the champion's. Because gates look at what was certified on the calibration split,
/// attempts on it share delta (core::conformal::attemptShare): the chance that any certificate is wrong stays at delta.
/// Violations are counted of the procedure at the whole of delta.
/// Returns {"data","task",...,"rows":[...],"ablations":[...]}; one row an iteration, corruption and price table.
[[nodiscard]] core::Result<nlohmann::ordered_json> measureTaughtCascade(const LabelledData& data,
    const TaughtCascadeOptions& options, const std::function<void(const std::string&)>& progress);

} // namespace app::benches
