#include "core/domain/tier.h"

namespace core::domain {

std::string_view toString(TierProvider provider)
{
    switch (provider) {
    case TierProvider::Student: return "student";
    case TierProvider::Endpoint: return "endpoint";
    case TierProvider::Recording: return "recording";
    }
    return "recording";
}

std::optional<TierProvider> tierProviderFrom(std::string_view name)
{
    for (const TierProvider provider : {TierProvider::Student, TierProvider::Endpoint, TierProvider::Recording}) {
        if (toString(provider) == name) {
            return provider;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
