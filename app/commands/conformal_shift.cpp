#include "app/commands/conformal_shift.h"

#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/score_splits.h"
#include "core/engine/risk_watch.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace app::commands {

using core::Result;
namespace ports = core::ports;

namespace {

constexpr std::size_t kBatch = 500; ///< judgements handed over at once, as the job does it

/// Verdicts on kept answers, in order.
std::vector<bool> keptOf(std::span<const ports::JudgedAnswer> answers, double threshold)
{
    std::vector<bool> failures;
    for (const ports::JudgedAnswer& answer : answers) {
        if (answer.score >= threshold) {
            failures.push_back(answer.isFailure);
        }
    }
    return failures;
}

double rateOf(const std::vector<bool>& failures)
{
    const auto failed = std::count(failures.begin(), failures.end(), true);
    return failures.empty() ? std::nan("") : static_cast<double>(failed) / static_cast<double>(failures.size());
}

double medianOf(std::vector<double> values)
{
    if (values.empty()) {
        return std::nan("");
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Result<std::optional<std::int64_t>> alarmOf(const WatchedStream& stream)
{
    constexpr double kThreshold = 0.5;
    const std::vector<ports::WatchedTier> watched{{"task", "tier", 1, kThreshold, stream.alpha}};
    Result<core::engine::RiskWatch> watch = core::engine::RiskWatch::restore({});
    if (!watch) {
        return core::fail(watch.error());
    }
    std::int64_t count = 0;
    bool isOver = false;
    while (!isOver) {
        ports::JudgementBatch batch;
        while (batch.judgements.size() < kBatch && !isOver) {
            const std::optional<bool> isFailure = stream.next(count);
            isOver = !isFailure;
            if (isFailure) {
                batch.judgements.push_back(
                    {std::to_string(count), "task", "tier", 1, kThreshold, 1.0, *isFailure, core::TimePoint{}});
                ++count;
            }
        }
        batch.cursor = count;
        const Result<ports::MonitorUpdate> update = watch->observe(batch, watched);
        if (!update) {
            return core::fail(update.error());
        }
        for (const ports::EvidencePoint& point : update->points) {
            if (point.alarmEvidence >= 1 / core::engine::RiskWatchOptions{}.delta) {
                return std::optional(point.audits);
            }
        }
    }
    return std::optional<std::int64_t>();
}

Result<ShiftOutcome> simulateShift(std::span<const ports::JudgedAnswer> sound,
    std::span<const ports::JudgedAnswer> shifted, const ShiftOptions& options)
{
    const auto calibrator = core::conformal::makeFixedSequenceCalibrator();
    ShiftOutcome outcome;
    std::vector<double> delays;
    int quietBefore = 0;
    for (int trial = 0; trial < options.trials; ++trial) {
        core::Rng rng(core::mixSeed(options.seed, static_cast<std::uint64_t>(trial)));
        const core::conformal::Halves halves = core::conformal::halvesOf(sound.size(), {}, rng);
        const auto taken = [&](const std::vector<std::size_t>& places) {
            std::vector<ports::JudgedAnswer> part;
            for (const std::size_t place : places) {
                part.push_back(sound[place]);
            }
            return part;
        };
        const auto certificate
            = calibrator->calibrate(taken(halves.tuning), taken(halves.calibration), options.target);
        if (!certificate) {
            return core::fail(certificate.error());
        }
        if (!certificate->threshold) {
            continue;
        }
        const std::vector<bool> before = keptOf(taken(halves.traffic), *certificate->threshold);
        const std::vector<bool> after = keptOf(shifted, *certificate->threshold);
        if (after.empty()) {
            continue;
        }
        const auto changeAt = static_cast<std::int64_t>(before.size());
        const WatchedStream stream{options.target.alpha, [&](std::int64_t i) -> std::optional<bool> {
                                       if (i < changeAt) {
                                           return before[static_cast<std::size_t>(i)];
                                       }
                                       return i < changeAt + options.auditsAfter
                                           ? std::optional<bool>(after[rng.below(after.size())])
                                           : std::nullopt;
                                   }};
        const auto alarm = alarmOf(stream);
        if (!alarm) {
            return core::fail(alarm.error());
        }
        ++outcome.certified;
        outcome.soundRate += rateOf(before);
        outcome.shiftedRate += rateOf(after);
        outcome.keptShare += static_cast<double>(after.size()) / static_cast<double>(shifted.size());
        if (*alarm && **alarm <= changeAt) {
            outcome.alarmsBefore += 1;
            continue;
        }
        ++quietBefore;
        if (*alarm) {
            outcome.detected += 1;
            delays.push_back(static_cast<double>(**alarm - changeAt));
        }
    }
    for (double* sum : {&outcome.soundRate, &outcome.shiftedRate, &outcome.alarmsBefore, &outcome.keptShare}) {
        *sum /= std::max(1, outcome.certified);
    }
    outcome.detected /= std::max(1, quietBefore);
    outcome.medianDelay = medianOf(std::move(delays));
    return outcome;
}

Result<double> falseAlarms(int streams, std::int64_t audits, double alpha, std::uint64_t seed)
{
    int rang = 0;
    for (int i = 0; i < streams; ++i) {
        core::Rng rng(core::mixSeed(seed, static_cast<std::uint64_t>(i)));
        const WatchedStream stream{alpha, [&](std::int64_t n) {
                                       return n < audits ? std::optional<bool>(rng.chance(alpha)) : std::nullopt;
                                   }};
        const auto alarm = alarmOf(stream);
        if (!alarm) {
            return core::fail(alarm.error());
        }
        rang += *alarm ? 1 : 0;
    }
    return static_cast<double>(rang) / std::max(1, streams);
}

} // namespace app::commands
