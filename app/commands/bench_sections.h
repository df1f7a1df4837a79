#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace app::commands {

/// Parts of a long bench, each kept in a file as it is finished, so that a later run goes on where one ended.
class BenchSections {
public:
    using Work = std::function<core::Result<nlohmann::ordered_json>()>;

    /// An empty path keeps nothing.
    [[nodiscard]] static core::Result<BenchSections> open(std::filesystem::path file);

    /// What an earlier run found under this name and these settings; otherwise does the work and keeps it.
    [[nodiscard]] core::Result<nlohmann::ordered_json> run(
        const std::string& name, const nlohmann::ordered_json& settings, const Work& work);

private:
    explicit BenchSections(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }

    std::filesystem::path m_file;
    nlohmann::ordered_json m_done = nlohmann::ordered_json::object(); ///< {name: {settings, result}}
};

} // namespace app::commands
