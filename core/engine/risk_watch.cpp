#include "core/engine/risk_watch.h"

#include "core/conformal/confidence_sequence.h"
#include "core/conformal/wording.h"
#include "core/engine/draw.h"

#include <algorithm>

namespace core::engine {

namespace {

constexpr double kIntervalDelta = 0.05;

void describe(ports::MonitorRow& row, const conformal::RiskMonitor& monitor, TimePoint at)
{
    const conformal::Evidence evidence = monitor.evidence();
    const conformal::MonitorState& state = monitor.state();
    row.stateJson = monitor.toJson();
    row.alpha = state.options.alpha;
    row.delta = state.options.delta;
    row.watchLevel = state.options.watchLevel;
    row.audits = state.audits;
    row.failures = state.failures;
    row.alarmEvidence = evidence.alarm;
    row.watchEvidence = evidence.watch;
    row.isAlarm = evidence.isAlarm;
    row.isWatch = evidence.isWatch;
    const conformal::Interval risk
        = conformal::confidenceSequence(state.failures, state.audits, kIntervalDelta);
    row.riskLow = risk.low;
    row.riskHigh = risk.high;
    row.updatedAt = at;
}

ports::AlarmRow alarmOf(const ports::MonitorRow& row, ports::AlarmKind kind, TimePoint at)
{
    const bool isAlarm = kind == ports::AlarmKind::Alarm;
    ports::AlarmRow alarm;
    alarm.id = std::string(isAlarm ? "alarm" : "watch") + "-" + std::to_string(row.sequence) + "-"
        + row.taskId + "-" + row.tierId;
    alarm.at = at;
    alarm.taskId = row.taskId;
    alarm.tierId = row.tierId;
    alarm.kind = kind;
    const std::string counts = conformal::counted(row.failures, "failure") + " among "
        + conformal::counted(row.audits, "judged answer");
    alarm.message = isAlarm
        ? "The failure rate of accepted answers exceeds " + conformal::percent(row.alpha) + ": " + counts
            + "; such an alarm is false with probability at most " + conformal::percent(row.delta) + "."
        : "Failures among accepted answers are becoming frequent: " + counts + ", promised at most "
            + conformal::percent(row.alpha) + ". This lamp is quick, not proof.";
    return alarm;
}

bool isSpokenOf(const ports::WatchedTier& tier, const ports::JudgedAcceptance& judged)
{
    return tier.taskId == judged.taskId && tier.tierId == judged.tierId
        && judged.policySequence >= tier.sequence && judged.threshold == tier.threshold
        && judged.probability > 0 && judged.probability <= 1;
}

} // namespace

Result<RiskWatch> RiskWatch::restore(std::span<const ports::MonitorRow> rows, const RiskWatchOptions& options)
{
    RiskWatch watch(options);
    for (const ports::MonitorRow& row : rows) {
        const Key key{row.taskId, row.tierId};
        const auto known = watch.m_watches.find(key);
        if (known != watch.m_watches.end() && known->second.row.sequence >= row.sequence) {
            continue;
        }
        Result<conformal::RiskMonitor> monitor = conformal::RiskMonitor::fromJson(row.stateJson);
        if (!monitor) {
            return fail(monitor.error().within("task '" + row.taskId + "', tier '" + row.tierId + "'"));
        }
        watch.m_watches.insert_or_assign(key, Watch{row, *monitor});
    }
    return watch;
}

Result<RiskWatch::Watch*> RiskWatch::watchOf(const ports::WatchedTier& tier)
{
    const Key key{tier.taskId, tier.tierId};
    const auto known = m_watches.find(key);
    if (known != m_watches.end() && known->second.row.sequence == tier.sequence) {
        return &known->second;
    }
    Result<conformal::RiskMonitor> monitor
        = conformal::RiskMonitor::create({tier.alpha, m_options.delta, m_options.watchLevel});
    if (!monitor) {
        return fail(monitor.error());
    }
    ports::MonitorRow row;
    row.taskId = tier.taskId;
    row.tierId = tier.tierId;
    row.sequence = tier.sequence;
    row.threshold = tier.threshold;
    const auto placed = m_watches.insert_or_assign(key, Watch{row, *monitor}).first;
    return &placed->second;
}

Result<ports::MonitorUpdate> RiskWatch::observe(
    const ports::JudgementBatch& batch, std::span<const ports::WatchedTier> watched)
{
    ports::MonitorUpdate update;
    update.cursor = batch.cursor;
    update.withdrawals = batch.withdrawals;
    std::map<Key, TimePoint> changed;
    for (const ports::JudgedAcceptance& judged : batch.judgements) {
        const auto tier = std::find_if(watched.begin(), watched.end(),
            [&](const ports::WatchedTier& candidate) { return isSpokenOf(candidate, judged); });
        if (tier == watched.end()) {
            continue;
        }
        const Result<Watch*> watch = watchOf(*tier);
        if (!watch) {
            return fail(watch.error());
        }
        (*watch)->row.rate = std::min((*watch)->row.rate, judged.probability);
        if (drawOf(judged.queryId, Draw::MonitorThinning) < (*watch)->row.rate / judged.probability) {
            take(**watch, judged, update);
        }
        changed[{tier->taskId, tier->tierId}] = judged.judgedAt;
    }
    for (const auto& [key, at] : changed) {
        Watch& watch = m_watches.at(key);
        describe(watch.row, watch.monitor, at);
        update.monitors.push_back(watch.row);
    }
    return update;
}

void RiskWatch::take(Watch& watch, const ports::JudgedAcceptance& judged, ports::MonitorUpdate& update) const
{
    if (watch.monitor.state().weightsLeft == 0) {
        watch.monitor.beginDay(m_options.blockSize);
    }
    const conformal::Evidence before = watch.monitor.evidence();
    const conformal::Evidence after = watch.monitor.observeAudit(judged.isFailure);
    const conformal::MonitorState& state = watch.monitor.state();
    const bool isNews = after.isAlarm != before.isAlarm || after.isWatch != before.isWatch;
    const std::int64_t step = std::max<std::int64_t>(1, state.audits / m_options.pointsPerDoubling);
    if (isNews || state.audits % step == 0) {
        update.points.push_back({judged.taskId, judged.tierId, watch.row.sequence, state.audits,
            state.failures, after.alarm, after.watch, judged.judgedAt});
    }
    if (isNews) {
        describe(watch.row, watch.monitor, judged.judgedAt);
        const auto kind = after.isAlarm != before.isAlarm ? ports::AlarmKind::Alarm : ports::AlarmKind::Watch;
        update.alarms.push_back(alarmOf(watch.row, kind, judged.judgedAt));
    }
}

bool RiskWatch::isBroken(const ports::WatchedTier& tier) const
{
    const auto known = m_watches.find({tier.taskId, tier.tierId});
    return known != m_watches.end() && known->second.row.sequence == tier.sequence
        && known->second.monitor.evidence().isAlarm;
}

} // namespace core::engine
