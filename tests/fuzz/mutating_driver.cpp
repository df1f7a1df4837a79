// Stands in for libFuzzer where there is no clang: runs every file of the corpus, then mutations of them by a seeded
// generator until the time is over. Not guided by coverage.
//   fuzz_X [-max_total_time=SECONDS] [-seed=N] DIRECTORY
#include "fuzz_target.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> readCorpus(const std::string& directory)
{
    std::vector<Bytes> corpus;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        std::ifstream file(entry.path(), std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

Bytes mutated(const std::vector<Bytes>& corpus, std::mt19937_64& random)
{
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    Bytes bytes = corpus[below(corpus.size())];
    for (std::size_t change = 1 + below(8); change > 0 && !bytes.empty(); --change) {
        const std::size_t at = below(bytes.size());
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(6)) {
        case 0:
            *place = static_cast<std::uint8_t>(below(256));
            break;
        case 1:
            *place ^= static_cast<std::uint8_t>(1U << below(8));
            break;
        case 2:
            bytes.erase(place, place + static_cast<std::ptrdiff_t>(1 + below(bytes.size() - at)));
            break;
        case 3:
            bytes.insert(place, static_cast<std::uint8_t>(below(256)));
            break;
        case 4: {
            const Bytes& other = corpus[below(corpus.size())];
            const std::size_t from = other.empty() ? 0 : below(other.size());
            bytes.insert(place, other.begin() + static_cast<std::ptrdiff_t>(from), other.end());
            break;
        }
        default:
            bytes.resize(at);
            break;
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv)
{
    double seconds = 10;
    std::uint64_t seed = 1;
    std::string directory;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument.starts_with("-max_total_time=")) {
            seconds = std::stod(std::string(argument.substr(16)));
        } else if (argument.starts_with("-seed=")) {
            seed = std::stoull(std::string(argument.substr(6)));
        } else if (!argument.starts_with("-")) {
            directory = argument;
        }
    }
    const std::vector<Bytes> corpus = readCorpus(directory);
    if (corpus.empty()) {
        std::fprintf(stderr, "no corpus in '%s'\n", directory.c_str());
        return 2;
    }
    for (const Bytes& bytes : corpus) {
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::mt19937_64 random(seed);
    std::uint64_t runs = corpus.size();
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    for (; std::chrono::steady_clock::now() < end; ++runs) {
        const Bytes bytes = mutated(corpus, random);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::printf("Done %llu runs in %.0f second(s)\n", static_cast<unsigned long long>(runs), seconds);
    return 0;
}
