#include "app/console_wire.h"

#include "app/console_wire_fields.h"

#include <utility>

namespace app::wire {

using core::ErrorCode;
using core::Result;
namespace ports = core::ports;

namespace {

constexpr const char* kCommandLine = "command_line";

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Runs a reader that may throw on foreign bytes.
template <typename Value, typename Read>
Result<Value> guarded(Read read)
{
    try {
        return read();
    } catch (const BadWire& bad) {
        return core::fail(ErrorCode::InvalidArgument, "message of the other process: " + bad.message);
    } catch (const Json::exception& error) {
        return core::fail(
            ErrorCode::InvalidArgument, std::string("message of the other process: ") + error.what());
    }
}

Json encodeCommand(const ports::ConsoleCommand& command)
{
    return std::visit(
        [](const auto& concrete) {
            Json json = encode(concrete);
            json["command"] = CommandName<std::decay_t<decltype(concrete)>>::value;
            return json;
        },
        command);
}

template <std::size_t Index>
bool decodeAs(const std::string& name, const Json& json, ports::ConsoleCommand& command)
{
    using Command = std::variant_alternative_t<Index, ports::ConsoleCommand>;
    if (name != CommandName<Command>::value) {
        return false;
    }
    Command concrete;
    decode(json, concrete);
    command = std::move(concrete);
    return true;
}

ports::ConsoleCommand decodeCommand(const Json& json)
{
    ports::ConsoleCommand command;
    const auto name = json.at("command").get<std::string>();
    const bool isKnown = [&]<std::size_t... Index>(std::index_sequence<Index...>)
    {
        return (decodeAs<Index>(name, json, command) || ...);
    }
    (std::make_index_sequence<std::variant_size_v<ports::ConsoleCommand>>());
    if (!isKnown) {
        throw BadWire{"unknown command '" + name + "'"};
    }
    return command;
}

Json request(const char* what)
{
    return Json{{"protocol", kProtocol}, {"do", what}};
}

Json errorJson(const core::Error& error)
{
    return Json{{"error", {{"code", std::string(core::toString(error.code))}, {"message", error.message}}}};
}

ErrorCode codeFrom(const std::string& name)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        if (core::toString(static_cast<ErrorCode>(code)) == name) {
            return static_cast<ErrorCode>(code);
        }
    }
    return ErrorCode::Internal;
}

/// The reply as an object, or the error that it carries.
Result<Json> opened(const std::string& text)
{
    return guarded<Json>([&]() -> Result<Json> {
        Json json = Json::parse(text);
        if (const auto error = json.find("error"); error != json.end()) {
            return core::fail(
                codeFrom(error->at("code").get<std::string>()), error->at("message").get<std::string>());
        }
        return json;
    });
}

template <typename Value>
Result<Value> member(const std::string& text, const char* name)
{
    Result<Json> json = opened(text);
    if (!json) {
        return core::fail(json.error());
    }
    return guarded<Value>([&] {
        Value value;
        decode(json->at(name), value);
        return value;
    });
}

template <typename Value>
Json reply(const Result<Value>& result, const char* name)
{
    return result ? Json{{name, encode(*result)}} : errorJson(result.error());
}

Json answered(ports::ConsoleService& service, const Json& asked)
{
    if (asked.at("protocol").get<int>() != kProtocol) {
        throw BadWire{"it speaks another protocol; use programs of one version"};
    }
    const auto what = asked.at("do").get<std::string>();
    if (what == "snapshot") {
        const std::shared_ptr<const ports::ConsoleSnapshot> snapshot = service.snapshot();
        const bool isKnown = snapshot->revision == asked.at("known").get<std::uint64_t>();
        return isKnown ? Json::object() : Json{{"snapshot", encode(*snapshot)}};
    }
    if (what == "execute") {
        return reply(service.execute(decodeCommand(asked.at("command"))), "receipt");
    }
    if (what == "preview") {
        return reply(
            service.previewRiskLevel(asked.at("task").get<std::string>(), asked.at("alpha").get<double>()),
            "preview");
    }
    if (what == "preview_policy") {
        ports::PolicyDraft draft;
        decode(asked.at("draft"), draft);
        return reply(service.previewPolicy(draft), "preview");
    }
    if (what == "explain") {
        return reply(service.explainRoute(asked.at("query").get<std::string>()), "explanation");
    }
    throw BadWire{"unknown request '" + what + "'"};
}

} // namespace

std::string toJson(const ports::ConsoleCommand& command)
{
    return dumped(encodeCommand(command));
}

Result<ports::ConsoleCommand> commandFromJson(const std::string& text)
{
    return guarded<ports::ConsoleCommand>([&] { return decodeCommand(Json::parse(text)); });
}

std::string toJson(const ports::ConsoleSnapshot& snapshot)
{
    return dumped(encode(snapshot));
}

Result<ports::ConsoleSnapshot> snapshotFromJson(const std::string& text)
{
    return guarded<ports::ConsoleSnapshot>([&] {
        ports::ConsoleSnapshot snapshot;
        decode(Json::parse(text), snapshot);
        return snapshot;
    });
}

std::string snapshotRequest(std::uint64_t knownRevision)
{
    Json json = request("snapshot");
    json["known"] = knownRevision;
    return dumped(json);
}

std::string executeRequest(const ports::ConsoleCommand& command)
{
    Json json = request("execute");
    json["command"] = encodeCommand(command);
    return dumped(json);
}

std::string previewRequest(const std::string& taskId, double alpha)
{
    Json json = request("preview");
    json["task"] = taskId;
    json["alpha"] = alpha;
    return dumped(json);
}

std::string policyPreviewRequest(const ports::PolicyDraft& draft)
{
    Json json = request("preview_policy");
    json["draft"] = encode(draft);
    return dumped(json);
}

std::string explanationRequest(const std::string& queryId)
{
    Json json = request("explain");
    json["query"] = queryId;
    return dumped(json);
}

Result<std::optional<ports::ConsoleSnapshot>> snapshotReply(const std::string& text)
{
    using Snapshot = std::optional<ports::ConsoleSnapshot>;
    const Result<Json> json = opened(text);
    if (!json) {
        return core::fail(json.error());
    }
    return guarded<Snapshot>([&] {
        Snapshot snapshot;
        if (const auto found = json->find("snapshot"); found != json->end()) {
            decode(*found, snapshot);
        }
        return snapshot;
    });
}

Result<ports::CommandReceipt> receiptReply(const std::string& text)
{
    return member<ports::CommandReceipt>(text, "receipt");
}

Result<ports::RiskLevelPreview> previewReply(const std::string& text)
{
    return member<ports::RiskLevelPreview>(text, "preview");
}

Result<ports::PolicyPreview> policyPreviewReply(const std::string& text)
{
    return member<ports::PolicyPreview>(text, "preview");
}

Result<core::domain::RouteExplanation> explanationReply(const std::string& text)
{
    return member<core::domain::RouteExplanation>(text, "explanation");
}

std::string commandLineRequest(const CommandLine& line)
{
    Json json = request(kCommandLine);
    json["arguments"] = line.arguments;
    json["directory"] = line.directory;
    return dumped(json);
}

Result<CommandLineReply> commandLineReply(const std::string& text)
{
    const Result<Json> json = opened(text);
    if (!json) {
        return core::fail(json.error());
    }
    return guarded<CommandLineReply>([&] {
        CommandLineReply reply;
        reply.output = json->value("output", std::string());
        reply.errors = json->value("errors", std::string());
        if (const auto code = json->find("exit"); code != json->end()) {
            reply.exitCode = code->get<int>();
        }
        return reply;
    });
}

std::string toJson(const CommandLineReply& reply)
{
    Json json{{"output", reply.output}, {"errors", reply.errors}};
    if (reply.exitCode) {
        json["exit"] = *reply.exitCode;
    }
    return dumped(json);
}

std::optional<CommandLine> commandLineFrom(const std::string& text)
{
    const Result<CommandLine> line = guarded<CommandLine>([&]() -> Result<CommandLine> {
        const Json json = Json::parse(text);
        if (json.at("do") != kCommandLine || json.at("protocol") != kProtocol) {
            return core::fail(ErrorCode::NotFound, "another request");
        }
        return CommandLine{json.at("arguments").get<std::vector<std::string>>(),
            json.at("directory").get<std::string>()};
    });
    return line ? std::optional(*line) : std::nullopt;
}

std::string refusal(const core::Error& error)
{
    return dumped(errorJson(error));
}

std::string answerRequest(ports::ConsoleService& service, const std::string& request)
{
    const Result<Json> reply
        = guarded<Json>([&]() -> Result<Json> { return answered(service, Json::parse(request)); });
    return dumped(reply ? *reply : errorJson(reply.error()));
}

} // namespace app::wire
