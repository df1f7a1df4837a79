#include "core/conformal/certificate_validity.h"

#include "core/conformal/wording.h"

namespace core::conformal {

std::vector<std::string> voidReasons(const domain::Certificate& certificate, const VersionsInForce& now)
{
    std::vector<std::string> reasons;
    if (certificate.routerVersion != now.routerVersion) {
        reasons.push_back(
            "The router changed, so other queries reach the tier than those it was certified on.");
    }
    if (certificate.modelVersion != now.modelVersion) {
        reasons.push_back("The tier's model changed; the certificate speaks of the earlier one.");
    }
    if (certificate.alpha > now.alpha) {
        reasons.push_back("The risk level was lowered to " + percent(now.alpha)
            + "; the certificate shows only " + percent(certificate.alpha) + ".");
    }
    return reasons;
}

std::size_t firstVoid(std::span<const domain::Certificate> certificates, std::span<const VersionsInForce> now)
{
    std::size_t i = 0;
    while (i < certificates.size() && i < now.size() && voidReasons(certificates[i], now[i]).empty()) {
        ++i;
    }
    return i;
}

} // namespace core::conformal
