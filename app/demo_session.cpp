#include "app/demo_session.h"

#include "core/base/rng.h"
#include "core/datasets/demo_portfolio.h"
#include "core/datasets/traffic_mix.h"
#include "core/datasets/workload_generator.h"
#include "core/datasets/workload_stream.h"
#include "core/engine/student_onboarding.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace datasets = core::datasets;
namespace engine = core::engine;
namespace ports = core::ports;

namespace {

constexpr const char* kSeedSetting = "demo.seed";
constexpr const char* kHistoryEndSetting = "demo.history_end_us";
constexpr const char* kHistoryDaysSetting = "demo.history_days_done";
constexpr const char* kSessionSetting = "demo.sessions";

/// Streams of the generator: labelled examples, the past, and from here on one a session of live traffic.
constexpr std::uint64_t kExampleStream = 1;
constexpr std::uint64_t kHistoryStream = 2;
constexpr std::uint64_t kFirstLiveStream = 100;

/// In the order in which the students are trained: the quickest first.
constexpr std::array<const char*, 6> kTaskOrder{
    "cs_intent", "legal_risk", "legal_clause", "cs_response", "fin_ner", "fin_summ"};

Result<std::optional<std::int64_t>> numberSetting(const ports::SettingStore& settings, const char* key)
{
    const Result<std::optional<std::string>> stored = settings.value(key);
    if (!stored) {
        return core::fail(stored.error());
    }
    if (!*stored) {
        return std::optional<std::int64_t>();
    }
    std::int64_t number = 0;
    const std::string& text = **stored;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc()) {
        return core::fail(core::ErrorCode::Corrupt, std::string("the setting '") + key + "' is not a number: " + text);
    }
    return std::optional<std::int64_t>(number);
}

Result<void> setNumber(ports::SettingStore& settings, const char* key, std::int64_t number)
{
    return settings.setValue(key, std::to_string(number));
}

std::shared_ptr<const datasets::WorkloadGenerator> generatorFor(std::uint64_t seed)
{
    datasets::WorkloadOptions options;
    options.seed = seed;
    return std::make_shared<const datasets::WorkloadGenerator>(options);
}

/// Number of this session, counted up: each one draws its own live queries.
std::uint64_t nextSession(ports::SettingStore& settings)
{
    const Result<std::optional<std::int64_t>> last = numberSetting(settings, kSessionSetting);
    const std::int64_t session = last ? last->value_or(0) + 1 : 1;
    if (const Result<void> saved = setNumber(settings, kSessionSetting, session); !saved) {
        spdlog::warn("demo: {}", saved.error().message);
    }
    return static_cast<std::uint64_t>(session);
}

} // namespace

Result<bool> DemoSession::isDemo(EngineHost& host)
{
    const Result<std::optional<std::int64_t>> seed = numberSetting(*host.stores().settings, kSeedSetting);
    if (!seed) {
        return core::fail(seed.error());
    }
    return seed->has_value();
}

Result<void> createDemoPortfolio(EngineHost& host, std::uint64_t seed)
{
    ports::PortfolioStore& portfolio = *host.stores().portfolio;
    const Result<std::vector<domain::Task>> known = portfolio.tasks();
    if (!known) {
        return core::fail(known.error());
    }
    if (!known->empty()) {
        const Result<bool> isDemo = DemoSession::isDemo(host);
        return isDemo && *isDemo ? Result<void>{}
                                 : core::fail(core::ErrorCode::AlreadyExists,
                                     "the workspace '" + host.workspace().string()
                                         + "' holds other data; give the demo a directory of its own");
    }
    const datasets::DemoPortfolio demo = datasets::demoPortfolio();
    for (const domain::PriceVersion& price : demo.priceVersions) {
        if (Result<void> added = portfolio.addPriceVersion(price); !added) {
            return added;
        }
    }
    for (const domain::Tier& tier : demo.tiers) {
        if (Result<void> saved = portfolio.saveTier(tier); !saved) {
            return saved;
        }
    }
    for (const char* taskId : kTaskOrder) {
        if (Result<void> saved = portfolio.saveTask(*domain::presetTask(taskId)); !saved) {
            return saved;
        }
    }
    if (Result<void> saved = setNumber(*host.stores().settings, kSeedSetting, static_cast<std::int64_t>(seed)); !saved) {
        return saved;
    }
    return host.reload();
}

Result<std::unique_ptr<DemoSession>> DemoSession::start(EngineHost& host, const DemoOptions& options)
{
    if (Result<void> created = createDemoPortfolio(host, options.seed); !created) {
        return core::fail(created.error());
    }
    const Result<std::optional<std::int64_t>> seed = numberSetting(*host.stores().settings, kSeedSetting);
    if (!seed) {
        return core::fail(seed.error());
    }
    return std::unique_ptr<DemoSession>(
        new DemoSession(host, options, static_cast<std::uint64_t>(seed->value_or(1))));
}

DemoSession::DemoSession(EngineHost& host, const DemoOptions& options, std::uint64_t seed)
    : m_host(host)
    , m_options(options)
    , m_seed(seed)
    , m_generator(generatorFor(seed))
{
    auto live = std::make_unique<datasets::WorkloadStream>(
        m_generator, kFirstLiveStream + nextSession(*host.stores().settings));
    m_traffic = std::make_unique<engine::SimulatedTraffic>(host.engine(), *host.catalog(), std::move(live),
        host.splitKey(), engine::SimulatedTraffic::Settings{true, options.queriesPerSecond, 0.0});
    m_preparation = std::jthread([this](const std::stop_token& stop) {
        prepare(stop);
        m_isPreparing = false;
    });
}

DemoSession::~DemoSession()
{
    m_preparation.request_stop();
    if (m_preparation.joinable()) {
        m_preparation.join();
    }
    m_backfill.reset();
    m_traffic.reset();
}

void DemoSession::prepare(const std::stop_token& stop)
{
    const auto state = m_host.engine().servingState();
    for (const char* taskId : kTaskOrder) {
        if (stop.stop_requested()) {
            return;
        }
        const auto task = state->tasks.find(taskId);
        if (!m_options.trainsStudents || task == state->tasks.end() || !task->second.policy.modelVersions.empty()) {
            continue;
        }
        if (const Result<void> imported = importExamples(taskId); !imported) {
            spdlog::error("demo: {}", imported.error().message);
            return;
        }
        engine::OnboardingOptions options;
        options.student.seed = m_seed;
        options.router.seed = m_seed;
        const Result<std::string> run
            = m_host.supervisor().start(domain::RunKind::StudentTraining, taskId, engine::toJson(options));
        if (!run) {
            spdlog::error("demo: {}", run.error().message);
        }
    }
    waitForFirstStudent(stop);
    if (const Result<void> started = stop.stop_requested() ? Result<void>{} : startBackfill(); !started) {
        spdlog::error("demo: {}", started.error().message);
    }
}

void DemoSession::waitForFirstStudent(const std::stop_token& stop) const
{
    const auto isUnderWay = [this] {
        const std::vector<domain::Run> runs = m_host.supervisor().runs();
        return !runs.empty() && std::none_of(runs.begin(), runs.end(), [](const domain::Run& run) { return run.isFinal(); });
    };
    while (!stop.stop_requested() && isUnderWay()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

Result<void> DemoSession::importExamples(const std::string& taskId)
{
    const Result<std::vector<domain::StoredExample>> known
        = m_host.stores().examples->examples(taskId, domain::DataSplit::Calibration);
    if (!known) {
        return core::fail(known.error());
    }
    if (!known->empty()) {
        return {};
    }
    std::vector<domain::Example> examples;
    int training = 0;
    for (int i = 0; i < m_options.examplesPerTask; ++i) {
        domain::Example example = m_generator->generate(taskId, kExampleStream, static_cast<std::uint64_t>(i));
        const bool isTraining = domain::identityOf(example.text, m_host.splitKey()).split == domain::DataSplit::Training;
        if (!isTraining || training < m_options.trainingLabelsPerTask) {
            training += isTraining ? 1 : 0;
            examples.push_back(std::move(example));
        }
    }
    const auto report = m_host.stores().examples->import(examples);
    return report ? Result<void>{} : core::fail(report.error());
}

Result<void> DemoSession::startBackfill()
{
    ports::SettingStore& settings = *m_host.stores().settings;
    Result<std::optional<std::int64_t>> end = numberSetting(settings, kHistoryEndSetting);
    if (!end) {
        return core::fail(end.error());
    }
    if (!*end) {
        *end = core::toMicroseconds(m_host.clock().now() - std::chrono::minutes(1));
        if (Result<void> saved = setNumber(settings, kHistoryEndSetting, **end); !saved) {
            return saved;
        }
    }
    const Result<std::optional<std::int64_t>> done = numberSetting(settings, kHistoryDaysSetting);
    if (!done) {
        return core::fail(done.error());
    }
    // as it was before the first student: no policy, everything to the last tier, answers of its own
    const auto catalog = std::make_shared<core::providers::RecordingCatalog>();
    ServingLoader loader(m_host.workspace(), *m_host.stores().portfolio, *m_host.stores().runs, catalog, {});
    Result<std::shared_ptr<const engine::ServingState>> past = loader.load(std::nullopt);
    if (!past) {
        return core::fail(past.error());
    }
    const std::int64_t firstDay = done->value_or(0);
    engine::HistoryBackfill::Options options;
    options.end = core::fromMicroseconds(**end);
    options.days = m_options.historyDays;
    options.queriesPerDay = m_options.queriesPerDay;
    options.seed = m_seed;
    options.firstDay = static_cast<int>(firstDay);
    options.relativeRate = &datasets::relativeRate;
    auto history = std::make_unique<engine::HistoryBackfill>(*m_host.stores().decisions, std::move(*past), catalog,
        [generator = m_generator](int day) {
            return std::make_unique<datasets::WorkloadStream>(
                generator, core::mixSeed(kHistoryStream, static_cast<std::uint64_t>(day)));
        },
        m_host.splitKey(), std::move(options), [&settings](int days) {
            const Result<void> saved = setNumber(settings, kHistoryDaysSetting, days);
            return saved.has_value();
        });
    const std::lock_guard lock(m_mutex);
    m_backfill = std::move(history);
    return {};
}

ports::SimulatedTrafficState DemoSession::traffic() const
{
    const engine::SimulatedTraffic::Settings settings = m_traffic->settings();
    return {true, settings.isRunning, settings.queriesPerSecond, settings.driftStrength};
}

ports::BackfillState DemoSession::backfill() const
{
    const std::lock_guard lock(m_mutex);
    if (m_backfill == nullptr) {
        return {};
    }
    const double progress = m_backfill->progress();
    return {progress < 1.0, progress};
}

bool DemoSession::isPrepared() const
{
    if (m_isPreparing) {
        return false;
    }
    const std::vector<domain::Run> runs = m_host.supervisor().runs();
    return !backfill().isActive
        && std::all_of(runs.begin(), runs.end(), [](const domain::Run& run) { return run.isFinal(); });
}

void DemoSession::configureTraffic(const engine::SimulatedTraffic::Settings& settings)
{
    m_traffic->configure(settings);
}

} // namespace app
