#include "core/engine/loop/stronger_student.h"

#include <map>
#include <optional>
#include <string>

namespace core::engine::loop {

Result<std::unique_ptr<ports::Student>> strongerStudent(const LoopPorts& stores, const LoopSetting& setting)
{
    const std::map<std::string, std::string>& versions = setting.champion.policy.modelVersions;
    std::string studentId;
    for (const domain::Tier& tier : setting.tiersByRank) { // the strongest comes last
        const auto version = versions.find(tier.id);
        if (tier.provider == domain::TierProvider::Student && tier.id != setting.studentTierId && version != versions.end()) {
            studentId = version->second;
        }
    }
    if (studentId.empty()) {
        return std::unique_ptr<ports::Student>();
    }
    const Result<std::optional<domain::Artefact>> artefact = stores.runs.artefact(studentId);
    if (!artefact) {
        return fail(artefact.error());
    }
    if (!*artefact) {
        return fail(ErrorCode::NotFound, "the model '" + studentId + "' of a tier above is not in the workspace");
    }
    return stores.students.load(stores.workspace / (*artefact)->path, (*artefact)->sha256);
}

} // namespace core::engine::loop
