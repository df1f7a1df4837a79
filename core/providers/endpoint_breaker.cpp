#include "core/providers/endpoint_breaker.h"

#include <algorithm>

namespace core::providers {

EndpointBreaker::EndpointBreaker(int failures, std::chrono::milliseconds openTime)
    : m_limit(failures)
    , m_openTime(openTime)
{
}

std::optional<EndpointBreaker::Permit> EndpointBreaker::mayCall(TimePoint now)
{
    if (!m_isOpen) {
        return Permit{m_openings, false};
    }
    if (m_isProbing || now < m_openUntil) {
        return std::nullopt;
    }
    m_isProbing = true;
    return Permit{m_openings, true};
}

void EndpointBreaker::answered(const Permit& call)
{
    if (!isOld(call) && m_isOpen) {
        m_isOpen = false;
        m_isProbing = false;
        m_failures = std::max(0, m_limit - 1); // the next outage opens it again
    }
}

void EndpointBreaker::succeeded(const Permit& call)
{
    if (!isOld(call)) {
        m_failures = 0;
        m_isOpen = false;
        m_isProbing = false;
    }
}

void EndpointBreaker::failed(const Permit& call, TimePoint now)
{
    if (isOld(call)) {
        return;
    }
    m_isProbing = false;
    ++m_failures;
    if (m_limit > 0 && m_failures >= m_limit) {
        m_isOpen = true;
        m_openUntil = now + m_openTime;
        ++m_openings;
    }
}

void EndpointBreaker::abandoned(const Permit& call)
{
    if (!isOld(call) && call.isProbe) {
        m_isProbing = false;
    }
}

} // namespace core::providers
