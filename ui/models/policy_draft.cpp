#include "ui/models/policy_draft.h"

#include "core/ports/draft_rules.h"
#include "ui/models/strings.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace ui::models {

namespace {

using core::ports::PolicyDraft;

core::domain::RouteLimits limitsOf(const PolicyDraft& draft)
{
    return draft.limits.value_or(core::domain::RouteLimits{});
}

QJsonObject toJson(const PolicyDraft& draft, const QDateTime& at)
{
    const core::domain::RouteLimits limits = limitsOf(draft);
    QJsonObject json{{QStringLiteral("at"), at.toString(Qt::ISODateWithMs)},
        {QStringLiteral("target"), draft.answerFloor}, {QStringLiteral("alpha"), draft.alpha},
        {QStringLiteral("delta"), draft.delta}, {QStringLiteral("audit"), draft.auditRate},
        {QStringLiteral("method"), toQt(core::ports::toString(draft.method))}};
    if (limits.latencyMs) {
        json.insert(QStringLiteral("latency"), *limits.latencyMs);
    }
    if (limits.costUsd) {
        json.insert(QStringLiteral("cost"), *limits.costUsd);
    }
    if (draft.recalibrates) {
        json.insert(QStringLiteral("recalibrates"), true);
    }
    return json;
}

std::optional<PolicyDraftStore::Stored> fromJson(const std::string& taskId, const QJsonObject& json)
{
    const auto isNumber = [&](const char* name) { return json.value(QLatin1String(name)).isDouble(); };
    const auto method
        = core::ports::certificationMethodFrom(fromQt(json.value(QStringLiteral("method")).toString()));
    if (!isNumber("target") || !isNumber("alpha") || !isNumber("delta") || !isNumber("audit") || !method) {
        return std::nullopt;
    }
    core::domain::RouteLimits limits;
    if (isNumber("latency")) {
        limits.latencyMs = json.value(QStringLiteral("latency")).toDouble();
    }
    if (isNumber("cost")) {
        limits.costUsd = json.value(QStringLiteral("cost")).toDouble();
    }
    return PolicyDraftStore::Stored{
        {taskId, json.value(QStringLiteral("target")).toDouble(), json.value(QStringLiteral("alpha")).toDouble(),
            json.value(QStringLiteral("delta")).toDouble(), json.value(QStringLiteral("audit")).toDouble(), *method,
            limits, json.value(QStringLiteral("recalibrates")).toBool()},
        QDateTime::fromString(json.value(QStringLiteral("at")).toString(), Qt::ISODateWithMs)};
}

QJsonObject allDrafts(const Settings& settings)
{
    return QJsonDocument::fromJson(settings.value(Setting::PolicyDrafts).toByteArray()).object();
}

} // namespace

PolicyDraft draftInForce(const core::ports::ConsoleSnapshot& snapshot, const std::string& taskId)
{
    PolicyDraft draft;
    draft.taskId = taskId;
    draft.limits = core::domain::RouteLimits{};
    const auto take = [&draft](const auto& source) {
        draft.answerFloor = source.answerFloor;
        draft.alpha = source.alpha;
        draft.delta = source.delta;
        draft.auditRate = source.auditRate;
    };
    for (const core::domain::Task& task : snapshot.tasks) {
        if (task.id == taskId) {
            take(task);
        }
    }
    if (snapshot.policy) {
        if (const auto policy = snapshot.policy->tasks.find(taskId); policy != snapshot.policy->tasks.end()) {
            take(policy->second);
            draft.limits = policy->second.limits;
        }
    }
    return draft;
}

bool hasSameValues(const PolicyDraft& a, const PolicyDraft& b)
{
    using core::domain::isSameValue;
    return isSameValue(a.answerFloor, b.answerFloor) && isSameValue(a.alpha, b.alpha) && isSameValue(a.delta, b.delta)
        && isSameValue(a.auditRate, b.auditRate) && core::domain::areSameLimits(limitsOf(a), limitsOf(b));
}

bool isSameDraft(const PolicyDraft& a, const PolicyDraft& b)
{
    return hasSameValues(a, b) && a.method == b.method && a.recalibrates == b.recalibrates;
}

bool certifiesAnew(const core::ports::ConsoleSnapshot& snapshot, const PolicyDraft& draft)
{
    const PolicyDraft inForce = draftInForce(snapshot, draft.taskId);
    core::domain::TaskPolicy policy;
    policy.answerFloor = inForce.answerFloor;
    policy.alpha = inForce.alpha;
    policy.delta = inForce.delta;
    policy.limits = limitsOf(inForce);
    if (hasThresholds(snapshot, draft.taskId)) {
        policy.thresholds = snapshot.policy->tasks.at(draft.taskId).thresholds;
    }
    return core::ports::certifiesAnew(policy, draft);
}

bool hasThresholds(const core::ports::ConsoleSnapshot& snapshot, const std::string& taskId)
{
    if (!snapshot.policy) {
        return false;
    }
    const auto policy = snapshot.policy->tasks.find(taskId);
    return policy != snapshot.policy->tasks.end() && !policy->second.thresholds.empty();
}

std::optional<PolicyDraftStore::Stored> PolicyDraftStore::load(const std::string& taskId) const
{
    const QJsonObject json = allDrafts(m_settings).value(m_workspace).toObject().value(toQt(taskId)).toObject();
    return json.isEmpty() ? std::nullopt : fromJson(taskId, json);
}

void PolicyDraftStore::save(const PolicyDraft& draft, const QDateTime& at)
{
    QJsonObject all = allDrafts(m_settings);
    QJsonObject mine = all.value(m_workspace).toObject();
    mine.insert(toQt(draft.taskId), toJson(draft, at));
    all.insert(m_workspace, mine);
    m_settings.setValue(Setting::PolicyDrafts, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void PolicyDraftStore::remove(const std::string& taskId)
{
    QJsonObject all = allDrafts(m_settings);
    QJsonObject mine = all.value(m_workspace).toObject();
    if (!mine.contains(toQt(taskId))) {
        return;
    }
    mine.remove(toQt(taskId));
    if (mine.isEmpty()) {
        all.remove(m_workspace);
    } else {
        all.insert(m_workspace, mine);
    }
    m_settings.setValue(Setting::PolicyDrafts, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

} // namespace ui::models
