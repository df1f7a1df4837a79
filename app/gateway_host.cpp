#include "app/gateway_host.h"

#include "app/open_files.h"
#include "core/base/hash.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::Result;
namespace domain = core::domain;

namespace {

constexpr std::chrono::seconds kPatience{5};
constexpr std::chrono::milliseconds kKeysEvery{500};
constexpr const char* kFileSource = "gateway configuration";

/// Prices that an operator has set stay until the file names others than it did then. Versions of the file are the
/// same version where the same model has the same prices.
bool isOperatorsPriceNewer(const std::vector<domain::PriceVersion>& known, const domain::Tier& stored,
    const domain::PriceVersion& ofFile)
{
    const auto current = std::ranges::find(known, stored.priceVersionId, &domain::PriceVersion::id);
    const auto taken = std::ranges::find(known, ofFile.id, &domain::PriceVersion::id);
    return current != known.end() && current->source != kFileSource && taken != known.end()
        && taken->validFromUs <= current->validFromUs;
}

/// `stored`: the tier as the workspace has it; null for a new one.
Result<void> savePrices(
    core::ports::PortfolioStore& portfolio, domain::Tier& tier, const domain::Tier* stored, core::TimePoint now)
{
    const bool isSameModel = stored != nullptr && stored->model == tier.model;
    if (!tier.prices.inputPicoUsd && !tier.prices.outputPicoUsd) {
        if (isSameModel) {
            tier.priceVersionId = stored->priceVersionId;
            tier.prices = stored->prices;
        }
        return {};
    }
    const auto text
        = [](const std::optional<std::int64_t>& price) { return price ? std::to_string(*price) : "?"; };
    domain::PriceVersion version;
    version.model = tier.model;
    version.prices = tier.prices;
    version.source = kFileSource;
    version.validFromUs = core::toMicroseconds(now);
    version.id = "price-"
        + core::sha256Hex(
            tier.model + "\n" + text(tier.prices.inputPicoUsd) + "\n" + text(tier.prices.outputPicoUsd))
              .substr(0, 16);
    const Result<std::vector<domain::PriceVersion>> known = portfolio.priceVersions();
    if (!known) {
        return core::fail(known.error());
    }
    if (isSameModel && isOperatorsPriceNewer(*known, *stored, version)) {
        tier.priceVersionId = stored->priceVersionId;
        tier.prices = stored->prices;
        return {};
    }
    tier.priceVersionId = version.id;
    const bool isKnown = std::any_of(known->begin(), known->end(),
        [&](const domain::PriceVersion& other) { return other.id == version.id; });
    return isKnown ? Result<void>{} : portfolio.addPriceVersion(version);
}

bool isServedAlike(const domain::Tier& one, const domain::Tier& other)
{
    return one.id == other.id && one.name == other.name && one.rank == other.rank && one.model == other.model
        && one.priceVersionId == other.priceVersionId;
}

} // namespace

Result<void> saveGatewayTiers(EngineHost& host, std::vector<domain::Tier> tiers)
{
    core::ports::PortfolioStore& portfolio = *host.stores().portfolio;
    const Result<std::vector<domain::Tier>> stored = portfolio.tiers();
    if (!stored) {
        return core::fail(stored.error());
    }
    int nextRank = stored->empty() ? 0 : stored->back().rank + 1;
    for (domain::Tier& tier : tiers) {
        const auto same = std::find_if(
            stored->begin(), stored->end(), [&](const domain::Tier& other) { return other.id == tier.id; });
        if (same != stored->end() && same->provider != domain::TierProvider::Endpoint) {
            return core::fail(core::ErrorCode::AlreadyExists,
                "the workspace has a tier '" + tier.id
                    + "' that is no endpoint; give the endpoint another id");
        }
        tier.rank = same != stored->end() ? same->rank : nextRank++;
        if (same != stored->end()) {
            tier.name = same->name; // Portfolio renames it
        }
        if (Result<void> priced = savePrices(
                portfolio, tier, same != stored->end() ? &*same : nullptr, host.clock().now());
            !priced) {
            return priced;
        }
        if (Result<void> saved = portfolio.saveTier(tier); !saved) {
            return saved;
        }
    }
    return tiers.empty() ? Result<void>{} : host.reload();
}

std::vector<core::ports::ClientKeyState> keyStates(
    const db::Stores& stores, core::TimePoint now, const std::vector<domain::ClientKey>& fileKeys)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(today);
    const std::chrono::sys_days month = date.year() / date.month() / 1;
    std::vector<core::ports::ClientKeyState> states;
    const auto add = [&](const domain::ClientKey& key, bool isOfFile) {
        const Result<domain::Money> day = stores.clientKeys->spentSince(key.id, core::TimePoint(today));
        const Result<domain::Money> sum = stores.clientKeys->spentSince(key.id, core::TimePoint(month));
        states.push_back({key, day.value_or(domain::Money{}), sum.value_or(domain::Money{}), isOfFile});
    };
    if (const auto keys = stores.clientKeys->clientKeys(); keys) {
        for (const domain::ClientKey& key : *keys) {
            add(key, false);
        }
    }
    for (const domain::ClientKey& key : fileKeys) {
        add(key, true);
    }
    return states;
}

bool hasKey(const domain::Endpoint& endpoint, const core::ports::SecretStore& secrets)
{
    if (endpoint.secretName.empty()) {
        return true;
    }
    const Result<std::optional<std::string>> key = secrets.secret(endpoint.secretName);
    return key && key->has_value();
}

GatewayHost::GatewayHost(EngineHost& host, const core::ports::SecretStore& secrets,
    const GatewayConfiguration& configuration, const core::ports::TaskClassifier* classifier)
    : m_host(host)
    , m_secrets(secrets)
    , m_gateway(configuration.options,
          core::gateway::GatewayServices{host.clock(), host.engine(), *host.stores().decisions, secrets,
              host.stores().clientKeys.get(), classifier, host.stores().requests.get()})
    , m_fileTasks(configuration.options.tasks)
    , m_fileKeys(configuration.keys)
{
    m_state.isRunning = true;
    m_state.address = configuration.options.address;
}

GatewayHost::~GatewayHost()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_watcher.joinable()) {
        m_watcher.join();
    }
    m_host.shadowRunner().setEndpointClients({});
    m_host.tunedClients().set({});
    m_gateway.drain(kPatience);
}

/// Under m_portfolioMutex, or before the watcher runs.
void GatewayHost::connectBackground()
{
    auto next = std::make_unique<BackgroundClients>(m_portfolio.tiers, m_portfolio.endpoints, m_secrets);
    m_host.shadowRunner().setEndpointClients(next->all());
    m_background = std::move(next);
    m_host.tunedClients().set([tiers = m_portfolio.tiers, endpoints = m_portfolio.endpoints, this](
                                  const domain::TunedModel& tuned) {
        return tunedModelClient(tiers, endpoints, m_secrets, tuned);
    });
    m_withoutKey.clear();
    for (const domain::Endpoint& endpoint : m_portfolio.endpoints) {
        if (!hasKey(endpoint, m_secrets)) {
            m_withoutKey.insert(endpoint.tierId);
        }
    }
}

Result<std::vector<domain::ClientKey>> GatewayHost::allKeys() const
{
    Result<std::vector<domain::ClientKey>> keys = m_host.stores().clientKeys->clientKeys();
    if (!keys) {
        return keys;
    }
    for (const domain::ClientKey& key : m_fileKeys) {
        const bool isTaken = std::any_of(
            keys->begin(), keys->end(), [&](const domain::ClientKey& other) { return other.id == key.id; });
        if (isTaken) {
            return core::fail(core::ErrorCode::AlreadyExists,
                "the workspace has a key '" + key.id + "' too; give the file's key another id");
        }
        keys->push_back(key);
    }
    return keys;
}

Result<void> GatewayHost::publish()
{
    Result<std::vector<domain::ClientKey>> keys = allKeys();
    if (!keys) {
        return core::fail(keys.error());
    }
    m_portfolio.keys = std::move(*keys);
    return m_gateway.publish(m_portfolio);
}

Result<void> GatewayHost::takeOver(const GatewayConfiguration& configuration)
{
    if (Result<void> saved = saveGatewayTiers(m_host, configuration.tiers); !saved) {
        return saved;
    }
    Result<std::vector<domain::Tier>> tiers = m_host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const std::lock_guard lock(m_portfolioMutex);
    m_portfolio.tiers = std::move(*tiers);
    m_portfolio.endpoints = configuration.endpoints;
    m_fileKeys = configuration.keys;
    Result<void> published = publish();
    connectBackground();
    describe();
    return published;
}

void GatewayHost::setStreaming(const StreamingChoices& chosen)
{
    m_gateway.setStreaming(chosen);
    const std::lock_guard lock(m_mutex);
    m_state.streaming = streamingInForce(m_fileTasks, chosen);
}

void GatewayHost::refresh()
{
    const std::lock_guard lock(m_mutex);
    m_isWoken = true;
    m_wake.notify_all();
}

void GatewayHost::watch()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait_for(lock, kKeysEvery, [this] { return m_isStopping || m_isWoken; });
        if (m_isStopping) {
            return;
        }
        m_isWoken = false;
        lock.unlock();
        {
            const std::lock_guard portfolio(m_portfolioMutex);
            Result<std::vector<domain::ClientKey>> keys = allKeys();
            Result<std::vector<domain::Tier>> tiers = m_host.stores().portfolio->tiers(); // prices and names change
            const bool haveTiersChanged = tiers && !std::ranges::equal(*tiers, m_portfolio.tiers, isServedAlike);
            if (haveTiersChanged) {
                m_portfolio.tiers = std::move(*tiers);
                connectBackground();
            }
            if (keys && (haveTiersChanged || *keys != m_portfolio.keys)) {
                if (const Result<void> published = publish(); !published) {
                    spdlog::error("client keys and prices: {}", published.error().message);
                    m_portfolio.keys.clear(); // tried again
                }
            }
            describe();
        }
        lock.lock();
    }
}

/// Under m_portfolioMutex.
void GatewayHost::describe()
{
    const core::gateway::GatewayStatus status = m_gateway.status();
    core::ports::GatewayState next;
    next.isRunning = true;
    next.port = m_gateway.port();
    next.requestsInFlight = status.requestsInFlight;
    for (const domain::Endpoint& endpoint : m_portfolio.endpoints) {
        core::ports::EndpointState& row = next.endpoints.emplace_back();
        row.endpoint = endpoint;
        row.hasKey = !m_withoutKey.contains(endpoint.tierId);
        if (const auto health = status.endpoints.find(endpoint.tierId); health != status.endpoints.end()) {
            row.isCircuitOpen = health->second.isCircuitOpen;
            row.callsInFlight = health->second.callsInFlight;
            row.answers = health->second.answers;
            row.failures = health->second.failures;
            row.rateLimits = health->second.rateLimits;
            row.p50Ms = health->second.p50Ms;
            row.p95Ms = health->second.p95Ms;
            row.lastError = health->second.lastError;
            row.lastErrorAt = health->second.lastErrorAt;
        }
    }
    for (const domain::ClientKey& key : m_portfolio.keys) {
        const auto spent = status.spent.find(key.id);
        const bool isOfFile = std::any_of(
            m_fileKeys.begin(), m_fileKeys.end(), [&](const domain::ClientKey& other) { return other.id == key.id; });
        next.keys.push_back({key, spent == status.spent.end() ? domain::Money{} : spent->second.today,
            spent == status.spent.end() ? domain::Money{} : spent->second.thisMonth, isOfFile});
    }
    const std::lock_guard lock(m_mutex);
    next.address = m_state.address;
    next.streaming = std::move(m_state.streaming);
    m_state = std::move(next);
}

core::ports::GatewayState GatewayHost::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

Result<std::unique_ptr<GatewayHost>> GatewayHost::start(EngineHost& host,
    const core::ports::SecretStore& secrets, const GatewayConfiguration& configuration,
    const core::ports::TaskClassifier* classifier)
{
    if (Result<void> saved = saveGatewayTiers(host, configuration.tiers); !saved) {
        return core::fail(saved.error().within("tiers of the gateway"));
    }
    Result<std::vector<domain::Tier>> tiers = host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    std::unique_ptr<GatewayHost> started(new GatewayHost(host, secrets, configuration, classifier));
    // What keys have spent is read from SQL: everything that a journal still holds must be there.
    if (Result<void> folded = host.stores().decisions->flush(); !folded) {
        return core::fail(folded.error());
    }
    allowManyOpenFiles();
    started->m_portfolio.tiers = std::move(*tiers);
    started->m_portfolio.endpoints = configuration.endpoints;
    started->setStreaming(storedStreaming(*host.stores().settings));
    Result<void> ready = started->publish();
    if (ready) {
        ready = started->m_gateway.start();
    }
    if (!ready) {
        return core::fail(ready.error());
    }
    started->connectBackground();
    started->describe();
    started->m_watcher = std::thread([gateway = started.get()] { gateway->watch(); });
    return started;
}

} // namespace app
