#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/ports/history.h"

#include <string>
#include <vector>

namespace core::ports {

/// A query whose right answer became known.
struct JudgedQuery {
    std::string queryId;
    std::string textHash;
    std::string text;
    TimePoint at{};
    double probability = 1; ///< with which its answer was to become known, in (0, 1]: whatever the answer was
    std::string rightAnswer; ///< the last tier's, a person's, or the one that met the target; empty: only `servedAnswer` is
                             ///< known, to be wrong
    std::string servedAnswer;
};

struct JudgedTrafficQuery {
    TimeRange range;
    std::string taskId;
    std::string lastTierId;
};

/// Traffic that certificates may be made of.
class JudgedTraffic {
public:
    virtual ~JudgedTraffic() = default;
    /// Queries of the calibration split's texts that no data set holds, ascending by time: those that the last tier answered,
    /// and of those that a cheaper tier answered the ones that were drawn for an audit. So that every query of a stretch of
    /// time had a known chance to be here, whatever was said of it, the stretch begins after the last query that a cheaper
    /// tier answered and no audit could draw, and ends before the first drawn one that nobody has judged. Only queries that
    /// were routed and cascaded; with their texts and answers as stored.
    [[nodiscard]] virtual Result<std::vector<JudgedQuery>> queries(const JudgedTrafficQuery& query) const = 0;
};

} // namespace core::ports
