#include "ui/models/policy_draft.h"

#include "ui/models/strings.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace ui::models {

namespace {

using core::ports::PolicyDraft;

constexpr double kEqual = 1e-9;

bool isNear(double a, double b)
{
    return std::abs(a - b) < kEqual;
}

bool isNear(const std::optional<double>& a, const std::optional<double>& b)
{
    return a.has_value() == b.has_value() && (!a || isNear(*a, *b));
}

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
            limits},
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

bool changesPromise(const PolicyDraft& draft, const PolicyDraft& inForce)
{
    return !isNear(draft.answerFloor, inForce.answerFloor) || !isNear(draft.alpha, inForce.alpha)
        || !isNear(draft.delta, inForce.delta);
}

bool isSameDraft(const PolicyDraft& a, const PolicyDraft& b)
{
    return !changesPromise(a, b) && isNear(a.auditRate, b.auditRate)
        && isNear(limitsOf(a).latencyMs, limitsOf(b).latencyMs) && isNear(limitsOf(a).costUsd, limitsOf(b).costUsd);
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
