#include "core/engine/traffic_evidence.h"

#include "core/engine/answer_reference.h"
#include "core/engine/draw.h"
#include "core/domain/split.h"

#include <algorithm>
#include <unordered_set>

namespace core::engine {

std::vector<ports::JudgedQuery> uniformSample(std::span<const ports::JudgedQuery> judged)
{
    std::vector<ports::JudgedQuery> sample;
    if (judged.empty()) {
        return sample;
    }
    const double rate = std::ranges::min(judged, {}, &ports::JudgedQuery::probability).probability;
    std::unordered_set<std::string> texts;
    for (const ports::JudgedQuery& query : judged) {
        if (drawOf(query.queryId, Draw::CalibrationThinning) < rate / query.probability
            && texts.insert(query.textHash).second) {
            sample.push_back(query);
        }
    }
    std::size_t kept = sample.size() < kFewestTrafficTexts ? 0 : kFewestTrafficTexts;
    while (kept > 0 && 2 * kept <= sample.size()) {
        kept *= 2;
    }
    sample.resize(kept);
    return sample;
}

std::vector<ScoredExample> trafficEvidence(
    const CertificationContext& context, std::span<const ports::JudgedQuery> judged, const std::string& splitKey)
{
    std::vector<ScoredExample> evidence;
    const auto below = context.tiersByRank.first(context.tiersByRank.size() - 1);
    const bool areStudents = std::ranges::all_of(
        below, [](const domain::Tier& tier) { return tier.provider == domain::TierProvider::Student; });
    if (!areStudents) {
        return evidence;
    }
    const std::vector<ports::JudgedQuery> sample = uniformSample(judged);
    const bool isAsSent = std::ranges::all_of(sample, [&](const ports::JudgedQuery& query) {
        return domain::identityOf(query.text, splitKey).hash == query.textHash;
    });
    if (!isAsSent) {
        return evidence;
    }
    for (const ports::JudgedQuery& query : sample) {
        const bool isRightKnown = !query.rightAnswer.empty();
        domain::StoredExample stored;
        stored.identity = {query.textHash, domain::DataSplit::Calibration};
        stored.example.id = query.queryId;
        stored.example.taskId = context.task.id;
        stored.example.text = query.text;
        stored.example.reference
            = referenceFrom(context.task.kind, isRightKnown ? query.rightAnswer : query.servedAnswer);
        std::vector<ScoredExample> scored = scoreExamples(context, std::span(&stored, 1));
        for (ScoredExample& example : scored) {
            for (auto& [tierId, answer] : example.tiers) {
                if (!isRightKnown) {
                    answer.isFailure = true;
                    answer.quality = 0;
                }
            }
            evidence.push_back(std::move(example));
        }
    }
    return evidence;
}

} // namespace core::engine
