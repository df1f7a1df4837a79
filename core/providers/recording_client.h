#pragma once

#include "core/ports/model_client.h"
#include "core/providers/recording_catalog.h"

#include <memory>
#include <string>

namespace core::providers {

/// A tier whose answers were recorded. Tokens that a recording leaves out are domain::estimatedTokens of the
/// texts, an absent latency is 0, confidence is NaN. Answers at once: the recorded latency is returned, never
/// slept.
class RecordingClient final : public ports::ModelClient {
public:
    /// `model`: the name under which the recording lists its answers.
    RecordingClient(std::shared_ptr<const RecordingCatalog> catalog, std::string model);

    /// NotFound when the recording has no answer of this model to this text.
    [[nodiscard]] Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override;

private:
    std::shared_ptr<const RecordingCatalog> m_catalog;
    std::string m_model;
};

} // namespace core::providers
