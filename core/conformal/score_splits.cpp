#include "core/conformal/score_splits.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace core::conformal {

namespace {

std::vector<ports::JudgedAnswer> taken(
    std::span<const ports::JudgedAnswer> answers, std::span<const std::size_t> places)
{
    std::vector<ports::JudgedAnswer> part;
    part.reserve(places.size());
    for (const std::size_t place : places) {
        part.push_back(answers[place]);
    }
    return part;
}

void addSplit(SplitRow& row, std::optional<double> threshold, std::span<const ports::JudgedAnswer> traffic,
    double alpha)
{
    const std::vector<double> at{threshold.value_or(0)};
    const AcceptedCount count = threshold ? countsAt(traffic, at).front() : AcceptedCount{};
    if (count.accepted == 0) {
        row.noneShare += 1;
        return;
    }
    const double rate = static_cast<double>(count.failures) / static_cast<double>(count.accepted);
    row.acceptedShare += static_cast<double>(count.accepted) / static_cast<double>(traffic.size());
    row.failureRate += rate;
    row.violation += rate > alpha ? 1 : 0;
}

} // namespace

Halves halvesOf(std::size_t count, std::span<const int> groups, Rng& rng)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    rng.shuffle(std::span(order));
    Halves halves;
    std::vector<std::size_t> certifying;
    if (groups.empty()) {
        certifying.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count / 2));
        halves.traffic.assign(order.begin() + static_cast<std::ptrdiff_t>(count / 2), order.end());
    } else {
        const int last = *std::max_element(groups.begin(), groups.end());
        std::vector<int> names(static_cast<std::size_t>(last) + 1);
        std::iota(names.begin(), names.end(), 0);
        rng.shuffle(std::span(names));
        std::vector<bool> isCertifying(names.size());
        for (std::size_t i = 0; i < names.size() / 2; ++i) {
            isCertifying[static_cast<std::size_t>(names[i])] = true;
        }
        for (const std::size_t place : order) {
            (isCertifying[static_cast<std::size_t>(groups[place])] ? certifying : halves.traffic).push_back(place);
        }
    }
    const auto third = static_cast<std::ptrdiff_t>(certifying.size() / 3);
    halves.tuning.assign(certifying.begin(), certifying.begin() + third);
    halves.calibration.assign(certifying.begin() + third, certifying.end());
    return halves;
}

std::vector<SplitRow> simulateSplits(std::span<const ports::JudgedAnswer> answers, std::span<const int> groups,
    std::span<const ThresholdMethod> methods, const SplitOptions& options)
{
    std::vector<SplitRow> rows;
    const double delta = options.target.delta;
    for (const ThresholdMethod& method : methods) {
        rows.push_back({method.id, method.isCertified, 0, 0, 0, std::sqrt(delta * (1 - delta) / options.splits), 0});
    }
    for (int split = 0; split < options.splits; ++split) {
        Rng rng(mixSeed(options.seed, static_cast<std::uint64_t>(split)));
        const Halves halves = halvesOf(answers.size(), groups, rng);
        const auto tuning = taken(answers, halves.tuning);
        const auto calibration = taken(answers, halves.calibration);
        const auto traffic = taken(answers, halves.traffic);
        for (std::size_t m = 0; m < methods.size(); ++m) {
            addSplit(rows[m], methods[m].choose(tuning, calibration, options.target), traffic, options.target.alpha);
        }
    }
    for (SplitRow& row : rows) {
        const double certified = options.splits * 1.0 - row.noneShare;
        row.failureRate = certified > 0 ? row.failureRate / certified : std::nan("");
        for (double* sum : {&row.acceptedShare, &row.violation, &row.noneShare}) {
            *sum /= options.splits;
        }
    }
    return rows;
}

} // namespace core::conformal
