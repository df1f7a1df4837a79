#include "app/commands/policy_show.h"

#include "app/commands/command.h"
#include "app/gateway_configuration.h"
#include "app/promise_scope.h"
#include "app/served_certificates.h"
#include "app/streaming_desk.h"
#include "core/conformal/certificate_validity.h"
#include "core/conformal/promise.h"
#include "core/conformal/wording.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/certificate_json.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

namespace app::commands {

namespace {

namespace domain = core::domain;
namespace conformal = core::conformal;

/// The active policy with the names and certificates that explain it.
struct PolicyView {
    domain::PolicyVersion policy;
    std::vector<domain::Certificate> certificates; ///< served ones, of the asked tasks
    std::vector<domain::Task> tasks;
    std::vector<domain::Tier> tiers;
    int scopeTasks = 1; ///< that the promise in force covers at once
    std::map<std::string, core::ports::TaskStreaming> streaming; ///< by task id; others are held
};

template <typename Named>
std::string nameOf(const std::vector<Named>& all, const std::string& id)
{
    const auto found = std::ranges::find(all, id, &Named::id);
    return found == all.end() || found->name.empty() ? id : found->name;
}

core::Result<void> keepTask(PolicyView& view, const std::string& task)
{
    if (!view.policy.tasks.contains(task)) {
        std::string known;
        for (const auto& [id, policy] : view.policy.tasks) {
            known += (known.empty() ? "" : ", ") + id;
        }
        return core::fail(core::ErrorCode::NotFound,
            "the active policy has no task \"" + task + "\"; it has " + (known.empty() ? "none" : known));
    }
    std::erase_if(view.policy.tasks, [&](const auto& entry) { return entry.first != task; });
    std::erase_if(view.certificates,
        [&](const domain::Certificate& certificate) { return certificate.taskId != task; });
    return {};
}

/// As a gateway with the workspace's own file serves.
std::map<std::string, core::ports::TaskStreaming> readStreaming(
    const db::Stores& stores, const std::filesystem::path& workspace)
{
    const std::filesystem::path file = workspace / "gateway.json";
    core::Result<GatewayConfiguration> configuration = GatewayConfiguration{};
    if (std::filesystem::exists(file)) {
        configuration = readGatewayConfiguration(file);
    }
    return streamingInForce(
        configuration ? configuration->options.tasks : decltype(configuration->options.tasks){},
        storedStreaming(*stores.settings));
}

domain::StreamingMode streamingOf(const PolicyView& view, const std::string& taskId)
{
    const auto streaming = view.streaming.find(taskId);
    return streaming == view.streaming.end() ? domain::StreamingMode::Hold : streaming->second.mode;
}

core::Result<PolicyView> readView(const PolicyShowArguments& arguments)
{
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const auto active = stores.policies->active();
    const auto certificates = stores.policies->certificates({}, {});
    const auto tasks = stores.portfolio->tasks();
    const auto tiers = stores.portfolio->tiers();
    if (!active || !certificates || !tasks || !tiers) {
        return core::fail(!active ? active.error()
                : !certificates   ? certificates.error()
                : !tasks          ? tasks.error()
                                  : tiers.error());
    }
    if (!*active) {
        return core::fail(core::ErrorCode::NotFound,
            "the workspace " + arguments.workspace
                + " has no policy yet, every query goes to the last tier; train a student first: routenlp "
                  "train");
    }
    PolicyView view{**active, servedCertificates(*certificates, **active), *tasks, *tiers, 1,
        readStreaming(stores, arguments.workspace)};
    if (storedPromiseScope(*stores.settings) == conformal::PromiseScope::AllTasks) {
        view.scopeTasks = static_cast<int>(tasks->size());
    }
    if (!arguments.task.empty()) {
        if (const auto kept = keepTask(view, arguments.task); !kept) {
            return core::fail(kept.error());
        }
    }
    return view;
}

conformal::Promise promiseFor(const PolicyView& view, const domain::Certificate& certificate)
{
    return conformal::promiseOf(certificate,
        {.taskName = nameOf(view.tasks, certificate.taskId),
            .tierName = nameOf(view.tiers, certificate.tierId),
            .scope = certificate.scopeTasks > 1 ? conformal::PromiseScope::AllTasks : conformal::PromiseScope::PerTask,
            .scopeDelta = view.policy.tasks.at(certificate.taskId).delta});
}

std::vector<const domain::Certificate*> certificatesOf(const PolicyView& view, const std::string& taskId)
{
    std::vector<const domain::Certificate*> own;
    for (const domain::Certificate& certificate : view.certificates) {
        if (certificate.taskId == taskId) {
            own.push_back(&certificate);
        }
    }
    return own;
}

/// Why the certificate does not hold for what the policy serves now; empty: it holds.
std::vector<std::string> reasonsAgainst(const PolicyView& view, const domain::Certificate& certificate)
{
    const domain::TaskPolicy& policy = view.policy.tasks.at(certificate.taskId);
    const auto model = policy.modelVersions.find(certificate.tierId);
    return conformal::voidReasons(certificate,
        {.routerVersion = policy.routerVersion,
            .modelVersion = model == policy.modelVersions.end() ? certificate.modelVersion : model->second,
            .alpha = policy.alpha,
            .basis = core::engine::certificateBasis(policy, view.tiers),
            .scopeTasks = view.scopeTasks});
}

/// Whether the policy accepts by the certificate's threshold: probation takes one away and leaves its certificate as it was.
bool isInForce(const PolicyView& view, const domain::Certificate& certificate)
{
    const std::map<std::string, double>& thresholds = view.policy.tasks.at(certificate.taskId).thresholds;
    const auto threshold = thresholds.find(certificate.tierId);
    return certificate.threshold && threshold != thresholds.end() && threshold->second == *certificate.threshold;
}

void printText(const PolicyView& view)
{
    std::printf("Policy %s, version %lld, by %s: %s\n", view.policy.id.c_str(),
        static_cast<long long>(view.policy.sequence), view.policy.author.c_str(), view.policy.reason.c_str());
    for (const auto& [taskId, policy] : view.policy.tasks) {
        std::printf("\n%s (%s): coverage %s, confidence %s, %s of kept answers audited\n",
            nameOf(view.tasks, taskId).c_str(), taskId.c_str(), conformal::percent(1 - policy.alpha).c_str(),
            conformal::percent(1 - policy.delta).c_str(), conformal::percent(policy.auditRate).c_str());
        const auto certificates = certificatesOf(view, taskId);
        if (certificates.empty()) {
            std::printf("No certificate: every query goes to the last tier.\n");
        }
        if (streamingOf(view, taskId) == domain::StreamingMode::RouterChoice) {
            std::printf("Streamed requests get the router's choice at once; no certificate covers their answers.\n");
        }
        for (const domain::Certificate* certificate : certificates) {
            const auto reasons = reasonsAgainst(view, *certificate);
            for (const std::string& reason : reasons) {
                std::printf("VOID: %s\n", reason.c_str());
            }
            const bool isTakenAway = certificate->threshold && !isInForce(view, *certificate);
            if (reasons.empty() && isTakenAway) {
                std::printf("NOT IN FORCE: the threshold was taken away after it had been certified, as probation does.\n");
            }
            if (!reasons.empty() || isTakenAway) {
                std::printf("%s answers nothing alone until it is certified again. What was promised before:\n",
                    nameOf(view.tiers, certificate->tierId).c_str());
            }
            std::printf("%s\n", conformal::textOf(promiseFor(view, *certificate)).c_str());
        }
    }
}

nlohmann::ordered_json toJson(const PolicyView& view, const domain::Certificate& certificate)
{
    const conformal::Promise promise = promiseFor(view, certificate);
    nlohmann::ordered_json json{{"tier", certificate.tierId}, {"threshold", nullptr},
        {"alpha", certificate.alpha}, {"delta_spent", certificate.delta}, {"accepted", certificate.accepted},
        {"failures", certificate.failures}, {"risk_upper_bound", certificate.riskUpperBound},
        {"calibration_size", certificate.calibrationSize}, {"label_source", certificate.labelSource},
        {"router", certificate.routerVersion}, {"model", certificate.modelVersion},
        {"promise",
            {{"headline", promise.headline}, {"what", promise.what}, {"confidence", promise.confidence},
                {"evidence", promise.evidence}, {"judged_by", promise.judgedBy},
                {"assumption", promise.assumption}, {"does_not_promise", promise.doesNotPromise}}},
        {"in_force", isInForce(view, certificate)}, {"void_because", reasonsAgainst(view, certificate)}};
    if (certificate.threshold) {
        json["threshold"] = *certificate.threshold;
    } else {
        json["none_reason"] = certificate.noneReason;
        json["none_cause"] = core::engine::toJson(certificate.noneCause);
    }
    return json;
}

nlohmann::ordered_json toJson(const PolicyView& view)
{
    nlohmann::ordered_json tasks = nlohmann::ordered_json::object();
    for (const auto& [taskId, policy] : view.policy.tasks) {
        nlohmann::ordered_json certificates = nlohmann::ordered_json::array();
        for (const domain::Certificate* certificate : certificatesOf(view, taskId)) {
            certificates.push_back(toJson(view, *certificate));
        }
        tasks[taskId] = {{"alpha", policy.alpha}, {"delta", policy.delta}, {"audit_rate", policy.auditRate},
            {"answer_floor", policy.answerFloor}, {"streaming", domain::toString(streamingOf(view, taskId))},
            {"certificates", std::move(certificates)}};
    }
    return {{"id", view.policy.id}, {"sequence", view.policy.sequence}, {"author", view.policy.author},
        {"reason", view.policy.reason}, {"tasks", std::move(tasks)}};
}

} // namespace

int showPolicy(const PolicyShowArguments& arguments)
{
    const core::Result<PolicyView> view = readView(arguments);
    if (!view) {
        return reportError("policy", view.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson(toJson(*view));
    } else {
        printText(*view);
    }
    return kSuccess;
}

} // namespace app::commands
