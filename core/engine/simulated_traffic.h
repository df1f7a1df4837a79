#pragma once

#include "core/engine/query_engine.h"
#include "core/ports/recorded_answers.h"
#include "core/ports/workload_source.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace core::engine {

/// Sends queries of a workload through the engine at a steady rate, as a client program would. Every record is
/// flagged as simulated. Thread-safe.
class SimulatedTraffic {
public:
    struct Settings {
        bool isRunning = true;
        double queriesPerSecond = 4;
        double driftStrength = 0;
    };

    SimulatedTraffic(QueryEngine& engine, ports::RecordedAnswers& answers,
        std::unique_ptr<ports::WorkloadSource> source, std::string splitKey, Settings settings);
    ~SimulatedTraffic();

    SimulatedTraffic(const SimulatedTraffic&) = delete;
    SimulatedTraffic& operator=(const SimulatedTraffic&) = delete;

    void configure(const Settings& settings);
    [[nodiscard]] Settings settings() const;

private:
    void run(const std::stop_token& stop);

    QueryEngine& m_engine;
    ports::RecordedAnswers& m_answers;
    const std::unique_ptr<ports::WorkloadSource> m_source; ///< used by the thread only
    const std::string m_splitKey;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Settings m_settings;
    std::jthread m_thread;
};

/// Asks the engine one recorded query whose answers are made available for just that long.
[[nodiscard]] Result<EngineAnswer> askRecorded(QueryEngine& engine, ports::RecordedAnswers& answers,
    const domain::Example& example, const EngineQuery& query, const std::string& splitKey);

} // namespace core::engine
