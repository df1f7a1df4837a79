#pragma once

#include "core/domain/split.h"
#include "core/engine/tier_certification.h"
#include "core/ports/history.h"
#include "core/ports/shadow_store.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace core::engine {

/// Queries that were judged beside the traffic under an earlier student or router, answered by the student that is served
/// now: a student is local and answers again for nothing, and what the last tier answered is known. So evidence survives
/// training. Nothing is found for a task with a tier between the student and the last: that one is not asked again, and
/// what the tiers cost together, by which one may be left out, would be told by a part of the queries.
///
/// A basis is used as a whole or not at all: never only those of its queries that something about them lets through. It
/// needs the same last tier, whose answer is the judge (or the reference itself, of an oracle), and of every query the
/// stored text and answers unaltered; queries without a text any more, which retention removed by age, are left out.
class ReansweredQueries {
public:
    /// The stores must outlive it.
    ReansweredQueries(const ports::ShadowStore& shadows, const ports::RequestHistory& history);

    struct Found {
        std::vector<ScoredExample> tuning;
        std::vector<ScoredExample> calibration;
        std::set<std::string> bases; ///< that these were judged under
        std::string judge; ///< as the records name it
        TimePoint firstAt{};

        [[nodiscard]] bool isEmpty() const { return tuning.empty() && calibration.empty(); }
    };
    /// `wanted.basis`: of `context`. Each text counts once; those in `known` not at all. Every query is answered once a
    /// student and router: the answers are kept. Thread-safe.
    [[nodiscard]] Result<Found> find(const CertificationContext& context, const ports::ShadowQuery& wanted,
        const std::string& splitKey, const std::set<std::string>& known) const;

private:
    struct Answered {
        ScoredExample example;
        domain::DataSplit split = domain::DataSplit::Calibration;
        TimePoint at{};
    };
    struct Kept { ///< of one task
        std::string basis;
        std::map<std::string, std::optional<Answered>> byQuery; ///< nothing: its text is stored no more
        std::set<std::string> unusable; ///< bases
    };
    [[nodiscard]] Result<bool> answerAll(const CertificationContext& context, const std::vector<ports::ShadowRow>& rows,
        const std::string& splitKey, Kept& kept) const;

    const ports::ShadowStore& m_shadows;
    const ports::RequestHistory& m_history;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, Kept> m_kept; ///< by task id
};

} // namespace core::engine
