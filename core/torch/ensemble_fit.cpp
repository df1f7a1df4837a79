#include "core/torch/bag_fit.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace core::torch {

namespace {

constexpr double kProgressUnits = 1e6;

/// What the threads of one ensemble share.
struct EnsembleRun {
    std::vector<Result<BagNetwork>> results;
    std::atomic<std::size_t> next{0};
    std::atomic<std::int64_t> progress{0}; ///< in units of 1e-6 of a member
    std::atomic<bool> isStopped{false};
};

void fitMembers(EnsembleRun& run, const MemberFit& fit, const FitMonitor& report)
{
    for (std::size_t member = run.next++; member < run.results.size(); member = run.next++) {
        std::int64_t reported = 0;
        run.results[member] = fit(member, [&](double fraction, double loss) {
            const auto units = static_cast<std::int64_t>(fraction * kProgressUnits);
            const std::int64_t total = run.progress += units - std::exchange(reported, units);
            const double share
                = static_cast<double>(total) / kProgressUnits / static_cast<double>(run.results.size());
            if (!report(std::min(1.0, share), loss)) {
                run.isStopped = true;
            }
            return !run.isStopped;
        });
        run.isStopped = run.isStopped || !run.results[member];
    }
}

} // namespace

Result<BagEnsemble> fitEnsemble(std::size_t members, int threads, const MemberFit& fit,
    const FitMonitor& monitor, const std::function<bool()>& isCancelled)
{
    EnsembleRun run;
    run.results.assign(members, Result<BagNetwork>(fail(ErrorCode::Cancelled, "training was cancelled")));
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(members, static_cast<std::size_t>(std::max(1, threads))); ++i) {
            helpers.emplace_back(
                [&] { fitMembers(run, fit, [&](double, double) { return !isCancelled(); }); });
        }
        fitMembers(run, fit,
            [&](double fraction, double loss) { return monitor(fraction, loss) && !isCancelled(); });
    }
    const auto failed = std::find_if(run.results.begin(), run.results.end(),
        [](const auto& result) { return !result && result.error().code != ErrorCode::Cancelled; });
    if (failed != run.results.end()) {
        return fail(failed->error()); // the others only stopped because of it
    }
    BagEnsemble ensemble;
    for (Result<BagNetwork>& result : run.results) {
        if (!result) {
            return fail(result.error());
        }
        ensemble.networks.push_back(std::move(*result));
    }
    return ensemble;
}

} // namespace core::torch
