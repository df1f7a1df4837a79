#pragma once

#include "core/ports/study_book.h"
#include "db/store_access.h"

namespace db {

class SqlStudyBook final : public core::ports::StudyBook {
public:
    explicit SqlStudyBook(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::domain::Study>> studies() const override;
    [[nodiscard]] core::Result<std::vector<core::domain::StudyPair>> pairs(
        const std::string& studyId) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::StudyJudgement>> judgements(
        const std::string& studyId) const override;
    [[nodiscard]] core::Result<void> add(const core::domain::Study& study,
        const std::vector<core::domain::StudyPair>& pairs) override;
    [[nodiscard]] core::Result<void> judge(
        const std::string& studyId, const core::domain::StudyJudgement& judgement) override;
    [[nodiscard]] core::Result<void> withdraw(
        const std::string& studyId, std::int64_t position, const std::string& reviewer) override;

private:
    StoreAccess m_access;
};

} // namespace db
