#pragma once

#include "core/base/result.h"
#include "core/domain/loop.h"
#include "core/domain/loop_record.h"
#include "core/domain/money.h"
#include "core/domain/tuned_model.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::ports {

struct TeachingQuery {
    std::string taskId; ///< one task
    domain::LoopOptions options; ///< `members` restrict it to a cluster
};

/// What a distillation would do, before it is started. Nothing is spent on finding out.
struct TeachingPreview {
    std::int64_t poolTexts = 0; ///< distinct training texts that the student does not know
    std::int64_t escalated = 0;
    std::int64_t failed = 0; ///< known to be answered wrong by the student
    std::int64_t texts = 0; ///< that would be taught
    std::int64_t paidCalls = 0; ///< of them, answers that the teacher has to be asked for
    domain::Money cost; ///< teacher and training
    std::vector<std::string> examples; ///< the first of the texts
    std::string teacher; ///< name of the tier that answers
    bool isTeacherOracle = false;
    int horizonDays = 0;
    double freed = 0; ///< queries over the horizon that stop escalating, with its interval
    double freedLow = 0;
    double freedHigh = 0;
    domain::Learnability learnability{}; ///< that `freed` takes
    std::int64_t learntFrom = 0; ///< earlier distillations of the workspace that say so; 0: the prior
    domain::Money net; ///< saved less cost
    domain::Money netLow;
    domain::Money netHigh;
    bool isWorthIt = false;
    std::string reason; ///< why not
};

/// What comparing a tuned model with a tier's model would send and cost. Nothing is spent on finding out.
struct ComparisonPreview {
    std::string champion; ///< model of the tier
    std::int64_t tasks = 0; ///< with labelled gate texts
    std::int64_t texts = 0; ///< each goes to both models
    domain::Money championCost; ///< at estimated tokens
    domain::Money challengerCost;
};

/// Takes seconds: the student reads every text of the pool. Call it off the GUI thread.
class LoopPlanner {
public:
    virtual ~LoopPlanner() = default;
    [[nodiscard]] virtual Result<TeachingPreview> preview(const TeachingQuery& query) const = 0;
    [[nodiscard]] virtual Result<ComparisonPreview> comparison(const domain::TunedModel&) const
    {
        return fail(ErrorCode::Unsupported, "comparisons are estimated where the workspace is read");
    }
};

} // namespace core::ports
