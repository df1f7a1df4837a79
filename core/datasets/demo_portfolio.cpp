#include "core/datasets/demo_portfolio.h"

#include "core/datasets/price_map.h"

#include <cstdint>
#include <string>

namespace core::datasets {

namespace {

constexpr std::int64_t kHostingPicoUsd = 20'000; // a token, in and out
constexpr domain::TokenPrices kStudentPrices{kHostingPicoUsd, kHostingPicoUsd};
constexpr domain::TokenPrices kMediumPrices{600'000, 2'400'000};
constexpr domain::TokenPrices kLargePrices{5'000'000, 20'000'000};

void add(DemoPortfolio& portfolio, domain::Tier tier, std::string priceSource)
{
    domain::PriceVersion version{{}, tier.model, tier.prices, std::move(priceSource), 0};
    version.id = priceVersionId(version);
    tier.priceVersionId = version.id;
    tier.rank = static_cast<int>(portfolio.tiers.size());
    portfolio.tiers.push_back(std::move(tier));
    portfolio.priceVersions.push_back(std::move(version));
}

domain::Tier makeTier(
    std::string id, std::string name, domain::TierProvider provider, domain::TokenPrices prices)
{
    domain::Tier tier;
    tier.model = id;
    tier.id = std::move(id);
    tier.name = std::move(name);
    tier.provider = provider;
    tier.prices = prices;
    tier.isSimulated = provider == domain::TierProvider::Recording;
    return tier;
}

} // namespace

DemoPortfolio demoPortfolio()
{
    using domain::TierProvider;
    DemoPortfolio portfolio;
    domain::Tier student = makeTier("student", "Local student", TierProvider::Student, kStudentPrices);
    domain::Tier medium
        = makeTier("sim-medium", "Medium model (simulated)", TierProvider::Recording, kMediumPrices);
    domain::Tier large
        = makeTier("sim-large", "Large model (simulated)", TierProvider::Recording, kLargePrices);
    student.typicalLatencyMs = 1;
    medium.typicalLatencyMs = 420;
    large.typicalLatencyMs = 1'500;
    add(portfolio, std::move(student), "Assumed hosting cost of a local model");
    add(portfolio, std::move(medium), "Assumed price of a medium hosted model");
    add(portfolio, std::move(large), "Assumed price of a large hosted model");
    return portfolio;
}

} // namespace core::datasets
