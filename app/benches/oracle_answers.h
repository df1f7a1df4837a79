#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace app::benches {

/// The oracle of the benches: the reference answer, wrong for a share of texts that the text's hash chooses, so that
/// the texts spoiled at 5% are among those spoiled at 10%. A wrong answer is another label of the data set; tags
/// without their entities, or with one too many where there are none; another line's summary or reply.
class OracleAnswers {
public:
    OracleAnswers(const core::domain::Task& task, std::span<const core::domain::Example> lines, std::uint64_t seed);

    [[nodiscard]] std::string answer(const core::domain::Example& example, double corruption) const;
    /// The example as the oracle would teach it.
    [[nodiscard]] core::domain::Example taught(const core::domain::Example& example, double corruption) const;

private:
    [[nodiscard]] std::string wrongAnswer(const core::domain::Example& example, std::uint64_t bits) const;

    core::domain::Task m_task;
    std::string m_key;
    std::vector<std::string> m_answers; ///< distinct right answers of the lines, in order of text
    std::vector<std::string> m_openingTags; ///< "B-..."
};

} // namespace app::benches
