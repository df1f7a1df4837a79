#include "db/sql_policy_predictions.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace db {

using core::ports::PredictedEffect;
using core::ports::PredictedFigure;

namespace {

using Figure = std::optional<PredictedFigure> PredictedEffect::*;

constexpr std::array<std::pair<std::string_view, Figure>, 3> kMeasures{{
    {"cost", &PredictedEffect::costPerQueryUsd},
    {"quality", &PredictedEffect::quality},
    {"escalations", &PredictedEffect::escalationRate},
}};

} // namespace

SqlPolicyPredictions::SqlPolicyPredictions(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<void> SqlPolicyPredictions::keep(
    const std::string& versionId, const std::vector<PredictedEffect>& effects)
{
    return m_access.write(Durability::Full, [versionId, effects](Connection& connection) {
        Rows version = connection.query("SELECT sequence FROM policy_versions WHERE id = ?", versionId);
        if (!version.next()) {
            throw SqlFailure({core::ErrorCode::NotFound, "no policy version '" + versionId + "'"});
        }
        const std::int64_t sequence = version.integer(0);
        if (connection.query("SELECT 1 FROM policy_predictions WHERE sequence = ?", sequence).next()) {
            throw SqlFailure({core::ErrorCode::AlreadyExists,
                "policy version '" + versionId + "' has its prediction; it is never changed"});
        }
        for (const PredictedEffect& effect : effects) {
            for (const auto& [measure, figure] : kMeasures) {
                if (const auto& value = effect.*figure) {
                    connection.run("INSERT INTO policy_predictions(sequence, task_id, measure, queries, "
                                   "value_before, value_after, low, high) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                        sequence, effect.taskId, measure, effect.queries, value->before, value->after,
                        value->low, value->high);
                }
            }
        }
    });
}

core::Result<std::map<std::string, std::vector<PredictedEffect>>> SqlPolicyPredictions::all() const
{
    return m_access.read([](Connection& reader) {
        std::map<std::string, std::vector<PredictedEffect>> found;
        Rows rows = reader.query("SELECT v.id, p.task_id, p.measure, p.queries, p.value_before, p.value_after, "
                                 "p.low, p.high FROM policy_predictions p "
                                 "JOIN policy_versions v ON v.sequence = p.sequence "
                                 "ORDER BY p.sequence, p.task_id, p.measure");
        while (rows.next()) {
            std::vector<PredictedEffect>& effects = found[rows.text(0)];
            const std::string task = rows.text(1);
            if (effects.empty() || effects.back().taskId != task) {
                effects.push_back({task, rows.integer(3), {}, {}, {}});
            }
            const std::string measure = rows.text(2);
            const auto* known = std::find_if(
                kMeasures.begin(), kMeasures.end(), [&](const auto& entry) { return entry.first == measure; });
            if (known != kMeasures.end()) {
                effects.back().*(known->second)
                    = PredictedFigure{rows.real(4), rows.real(5), rows.real(6), rows.real(7)};
            }
        }
        return found;
    });
}

} // namespace db
