#include "core/engine/alarm_replay.h"

#include "core/engine/risk_watch.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace core::engine {

JudgedTraffic judgedTraffic(std::span<const ports::TrafficQuery> traffic, std::span<const domain::Tier> tiersByRank,
    const domain::RouteLimits& limits, const Scorers& scorers, std::size_t most)
{
    std::vector<const ports::TrafficQuery*> queries;
    for (const ports::TrafficQuery& query : traffic) {
        if (query.judgedQuality && !query.judgedId.empty()) {
            queries.push_back(&query);
        }
    }
    std::ranges::stable_sort(queries, std::ranges::greater{}, &ports::TrafficQuery::judgedAt);
    queries.resize(std::min(queries.size(), most));
    std::ranges::reverse(queries);
    JudgedTraffic judged;
    judged.sample.tierCount = tiersByRank.size();
    for (const ports::TrafficQuery* query : queries) {
        const conformal::ReplaySample one = sampleFrom(std::span(query, 1), tiersByRank, limits, scorers);
        if (one.size() == 1) {
            std::ranges::copy(one.answers, std::back_inserter(judged.sample.answers));
            judged.sample.startTiers.push_back(one.startTiers.front());
            judged.sample.endTiers.push_back(one.endTiers.front());
            judged.judgements.push_back({query->judgedId, query->judgedProbability, query->judgedAt});
        }
    }
    return judged;
}

Result<ports::AlarmReplay> replayAlarm(
    const JudgedTraffic& judged, std::span<const domain::Certificate> certificates, double answerFloor)
{
    const conformal::ReplaySample& sample = judged.sample;
    ports::JudgementBatch batch;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const std::size_t tier = conformal::answeringTier(sample, i, certificates);
        const double quality = sample.answers[i * sample.tierCount + tier].quality;
        const bool isKept = tier < static_cast<std::size_t>(sample.endTiers[i]);
        if (isKept && !std::isnan(quality)) {
            const domain::Certificate& certificate = certificates[tier];
            const JudgedTraffic::Judgement& judgement = judged.judgements[i];
            batch.judgements.push_back({judgement.queryId, certificate.taskId, certificate.tierId, 0,
                *certificate.threshold, judgement.probability, quality < answerFloor, judgement.at});
        }
    }
    std::vector<ports::WatchedTier> watched;
    for (const domain::Certificate& certificate : certificates) {
        if (certificate.threshold) {
            watched.push_back({certificate.taskId, certificate.tierId, 0, *certificate.threshold, certificate.alpha});
        }
    }
    Result<RiskWatch> watch = RiskWatch::restore({});
    if (!watch) {
        return fail(watch.error());
    }
    const Result<ports::MonitorUpdate> update = watch->observe(batch, watched);
    if (!update) {
        return fail(update.error());
    }
    ports::AlarmReplay replay;
    for (const ports::MonitorRow& monitor : update->monitors) {
        replay.judged += monitor.audits;
    }
    if (replay.judged > 0) {
        replay.since = batch.judgements.front().judgedAt;
    }
    const auto alarm = std::ranges::find(update->alarms, ports::AlarmKind::Alarm, &ports::AlarmRow::kind);
    if (alarm != update->alarms.end()) {
        replay.rangAt = alarm->at;
        replay.tierId = alarm->tierId;
    }
    return replay;
}

} // namespace core::engine
