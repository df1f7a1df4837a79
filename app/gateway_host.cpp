#include "app/gateway_host.h"

#include "core/base/hash.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::Result;
namespace domain = core::domain;

namespace {

constexpr std::chrono::seconds kPatience{5};
constexpr std::chrono::milliseconds kKeysEvery{500};

/// The same prices of the same model are the same version.
Result<void> savePrices(core::ports::PortfolioStore& portfolio, domain::Tier& tier, core::TimePoint now)
{
    if (!tier.prices.inputPicoUsd && !tier.prices.outputPicoUsd) {
        return {};
    }
    const auto text
        = [](const std::optional<std::int64_t>& price) { return price ? std::to_string(*price) : "?"; };
    domain::PriceVersion version;
    version.model = tier.model;
    version.prices = tier.prices;
    version.source = "gateway configuration";
    version.validFromUs = core::toMicroseconds(now);
    version.id = "price-"
        + core::sha256Hex(
            tier.model + "\n" + text(tier.prices.inputPicoUsd) + "\n" + text(tier.prices.outputPicoUsd))
              .substr(0, 16);
    tier.priceVersionId = version.id;
    const Result<std::vector<domain::PriceVersion>> known = portfolio.priceVersions();
    if (!known) {
        return core::fail(known.error());
    }
    const bool isKnown = std::any_of(known->begin(), known->end(),
        [&](const domain::PriceVersion& other) { return other.id == version.id; });
    return isKnown ? Result<void>{} : portfolio.addPriceVersion(version);
}

/// Ranks new tiers above those that are there; a tier that is there keeps its rank.
Result<void> saveTiers(EngineHost& host, std::vector<domain::Tier> tiers)
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
        if (Result<void> priced = savePrices(portfolio, tier, host.clock().now()); !priced) {
            return priced;
        }
        if (Result<void> saved = portfolio.saveTier(tier); !saved) {
            return saved;
        }
    }
    return tiers.empty() ? Result<void>{} : host.reload();
}

} // namespace

GatewayHost::GatewayHost(EngineHost& host, const GatewayConfiguration& configuration,
    const core::ports::TaskClassifier* classifier)
    : m_host(host)
    , m_gateway(configuration.options,
          core::gateway::GatewayServices{host.clock(), host.engine(), *host.stores().decisions, m_secrets,
              host.stores().clientKeys.get(), classifier, host.stores().requests.get()})
    , m_fileKeys(configuration.keys)
{
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
    m_gateway.drain(kPatience);
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

void GatewayHost::watchKeys()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kKeysEvery, [this] { return m_isStopping; })) {
        lock.unlock();
        Result<std::vector<domain::ClientKey>> keys = allKeys();
        if (keys && *keys != m_portfolio.keys) {
            m_portfolio.keys = std::move(*keys);
            if (const Result<void> published = m_gateway.publish(m_portfolio); !published) {
                spdlog::error("client keys: {}", published.error().message);
                m_portfolio.keys.clear(); // tried again
            }
        }
        lock.lock();
    }
}

Result<std::unique_ptr<GatewayHost>> GatewayHost::start(EngineHost& host,
    const GatewayConfiguration& configuration, const core::ports::TaskClassifier* classifier)
{
    if (Result<void> saved = saveTiers(host, configuration.tiers); !saved) {
        return core::fail(saved.error().within("tiers of the gateway"));
    }
    Result<std::vector<domain::Tier>> tiers = host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    std::unique_ptr<GatewayHost> started(new GatewayHost(host, configuration, classifier));
    // What keys have spent is read from SQL: everything that a journal still holds must be there.
    if (Result<void> folded = host.stores().decisions->flush(); !folded) {
        return core::fail(folded.error());
    }
    Result<std::vector<domain::ClientKey>> keys = started->allKeys();
    if (!keys) {
        return core::fail(keys.error());
    }
    started->m_portfolio = {std::move(*tiers), configuration.endpoints, std::move(*keys)};
    Result<void> ready = started->m_gateway.publish(started->m_portfolio);
    if (ready) {
        ready = started->m_gateway.start();
    }
    if (!ready) {
        return core::fail(ready.error());
    }
    started->m_watcher = std::thread([gateway = started.get()] { gateway->watchKeys(); });
    return started;
}

} // namespace app
