#include "app/benches/finished_cells.h"

#include <fstream>
#include <utility>

namespace app::benches {

using nlohmann::ordered_json;

FinishedCells::FinishedCells(std::string file)
    : m_file(std::move(file))
{
    std::ifstream stream(m_file);
    for (std::string line; !m_file.empty() && std::getline(stream, line);) {
        const ordered_json cell = ordered_json::parse(line, nullptr, false); // a killed run leaves half a line
        if (cell.is_object() && cell.contains("key") && cell.contains("result")) {
            m_cells[cell.at("key").dump()] = cell.at("result");
        }
    }
}

std::optional<ordered_json> FinishedCells::find(const ordered_json& key) const
{
    const auto found = m_cells.find(key.dump());
    return found == m_cells.end() ? std::nullopt : std::optional(found->second);
}

void FinishedCells::add(const ordered_json& key, const ordered_json& result)
{
    m_cells[key.dump()] = result;
    if (!m_file.empty()) {
        // the line break before ends what a killed run left
        std::ofstream(m_file, std::ios::app) << '\n' << ordered_json{{"key", key}, {"result", result}}.dump() << '\n';
    }
}

} // namespace app::benches
