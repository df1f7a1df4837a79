#include "core/providers/recording_client.h"

#include "core/domain/token_estimate.h"

#include <limits>
#include <utility>

namespace core::providers {

RecordingClient::RecordingClient(std::shared_ptr<const RecordingCatalog> catalog, std::string model)
    : m_catalog(std::move(catalog))
    , m_model(std::move(model))
{
}

Result<ports::ModelAnswer> RecordingClient::complete(const ports::ModelRequest& request) const
{
    std::optional<domain::RecordedResponse> response
        = m_catalog->find(m_model, request.taskId, request.textHash);
    if (!response) {
        const bool isKnownText = m_catalog->contains(request.taskId, request.textHash);
        return fail(ErrorCode::NotFound,
            "no answer of " + m_model + " is recorded for this " + request.taskId + " text; "
                + (isKnownText ? "the recording has it from other models only"
                               : "import a recording that contains it"));
    }
    ports::ModelAnswer answer;
    answer.usage.promptTokens = response->promptTokens.value_or(domain::estimatedTokens(request.text));
    answer.usage.completionTokens
        = response->completionTokens.value_or(domain::estimatedTokens(response->text));
    answer.text = std::move(response->text);
    answer.model = m_model;
    answer.latencyMs = response->latencyMs.value_or(0.0);
    answer.logprobs = std::move(response->logprobs);
    answer.topLogprobs = std::move(response->topLogprobs);
    answer.confidence = std::numeric_limits<double>::quiet_NaN();
    answer.quality = response->quality;
    return answer;
}

} // namespace core::providers
