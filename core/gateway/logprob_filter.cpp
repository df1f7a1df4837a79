#include "core/gateway/logprob_filter.h"

#include <nlohmann/json.hpp>

namespace core::gateway {

namespace {

using Json = nlohmann::ordered_json;

/// Servers send the likeliest first.
void cutAlternatives(Json& logprobs, std::size_t count)
{
    if (!logprobs.is_object() || !logprobs.contains("content")) {
        return;
    }
    for (Json& token : logprobs["content"]) {
        if (!token.is_object() || !token.contains("top_logprobs")) {
            continue;
        }
        Json& alternatives = token["top_logprobs"];
        while (alternatives.is_array() && alternatives.size() > count) {
            alternatives.erase(alternatives.size() - 1);
        }
    }
}

} // namespace

std::string LogprobFilter::applied(std::string json) const
{
    Json document = changesNothing() ? Json() : Json::parse(json, nullptr, false);
    if (!document.is_object() || !document.contains("choices")) {
        return json;
    }
    for (Json& choice : document["choices"]) {
        if (!choice.is_object() || !choice.contains("logprobs")) {
            continue;
        }
        if (isHidden) {
            choice["logprobs"] = nullptr;
        } else {
            cutAlternatives(choice["logprobs"], *alternatives);
        }
    }
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace core::gateway
