#include "core/conformal/conformal_bench.h"

#include "core/base/rng.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/monitor_simulation.h"
#include "core/conformal/risk_monitor.h"
#include "core/conformal/simulation.h"
#include "core/conformal/tier_simulation.h"
#include "core/conformal/what_if.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <string_view>

namespace core::conformal {

namespace {

using nlohmann::json;

template <typename Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double certifySeconds(std::uint64_t seed)
{
    constexpr std::size_t kRecords = 100000;
    constexpr int kCells = 6 * 3;
    Rng rng(seed);
    const auto tuning = drawAnswers(Scenario::Graded, kRecords / 3, 0.05, rng);
    const auto calibration = drawAnswers(Scenario::Graded, kRecords - kRecords / 3, 0.05, rng);
    const auto calibrator = makeFixedSequenceCalibrator();
    return secondsOf([&] {
        for (int cell = 0; cell < kCells; ++cell) {
            (void)calibrator->calibrate(tuning, calibration, {0.05, 0.1});
        }
    });
}

double monitorUpdateNanoseconds(std::uint64_t seed)
{
    constexpr int kUpdates = 1000000;
    auto monitor = RiskMonitor::create({0.05, 0.05, 20000});
    Rng rng(seed);
    const double seconds = secondsOf([&] {
        for (int i = 0; i < kUpdates && monitor; ++i) {
            monitor->observeAudit(rng.chance(0.03));
        }
    });
    return seconds / kUpdates * 1e9;
}

ReplaySample replaySample(std::size_t n, Rng& rng)
{
    ReplaySample sample;
    sample.tierCount = 3;
    for (std::size_t i = 0; i < n; ++i) {
        const double score = rng.uniform();
        const double gap = 1 - score;
        sample.answers.push_back({score, rng.chance(0.5 * gap * gap) ? 0.0 : 1.0, 0.0001});
        sample.answers.push_back({rng.uniform(), rng.chance(0.05 * gap) ? 0.0 : 1.0, 0.001});
        sample.answers.push_back({1, 1, 0.01});
    }
    return sample;
}

double replayMilliseconds(std::uint64_t seed)
{
    Rng rng(seed);
    const ReplaySample tuning = replaySample(2000, rng);
    const ReplaySample calibration = replaySample(4000, rng);
    const ReplaySample traffic = replaySample(20000, rng);
    return 1000 * secondsOf([&] { (void)replayDraft({}, tuning, calibration, traffic); });
}

json certificationJson(const ConformalBenchOptions& options)
{
    CertificationGrid grid;
    grid.trials = options.trials;
    grid.seed = options.seed;
    std::erase_if(grid.scenarios, [&](Scenario scenario) {
        return !options.scenario.empty() && toString(scenario) != options.scenario;
    });
    std::vector<ThresholdMethod> methods = certificationMethods();
    if (!options.withComparisons) {
        std::erase_if(methods, [](const ThresholdMethod& method) { return !method.isCertified; });
    }
    json rows = json::array();
    for (const CertificationRow& row : simulateCertification(grid, methods)) {
        rows.push_back({{"method", row.method}, {"certified", row.isCertified},
            {"scenario", toString(row.scenario)}, {"n", row.n}, {"alpha", row.alpha},
            {"violation", row.violation}, {"violation_error", row.violationError},
            {"accepted_share", row.acceptedShare}, {"none", row.noneShare}});
    }
    return {{"delta", grid.delta}, {"trials", grid.trials}, {"rows", rows}};
}

json tiersJson(const ConformalBenchOptions& options)
{
    json rows = json::array();
    for (const int tiers : {2, 3}) {
        TierSimulationOptions simulation;
        simulation.certifiedTiers = tiers;
        simulation.trials = options.tierTrials;
        for (const TierSimulationRow& row : simulateTiers(simulation)) {
            rows.push_back({{"certified_tiers", tiers}, {"method", row.method},
                {"certified", row.isCertified}, {"violation", row.violation},
                {"cost_per_query", row.costPerQuery}, {"kept_share", row.keptShare}});
        }
    }
    const TierSimulationOptions defaults;
    return {{"n", defaults.n}, {"alpha", defaults.alpha}, {"delta", defaults.delta}, {"rows", rows}};
}

json initialisationJson(const ConformalBenchOptions& options)
{
    json rows = json::array();
    for (const InitialisationRow& row : simulateInitialisation(0.05, options.trials, options.seed)) {
        rows.push_back(
            {{"n", row.n}, {"correct_escalated", row.correctEscalated}, {"failure_rate", row.failureRate},
                {"violation", row.violation}, {"published_violation", row.publishedViolation}});
    }
    return {{"label", "conformal initialisation (RouteNLP), no failure-rate guarantee"}, {"alpha", 0.05},
        {"rows", rows}};
}

json monitorJson(const ConformalBenchOptions& options)
{
    MonitorSimulationOptions simulation;
    simulation.streams = options.monitorStreams;
    simulation.nullStreams = options.nullStreams;
    const MonitorSimulation result = simulateMonitor(simulation);
    json rows = json::array();
    for (const DetectionRow& row : result.detections) {
        rows.push_back({{"broken_risk", row.brokenRisk}, {"median_alarm_delay", row.medianAlarmDelay},
            {"median_watch_delay", row.medianWatchDelay}, {"missed_alarms", row.missedAlarms}});
    }
    return {{"alpha", simulation.monitor.alpha}, {"delta", simulation.monitor.delta},
        {"false_alarms", result.falseAlarms}, {"false_watches", result.falseWatches},
        {"null_streams", simulation.nullStreams}, {"null_audits", simulation.nullAudits},
        {"detections", rows}};
}

json timingsJson(const ConformalBenchOptions& options)
{
    const ConformalTimings timings = measureConformalTimings(options.seed);
    return {{"certify_seconds", timings.certifySeconds},
        {"monitor_update_nanoseconds", timings.monitorUpdateNanoseconds},
        {"replay_milliseconds", timings.replayMilliseconds}};
}

} // namespace

ConformalTimings measureConformalTimings(std::uint64_t seed)
{
    return {certifySeconds(seed), monitorUpdateNanoseconds(seed), replayMilliseconds(seed)};
}

std::string conformalBenchPart(const std::string& name, const ConformalBenchOptions& options)
{
    static const std::map<std::string, json (*)(const ConformalBenchOptions&)> kParts{
        {"certification", certificationJson}, {"tiers", tiersJson}, {"initialisation", initialisationJson},
        {"monitor", monitorJson}, {"timings", timingsJson}};
    const auto part = kParts.find(name);
    return part == kParts.end() ? std::string() : part->second(options).dump();
}

std::string conformalBenchJson(
    const ConformalBenchOptions& options, const std::function<void(const std::string&)>& progress)
{
    json result;
    for (const char* name : {"certification", "tiers", "initialisation", "monitor", "timings"}) {
        if (std::string_view(name) == "timings" && !options.withTimings) {
            continue;
        }
        if (progress) {
            progress(std::string(name) + ", " + std::to_string(options.trials) + " trials a cell");
        }
        result[name] = json::parse(conformalBenchPart(name, options));
    }
    return result.dump(1);
}

} // namespace core::conformal
