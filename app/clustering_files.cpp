#include "app/clustering_files.h"

#include "core/base/atomic_file.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace app {

using core::ErrorCode;
using core::Result;
using Json = nlohmann::json;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr const char* kMapFile = "failure_map.json";
constexpr const char* kVectorFile = "text_vectors.bin";
constexpr std::size_t kLargestMap = std::size_t{1} << 28; ///< bytes
constexpr std::size_t kVectorsAtOnce = 2'000;
constexpr std::size_t kLargestDimension = std::size_t{1} << 20;

Json toJson(const domain::MissRate& rate)
{
    return Json::array({rate.judged, rate.missed, rate.rate, rate.low, rate.high});
}

domain::MissRate missRateFrom(const Json& json)
{
    return {json.at(0).get<std::size_t>(), json.at(1).get<std::size_t>(), json.at(2).get<double>(),
        json.at(3).get<double>(), json.at(4).get<double>()};
}

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

double numberFrom(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json toJson(const domain::FailureCluster& cluster)
{
    return {{"terms", cluster.terms}, {"exemplars", cluster.exemplars}, {"size", cluster.size},
        {"escalated", cluster.escalated}, {"sent_past", cluster.sentPast}, {"missed", cluster.missed},
        {"miss_rate", toJson(cluster.missRate)}, {"label", cluster.purity.label}, {"labelled", cluster.purity.labelled},
        {"of_label", cluster.purity.same}, {"traffic_share", numberOrNull(cluster.trafficShare)},
        {"trend", numberOrNull(cluster.trend)}, {"escalation_nano", cluster.escalationCost.nanoUsd},
        {"cohesion", numberOrNull(cluster.cohesion)}, {"id", cluster.id}, {"name", cluster.name},
        {"is_excluded", cluster.isExcluded}};
}

domain::FailureCluster clusterFrom(const Json& json)
{
    domain::FailureCluster cluster;
    json.at("terms").get_to(cluster.terms);
    json.at("exemplars").get_to(cluster.exemplars);
    json.at("size").get_to(cluster.size);
    json.at("escalated").get_to(cluster.escalated);
    json.at("sent_past").get_to(cluster.sentPast);
    json.at("missed").get_to(cluster.missed);
    cluster.missRate = missRateFrom(json.at("miss_rate"));
    json.at("label").get_to(cluster.purity.label);
    json.at("labelled").get_to(cluster.purity.labelled);
    json.at("of_label").get_to(cluster.purity.same);
    cluster.trafficShare = numberFrom(json.at("traffic_share"));
    cluster.trend = numberFrom(json.at("trend"));
    json.at("escalation_nano").get_to(cluster.escalationCost.nanoUsd);
    cluster.cohesion = numberFrom(json.at("cohesion"));
    json.at("id").get_to(cluster.id);
    json.at("name").get_to(cluster.name);
    json.at("is_excluded").get_to(cluster.isExcluded);
    return cluster;
}

Json toJson(const ports::StoredFailureMap& map)
{
    Json clusters = Json::array();
    for (const domain::FailureCluster& cluster : map.figures.clusters) {
        clusters.push_back(toJson(cluster));
    }
    Json places = Json::array();
    for (const ports::FailurePlace& place : map.places) {
        places.push_back(Json::array({place.queryId, place.cluster, place.x, place.y, place.isLaidOut}));
    }
    const domain::FailureMap& figures = map.figures;
    return {{"task", map.query.taskId}, {"from_us", core::toMicroseconds(map.query.range.from)},
        {"to_us", core::toMicroseconds(map.query.range.to)}, {"seed", map.query.seed},
        {"is_tsne", map.query.layout == domain::MapLayout::Neighbourhoods}, {"at_us", core::toMicroseconds(map.at)},
        {"encoder", figures.textSpace.encoder}, {"configured", figures.textSpace.configured},
        {"embedded", figures.textSpace.embedded}, {"trustworthiness", numberOrNull(figures.trustworthiness)},
        {"silhouette", numberOrNull(figures.silhouette)}, {"stability", numberOrNull(figures.stability)},
        {"unclustered", figures.unclustered}, {"unclustered_miss_rate", toJson(figures.unclusteredMissRate)},
        {"clusters", std::move(clusters)}, {"places", std::move(places)}};
}

ports::StoredFailureMap mapFrom(const Json& json)
{
    ports::StoredFailureMap map;
    json.at("task").get_to(map.query.taskId);
    map.query.range = {core::fromMicroseconds(json.at("from_us").get<std::int64_t>()),
        core::fromMicroseconds(json.at("to_us").get<std::int64_t>())};
    json.at("seed").get_to(map.query.seed);
    map.query.layout = json.at("is_tsne").get<bool>() ? domain::MapLayout::Neighbourhoods
                                                      : domain::MapLayout::PrincipalPlane;
    map.at = core::fromMicroseconds(json.at("at_us").get<std::int64_t>());
    domain::FailureMap& figures = map.figures;
    figures.layout = map.query.layout;
    json.at("encoder").get_to(figures.textSpace.encoder);
    json.at("configured").get_to(figures.textSpace.configured);
    json.at("embedded").get_to(figures.textSpace.embedded);
    figures.trustworthiness = numberFrom(json.at("trustworthiness"));
    figures.silhouette = numberFrom(json.at("silhouette"));
    figures.stability = numberFrom(json.at("stability"));
    json.at("unclustered").get_to(figures.unclustered);
    figures.unclusteredMissRate = missRateFrom(json.at("unclustered_miss_rate"));
    for (const Json& cluster : json.at("clusters")) {
        figures.clusters.push_back(clusterFrom(cluster));
    }
    for (const Json& place : json.at("places")) {
        map.places.push_back({place.at(0).get<std::string>(), place.at(1).get<int>(), place.at(2).get<float>(),
            place.at(3).get<float>(), place.at(4).get<bool>()});
    }
    return map;
}

Result<void> writeVectors(const std::filesystem::path& file, const FreshVectors& fresh)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << Json{{"encoder", fresh.encoder.name}, {"fingerprint", fresh.encoder.fingerprint},
        {"dimension", fresh.encoder.dimension}}.dump()
           << '\n';
    for (const ports::TextVector& vector : fresh.vectors) {
        stream << vector.queryId << '\n' << vector.bytes;
    }
    stream.flush();
    return stream ? Result<void>{}
                  : core::fail(ErrorCode::Io, "cannot write '" + file.string() + "'; free some space and run it again");
}

core::Error unreadable(const std::filesystem::path& file)
{
    return {ErrorCode::Corrupt, "what the worker left in '" + file.string() + "' cannot be read; run it again"};
}

Result<void> keepVectors(const std::filesystem::path& file, ports::TextVectorStore& store)
{
    std::ifstream stream(file, std::ios::binary);
    std::string line;
    const Json head = std::getline(stream, line) ? Json::parse(line, nullptr, false) : Json();
    if (!head.is_object() || !head.contains("encoder")) {
        return core::fail(unreadable(file));
    }
    const ports::TextEncoder encoder{head.value("encoder", std::string()), head.value("fingerprint", std::string()),
        head.value("dimension", std::size_t{0})};
    if (encoder.dimension == 0 || encoder.dimension > kLargestDimension) {
        return core::fail(unreadable(file));
    }
    std::vector<ports::TextVector> batch;
    while (std::getline(stream, line)) {
        std::string bytes(encoder.dimension, '\0');
        if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
            return core::fail(unreadable(file));
        }
        batch.push_back({std::move(line), std::move(bytes)});
        if (batch.size() == kVectorsAtOnce) {
            if (Result<void> saved = store.save(encoder, batch); !saved) {
                return saved;
            }
            batch.clear();
        }
    }
    return store.save(encoder, batch);
}

} // namespace

Result<void> writeClustering(
    const std::filesystem::path& folder, const ports::StoredFailureMap& map, const FreshVectors& fresh)
{
    if (!fresh.encoder.name.empty()) {
        if (Result<void> written = writeVectors(folder / kVectorFile, fresh); !written) {
            return written;
        }
    }
    const std::filesystem::path file = folder / kMapFile;
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << toJson(map).dump(-1, ' ', false, Json::error_handler_t::replace);
    stream.flush();
    return stream ? Result<void>{}
                  : core::fail(ErrorCode::Io, "cannot write '" + file.string() + "'; free some space and run it again");
}

Result<void> keepClustering(
    const std::filesystem::path& folder, ports::FailureMapStore& maps, ports::TextVectorStore& vectors)
{
    std::error_code ignored;
    if (std::filesystem::exists(folder / kVectorFile, ignored)) {
        if (Result<void> kept = keepVectors(folder / kVectorFile, vectors); !kept) {
            return kept;
        }
    }
    const std::filesystem::path file = folder / kMapFile;
    const Result<std::string> text = core::readWholeFile(file, kLargestMap);
    if (!text) {
        return core::fail(text.error());
    }
    try {
        const ports::StoredFailureMap map = mapFrom(Json::parse(*text));
        return map.places.empty() ? Result<void>{} : maps.save(map);
    } catch (const Json::exception&) {
        return core::fail(unreadable(file));
    }
}

} // namespace app
