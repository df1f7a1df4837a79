#include "core/engine/bypass_register.h"

namespace core::engine {

void BypassRegister::set(const std::string& taskId, TimePoint until)
{
    const std::lock_guard lock(m_mutex);
    m_until.insert_or_assign(taskId, until);
    m_isUsed = true;
}

bool BypassRegister::isActive(const std::string& taskId, TimePoint now) const
{
    if (!m_isUsed) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    const auto lasts = [&](const std::string& id) {
        const auto found = m_until.find(id);
        return found != m_until.end() && now < found->second;
    };
    return lasts(std::string()) || lasts(taskId);
}

} // namespace core::engine
