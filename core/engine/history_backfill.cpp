#include "core/engine/history_backfill.h"

#include "core/base/rng.h"
#include "core/base/uuid.h"
#include "core/engine/simulated_traffic.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <vector>

namespace core::engine {

namespace {

constexpr std::chrono::microseconds kDay = std::chrono::days(1);
constexpr std::chrono::microseconds kStep = std::chrono::minutes(1);
/// Live traffic and the window come first: a short pause after so many queries keeps the store's queue short.
constexpr int kQueriesBetweenPauses = 200;

/// Times of one day's queries: a Poisson-like draw a minute with the day's own rate curve.
std::vector<TimePoint> arrivalTimes(TimePoint dayStart, const HistoryBackfill::Options& options, Rng& rng)
{
    std::vector<TimePoint> times;
    const double perStep = options.queriesPerDay * (static_cast<double>(kStep.count()) / static_cast<double>(kDay.count()));
    for (TimePoint step = dayStart; step < dayStart + kDay; step += kStep) {
        const double expected = perStep * options.relativeRate(step);
        auto count = static_cast<int>(expected);
        count += rng.chance(expected - count) ? 1 : 0;
        for (int i = 0; i < count; ++i) {
            times.push_back(step + std::chrono::microseconds(rng.below(static_cast<std::size_t>(kStep.count()))));
        }
    }
    std::sort(times.begin(), times.end());
    return times;
}

} // namespace

HistoryBackfill::HistoryBackfill(ports::DecisionStore& store, std::shared_ptr<const ServingState> state,
    std::shared_ptr<ports::RecordedAnswers> answers, SourceOfDay source, std::string splitKey, Options options,
    DayDone dayDone)
    : m_answers(std::move(answers))
    , m_source(std::move(source))
    , m_splitKey(splitKey)
    , m_options(std::move(options))
    , m_dayDone(std::move(dayDone))
    , m_clock(m_options.end)
    , m_engine(m_clock, store, m_expectation, std::move(splitKey))
{
    m_engine.publish(std::move(state));
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

HistoryBackfill::~HistoryBackfill()
{
    m_thread.request_stop();
}

void HistoryBackfill::run(const std::stop_token& stop)
{
    for (int day = m_options.firstDay; day < m_options.days; ++day) {
        m_progress = static_cast<double>(day) / m_options.days;
        if (!fillDay(day, stop) || !m_dayDone(day + 1)) {
            return;
        }
    }
    m_progress = 1.0;
}

bool HistoryBackfill::fillDay(int day, const std::stop_token& stop)
{
    Rng rng(mixSeed(m_options.seed, static_cast<std::uint64_t>(day)));
    const TimePoint dayStart = m_options.end - (day + 1) * kDay;
    const std::unique_ptr<ports::WorkloadSource> source = m_source(day);
    std::uint64_t sequence = 0;
    for (const TimePoint time : arrivalTimes(dayStart, m_options, rng)) {
        if (stop.stop_requested()) {
            return false;
        }
        m_clock.set(time);
        const domain::Example example = source->next();
        EngineQuery query{example.taskId, example.text, {}, {}, "demo", true, &example.reference, {}};
        query.id = makeUuidV7(time, mixSeed(m_options.seed, static_cast<std::uint64_t>(day)), ++sequence);
        if (const Result<EngineAnswer> answer = askRecorded(m_engine, *m_answers, example, query, m_splitKey); !answer) {
            spdlog::error("history: {}", answer.error().message);
            return false;
        }
        if (sequence % kQueriesBetweenPauses == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    return true;
}

} // namespace core::engine
