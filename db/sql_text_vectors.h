#pragma once

#include "core/ports/text_vectors.h"
#include "db/store_access.h"

namespace db {

/// Tables text_encoders and text_vectors.
class SqlTextVectors final : public core::ports::TextVectorStore {
public:
    explicit SqlTextVectors(const Workspace& workspace)
        : m_access(workspace)
    {
    }
    [[nodiscard]] core::Result<std::optional<core::ports::TextEncoder>> encoder(const std::string& name) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::TextVector>> vectors(
        const std::string& encoder, const core::ports::TimeRange& range) const override;
    core::Result<void> save(
        const core::ports::TextEncoder& encoder, std::span<const core::ports::TextVector> vectors) override;

private:
    StoreAccess m_access;
};

} // namespace db
