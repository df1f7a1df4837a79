#include "core/engine/run_supervisor.h"

#include "core/base/atomic_file.h"
#include "core/base/uuid.h"
#include "core/engine/latest_progress.h"
#include "core/engine/stage_control.h"
#include "core/engine/worker_protocol.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

namespace core::engine {

namespace {

constexpr int kStoredRunsRead = 1000;
constexpr std::size_t kFinishedShown = 200;

bool isStaged(domain::RunKind kind)
{
    return kind == domain::RunKind::Distillation || kind == domain::RunKind::Loop
        || kind == domain::RunKind::Clustering || kind == domain::RunKind::Calibration
        || kind == domain::RunKind::ModelComparison;
}

Error cancelledError()
{
    return Error{ErrorCode::Cancelled, "cancelled on request"};
}

Error interruptedError()
{
    return Error{ErrorCode::Cancelled, "the program was closed while this run was under way"};
}

/// Of one curve a stage, over the share of the run that is done.
std::optional<domain::RunMetric> lossOf(const WorkerProgress& progress)
{
    return std::isfinite(progress.loss)
        ? std::optional<domain::RunMetric>(
              {"loss: " + progress.stage, std::llround(100 * progress.fraction), progress.loss})
        : std::nullopt;
}

} // namespace

RunSupervisor::RunSupervisor(Services services, Adopt adopt, Changed changed)
    : m_services(std::move(services))
    , m_adopt(std::move(adopt))
    , m_changed(std::move(changed))
    , m_thread([this](const std::stop_token& stop) { work(stop); })
{
}

RunSupervisor::~RunSupervisor()
{
    m_thread.request_stop();
    {
        const std::lock_guard lock(m_mutex);
        m_isCancelRequested = true;
        if (m_worker != nullptr) {
            m_worker->kill();
        }
    }
    m_wake.notify_all();
}

Result<void> RunSupervisor::takeOverRuns()
{
    Result<std::vector<domain::Run>> stored = m_services.runs.runs(kStoredRunsRead);
    if (!stored) {
        return fail(stored.error());
    }
    for (domain::Run& run : *stored) {
        if (run.isFinal()) {
            continue;
        }
        run.state = domain::RunState::Failed;
        run.finishedAt = m_services.clock.now();
        run.errorMessage = std::string("the program ended while this run was under way; ")
            + (isStaged(run.kind) ? "take it up again" : "start it again");
        if (Result<void> saved = m_services.runs.saveRun(run); !saved) {
            return saved;
        }
    }
    {
        const std::lock_guard lock(m_mutex);
        m_finished = std::move(*stored);
        m_finished.resize(std::min(m_finished.size(), kFinishedShown));
    }
    std::error_code ignored; // what is left in staging belongs to no run any more
    std::filesystem::remove_all(m_services.workspace / "models" / "staging", ignored);
    return {};
}

Result<std::string> RunSupervisor::start(
    domain::RunKind kind, const std::string& taskId, const std::string& parametersJson)
{
    domain::Run run;
    run.createdAt = m_services.clock.now();
    run.id = makeUuidV7(run.createdAt);
    run.kind = kind;
    run.taskId = taskId;
    run.parametersJson = parametersJson;
    if (Result<void> saved = m_services.runs.saveRun(run); !saved) {
        return fail(saved.error());
    }
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(run);
    }
    m_wake.notify_all();
    m_changed();
    return run.id;
}

Result<void> RunSupervisor::cancel(const std::string& runId)
{
    std::optional<domain::Run> dequeued;
    {
        const std::lock_guard lock(m_mutex);
        const auto queued = std::find_if(
            m_queue.begin(), m_queue.end(), [&](const domain::Run& run) { return run.id == runId; });
        if (queued != m_queue.end()) {
            dequeued = *queued;
            m_queue.erase(queued);
        } else if (!m_running.empty() && m_running.front().id == runId) {
            m_isCancelRequested = true;
            m_running.front().state = domain::RunState::Cancelling;
            if (m_worker != nullptr) {
                m_worker->requestStop();
            }
            m_cancelled.notify_all();
        } else {
            return fail(ErrorCode::NotFound, "run " + runId + " is neither queued nor running");
        }
    }
    if (dequeued) {
        finish(std::move(*dequeued), fail(cancelledError()));
    }
    m_changed();
    return {};
}

Result<void> RunSupervisor::resume(const std::string& runId)
{
    Result<std::optional<domain::Run>> stored = m_services.runs.run(runId);
    if (!stored) {
        return fail(stored.error());
    }
    if (!*stored || !isStaged((*stored)->kind)
        || ((*stored)->state != domain::RunState::Failed && (*stored)->state != domain::RunState::Cancelled)) {
        return fail(ErrorCode::NotFound, "run " + runId + " is no run of stages that failed or was cancelled");
    }
    domain::Run run = std::move(**stored);
    run.state = domain::RunState::Queued;
    run.finishedAt.reset();
    run.errorMessage.clear();
    if (Result<void> saved = m_services.runs.saveRun(run); !saved) {
        return saved;
    }
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_finished, [&](const domain::Run& other) { return other.id == runId; });
        m_queue.push_back(std::move(run));
    }
    m_wake.notify_all();
    m_changed();
    return {};
}

std::vector<domain::Run> RunSupervisor::runs() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<domain::Run> all = m_running;
    all.insert(all.end(), m_queue.begin(), m_queue.end());
    all.insert(all.end(), m_finished.begin(), m_finished.end());
    return all;
}

void RunSupervisor::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_queue.empty() && m_running.empty(); });
}

void RunSupervisor::work(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_queue.empty(); })) {
            return;
        }
        domain::Run run = std::move(m_queue.front());
        m_queue.pop_front();
        run.state = domain::RunState::Running;
        run.startedAt = m_services.clock.now();
        m_running = {run};
        m_isCancelRequested = false;
        lock.unlock();
        execute(std::move(run), stop);
    }
}

class RunSupervisor::Work final : public StageControl {
public:
    Work(RunSupervisor& supervisor, domain::Run& run)
        : m_supervisor(supervisor)
        , m_services(supervisor.m_services)
        , m_run(run)
    {
    }
    Result<WorkerMessage> work(double from, double to, const std::string& title) override;
    Result<void> keep(OnboardingResult& result) override;
    void report(double fraction, const std::string& stage) override
    {
        m_run.progress = fraction;
        m_run.stage = stage;
        m_supervisor.update(m_run);
    }
    bool isCancelled() const override
    {
        const std::lock_guard lock(m_supervisor.m_mutex);
        return m_supervisor.m_isCancelRequested;
    }
    /// A run of one stage.
    [[nodiscard]] Result<void> trainAndAdopt();

private:
    struct ProgressRange {
        double from = 0;
        double to = 1;
        std::string title; ///< before what the worker says; may be empty
    };
    [[nodiscard]] Result<WorkerMessage> converse(ports::WorkerProcess& worker, const ProgressRange& range);

    RunSupervisor& m_supervisor;
    const Services& m_services;
    domain::Run& m_run;
};

void RunSupervisor::execute(domain::Run run, const std::stop_token& stop)
{
    update(run);
    {
        const std::lock_guard lock(m_mutex);
        m_isCancelRequested = m_isCancelRequested || stop.stop_requested();
    }
    Work work(*this, run);
    Result<void> outcome = !isStaged(run.kind) ? work.trainAndAdopt()
        : m_services.conduct                   ? m_services.conduct(run, work)
                             : fail(ErrorCode::Unsupported, "this program does no runs of several stages");
    {
        const std::lock_guard lock(m_mutex);
        if (m_isCancelRequested && !outcome) { // what was adopted before it was noticed stays adopted
            outcome = fail(stop.stop_requested() ? interruptedError() : cancelledError());
        }
    }
    std::error_code ignored; // adopted artefacts have moved; the rest is scratch
    std::filesystem::remove_all(m_services.workspace / "models" / "staging" / run.id, ignored);
    finish(std::move(run), outcome);
}

Result<void> RunSupervisor::Work::trainAndAdopt()
{
    Result<WorkerMessage> message = work(0, 1, {});
    if (!message) {
        return fail(message.error());
    }
    if (isCancelled()) {
        return fail(cancelledError());
    }
    auto* result = std::get_if<OnboardingResult>(&*message);
    if (result == nullptr) {
        return fail(ErrorCode::Internal, "the worker sent the result of another kind of run");
    }
    if (Result<void> kept = keep(*result); !kept) {
        return kept;
    }
    return m_supervisor.m_adopt(m_run, *result);
}

Result<WorkerMessage> RunSupervisor::Work::work(double from, double to, const std::string& title)
{
    Result<std::unique_ptr<ports::WorkerProcess>> worker = m_services.launcher.launch(m_run.id);
    if (!worker) {
        return fail(worker.error());
    }
    {
        const std::lock_guard lock(m_supervisor.m_mutex);
        m_supervisor.m_worker = worker->get();
        if (m_supervisor.m_isCancelRequested) {
            (*worker)->kill();
        }
    }
    std::jthread patience([this, &process = **worker](const std::stop_token& over) {
        std::unique_lock lock(m_supervisor.m_mutex);
        std::condition_variable_any& changed = m_supervisor.m_cancelled;
        if (changed.wait(lock, over, [this] { return m_supervisor.m_isCancelRequested; })) {
            changed.wait_for(lock, over, m_services.patience, [] { return false; });
            if (!over.stop_requested()) {
                process.kill();
            }
        }
    });
    Result<WorkerMessage> message = converse(**worker, {from, to, title});
    patience.request_stop();
    patience.join();
    const std::lock_guard lock(m_supervisor.m_mutex);
    m_supervisor.m_worker = nullptr;
    return m_supervisor.m_isCancelRequested ? Result<WorkerMessage>(fail(cancelledError())) : std::move(message);
}

Result<WorkerMessage> RunSupervisor::Work::converse(ports::WorkerProcess& worker, const ProgressRange& range)
{
    std::optional<WorkerMessage> result;
    std::optional<Error> failure;
    std::optional<LatestProgress> latest(std::in_place,
        [this](const std::vector<domain::RunMetric>& metrics, const domain::Run& run) {
            m_supervisor.storeMetrics(run, metrics);
            m_supervisor.store(run);
        },
        m_services.progressInterval);
    while (std::optional<std::string> line = worker.readLine()) {
        Result<WorkerMessage> message = workerMessageFrom(*line);
        if (!message) {
            spdlog::warn("run {}: {}", m_run.id, message.error().message);
        } else if (const auto* progress = std::get_if<WorkerProgress>(&*message)) {
            m_run.progress = range.from + (range.to - range.from) * progress->fraction;
            m_run.stage = range.title.empty() ? progress->stage : range.title + ": " + progress->stage;
            m_supervisor.show(m_run);
            latest->put(m_run, lossOf(*progress));
        } else if (auto* failed = std::get_if<WorkerFailure>(&*message)) {
            failure = std::move(failed->error);
        } else {
            result = std::move(*message);
        }
    }
    latest.reset(); // all of it is stored before anything else about the run is
    const int exitCode = worker.wait();
    if (failure) {
        return fail(*failure);
    }
    if (exitCode != 0 || !result) {
        return fail(ErrorCode::Internal,
            "the worker ended with code " + std::to_string(exitCode) + " before it was done; see logs/ in the workspace");
    }
    return std::move(*result);
}

/// What succeeds leaves the mark of the policy that came of it; what was cancelled changed nothing and leaves none.
void RunSupervisor::markFailure(const domain::Run& run)
{
    std::string text(domain::toString(run.kind));
    std::replace(text.begin(), text.end(), '_', ' ');
    text += " failed";
    const domain::Marker marker{*run.finishedAt, "run", run.taskId, text, run.id};
    if (const Result<void> marked = m_services.runs.addMarker(marker); !marked) {
        spdlog::warn("marker of run {}: {}", run.id, marked.error().message);
    }
}

void RunSupervisor::storeMetrics(const domain::Run& run, const std::vector<domain::RunMetric>& metrics)
{
    if (metrics.empty()) {
        return;
    }
    if (const Result<void> stored = m_services.runs.addMetrics(run.id, metrics); !stored) {
        spdlog::warn("run {}: {}", run.id, stored.error().message);
    }
}

Result<void> RunSupervisor::Work::keep(OnboardingResult& result)
{
    const std::filesystem::path models = m_services.workspace / "models";
    for (domain::Artefact& artefact : result.artefacts) {
        const Result<std::optional<domain::Artefact>> known = m_services.runs.artefact(artefact.id);
        if (known && *known && (*known)->sha256 != artefact.sha256) {
            return fail(ErrorCode::AlreadyExists, "another artefact is called '" + artefact.id + "'; train with another seed");
        }
        const std::filesystem::path target = models / (artefact.id + ".bin");
        std::error_code code;
        std::filesystem::rename(models / "staging" / m_run.id / artefact.path, target, code);
        if (code) {
            return fail(systemError(code.value(), "cannot move the artefact to", target));
        }
        artefact.path = "models/" + artefact.id + ".bin";
        artefact.runId = m_run.id;
        artefact.at = m_services.clock.now();
        if (Result<void> stored = m_services.runs.addArtefact(artefact); !stored) {
            return stored;
        }
    }
    return m_services.runs.addMetrics(m_run.id, result.metrics);
}

void RunSupervisor::finish(domain::Run run, const Result<void>& outcome)
{
    run.finishedAt = m_services.clock.now();
    if (outcome) {
        run.state = domain::RunState::Succeeded;
        run.progress = 1.0;
    } else {
        run.state = outcome.error().code == ErrorCode::Cancelled ? domain::RunState::Cancelled : domain::RunState::Failed;
        run.errorMessage = outcome.error().message;
        spdlog::warn("run {} ({} {}): {}", run.id, domain::toString(run.kind), run.taskId, run.errorMessage);
        if (run.state == domain::RunState::Failed) {
            markFailure(run);
        }
    }
    if (const Result<void> saved = m_services.runs.saveRun(run); !saved) {
        spdlog::error("run {} could not be saved: {}", run.id, saved.error().message);
    }
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_running, [&](const domain::Run& other) { return other.id == run.id; });
        m_finished.insert(m_finished.begin(), std::move(run));
        if (m_finished.size() > kFinishedShown) {
            m_finished.resize(kFinishedShown);
        }
    }
    m_wake.notify_all();
    m_changed();
}

void RunSupervisor::update(const domain::Run& run)
{
    show(run);
    store(run);
}

void RunSupervisor::show(const domain::Run& run)
{
    const std::lock_guard lock(m_mutex);
    if (!m_running.empty() && m_running.front().id == run.id) {
        const domain::RunState state = m_running.front().state; // a cancellation may have come meanwhile
        m_running.front() = run;
        m_running.front().state = state;
    }
}

void RunSupervisor::store(domain::Run run)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_running.empty() && m_running.front().id == run.id) {
            run.state = m_running.front().state;
        }
    }
    if (const Result<void> saved = m_services.runs.saveRun(run); !saved) {
        spdlog::error("run {} could not be saved: {}", run.id, saved.error().message);
    }
    m_changed();
}

} // namespace core::engine
