// The body of a chat completion or embedding request.
#include "core/gateway/api_request.h"
#include "core/providers/json_slices.h"

#include "fuzz_target.h"

#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto request = core::gateway::ApiRequest::parse(std::string(reinterpret_cast<const char*>(data), size));
    if (!request) {
        fuzz::require(request.error().status == 400 && !request.error().message.empty(), "a refusal says why");
        return 0;
    }
    const bool hasMessages = request->checkMessages().has_value();
    const core::gateway::QueryText text = request->queryText();
    fuzz::require(text.text.find('\0') == std::string::npos, "a query holds no NUL");
    static_cast<void>(request->needsFullApi());
    static_cast<void>(request->endUser());
    fuzz::require(core::providers::JsonSlices::scan(request->bodyWithUsage()).has_value(), "usage keeps it JSON");
    if (hasMessages) {
        const std::string forwarded = request->bodyFor("other", true);
        const auto json = core::providers::JsonSlices::scan(forwarded);
        fuzz::require(json.has_value() && json->string("model") == "other", "the model is the tier's");
    }
    return 0;
}
