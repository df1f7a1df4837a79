#include "core/distill/distillation_set.h"

#include "core/base/rng.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace core::distill {

namespace {

using nlohmann::ordered_json;

bool mayTrain(const TaughtText& taught)
{
    return taught.identity.split == domain::DataSplit::Training;
}

void addFresh(DistillationSet& set, std::set<std::string>& seen, const TaughtText& taught)
{
    if (!mayTrain(taught)) {
        ++set.outsideTraining;
    } else if (taught.isRejected || taught.answer.empty()) {
        ++set.rejected;
    } else if (!seen.insert(taught.identity.hash).second) {
        ++set.duplicates;
    } else {
        set.fresh.push_back(taught);
    }
}

std::string chatLine(const TaughtText& taught, const std::string& instruction)
{
    ordered_json messages = ordered_json::array();
    if (!instruction.empty()) {
        messages.push_back({{"role", "system"}, {"content", instruction}});
    }
    messages.push_back({{"role", "user"}, {"content", taught.text}});
    messages.push_back({{"role", "assistant"}, {"content", taught.answer}});
    const ordered_json line{{"messages", messages}};
    return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace

Result<DistillationSet> distillationSet(std::span<const TaughtText> taught, std::span<const TaughtText> old,
    std::optional<double> replayPerFresh, std::uint64_t seed)
{
    if (replayPerFresh && (!(*replayPerFresh >= 1) || *replayPerFresh > 1000)) {
        return fail(ErrorCode::InvalidArgument,
            "old texts for each new one: " + std::to_string(*replayPerFresh) + " is not between 1 and 1000");
    }
    DistillationSet set;
    std::set<std::string> seen;
    for (const bool corrections : {true, false}) {
        for (const TaughtText& one : taught) {
            if (one.isCorrection == corrections) {
                addFresh(set, seen, one);
            }
        }
    }
    for (const TaughtText& one : old) {
        if (mayTrain(one) && !one.isRejected && !one.answer.empty()
            && seen.insert(one.identity.hash).second) {
            set.replay.push_back(one);
        }
    }
    Rng(seed).shuffle(std::span(set.replay));
    if (replayPerFresh) {
        const double wanted = std::ceil(*replayPerFresh * static_cast<double>(set.fresh.size()));
        set.replay.resize(std::min(set.replay.size(), static_cast<std::size_t>(wanted)));
    }
    return set;
}

std::vector<std::string> chatLines(const DistillationSet& set, const std::string& instruction)
{
    std::vector<std::string> lines;
    for (const std::vector<TaughtText>* part : {&set.fresh, &set.replay}) {
        for (const TaughtText& taught : *part) {
            lines.push_back(chatLine(taught, instruction));
        }
    }
    return lines;
}

} // namespace core::distill
