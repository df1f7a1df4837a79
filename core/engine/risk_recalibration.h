#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/engine/serving_state.h"
#include "core/engine/tier_certification.h"
#include "core/ports/console_service.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/ports/workspace_store.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace core::engine {

/// Certifies a served task again at another risk level, on the calibration split that its certificates came from.
/// Repeated looks at the same data spend confidence: attempt r gets 6 delta / (pi^2 r^2) (METHODS, section 1).
/// Thread-safe; the scored answers of a task are kept until its student or router changes.
class RiskRecalibration {
public:
    RiskRecalibration(const Clock& clock, const ports::ExampleStore& examples, const ports::PolicyStore& policies,
        const ports::ThresholdCalibrator& calibrator, const routing::CostExpectation& expectation);

    struct Served {
        ServingTask task;
        std::vector<domain::Tier> tiersByRank;
        std::shared_ptr<const ports::Student> student; ///< null: nothing to certify
    };

    /// One certificate a tier below the last, under the delta of the next attempt.
    [[nodiscard]] Result<std::vector<domain::Certificate>> certify(const Served& served, double alpha) const;
    [[nodiscard]] Result<ports::RiskLevelPreview> preview(const Served& served, double alpha) const;

private:
    struct Scores {
        std::string key; ///< student and router versions that they were made with
        std::vector<ScoredExample> tuning;
        std::vector<ScoredExample> calibration;
    };
    [[nodiscard]] Result<std::shared_ptr<const Scores>> scores(const Served& served) const;

    const Clock& m_clock;
    const ports::ExampleStore& m_examples;
    const ports::PolicyStore& m_policies;
    const ports::ThresholdCalibrator& m_calibrator;
    const routing::CostExpectation& m_expectation;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const Scores>> m_scores; ///< by task id
};

} // namespace core::engine
