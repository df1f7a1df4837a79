#pragma once

#include <nlohmann/json.hpp>

#include <string>

/// What a model server sends for a completion that is not streamed, as HTTP.
inline std::string completion(const std::string& model, const std::string& text)
{
    const nlohmann::json body{{"id", "c"}, {"object", "chat.completion"}, {"model", model},
        {"choices", {{{"index", 0}, {"finish_reason", "stop"}, {"message", {{"role", "assistant"}, {"content", text}}}}}},
        {"usage", {{"prompt_tokens", 10}, {"completion_tokens", 2}, {"total_tokens", 12}}}};
    const std::string bytes = body.dump();
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(bytes.size())
        + "\r\nConnection: close\r\n\r\n" + bytes;
}
