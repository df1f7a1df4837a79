#include "core/providers/endpoint_breaker.h"

namespace core::providers {

EndpointBreaker::EndpointBreaker(int failures, std::chrono::milliseconds openTime)
    : m_limit(failures)
    , m_openTime(openTime)
{
}

bool EndpointBreaker::mayCall(TimePoint now)
{
    if (!m_isOpen) {
        return true;
    }
    if (m_isProbing || now < m_openUntil) {
        return false;
    }
    m_isProbing = true;
    return true;
}

void EndpointBreaker::succeeded()
{
    m_failures = 0;
    m_isOpen = false;
    m_isProbing = false;
}

void EndpointBreaker::failed(TimePoint now)
{
    m_isProbing = false;
    ++m_failures;
    if (m_limit > 0 && m_failures >= m_limit) {
        m_isOpen = true;
        m_openUntil = now + m_openTime;
    }
}

void EndpointBreaker::abandoned()
{
    m_isProbing = false;
}

} // namespace core::providers
