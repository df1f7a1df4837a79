#pragma once

#include "core/base/result.h"
#include "core/domain/study.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::ports {

/// Blind studies with their pairs and what reviewers said. Each call may run on any thread.
class StudyBook {
public:
    virtual ~StudyBook() = default;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<domain::Study>> studies() const = 0;
    /// In the order of judging. A pair whose query was erased meanwhile is gone.
    [[nodiscard]] virtual Result<std::vector<domain::StudyPair>> pairs(const std::string& studyId) const = 0;
    [[nodiscard]] virtual Result<std::vector<domain::StudyJudgement>> judgements(
        const std::string& studyId) const = 0;
    [[nodiscard]] virtual Result<void> add(
        const domain::Study& study, const std::vector<domain::StudyPair>& pairs) = 0;
    /// Replaces what the same reviewer said of the pair before. NotFound without such a pair.
    [[nodiscard]] virtual Result<void> judge(
        const std::string& studyId, const domain::StudyJudgement& judgement) = 0;
    /// Takes back what the reviewer said of the pair. NotFound when they said nothing.
    [[nodiscard]] virtual Result<void> withdraw(
        const std::string& studyId, std::int64_t position, const std::string& reviewer) = 0;
};

} // namespace core::ports
