#include "core/conformal/conformal_bench.h"

#include <cstdio>
#include <cstdlib>
#include <string>

/// bench_conformal [trials a cell]: prints the simulated part of `routenlp bench conformal` as JSON.
int main(int argc, char** argv)
{
    core::conformal::ConformalBenchOptions options;
    if (argc > 1) {
        options.trials = std::atoi(argv[1]);
    }
    if (options.trials <= 0) {
        std::fprintf(stderr, "usage: bench_conformal [trials a cell, a number above 0]\n");
        return 2;
    }
    const auto tell = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
    std::printf("%s\n", core::conformal::conformalBenchJson(options, tell).c_str());
    return 0;
}
