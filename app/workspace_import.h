#pragma once

#include "app/engine_host.h"
#include "core/domain/tier.h"
#include "core/ports/workspace_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

struct ImportOptions {
    std::filesystem::path file;
    std::string taskId;             ///< not empty: every line belongs to this task
    std::optional<std::filesystem::path> prices; ///< LiteLLM price map
    bool addsTiers = false; ///< also to a workspace that has tiers already; refused without
};

struct ImportSummary {
    bool isRecording = false;
    std::size_t preferences = 0; ///< read from a file of preferences; nothing else is then
    std::size_t lines = 0;
    core::ports::ExampleStore::ImportReport examples;
    std::vector<std::string> newTasks;
    std::vector<std::string> newTiers;
};

/// Reads a labelled file or a recording into the workspace: all of it, or nothing when any line is wrong. Tasks that
/// the workspace does not know are added (presets by id, otherwise by what the references look like). A recording
/// adds a tier for each of its models, in order of price, or of mean quality where prices are unknown; in a workspace that
/// has tiers, other models are refused unless `addsTiers`. A labelled file makes sure of a student tier, the cheapest,
/// and, in a workspace without tiers, of an oracle tier. Preferences need tasks and tiers that the workspace has.
[[nodiscard]] core::Result<ImportSummary> importFile(EngineHost& host, const ImportOptions& options);

/// Prices of the tiers that a labelled file is tested with. Assumed figures, said so wherever they are shown.
[[nodiscard]] std::vector<core::domain::PriceVersion> assumedTestPrices();

} // namespace app
