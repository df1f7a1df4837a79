// bench_encoder DIRECTORY [WORDS]: time of one text after another through Universal Sentence Encoder Lite on one
// thread, without a cache. DIRECTORY: what packaging/fetch-encoder.sh unpacked. Prints one JSON object.

#include "core/torch/use_lite_encoder.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kTexts = 300;

std::string textOf(std::size_t words, std::size_t number)
{
    static constexpr std::array<const char*, 12> kWords{"please", "explain", "the", "liability", "of", "a", "company",
        "for", "transfer", "fees", "charged", "twice"};
    std::string text = std::to_string(number);
    for (std::size_t i = 1; i < words; ++i) {
        text.append(" ").append(kWords[(i * 7 + number * number) % kWords.size()]);
    }
    return text;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_encoder DIRECTORY [WORDS]\n");
        return 2;
    }
    at::set_num_threads(1);
    auto files = core::torch::readUseLiteShards(argv[1]);
    const auto encoder = files ? core::torch::makeUseLiteEncoder(std::move(*files)) : core::fail(files.error());
    if (!encoder) {
        std::fprintf(stderr, "%s\n", encoder.error().message.c_str());
        return 1;
    }
    const std::size_t words = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 30;
    std::vector<double> milliseconds;
    for (std::size_t i = 0; i < kTexts + 10; ++i) {
        const std::string text = textOf(words, i);
        const auto start = Clock::now();
        if (!(*encoder)->embed(text)) {
            return 1;
        }
        if (i >= 10) { // the first ones allocate
            milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        }
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    const nlohmann::ordered_json result{{"words", words}, {"texts", kTexts}, {"threads", 1},
        {"p50_ms", milliseconds[kTexts / 2]}, {"p99_ms", milliseconds[kTexts * 99 / 100]}};
    std::printf("%s\n", result.dump().c_str());
    return 0;
}
