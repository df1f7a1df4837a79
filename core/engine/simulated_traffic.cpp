#include "core/engine/simulated_traffic.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace core::engine {

namespace {

constexpr std::size_t kAskable = 4'000;

} // namespace

SimulatedTraffic::SimulatedTraffic(QueryEngine& engine, ports::RecordedAnswers& answers,
    std::unique_ptr<ports::WorkloadSource> source, std::string splitKey, Settings settings)
    : m_engine(engine)
    , m_answers(answers)
    , m_source(std::move(source))
    , m_splitKey(std::move(splitKey))
    , m_settings(settings)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

SimulatedTraffic::~SimulatedTraffic()
{
    m_thread.request_stop();
}

void SimulatedTraffic::configure(const Settings& settings)
{
    {
        const std::lock_guard lock(m_mutex);
        m_settings = settings;
        m_settings.queriesPerSecond = std::clamp(settings.queriesPerSecond, 0.1, 500.0);
        m_settings.driftStrength = std::clamp(settings.driftStrength, 0.0, 1.0);
    }
    m_wake.notify_all();
}

SimulatedTraffic::Settings SimulatedTraffic::settings() const
{
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

void SimulatedTraffic::run(const std::stop_token& stop)
{
    auto due = std::chrono::steady_clock::now();
    std::string lastProblem;
    // What was asked lately can still be asked of the other tiers, as of a server: blind studies do.
    std::deque<std::pair<std::string, std::string>> askable; // task and hash, the oldest first
    while (!stop.stop_requested()) {
        Settings current;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, stop, due, [] { return false; });
            if (!m_wake.wait(lock, stop, [this] { return m_settings.isRunning; })) {
                return;
            }
            current = m_settings;
        }
        m_source->setDriftStrength(current.driftStrength);
        const domain::Example example = m_source->next();
        const EngineQuery query{example.taskId, example.text, {}, {}, "demo", true, &example.reference, {}};
        const std::string hash = domain::identityOf(example.text, m_splitKey).hash;
        m_answers.add(example, hash);
        const Result<EngineAnswer> answer = m_engine.answer(query);
        askable.emplace_back(example.taskId, hash);
        if (askable.size() > kAskable) {
            m_answers.remove(askable.front().first, askable.front().second);
            askable.pop_front();
        }
        if (!answer && answer.error().message != lastProblem) {
            lastProblem = answer.error().message;
            spdlog::warn("simulated traffic: {}", lastProblem);
        }
        const auto interval = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
            std::chrono::duration<double>(1.0 / current.queriesPerSecond));
        due = std::max(due + interval, std::chrono::steady_clock::now() - interval);
    }
}

Result<EngineAnswer> askRecorded(QueryEngine& engine, ports::RecordedAnswers& answers, const domain::Example& example,
    const EngineQuery& query, const std::string& splitKey)
{
    const std::string hash = domain::identityOf(example.text, splitKey).hash;
    answers.add(example, hash);
    Result<EngineAnswer> answer = engine.answer(query);
    answers.remove(example.taskId, hash);
    return answer;
}

} // namespace core::engine
