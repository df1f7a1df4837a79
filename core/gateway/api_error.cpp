#include "core/gateway/api_error.h"

#include "core/providers/json_slices.h"

#include <utility>

namespace core::gateway {

namespace {

std::string quotedOrNull(const std::string& text)
{
    return text.empty() ? "null" : providers::jsonQuoted(text);
}

} // namespace

std::string ApiError::json() const
{
    return R"({"error":{"message":)" + providers::jsonQuoted(message) + R"(,"type":)"
        + providers::jsonQuoted(type) + R"(,"param":)" + quotedOrNull(param) + R"(,"code":)"
        + quotedOrNull(code) + "}}";
}

ApiError badRequest(std::string message, std::string param, std::string code)
{
    ApiError error;
    error.status = 400;
    error.message = std::move(message);
    error.param = std::move(param);
    error.code = std::move(code);
    return error;
}

ApiError modelNotFound(const std::string& model)
{
    ApiError error = badRequest("The model `" + model + "` does not exist or you do not have access to it.",
        "model", "model_not_found");
    error.status = 404;
    return error;
}

ApiError upstreamError(unsigned status, std::string message)
{
    ApiError error;
    error.status = status;
    error.message = std::move(message);
    error.type = "server_error";
    error.code = "upstream_error";
    return error;
}

} // namespace core::gateway
