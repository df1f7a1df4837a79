#include "core/engine/certificate_json.h"

namespace core::engine {

using Json = nlohmann::ordered_json;

Json toJson(const domain::NoneCause& cause)
{
    return {{"kind", toString(cause.kind)}, {"judged", cause.judged}, {"judged_failures", cause.judgedFailures},
        {"accepted", cause.accepted}, {"failures", cause.failures}, {"needed", cause.needed},
        {"missing", cause.missing}, {"missing_in_all", cause.missingInAll}, {"score", cause.score},
        {"alpha", cause.alpha}};
}

namespace {

domain::NoneCause noneCauseFrom(const Json& json)
{
    domain::NoneCause cause;
    cause.kind = domain::noneKindFrom(json.at("kind").get<std::string>()).value_or(domain::NoneKind::Unstated);
    cause.judged = json.at("judged");
    cause.judgedFailures = json.at("judged_failures");
    cause.accepted = json.at("accepted");
    cause.failures = json.at("failures");
    cause.needed = json.at("needed");
    cause.missing = json.at("missing");
    cause.missingInAll = json.at("missing_in_all");
    cause.score = json.at("score");
    cause.alpha = json.at("alpha");
    return cause;
}

} // namespace

Json toJson(const domain::Certificate& certificate)
{
    return {{"task", certificate.taskId}, {"tier", certificate.tierId},
        {"threshold", certificate.threshold ? Json(*certificate.threshold) : Json()},
        {"alpha", certificate.alpha}, {"delta", certificate.delta}, {"accepted", certificate.accepted},
        {"failures", certificate.failures}, {"bound", certificate.riskUpperBound},
        {"size", certificate.calibrationSize}, {"label_source", certificate.labelSource},
        {"none_reason", certificate.noneReason}, {"router", certificate.routerVersion},
        {"model", certificate.modelVersion}, {"basis", certificate.basis},
        {"scope_tasks", certificate.scopeTasks}, {"none_cause", toJson(certificate.noneCause)}};
}

domain::Certificate certificateFrom(const Json& json)
{
    domain::Certificate certificate;
    certificate.taskId = json.at("task");
    certificate.tierId = json.at("tier");
    if (!json.at("threshold").is_null()) {
        certificate.threshold = json.at("threshold").get<double>();
    }
    certificate.alpha = json.at("alpha");
    certificate.delta = json.at("delta");
    certificate.accepted = json.at("accepted");
    certificate.failures = json.at("failures");
    certificate.riskUpperBound = json.at("bound");
    certificate.calibrationSize = json.at("size");
    certificate.labelSource = json.at("label_source");
    certificate.noneReason = json.at("none_reason");
    certificate.routerVersion = json.at("router");
    certificate.modelVersion = json.at("model");
    certificate.basis = json.value("basis", std::string()); // runs of before have none
    certificate.scopeTasks = json.value("scope_tasks", 1);
    if (const auto cause = json.find("none_cause"); cause != json.end()) {
        certificate.noneCause = noneCauseFrom(*cause);
    } else if (!certificate.threshold) { // what versions of before decided, rather than missed, stands in its sentence
        using Kind = domain::NoneKind;
        certificate.noneCause.kind = certificate.noneReason.starts_with("Left out: ") ? Kind::LeftOut
            : certificate.noneReason.starts_with("Not reached: ")                     ? Kind::Unreached
                                                                                      : certificate.noneCause.kind;
    }
    return certificate;
}

} // namespace core::engine
