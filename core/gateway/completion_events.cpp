#include "core/gateway/completion_events.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace core::gateway {

namespace {

using Json = nlohmann::ordered_json;

std::string event(Json chunk, Json choices)
{
    chunk["choices"] = std::move(choices);
    return "data: " + chunk.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n\n";
}

/// A stream numbers the tool calls of a message, a whole answer lists them.
Json deltaOf(Json message)
{
    if (message.contains("tool_calls") && message["tool_calls"].is_array()) {
        int index = 0;
        for (Json& call : message["tool_calls"]) {
            if (call.is_object()) {
                call["index"] = index++;
            }
        }
    }
    return message;
}

} // namespace

std::string completionAsEvents(const std::string& completion, bool withUsage)
{
    Json chunk = Json::parse(completion, nullptr, false);
    if (!chunk.is_object()) {
        return {};
    }
    const Json choices = chunk.value("choices", Json::array());
    const Json usage = chunk.value("usage", Json());
    chunk.erase("usage");
    chunk["object"] = "chat.completion.chunk";
    std::string events;
    for (const Json& choice : choices) {
        if (!choice.is_object()) {
            continue;
        }
        const Json index = choice.value("index", Json(0));
        const Json first{{"index", index}, {"delta", deltaOf(choice.value("message", Json::object()))},
            {"logprobs", choice.value("logprobs", Json())}, {"finish_reason", nullptr}};
        const Json last{{"index", index}, {"delta", Json::object()}, {"logprobs", nullptr},
            {"finish_reason", choice.value("finish_reason", Json("stop"))}};
        events += event(chunk, Json::array({first})) + event(chunk, Json::array({last}));
    }
    if (withUsage && usage.is_object()) {
        chunk["usage"] = usage;
        events += event(chunk, Json::array());
    }
    return events;
}

} // namespace core::gateway
