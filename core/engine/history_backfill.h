#pragma once

#include "core/base/clock.h"
#include "core/engine/query_engine.h"
#include "core/ports/recorded_answers.h"
#include "core/ports/workload_source.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace core::engine {

/// Fills the past of a demo workspace with queries answered by the same engine code under an injected clock: a
/// second engine whose policy sends everything to the last tier, as it was before the first student.
/// Newest day first, so that the ranges on screen fill from the right. Deterministic for a seed; ids follow from
/// (seed, day, sequence), so that a backfill that was cut off is taken up again without duplicates.
class HistoryBackfill {
public:
    struct Options {
        TimePoint end{};          ///< history stops here
        int days = 28;
        int queriesPerDay = 5000;
        std::uint64_t seed = 1;
        int firstDay = 0;         ///< days before `end` that are already there
        std::function<double(TimePoint)> relativeRate; ///< mean 1 over a week
    };
    /// The queries of one day, the same whenever that day is filled.
    using SourceOfDay = std::function<std::unique_ptr<ports::WorkloadSource>(int day)>;
    /// Called after each day with the number of days done; false ends the backfill.
    using DayDone = std::function<bool(int)>;

    HistoryBackfill(ports::DecisionStore& store, std::shared_ptr<const ServingState> state,
        std::shared_ptr<ports::RecordedAnswers> answers, SourceOfDay source, std::string splitKey, Options options,
        DayDone dayDone);
    ~HistoryBackfill();

    HistoryBackfill(const HistoryBackfill&) = delete;
    HistoryBackfill& operator=(const HistoryBackfill&) = delete;

    [[nodiscard]] double progress() const { return m_progress.load(); } ///< in [0, 1]; 1 once done

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] bool fillDay(int day, const std::stop_token& stop);

    const std::shared_ptr<ports::RecordedAnswers> m_answers;
    const SourceOfDay m_source;
    const std::string m_splitKey;
    const Options m_options;
    const DayDone m_dayDone;
    ManualClock m_clock;
    routing::CostExpectation m_expectation;
    QueryEngine m_engine;
    std::atomic<double> m_progress{0};
    std::jthread m_thread;
};

} // namespace core::engine
