#include "core/engine/certification_attempts.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace core::engine {

int attemptsSoFar(std::span<const domain::Certificate> ofTask, std::span<const domain::Artefact> artefacts,
    const std::string& modelVersion, bool isOnExamples)
{
    std::map<std::string, int> byTier;
    std::set<std::string> served; // students whose looks stand in certificates
    std::vector<domain::Certificate> counted;
    int attempts = 0;
    for (domain::Certificate certificate : ofTask) {
        certificate.at = {}; // put back with an earlier version it is the look that it was: a new one spends another delta
        served.insert(certificate.modelVersion);
        const bool isShared = certificate.modelVersion == modelVersion
            || (isOnExamples && certificate.labelSource == kReferenceAnswers);
        if (isShared && std::ranges::find(counted, certificate) == counted.end()) {
            attempts = std::max(attempts, ++byTier[certificate.tierId]);
            counted.push_back(std::move(certificate));
        }
    }
    const auto discarded = std::ranges::count_if(artefacts, [&](const domain::Artefact& artefact) {
        return isOnExamples && artefact.kind == "student" && !served.contains(artefact.id);
    });
    return attempts + static_cast<int>(discarded);
}

Result<int> attemptsSoFar(const ports::PolicyStore& policies, const ports::RunStore& runs, const std::string& taskId,
    const std::string& modelVersion, bool isOnExamples)
{
    const Result<std::vector<domain::Certificate>> certificates = policies.certificates(taskId, {});
    Result<std::vector<domain::Artefact>> artefacts = runs.artefacts();
    if (!certificates || !artefacts) {
        return fail(!certificates ? certificates.error() : artefacts.error());
    }
    std::erase_if(*artefacts, [&](const domain::Artefact& artefact) { return artefact.taskId != taskId; });
    return attemptsSoFar(*certificates, *artefacts, modelVersion, isOnExamples);
}

} // namespace core::engine
