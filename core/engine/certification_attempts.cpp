#include "core/engine/certification_attempts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace core::engine {

bool isOfExamples(const domain::Certificate& certificate)
{
    return certificate.labelSource == kReferenceAnswers || certificate.labelSource == kReferenceAndTrafficAnswers;
}

int attemptsSoFar(std::span<const domain::Certificate> ofTask, std::span<const domain::Artefact> artefacts,
    const std::string& modelVersion, LookedAt what)
{
    std::map<std::string, int> byTier;
    std::set<std::string> served; // students whose looks stand in certificates
    std::vector<domain::Certificate> counted;
    int attempts = 0;
    for (domain::Certificate certificate : ofTask) {
        certificate.at = {}; // put back with an earlier version it is the look that it was: a new one spends another delta
        served.insert(certificate.modelVersion);
        const bool isShared = certificate.modelVersion == modelVersion
            || (what == LookedAt::Examples && isOfExamples(certificate))
            || (what == LookedAt::Reanswered && !isOfExamples(certificate));
        if (isShared && std::ranges::find(counted, certificate) == counted.end()) {
            attempts = std::max(attempts, ++byTier[certificate.tierId]);
            counted.push_back(std::move(certificate));
        }
    }
    std::set<std::string> discarded;
    for (const domain::Artefact& artefact : artefacts) {
        if (what == LookedAt::Examples && artefact.kind == "student" && !served.contains(artefact.id)) {
            discarded.insert(artefact.id);
        }
    }
    return attempts + static_cast<int>(discarded.size());
}

Result<EarlierLooks> earlierLooks(
    const ports::PolicyStore& policies, const ports::RunStore& runs, const std::string& taskId)
{
    Result<std::vector<domain::Certificate>> certificates = policies.certificates(taskId, {});
    Result<std::vector<domain::Artefact>> artefacts = runs.artefacts();
    if (!certificates || !artefacts) {
        return fail(!certificates ? certificates.error() : artefacts.error());
    }
    std::erase_if(*artefacts, [&](const domain::Artefact& artefact) { return artefact.taskId != taskId; });
    return EarlierLooks{std::move(*certificates), std::move(*artefacts)};
}

Result<int> attemptsSoFar(const ports::PolicyStore& policies, const ports::RunStore& runs, const std::string& taskId,
    const std::string& modelVersion, LookedAt what)
{
    const Result<EarlierLooks> looks = earlierLooks(policies, runs, taskId);
    return looks ? Result<int>(attemptsSoFar(looks->certificates, looks->artefacts, modelVersion, what))
                 : fail(looks.error());
}

std::string lookOf(const domain::Certificate& next, double delta, const std::string& texts)
{
    const nlohmann::json look{{"alpha", next.alpha}, {"delta", delta}, {"scope_tasks", next.scopeTasks},
        {"basis", next.basis}, {"texts", texts}};
    return nlohmann::json{{"certified_for", look}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int attemptOfTraining(const EarlierLooks& looks, const domain::Certificate& next, const std::string& look)
{
    const bool isRepeated = std::ranges::any_of(looks.artefacts, [&](const domain::Artefact& artefact) {
        return artefact.id == next.modelVersion && artefact.metricsJson == look;
    });
    if (!isRepeated) {
        return 1 + attemptsSoFar(looks.certificates, looks.artefacts, next.modelVersion, LookedAt::Examples);
    }
    EarlierLooks others = looks;
    std::erase_if(others.artefacts, [&](const domain::Artefact& artefact) { return artefact.id == next.modelVersion; });
    std::erase_if(others.certificates, [&](const domain::Certificate& certificate) {
        return certificate.modelVersion == next.modelVersion && isOfExamples(certificate)
            && certificate.alpha == next.alpha && certificate.basis == next.basis
            && certificate.scopeTasks == next.scopeTasks;
    });
    return 1 + attemptsSoFar(others.certificates, others.artefacts, {}, LookedAt::Examples);
}

} // namespace core::engine
