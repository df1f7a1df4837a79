#pragma once

#include "core/base/rng.h"
#include "core/ports/encoder.h"
#include "core/ports/router.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace routingtest {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

inline const std::vector<std::string>& easyWords()
{
    static const std::vector<std::string> words{
        "balance", "password", "address", "opening", "refund", "card", "receipt", "branch"};
    return words;
}
inline const std::vector<std::string>& hardWords()
{
    static const std::vector<std::string> words{
        "derivative", "liability", "indemnity", "treaty", "estoppel", "novation", "escrow", "tort"};
    return words;
}

struct Text {
    std::string task;
    std::string text;
    bool isHard = false;
};

inline std::vector<Text> texts(std::size_t count, std::uint64_t seed, const std::string& task = {})
{
    core::Rng rng(seed);
    std::vector<Text> made;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isHard = rng.chance(0.5);
        const std::string& word = (isHard ? hardWords() : easyWords())[rng.below(8)];
        made.push_back({task.empty() ? "task" + std::to_string(rng.below(3)) : task,
            "please explain my " + word + " case " + std::to_string(rng.below(40)), isHard});
    }
    return made;
}

/// Words say whether the cheap model fails; the dear one is right always.
inline core::ports::RouterTrainingSet qualities(std::size_t count = 800, std::uint64_t seed = 5)
{
    core::Rng rng(seed + 1);
    core::ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    set.answerFloors = {{"task0", 0.5}, {"task1", 0.5}, {"task2", 0.5}};
    for (const Text& text : texts(count, seed)) {
        set.training.push_back({text.task, text.text, {rng.chance(text.isHard ? 0.1 : 0.95) ? 1.0 : 0.0, 1.0}});
    }
    return set;
}

/// The same, said by preferences alone.
inline core::ports::RouterTrainingSet preferences(std::size_t count = 800, std::uint64_t seed = 5)
{
    core::ports::RouterTrainingSet set = qualities(count, seed);
    for (const core::ports::RouterExample& example : set.training) {
        const double outcome = example.quality[1] > example.quality[0] ? 1.0 : 0.5;
        set.preferences.push_back({example.taskId, example.text, "large", "small", outcome});
    }
    set.training.clear();
    return set;
}

/// Two dimensions: how much of a text is about law. Knows nothing of tasks, numbers or other words.
class LawEncoder final : public core::ports::Encoder {
public:
    core::Result<std::vector<float>> embed(const std::string& text) const override
    {
        ++calls;
        if (isDown) {
            return core::fail(core::ErrorCode::Unavailable, "the encoder is down");
        }
        float law = 0.1F;
        for (const std::string& word : hardWords()) {
            law = text.find(word) != std::string::npos ? 0.95F : law;
        }
        return std::vector<float>{law, std::sqrt(1 - law * law)};
    }
    std::size_t dimension() const override { return 2; }
    std::string fingerprint() const override { return "law-1"; }
    mutable std::atomic<int> calls = 0;
    std::atomic<bool> isDown = false;
};

} // namespace routingtest
