// What a model server answers, whole or as events.
#include "core/gateway/usage_cost.h"
#include "core/providers/endpoint_answer.h"
#include "core/providers/json_slices.h"

#include "fuzz_target.h"

#include <cmath>
#include <string_view>

namespace providers = core::providers;

namespace {

void check(const providers::ChatAnswer& answer)
{
    fuzz::require(answer.usage.promptTokens >= 0 && answer.usage.completionTokens >= 0, "tokens are counts");
    const double confidence = providers::logprobConfidence(answer);
    fuzz::require(std::isnan(confidence) || (confidence >= 0 && confidence <= 1), "confidence is in [0, 1]");
    const auto cost = providers::costOf(answer.usage, answer.details, {1'000'000, 2'000'000}, {100'000, 3'000'000});
    fuzz::require(cost && cost->nanoUsd >= 0, "a cost is not negative");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto answer = providers::parseChatCompletion(text); answer) {
        check(*answer);
    }
    check(providers::collectChatStream(text));
    core::domain::TokenUsage usage;
    providers::TokenDetails details;
    static_cast<void>(providers::readUsage(text, usage, details));
    static_cast<void>(core::gateway::usageWithCost(text, core::domain::Money{7}));
    return 0;
}
