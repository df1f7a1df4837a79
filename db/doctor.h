#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace db {

struct DoctorFinding {
    std::string area; ///< "database", "policy", "rollups", "text index", "journal", "files", "rejected"
    std::string message; ///< what is wrong and what to do
    bool isRepaired = false;
    bool isWarning = false; ///< worth knowing, nothing is lost or wrong
};

struct DoctorReport {
    std::int64_t queries = 0;
    std::int64_t policyVersions = 0;
    std::int64_t unfoldedRecords = 0; ///< in the journal only; folded when the owner opens the workspace
    std::vector<DoctorFinding> findings;

    /// No finding but warnings, or all of them repaired.
    [[nodiscard]] bool isHealthy() const;
};

/// Verifies a workspace: integrity of pages and references, the policy chain, every rollup against the rows,
/// the text index, the extents of facets, the journal, model files, permissions. Reads beside an owner. With
/// `isRepairing` it takes the lock (Locked when someone owns it), folds the journal and rebuilds what is
/// derivable: rollups, text index, facet extents, permissions. A broken chain or a damaged page is reported,
/// never papered over.
[[nodiscard]] core::Result<DoctorReport> examineWorkspace(
    const std::filesystem::path& path, bool isRepairing);

} // namespace db
