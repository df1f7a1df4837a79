#include "app/benches/pilot.h"

#include "app/benches/pilot_nights.h"
#include "app/benches/pilot_period.h"
#include "app/benches/price_tables.h"
#include "app/engine_host.h"
#include "app/model_loaders.h"
#include "app/worker_launcher.h"
#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/datasets/price_map.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/simulated_traffic.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <tuple>
#include <utility>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace engine = core::engine;
namespace ports = core::ports;

constexpr std::chrono::microseconds kDay = std::chrono::days(1);
/// Monday, 5 January 2026, 00:00 UTC.
constexpr core::TimePoint kStart{std::chrono::microseconds(1'767'571'200LL * 1'000'000)};
constexpr double kPaperReduction = 0.58;
constexpr std::array<const char*, 2> kTasks{"cs_intent", "cs_response"};

/// The oracle with the latency of a model that is reached over a network.
class TimedClient final : public ports::ModelClient {
public:
    TimedClient(std::shared_ptr<const ports::ModelClient> client, UpstreamLatency latency)
        : m_client(std::move(client))
        , m_latency(latency)
    {
    }

    Result<ports::ModelAnswer> complete(const ports::ModelRequest& request) const override
    {
        Result<ports::ModelAnswer> answer = m_client->complete(request);
        if (answer) {
            answer->latencyMs = m_latency.of(request.textHash, answer->usage.completionTokens);
        }
        return answer;
    }

private:
    const std::shared_ptr<const ports::ModelClient> m_client;
    const UpstreamLatency m_latency;
};

class Pilot {
public:
    Pilot(const PilotOptions& options, PilotTraffic traffic, EngineHost& host, core::ManualClock& clock)
        : m_options(options)
        , m_traffic(std::move(traffic))
        , m_host(host)
        , m_clock(clock)
        , m_engine(m_clock, *host.stores().decisions, m_expectation, host.splitKey())
    {
        m_engine.setShadowRunner(&host.shadowRunner());
    }

    Result<void> preparePortfolio();
    Result<void> run(const std::function<void(const std::string&)>& progress);
    Result<ordered_json> report() const;

private:
    [[nodiscard]] Result<ordered_json> policyHistory() const;
    [[nodiscard]] Result<ordered_json> trainingSpendJson() const;
    [[nodiscard]] Result<ordered_json> newestCertificates() const;
    [[nodiscard]] Result<void> publish();
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> liveThrough(int day);
    [[nodiscard]] Result<void> learn(int day, const std::function<void(const std::string&)>& progress);
    [[nodiscard]] Result<ordered_json> reconciled(const std::string& name, int from, int to) const;
    [[nodiscard]] bool learnsAfter(int day) const
    {
        return day + 1 >= m_options.daysBefore
            && (m_options.nights.empty() ? day + 1 < m_options.days
                                         : std::count(m_options.nights.begin(), m_options.nights.end(), day + 1) > 0);
    }

    const PilotOptions& m_options;
    PilotTraffic m_traffic;
    EngineHost& m_host;
    core::ManualClock& m_clock;
    core::routing::CostExpectation m_expectation;
    engine::QueryEngine m_engine;
    std::shared_ptr<const engine::ServingState> m_served; ///< the host's, as last published
    std::vector<PilotPeriod> m_days;
    std::vector<domain::Example> m_judged; ///< since the last night
    std::vector<PilotNight> m_nights;
    std::uint64_t m_sequence = 0;
};

Result<void> addTier(ports::PortfolioStore& portfolio, domain::Tier tier, const domain::TokenPrices& prices)
{
    domain::PriceVersion version{{}, tier.id, prices, publicPrices().name, 0};
    version.id = core::datasets::priceVersionId(version);
    tier.model = tier.id;
    tier.priceVersionId = version.id;
    tier.prices = prices;
    if (Result<void> added = portfolio.addPriceVersion(version); !added) {
        return added;
    }
    return portfolio.saveTier(tier);
}

Result<void> Pilot::preparePortfolio()
{
    ports::PortfolioStore& portfolio = *m_host.stores().portfolio;
    const PriceTable prices = publicPrices();
    domain::Tier student;
    student.id = "student";
    student.name = "Student (local)";
    student.provider = domain::TierProvider::Student;
    domain::Tier oracle;
    oracle.id = kPilotLastTier;
    oracle.name = "Oracle (reference answers)";
    oracle.rank = 1;
    oracle.isOracle = true;
    for (const auto& [tier, price] : {std::pair(student, prices.prices.front()), {oracle, prices.prices.back()}}) {
        if (Result<void> added = addTier(portfolio, tier, price); !added) {
            return added;
        }
    }
    for (const char* id : kTasks) {
        domain::Task task = *domain::presetTask(id);
        task.auditRate = m_options.auditRate;
        if (Result<void> saved = portfolio.saveTask(task); !saved) {
            return saved;
        }
    }
    return m_host.reload();
}

Result<void> Pilot::publish()
{
    if (m_served == m_host.engine().servingState()) {
        return {};
    }
    m_served = m_host.engine().servingState();
    auto state = std::make_shared<engine::ServingState>(*m_served);
    const auto oracle = state->clients.find(kPilotLastTier);
    if (oracle == state->clients.end()) {
        return core::fail(core::ErrorCode::Internal, "the workspace has lost its oracle tier");
    }
    oracle->second = std::make_shared<TimedClient>(oracle->second, UpstreamLatency{});
    m_engine.publish(std::move(state));
    return {};
}

/// What the product does once a second: monitors, probation after an alarm, certifying anew what is judged beside the
/// traffic. A probation is noted in the history of policies.
Result<void> Pilot::settle()
{
    if (Result<void> settled = m_host.settle(); !settled) {
        return settled;
    }
    return publish();
}

Result<void> Pilot::liveThrough(int day)
{
    const std::vector<domain::Example> queries = m_traffic.day(day);
    const std::size_t hour = std::max<std::size_t>(1, queries.size() / 24);
    const auto state = m_engine.servingState();
    PilotPeriod& period = m_days.emplace_back();
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const domain::Example& example = queries[i];
        const core::TimePoint at = kStart + day * kDay
            + std::chrono::microseconds(static_cast<std::int64_t>(i) * kDay.count() / static_cast<std::int64_t>(queries.size()));
        m_clock.set(at);
        engine::EngineQuery query{example.taskId, example.text, {}, {}, "pilot", true, &example.reference, {}, example.isTest};
        query.id = core::makeUuidV7(at, m_options.seed, ++m_sequence);
        const Result<engine::EngineAnswer> answer
            = engine::askRecorded(m_engine, *m_host.catalog(), example, query, m_host.splitKey());
        if (!answer) {
            return core::fail(answer.error().within("day " + std::to_string(day + 1)));
        }
        const domain::QueryRecord& record = answer->record;
        period.add(record, state->tasks.at(example.taskId).policy.answerFloor);
        const bool isOfLastTier = record.accepted() != nullptr && record.accepted()->tierId == kPilotLastTier;
        const bool isBefore = day < m_options.daysBefore;
        const bool isForTraining = record.split == domain::DataSplit::Training;
        if (!example.isTest && (isBefore || !isForTraining || isOfLastTier)) {
            m_judged.push_back(example);
        }
        if (i % hour == hour - 1) {
            if (Result<void> settled = settle(); !settled) {
                return settled;
            }
        }
    }
    return settle();
}

/// What the product's schedule does at night: one loop for all tasks, which promotes what passes the gates.
Result<void> Pilot::learn(int day, const std::function<void(const std::string&)>& progress)
{
    progress("the loop of the night after day " + std::to_string(day + 1) + "\n");
    const auto imported = m_host.stores().examples->import(m_judged);
    if (!imported) {
        return core::fail(imported.error());
    }
    m_judged.clear();
    if (Result<void> reloaded = m_host.reload(); !reloaded) {
        return reloaded;
    }
    const Result<std::string> run = m_host.supervisor().start(
        domain::RunKind::Loop, {}, engine::loop::toScheduledJson(m_options.loop));
    if (!run) {
        return core::fail(run.error());
    }
    m_host.supervisor().waitUntilIdle();
    const auto finished = m_host.stores().runs->run(*run);
    if (!finished || !*finished || (*finished)->state != domain::RunState::Succeeded) {
        return core::fail(core::ErrorCode::Internal,
            "the loop after day " + std::to_string(day + 1) + " did not succeed"
                + (finished && *finished ? ": " + (*finished)->errorMessage : std::string()));
    }
    Result<ordered_json> certificates = newestCertificates();
    if (!certificates) {
        return core::fail(certificates.error());
    }
    m_nights.push_back({day + 1, *run, imported->added, std::move(*certificates)});
    return {};
}

Result<ordered_json> Pilot::newestCertificates() const
{
    ordered_json json = ordered_json::object();
    for (const char* taskId : kTasks) {
        const auto certificates = m_host.stores().policies->certificates(taskId, "student");
        if (!certificates) {
            return core::fail(certificates.error());
        }
        if (!certificates->empty()) {
            const domain::Certificate& newest = certificates->front();
            json[taskId] = {{"n", newest.accepted}, {"k", newest.failures}, {"delta", newest.delta},
                {"accepts", newest.threshold.has_value()}, {"none_because", newest.noneReason}};
        }
    }
    return json;
}

Result<void> Pilot::run(const std::function<void(const std::string&)>& progress)
{
    for (int day = 0; day < m_options.days; ++day) {
        if (Result<void> published = publish(); !published) {
            return published;
        }
        if (Result<void> lived = liveThrough(day); !lived) {
            return lived;
        }
        progress("day " + std::to_string(day + 1) + " of " + std::to_string(m_options.days) + "\n");
        if (learnsAfter(day)) {
            if (Result<void> learnt = learn(day, progress); !learnt) {
                return learnt;
            }
        }
    }
    return {};
}

/// A period in figures, and whether SQL says the same of its days.
Result<ordered_json> Pilot::reconciled(const std::string& name, int from, int to) const
{
    const std::span<const PilotPeriod> days
        = std::span(m_days).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    PilotPeriod sum;
    for (const PilotPeriod& day : days) {
        sum += day;
    }
    const ports::TimeRange range{kStart + from * kDay, kStart + to * kDay};
    const Result<ports::Overview> sql = m_host.stores().metrics->overview({range, {}, 0});
    const Result<domain::Money> training = trainingSpend(*m_host.stores().loops, range);
    if (!sql || !training) {
        return core::fail(sql ? training.error() : sql.error());
    }
    ordered_json json{{"period", name}, {"days", {from + 1, to}}};
    json.update(toJson(sum));
    json["cost_reduction_interval_95"] = costReductionInterval(days);
    json["training_spend_nano_usd"] = training->nanoUsd;
    json["cost_reduction_with_training"] = 1 - (sum.spend + *training).usd() / sum.lastTierOnly.usd();
    json["equal_in_sql"] = isEqual(sum, *sql);
    return json;
}

/// The nights' decisions beside the booked calls.
Result<ordered_json> Pilot::trainingSpendJson() const
{
    Result<ordered_json> nights = nightsJson(m_nights, *m_host.stores().loops);
    const Result<domain::Money> booked
        = trainingSpend(*m_host.stores().loops, {kStart, kStart + m_options.days * kDay});
    if (!nights || !booked) {
        return core::fail(nights ? booked.error() : nights.error());
    }
    domain::Money decided;
    for (const ordered_json& night : *nights) {
        decided += domain::Money{night.at("teacher_cost_nano_usd").get<std::int64_t>()};
    }
    return ordered_json{{"nights", std::move(*nights)}, {"training_spend_nano_usd", booked->nanoUsd},
        {"training_spend_equal_in_sql", decided == *booked}};
}

/// What the engine did to the policy by itself, and when.
Result<ordered_json> Pilot::policyHistory() const
{
    const auto versions = m_host.stores().policies->versions();
    if (!versions) {
        return core::fail(versions.error());
    }
    ordered_json rows = ordered_json::array();
    for (const domain::PolicyVersion& version : *versions) {
        const double day = std::chrono::duration<double, std::ratio<86'400>>(version.at - kStart).count();
        ordered_json row{{"day", 1 + day}, {"reason", version.reason}};
        for (const auto& [taskId, policy] : version.tasks) {
            row["accepts"][taskId] = !policy.thresholds.empty();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<ordered_json> Pilot::report() const
{
    Result<ordered_json> policies = policyHistory();
    Result<ordered_json> training = trainingSpendJson();
    if (!policies || !training) {
        return core::fail(policies ? training.error() : policies.error());
    }
    const int drift = m_options.driftDay;
    ordered_json periods = ordered_json::array();
    for (const auto& [name, from, to] : {std::tuple("before: all to the last tier", 0, m_options.daysBefore),
             {"routed, before the drift", m_options.daysBefore, drift},
             {"routed, week of the drift", drift, std::min(drift + 7, m_options.days)},
             {"routed, after it", std::min(drift + 7, m_options.days), m_options.days},
             {"routed, all", m_options.daysBefore, m_options.days}}) {
        if (from >= to) {
            continue;
        }
        Result<ordered_json> period = reconciled(name, from, to);
        if (!period) {
            return core::fail(period.error());
        }
        periods.push_back(std::move(*period));
    }
    ordered_json days = ordered_json::array();
    for (int day = 0; day < m_options.days; ++day) {
        Result<ordered_json> figures = reconciled("day", day, day + 1);
        if (!figures) {
            return core::fail(figures.error());
        }
        days.push_back(std::move(*figures));
    }
    const UpstreamLatency latency;
    ordered_json report{{"judge", "reference answers of the data sets, every answer"},
        {"last_tier", "oracle: an upper bound, no model's figure"}, {"prices", publicPrices().name},
        {"latency_model",
            {{"first_token_median_ms", latency.medianFirstTokenMs}, {"log_spread", latency.spread},
                {"ms_a_token", latency.perTokenMs}, {"students", "as measured here"}}},
        {"paper", {{"cost_reduction", kPaperReduction}, {"acceptance", 0.91}, {"p99_ms", {1847, 387}}}},
        {"new_intents", m_traffic.newIntents()}, {"periods", periods},
        {"policies", std::move(*policies)}, {"days", days}};
    report.update(*training);
    return report;
}

Result<std::unique_ptr<EngineHost>> openWorkspace(
    const std::filesystem::path& folder, std::uint64_t seed, std::shared_ptr<const core::Clock> clock)
{
    EngineHostOptions options;
    options.workspace = folder;
    options.createsIfMissing = true;
    options.splitKey = core::sha256Hex("routenlp-pilot-" + std::to_string(seed));
    options.workerProgram = siblingProgram("routenlp");
    options.loaders = makeModelLoaders();
    options.clock = std::move(clock);
    options.jobInterval = std::chrono::hours(24); // the pilot says when: once a simulated hour
    return EngineHost::open(std::move(options));
}

} // namespace

Result<ordered_json> runPilot(const PilotOptions& options, const std::function<void(const std::string&)>& progress)
{
    const Result<LabelledData> intents = readLabelledData(options.intents);
    const Result<LabelledData> replies = readLabelledData(options.replies);
    if (!intents || !replies) {
        return core::fail(intents ? replies.error() : intents.error());
    }
    const bool isTemporary = options.workspace.empty();
    const std::filesystem::path folder = isTemporary
        ? std::filesystem::temp_directory_path() / ("routenlp-pilot-" + std::to_string(::getpid()))
        : std::filesystem::path(options.workspace);
    if (std::filesystem::exists(folder / "workspace.db")) {
        return core::fail(core::ErrorCode::AlreadyExists,
            "'" + folder.string() + "' holds a workspace; the pilot needs a new one");
    }
    Result<ordered_json> report = ordered_json();
    const auto clock = std::make_shared<core::ManualClock>(kStart);
    {
        Result<std::unique_ptr<EngineHost>> host = openWorkspace(folder, options.seed, clock);
        if (!host) {
            return core::fail(host.error());
        }
        Pilot pilot(options, PilotTraffic(*intents, *replies, options), **host, *clock);
        Result<void> done = pilot.preparePortfolio();
        if (done) {
            done = pilot.run(progress);
        }
        report = done ? pilot.report() : Result<ordered_json>(core::fail(done.error()));
    }
    if (isTemporary) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    return report;
}

} // namespace app::benches
