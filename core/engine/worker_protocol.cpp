#include "core/engine/worker_protocol.h"

#include "core/engine/certificate_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace core::engine {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const domain::Artefact& artefact)
{
    return {{"id", artefact.id}, {"kind", artefact.kind}, {"task", artefact.taskId}, {"path", artefact.path},
        {"sha256", artefact.sha256}, {"bytes", artefact.bytes}, {"data", artefact.dataFingerprint},
        {"metrics", artefact.metricsJson}};
}

domain::Artefact artefactFrom(const Json& json)
{
    domain::Artefact artefact;
    artefact.id = json.at("id");
    artefact.kind = json.at("kind");
    artefact.taskId = json.at("task");
    artefact.path = json.at("path");
    artefact.sha256 = json.at("sha256");
    artefact.bytes = json.at("bytes");
    artefact.dataFingerprint = json.at("data");
    artefact.metricsJson = json.at("metrics");
    return artefact;
}

Json toJson(const OnboardingResult& result)
{
    Json json{{"type", "result"}, {"artefacts", Json::array()}, {"certificates", Json::array()},
        {"metrics", Json::array()}, {"observed", Json::object()}};
    for (const domain::Artefact& artefact : result.artefacts) {
        json["artefacts"].push_back(toJson(artefact));
    }
    for (const domain::Certificate& certificate : result.certificates) {
        json["certificates"].push_back(engine::toJson(certificate));
    }
    for (const domain::RunMetric& metric : result.metrics) {
        json["metrics"].push_back({{"name", metric.name}, {"step", metric.step}, {"value", metric.value}});
    }
    for (const auto& [tierId, seen] : result.observed) {
        json["observed"][tierId] = {{"answers", seen.answers}, {"prompt_tokens", seen.promptTokens},
            {"text_tokens", seen.textTokens}, {"completion_tokens", seen.completionTokens},
            {"latency_ms", seen.latencyMs}};
    }
    return json;
}

OnboardingResult resultFrom(const Json& json)
{
    OnboardingResult result;
    for (const Json& artefact : json.at("artefacts")) {
        result.artefacts.push_back(artefactFrom(artefact));
    }
    for (const Json& certificate : json.at("certificates")) {
        result.certificates.push_back(certificateFrom(certificate));
    }
    for (const Json& metric : json.at("metrics")) {
        const double value
            = metric.at("value").is_null() ? std::numeric_limits<double>::quiet_NaN() : metric.at("value").get<double>();
        result.metrics.push_back(domain::RunMetric{metric.at("name"), metric.at("step"), value});
    }
    for (const auto& [tierId, seen] : json.at("observed").items()) {
        result.observed[tierId] = {seen.at("answers"), seen.at("prompt_tokens"), seen.at("text_tokens"),
            seen.at("completion_tokens"), seen.at("latency_ms")};
    }
    return result;
}

template <typename Value>
Result<WorkerMessage> asMessage(Result<Value> value)
{
    return value ? Result<WorkerMessage>(std::move(*value)) : fail(value.error());
}

} // namespace

std::string toLine(const WorkerMessage& message)
{
    if (const auto* progress = std::get_if<WorkerProgress>(&message)) {
        Json json{{"type", "progress"}, {"fraction", progress->fraction}, {"stage", progress->stage}};
        if (std::isfinite(progress->loss)) {
            json["loss"] = progress->loss;
        }
        return json.dump();
    }
    if (const auto* failure = std::get_if<WorkerFailure>(&message)) {
        return Json{{"type", "failure"}, {"code", static_cast<int>(failure->error.code)},
            {"message", failure->error.message}}
            .dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    if (const auto* selected = std::get_if<loop::SelectResult>(&message)) {
        return Json{{"type", "selection"}, {"result", Json::parse(toJson(*selected, loop::Detail::Message))}}.dump();
    }
    if (const auto* gates = std::get_if<loop::GateResult>(&message)) {
        return Json{{"type", "gates"}, {"result", Json::parse(toJson(*gates, loop::Detail::Message))}}.dump();
    }
    return toJson(std::get<OnboardingResult>(message)).dump();
}

Result<WorkerMessage> workerMessageFrom(const std::string& line)
{
    try {
        const Json json = Json::parse(line);
        const std::string type = json.at("type");
        if (type == "progress") {
            WorkerProgress progress{json.at("fraction"), json.at("stage")};
            progress.loss = json.value("loss", progress.loss);
            return progress;
        }
        if (type == "failure") {
            return WorkerFailure{Error{static_cast<ErrorCode>(json.at("code").get<int>()), json.at("message")}};
        }
        if (type == "result") {
            return resultFrom(json);
        }
        if (type == "selection") {
            return asMessage(loop::selectResultFromJson(json.at("result").dump()));
        }
        if (type == "gates") {
            return asMessage(loop::gateResultFromJson(json.at("result").dump()));
        }
        return fail(ErrorCode::InvalidArgument, "the worker sent a message of unknown type '" + type + "'");
    } catch (const Json::exception& error) {
        return fail(ErrorCode::InvalidArgument, std::string("the worker sent a line that is no message: ") + error.what());
    }
}

} // namespace core::engine
