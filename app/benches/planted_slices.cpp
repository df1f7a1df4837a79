#include "app/benches/planted_slices.h"

#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/clustering/failure_clusters.h"
#include "core/clustering/principal_plane.h"
#include "core/clustering/rand_index.h"
#include "core/clustering/text_space.h"
#include "core/clustering/tsne_map.h"
#include "core/datasets/labelled_file.h"
#include "core/datasets/workload_generator.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <span>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace clustering = core::clustering;
namespace domain = core::domain;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kNearest = 10;
constexpr double kFoundShare = 0.8;
constexpr std::size_t kTrustSample = 2000;
constexpr std::size_t kTrustNeighbours = 10;

double secondsSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

domain::FailurePoint pointOf(const domain::Example& example, std::size_t number)
{
    domain::FailurePoint point;
    point.queryId = example.id + "#" + std::to_string(number);
    point.at = core::fromMicroseconds(static_cast<std::int64_t>(number) * 1'000'000);
    point.taskId = example.taskId;
    point.text = example.text;
    point.isEscalated = true;
    point.meetsTarget = false;
    point.escalationCost = domain::Money{1000};
    return point;
}

void shuffle(PlantedFailures& failures, std::uint64_t seed)
{
    std::vector<std::size_t> order(failures.points.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    core::Rng(seed).shuffle(std::span(order));
    PlantedFailures shuffled;
    for (const std::size_t i : order) {
        shuffled.points.push_back(failures.points[i]);
        shuffled.sliceOf.push_back(failures.sliceOf[i]);
    }
    failures = std::move(shuffled);
}

/// The members nearest to the mean vector of each cluster.
std::vector<std::vector<std::size_t>> nearestToCentres(
    const domain::FailureMap& map, const clustering::VectorSet& vectors)
{
    std::vector<std::vector<std::size_t>> nearest(map.clusters.size());
    for (std::size_t cluster = 0; cluster < map.clusters.size(); ++cluster) {
        std::vector<float> centre(vectors.dimensions, 0.0F);
        std::vector<std::pair<float, std::size_t>> members;
        for (std::size_t i = 0; i < map.clusterOf.size(); ++i) {
            if (map.clusterOf[i] == static_cast<int>(cluster)) {
                members.emplace_back(0.0F, i);
                for (std::size_t d = 0; d < vectors.dimensions; ++d) {
                    centre[d] += vectors.row(i)[d];
                }
            }
        }
        for (auto& [cosine, member] : members) {
            cosine = -clustering::dot(vectors.row(member), centre);
        }
        std::sort(members.begin(), members.end());
        for (std::size_t i = 0; i < std::min(kNearest, members.size()); ++i) {
            nearest[cluster].push_back(members[i].second);
        }
    }
    return nearest;
}

} // namespace

Result<PlantedFailures> plantedInFile(
    const std::string& file, std::size_t slices, std::size_t background, std::uint64_t seed)
{
    std::map<std::string, std::vector<domain::Example>> byLabel;
    const Result<std::size_t> read = core::datasets::readLabelledFile(file, {}, [&](domain::Example example) {
        if (!example.reference.labels.empty()) {
            byLabel[example.reference.labels.front()].push_back(std::move(example));
        }
        return true;
    });
    if (!read) {
        return core::fail(core::Error{read.error().code, read.error().message + "; name the files with --data"});
    }
    if (byLabel.size() < slices + 2) {
        return core::fail(core::ErrorCode::InvalidArgument, "'" + file + "' has too few labels to plant slices among");
    }
    std::vector<std::string> labels;
    for (const auto& [label, examples] : byLabel) {
        labels.push_back(label);
    }
    core::Rng rng(core::mixSeed(seed, 1));
    rng.shuffle(std::span(labels));
    PlantedFailures failures;
    for (std::size_t i = 0; i < slices; ++i) {
        for (const domain::Example& example : byLabel[labels[i]]) {
            failures.points.push_back(pointOf(example, failures.points.size()));
            failures.sliceOf.push_back(labels[i]);
        }
    }
    for (std::size_t i = 0; i < background; ++i) {
        const auto& others = byLabel[labels[slices + rng.below(labels.size() - slices)]];
        failures.points.push_back(pointOf(others[rng.below(others.size())], failures.points.size()));
        failures.sliceOf.emplace_back();
    }
    shuffle(failures, core::mixSeed(seed, 2));
    return failures;
}

PlantedFailures plantedInWorkload(std::size_t failures, std::uint64_t seed)
{
    core::datasets::WorkloadOptions options;
    options.seed = seed;
    const core::datasets::WorkloadGenerator generator(options);
    PlantedFailures planted;
    std::size_t usual = 0;
    for (std::uint64_t index = 0; planted.points.size() < failures; ++index) {
        const std::string taskId(generator.taskAt(7, index));
        const std::string slice(generator.sliceOf(taskId, 7, index));
        if (slice == "usual" && ++usual > failures / 2) {
            continue;
        }
        planted.points.push_back(pointOf(generator.generate(taskId, 7, index), planted.points.size()));
        planted.sliceOf.push_back(slice == "usual" ? std::string() : taskId + "/" + slice);
    }
    return planted;
}

ordered_json sliceFigures(const PlantedFailures& failures, std::uint64_t seed)
{
    clustering::FailureContext context;
    context.range = {core::fromMicroseconds(0), core::fromMicroseconds(static_cast<std::int64_t>(failures.points.size()) * 1'000'000)};
    context.seed = seed;
    const domain::FailureMap map = clustering::clusterFailures(failures.points, context);
    std::vector<std::string> texts;
    std::map<std::string, int> numbers;
    std::map<std::string, std::size_t> sizes;
    for (std::size_t i = 0; i < failures.points.size(); ++i) {
        texts.push_back(failures.points[i].text);
        if (!failures.sliceOf[i].empty()) {
            numbers.emplace(failures.sliceOf[i], static_cast<int>(numbers.size()));
            ++sizes[failures.sliceOf[i]];
        }
    }
    const auto nearest = nearestToCentres(map, clustering::TextSpace(texts).vectors(texts));
    std::map<std::string, double> precision;
    for (const std::vector<std::size_t>& members : nearest) {
        std::map<std::string, double> counts;
        for (const std::size_t member : members) {
            counts[failures.sliceOf[member]] += 1.0 / static_cast<double>(kNearest);
        }
        for (const auto& [slice, share] : counts) {
            precision[slice] = std::max(precision[slice], share);
        }
    }
    double sum = 0;
    std::size_t found = 0;
    ordered_json slices = ordered_json::array();
    for (const auto& [slice, size] : sizes) {
        sum += precision[slice];
        found += precision[slice] >= kFoundShare ? 1 : 0;
        slices.push_back({{"slice", slice}, {"failures", size}, {"precision_at_10", precision[slice]}});
    }
    std::vector<int> truth;
    std::vector<int> guess;
    for (std::size_t i = 0; i < map.clusterOf.size(); ++i) {
        if (map.clusterOf[i] >= 0 && !failures.sliceOf[i].empty()) {
            truth.push_back(numbers.at(failures.sliceOf[i]));
            guess.push_back(map.clusterOf[i]);
        }
    }
    return {{"failures", failures.points.size()}, {"planted_slices", sizes.size()}, {"found", found},
        {"precision_at_10", sum / static_cast<double>(sizes.size())}, {"clusters", map.clusters.size()},
        {"unclustered", map.unclustered}, {"ari", clustering::adjustedRandIndex(truth, guess)},
        {"nmi", clustering::normalisedMutualInformation(truth, guess)}, {"compared", truth.size()}, {"slices", slices}};
}

ordered_json clusteringSpeed(std::size_t points, std::uint64_t seed)
{
    const PlantedFailures failures = plantedInWorkload(points, seed);
    clustering::FailureContext context;
    context.range = {core::fromMicroseconds(0), core::fromMicroseconds(static_cast<std::int64_t>(points) * 1'000'000)};
    const auto start = SteadyClock::now();
    const domain::FailureMap map = clustering::clusterFailures(failures.points, context);
    return {{"points", points}, {"seconds", secondsSince(start)}, {"clusters", map.clusters.size()}};
}

namespace {

clustering::VectorSet rowsOf(const clustering::VectorSet& vectors, std::span<const std::size_t> rows)
{
    clustering::VectorSet chosen;
    chosen.count = rows.size();
    chosen.dimensions = vectors.dimensions;
    for (const std::size_t row : rows) {
        chosen.values.insert(chosen.values.end(), vectors.row(row).begin(), vectors.row(row).end());
    }
    return chosen;
}

double trustOf(const clustering::VectorSet& vectors, const clustering::PlanePoints& map, core::Rng rng)
{
    std::vector<std::size_t> rows(vectors.count);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    rng.shuffle(std::span(rows));
    rows.resize(std::min(rows.size(), kTrustSample));
    clustering::PlanePoints sample;
    for (const std::size_t row : rows) {
        sample.x.push_back(map.x[row]);
        sample.y.push_back(map.y[row]);
    }
    return clustering::trustworthiness(rowsOf(vectors, rows), sample, kTrustNeighbours);
}

} // namespace

Result<ordered_json> mapFigures(
    const std::vector<std::string>& files, std::size_t points, std::size_t further, std::uint64_t seed)
{
    std::set<std::string> known;
    std::vector<std::string> texts;
    for (const std::string& file : files) {
        const Result<std::size_t> read = core::datasets::readLabelledFile(file, {}, [&](const domain::Example& example) {
            if (known.insert(core::normalisedText(example.text)).second) {
                texts.push_back(example.text);
            }
            return true;
        });
        if (!read) {
            return core::fail(read.error());
        }
    }
    core::Rng rng(core::mixSeed(seed, 3));
    rng.shuffle(std::span(texts));
    further = std::min(further, texts.size() / 4);
    points = std::min(points, texts.size() - further);
    texts.resize(points + further);
    const clustering::VectorSet all = clustering::TextSpace(texts).vectors(texts);
    std::vector<std::size_t> rows(texts.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    const clustering::VectorSet mapped = rowsOf(all, std::span(rows).first(points));
    const clustering::VectorSet later = rowsOf(all, std::span(rows).subspan(points));
    auto start = SteadyClock::now();
    const clustering::PlanePoints plane = clustering::principalPlane(mapped);
    const double planeSeconds = secondsSince(start);
    start = SteadyClock::now();
    const clustering::PlanePoints map = clustering::tsneMap(mapped);
    const double mapSeconds = secondsSince(start);
    start = SteadyClock::now();
    const clustering::PlanePoints placed = clustering::placedOnMap(later, mapped, map);
    const double placingSeconds = secondsSince(start);
    clustering::PlanePoints together = map;
    together.x.insert(together.x.end(), placed.x.begin(), placed.x.end());
    together.y.insert(together.y.end(), placed.y.begin(), placed.y.end());
    const core::Rng sampling(core::mixSeed(seed, 4));
    return ordered_json{{"points", points}, {"further", further}, {"plane_seconds", planeSeconds},
        {"tsne_seconds", mapSeconds}, {"placing_seconds", placingSeconds}, {"neighbours", kTrustNeighbours},
        {"plane_trustworthiness", trustOf(mapped, plane, sampling)}, {"tsne_trustworthiness", trustOf(mapped, map, sampling)},
        {"with_placed_trustworthiness", trustOf(all, together, sampling)}};
}

} // namespace app::benches
