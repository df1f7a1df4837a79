#pragma once

#include "app/benches/cascade_table.h"
#include "app/benches/oracle_answers.h"
#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/ports/student.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace app::benches {

enum StudentTier : std::size_t { kSmall, kLarge, kOracle, kTiers };

/// The two students of a task; the oracle comes after them.
struct StudentPair {
    std::unique_ptr<core::ports::Student> small;
    std::unique_ptr<core::ports::Student> large;
    [[nodiscard]] const core::ports::Student& at(std::size_t tier) const { return tier == kSmall ? *small : *large; }
};

struct PairAnswer {
    double confidence = 0;
    double quality = 0;
    double latencyMs = 0; ///< measured
    std::int64_t tokens = 0;
};
using PairAnswers = std::vector<std::array<PairAnswer, 2>>; ///< one an example

[[nodiscard]] core::Result<StudentPair> trainPair(const core::domain::Task& task,
    std::span<const core::domain::Example> training, std::span<const core::domain::Example> tuning,
    const core::ports::StudentOptions& small, const core::ports::StudentOptions& large);

[[nodiscard]] PairAnswers answersOf(const core::domain::Task& task, const StudentPair& students,
    std::span<const core::domain::Example> examples);

/// The same with the oracle's answers behind them, so many of which are wrong. Its latency is a model: it has none.
[[nodiscard]] CascadeQueries cascadeQueries(const core::domain::Task& task, const StudentPair& students,
    const OracleAnswers& oracle, std::span<const core::domain::Example> examples, double corruption);

/// The lowest confidence of the larger student above which tuning answers fail no more often than alpha: what counts as
/// escalated when past queries are chosen. Not a certificate.
[[nodiscard]] double operatingPoint(const core::domain::Task& task, const StudentPair& students,
    std::span<const core::domain::Example> tuning, double alpha);

} // namespace app::benches
