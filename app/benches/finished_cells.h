#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>

namespace app::benches {

/// Results that a bench already has, one JSON line a cell, so that a run that was cut off is taken up again. Without a
/// file it remembers nothing.
class FinishedCells {
public:
    explicit FinishedCells(std::string file);

    [[nodiscard]] std::optional<nlohmann::ordered_json> find(const nlohmann::ordered_json& key) const;
    void add(const nlohmann::ordered_json& key, const nlohmann::ordered_json& result);

private:
    std::string m_file;
    std::map<std::string, nlohmann::ordered_json> m_cells;
};

} // namespace app::benches
