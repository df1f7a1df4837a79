#include "core/conformal/certificate_validity.h"

#include "core/conformal/wording.h"

#include <nlohmann/json.hpp>

namespace core::conformal {

namespace {

using nlohmann::json;

/// What of the basis is no longer so. A certificate of a version that noted none is not compared.
void addBasisReasons(const std::string& noted, const std::string& now, std::vector<std::string>& reasons)
{
    const json before = json::parse(noted, nullptr, false);
    const json after = json::parse(now, nullptr, false);
    if (!before.is_object() || !after.is_object()) {
        return;
    }
    const auto differs = [&](const char* key) { return before.value(key, json()) != after.value(key, json()); };
    if (differs("target")) {
        reasons.push_back("The quality target changed; other answers count as failures now.");
    }
    if (differs("tiers")) {
        reasons.push_back("The list of tiers or a tier's model changed; the certificate speaks of the earlier ones.");
    }
    if (differs("scorers")) {
        reasons.push_back("What scores the answers changed; the certificate speaks of the earlier scores.");
    }
    if (differs("limits")) {
        reasons.push_back("The limits of latency or cost changed, and with them which queries reach the tier.");
    }
    if (differs("prices")) {
        reasons.push_back("A price changed, and with it which queries the plan sends to the tier.");
    }
}

} // namespace

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
    if (certificate.scopeTasks < now.scopeTasks) {
        reasons.push_back("The promise was widened to all " + std::to_string(now.scopeTasks)
            + " tasks at once; the certificate spent a larger part of delta.");
    }
    addBasisReasons(certificate.basis, now.basis, reasons);
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
