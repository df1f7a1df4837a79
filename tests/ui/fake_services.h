#pragma once

#include "core/base/clock.h"
#include "core/ports/console_service.h"
#include "core/ports/cost_history.h"
#include "core/ports/failure_history.h"
#include "core/ports/history.h"
#include "core/ports/loop_planner.h"
#include "core/ports/loop_store.h"
#include "core/ports/policy_history.h"
#include "core/ports/review_queue.h"
#include "core/ports/run_history.h"
#include "core/ports/study_book.h"
#include "fake_coverage.h"
#include "ui/models/window_services.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

/// In-memory services for tests of the window only. Deterministic: the same records for the same options.
namespace fake {

/// Holds every query back until it is opened: a window whose data has not come yet.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_opened.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_opened.wait(lock, [this] { return m_isOpen; });
        --m_waiting;
    }
    [[nodiscard]] int waiting() const ///< queries that stand before it
    {
        const std::lock_guard lock(m_mutex);
        return m_waiting;
    }

private:
    mutable std::mutex m_mutex;
    int m_waiting = 0;
    std::condition_variable m_opened;
    bool m_isOpen = false;
};

struct Options {
    bool isEmpty = false; ///< a workspace without requests
    bool isFailing = false; ///< every query and command fails
    std::shared_ptr<Gate> gate; ///< given: queries wait for it
    bool isTraining = true; ///< runs are unfinished
    bool isDemo = true;
    bool isReadOnly = false;
    bool hasLoop = false; ///< a loop run is the newest, see kLoopRun
    bool isUndecided = false; ///< the gates of the loop's second challenger could not decide
    bool isRolledBack = false; ///< no task is served by the newest student that was trained for it
    int recentMinutes = 30; ///< dense traffic at the end
    double recentPerSecond = 3;
    int olderDays = 28;
    int olderPerDay = 400;

    /// What every query asks first.
    [[nodiscard]] bool fails() const
    {
        if (gate != nullptr) {
            gate->wait();
        }
        return isFailing;
    }
};

/// 2026-11-23 14:30:00 UTC: when the fakes' clock stands.
[[nodiscard]] core::TimePoint referenceTime();

class Requests final : public core::ports::RequestHistory {
public:
    Requests(const Options& options, std::vector<core::domain::QueryRecord> records);

    [[nodiscard]] core::Result<core::ports::RequestPage> page(const core::ports::RequestFilter& filter,
        const core::ports::RequestOrder& order, const std::optional<core::ports::RequestCursor>& after,
        int limit) const override;
    [[nodiscard]] core::Result<std::int64_t> count(
        const core::ports::RequestFilter& filter, std::int64_t limit) const override;
    [[nodiscard]] core::Result<std::optional<core::domain::QueryRecord>> find(
        const std::string& id) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Outcome>> outcomes(
        const std::string& queryId) const override;

    [[nodiscard]] const std::vector<core::domain::QueryRecord>& records() const { return m_records; }
    void add(const core::domain::Outcome& outcome);
    [[nodiscard]] int pagesServed() const { return m_pagesServed; }

private:
    [[nodiscard]] std::vector<core::ports::RequestRow> matching(
        const core::ports::RequestFilter& filter) const;

    Options m_options;
    std::vector<core::domain::QueryRecord> m_records; ///< ascending by time
    mutable std::mutex m_mutex;
    std::vector<core::domain::Outcome> m_outcomes;
    mutable std::atomic_int m_pagesServed{0};
};

class Metrics final : public core::ports::MetricsHistory {
public:
    Metrics(const Options& options, std::shared_ptr<const Requests> requests);
    [[nodiscard]] core::Result<core::ports::Overview> overview(
        const core::ports::OverviewQuery& query) const override;

private:
    Options m_options;
    std::shared_ptr<const Requests> m_requests;
};

class Costs final : public core::ports::CostHistory {
public:
    Costs(const Options& options, std::shared_ptr<const Requests> requests);
    [[nodiscard]] core::Result<core::ports::CostReport> report(
        const core::ports::OverviewQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::DayCost>> days(
        const core::ports::OverviewQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::ModelCost>> models(
        const core::ports::OverviewQuery& query) const override;

private:
    [[nodiscard]] core::domain::CostSums sums(
        const core::ports::TimeRange& range, const std::string& taskId) const;

    Options m_options;
    std::shared_ptr<const Requests> m_requests;
};

class Reviews final : public core::ports::ReviewQueue {
public:
    Reviews(const Options& options, std::shared_ptr<const Requests> requests);
    [[nodiscard]] core::Result<std::vector<core::ports::ReviewItem>> items(
        const core::ports::ReviewFilter& filter, int limit) const override;
    [[nodiscard]] core::Result<std::int64_t> count(
        const core::ports::ReviewFilter& filter, std::int64_t limit) const override;
    [[nodiscard]] core::Result<core::ports::ReviewAgreement> agreement(
        const std::string& taskId) const override;

private:
    Options m_options;
    std::shared_ptr<const Requests> m_requests;
};

class Clusters final : public core::ports::ClusterFinder {
public:
    Clusters(const Options& options, std::shared_ptr<const Requests> requests);
    [[nodiscard]] core::Result<core::domain::FailureMap> find(
        const core::ports::FailureQuery& query, std::stop_token stop) const override;
    /// The next groupings wait until they are stopped, or until this is taken back.
    void hold(bool isHeld) { m_isHeld = isHeld; }
    void setFailing(bool isFailing) { m_isFailing = isFailing; }
    /// What newest() gives from now on. Not while one is asked for.
    void setKept(core::ports::KeptGrouping kept) { m_kept = std::move(kept); }
    [[nodiscard]] core::Result<std::optional<core::ports::KeptGrouping>> newest(const std::string& taskId) const override
    {
        return m_kept && m_kept->query.taskId == taskId ? m_kept : std::nullopt;
    }
    [[nodiscard]] int begun() const { return m_begun; }
    [[nodiscard]] int stopped() const { return m_stopped; }
    [[nodiscard]] core::TimePoint askedUntil() const { return m_askedUntil; } ///< end of the newest range

private:
    Options m_options;
    std::shared_ptr<const Requests> m_requests;
    std::optional<core::ports::KeptGrouping> m_kept;
    mutable std::atomic<core::TimePoint> m_askedUntil = core::TimePoint{};
    mutable std::atomic_int m_begun = 0;
    std::atomic_bool m_isHeld = false;
    std::atomic_bool m_isFailing = false;
    mutable std::atomic_int m_stopped = 0;
};

/// One budget and one price, until they are changed.
class CostBook final : public core::ports::CostBook {
public:
    [[nodiscard]] core::Result<std::map<std::string, core::domain::Money>> monthlyBudgets() const override
    {
        return std::map<std::string, core::domain::Money>{{"", {m_budgetNanoUsd.load()}}};
    }
    core::Result<void> setMonthlyBudget(const std::string&, const std::optional<core::domain::Money>& limit) override
    {
        m_budgetNanoUsd = limit ? limit->nanoUsd : 0;
        return {};
    }
    [[nodiscard]] core::Result<std::vector<core::domain::PriceVersion>> priceVersions() const override
    {
        return std::vector<core::domain::PriceVersion>{
            {"p2", "large", {2'500'000, 10'000'000}, "price list of November", 1'795'000'000'000'000},
            {"p1", "large", {5'000'000, std::nullopt}, "price list of May", 0}};
    }

private:
    std::atomic_int64_t m_budgetNanoUsd = 200'000'000'000;
};

/// A fixed estimate; a file named "broken" is refused.
class Estimator final : public core::ports::LogEstimator {
public:
    [[nodiscard]] core::Result<core::domain::LogEstimate> estimate(
        const std::filesystem::path& file) const override;
};

/// Every cluster is worth teaching.
class Planner final : public core::ports::LoopPlanner {
public:
    [[nodiscard]] core::Result<core::ports::TeachingPreview> preview(
        const core::ports::TeachingQuery& query) const override;
    [[nodiscard]] core::Result<core::ports::ComparisonPreview> comparison(
        const core::domain::TunedModel& tuned) const override
    {
        return core::ports::ComparisonPreview{"small-model", 2, 2 * tuned.texts, {30'000'000}, {10'000'000}};
    }
};

class Studies;

class Console final : public core::ports::ConsoleService {
public:
    Console(const Options& options, std::shared_ptr<Requests> requests, std::shared_ptr<Studies> studies);

    [[nodiscard]] std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot() const override;
    [[nodiscard]] core::Result<core::ports::CommandReceipt> execute(
        const core::ports::ConsoleCommand& command) override;
    [[nodiscard]] core::Result<core::ports::RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const override;
    [[nodiscard]] core::Result<core::ports::PolicyPreview> previewPolicy(
        const core::ports::PolicyDraft& draft) const override;

    [[nodiscard]] std::vector<core::ports::ConsoleCommand> executed() const;
    /// Every version that was in force, ascending.
    [[nodiscard]] std::vector<core::domain::PolicyVersion> versions() const;

private:
    void append(core::ports::ConsoleSnapshot& next, const std::string& reason);

    Options m_options;
    std::shared_ptr<Requests> m_requests;
    std::shared_ptr<Studies> m_studies;
    mutable std::mutex m_mutex;
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_snapshot;
    std::vector<core::domain::PolicyVersion> m_versions;
    std::vector<core::ports::ConsoleCommand> m_executed;
};

/// One study of six pairs once it was started; judgements in memory.
class Studies final : public core::ports::StudyBook {
public:
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
    mutable std::mutex m_mutex;
    std::vector<core::domain::Study> m_studies;
    std::vector<core::domain::StudyPair> m_pairs;
    std::vector<core::domain::StudyJudgement> m_judgements;
};

/// Details of every run of the snapshot; each has a curve, one artefact and a log.
class Runs final : public core::ports::RunHistory {
public:
    explicit Runs(const Options& options)
        : m_options(options)
    {
    }
    [[nodiscard]] core::Result<core::ports::RunDetails> details(const std::string& runId) const override;
    [[nodiscard]] std::vector<core::domain::ParameterDoc> parameters(core::domain::RunKind kind) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Artefact>> artefacts() const override;

private:
    Options m_options;
};

/// The loop run of Options::hasLoop: it failed after a first task had its challenger promoted while that of a second waits.
inline constexpr const char* kLoopRun = "loop-run";

class Loops final : public core::ports::LoopHistory {
public:
    explicit Loops(const Options& options)
        : m_options(options)
    {
    }
    [[nodiscard]] core::Result<core::ports::LoopReport> report(const std::string& runId) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::TrainingSpend>> trainingSpend(
        const core::ports::TimeRange&, const std::string&) const override
    {
        return std::vector<core::ports::TrainingSpend>{};
    }
    [[nodiscard]] core::Result<std::vector<core::domain::TaughtRow>> taught(
        const std::string&, const std::string&) const override
    {
        return std::vector<core::domain::TaughtRow>{};
    }

private:
    Options m_options;
};

/// The versions that the console had in force, with a prediction for the newest.
class Policies final : public core::ports::PolicyHistory {
public:
    Policies(const Options& options, std::shared_ptr<const Console> console)
        : m_options(options)
        , m_console(std::move(console))
    {
    }
    [[nodiscard]] core::Result<Chain> chain() const override;

private:
    Options m_options;
    std::shared_ptr<const Console> m_console;
};

struct Services {
    std::shared_ptr<core::ManualClock> clock;
    std::shared_ptr<Requests> requests;
    std::shared_ptr<Metrics> metrics;
    std::shared_ptr<Costs> costs;
    std::shared_ptr<Clusters> clusters;
    std::shared_ptr<Coverage> coverage;
    std::shared_ptr<CostBook> costBook = std::make_shared<CostBook>();
    std::shared_ptr<Reviews> reviews;
    std::shared_ptr<Console> console;
    std::shared_ptr<Policies> policies;
    std::shared_ptr<Studies> studies;
    std::shared_ptr<Runs> runs;
    std::shared_ptr<Loops> loops;

    [[nodiscard]] ui::WindowServices window() const
    {
        ui::WindowServices services;
        services.console = console;
        services.policies = policies;
        services.studies = studies;
        services.runs = runs;
        services.loops = loops;
        services.planner = std::make_shared<Planner>();
        services.clusters = clusters;
        services.coverage = coverage;
        services.metrics = metrics;
        services.requests = requests;
        services.costs = costs;
        services.reviews = reviews;
        services.clock = clock;
        services.estimator = std::make_shared<Estimator>();
        services.costBook = costBook;
        return services;
    }
};

[[nodiscard]] Services makeServices(const Options& options = {});

} // namespace fake
