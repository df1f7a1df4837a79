#pragma once

#include "app/commands/bench_sections.h"
#include "app/commands/conformal_scores.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace app::commands {

/// A labelled file of the data directory and how it is used.
struct RealSet {
    const char* name;
    const char* file;
    const char* skipsLabel; ///< lines that are left out of training and certification
    bool isInDefault; ///< also without --full
    bool hasDocuments;
};
[[nodiscard]] std::span<const RealSet> realSets();

struct RealBenchOptions {
    std::filesystem::path data = "../shared/data";
    int splits = 100; ///< random halves of real scores
    int shiftTrials = 40;
    int nullStreams = 1000; ///< through the engine's own watch
    std::uint64_t seed = 1; ///< of the students
};

/// The parts of `routenlp bench conformal` on real data and on the wired monitor. Students are trained once.
class RealBench {
public:
    using Part = core::Result<nlohmann::ordered_json>;

    /// `sections` must outlive it.
    RealBench(RealBenchOptions options, BenchSections& sections)
        : m_options(std::move(options))
        , m_sections(sections)
    {
    }

    /// Certified methods and comparison rules on random halves of a student's test scores.
    [[nodiscard]] Part splits(const RealSet& set);
    /// BANKING77's student, certified on BANKING77, then asked CLINC150's banking queries: none of their labels is
    /// among its own, so that every answer it keeps is wrong.
    [[nodiscard]] Part bankingToClinc();
    /// The generator's customer-service intents: hard slices become frequent (mix), or the usual texts are written
    /// in phrases that were never used before (difficulty).
    [[nodiscard]] Part generatorShift(bool isMix);
    /// Streams of risk exactly alpha.
    [[nodiscard]] Part nullStreams();
    /// How well CLINC150's out-of-scope queries are told from the others by the router's familiarity, fitted to
    /// in-scope training texts alone.
    [[nodiscard]] Part novelty();

private:
    [[nodiscard]] core::Result<const StudentScores*> scoresOf(const RealSet& set);
    [[nodiscard]] nlohmann::ordered_json table(
        const StudentScores& scores, std::span<const int> documents, const char* halves) const;
    [[nodiscard]] Part shift(std::span<const core::ports::JudgedAnswer> sound,
        std::span<const core::ports::JudgedAnswer> shifted) const;

    const RealBenchOptions m_options;
    BenchSections& m_sections;
    std::map<std::string, StudentScores> m_scores;
};

} // namespace app::commands
