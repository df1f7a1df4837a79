#pragma once

#include "core/ports/model_client.h"
#include "core/providers/recording_catalog.h"

#include <memory>
#include <string>

namespace core::providers {

/// The oracle tier: answers with the data set's own reference, an upper bound for tests that no model can
/// serve. Main label, tags joined by spaces, or the text. Tokens are domain::estimatedTokens; it has no
/// latency (0).
class OracleClient final : public ports::ModelClient {
public:
    explicit OracleClient(std::shared_ptr<const RecordingCatalog> catalog, std::string model = "oracle");

    /// NotFound when no reference is known for this text.
    [[nodiscard]] Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override;

private:
    std::shared_ptr<const RecordingCatalog> m_catalog;
    std::string m_model;
};

} // namespace core::providers
