#include "core/providers/recording_catalog.h"

#include <mutex>

namespace core::providers {

namespace {

std::string keyOf(const std::string& taskId, const std::string& hash)
{
    return hash + ' ' + taskId;
}

} // namespace

void RecordingCatalog::add(const domain::Example& example, const std::string& hash)
{
    const std::unique_lock lock(m_mutex);
    Entry& entry = m_entries[keyOf(example.taskId, hash)];
    ++entry.uses;
    if (!example.reference.isEmpty()) {
        entry.reference = example.reference;
    }
    for (const auto& [model, response] : example.responses) {
        entry.responses.insert_or_assign(model, response);
    }
}

void RecordingCatalog::remove(const std::string& taskId, const std::string& hash)
{
    const std::unique_lock lock(m_mutex);
    const auto entry = m_entries.find(keyOf(taskId, hash));
    if (entry != m_entries.end() && --entry->second.uses == 0) {
        m_entries.erase(entry);
    }
}

void RecordingCatalog::clear()
{
    const std::unique_lock lock(m_mutex);
    m_entries.clear();
}

std::optional<domain::RecordedResponse> RecordingCatalog::find(
    const std::string& model, const std::string& taskId, const std::string& hash) const
{
    const std::shared_lock lock(m_mutex);
    const auto entry = m_entries.find(keyOf(taskId, hash));
    if (entry == m_entries.end()) {
        return std::nullopt;
    }
    const auto response = entry->second.responses.find(model);
    return response == entry->second.responses.end() ? std::nullopt : std::optional(response->second);
}

std::optional<domain::Reference> RecordingCatalog::reference(
    const std::string& taskId, const std::string& hash) const
{
    const std::shared_lock lock(m_mutex);
    const auto entry = m_entries.find(keyOf(taskId, hash));
    const bool isKnown = entry != m_entries.end() && !entry->second.reference.isEmpty();
    return isKnown ? std::optional(entry->second.reference) : std::nullopt;
}

bool RecordingCatalog::contains(const std::string& taskId, const std::string& hash) const
{
    const std::shared_lock lock(m_mutex);
    return m_entries.contains(keyOf(taskId, hash));
}

std::size_t RecordingCatalog::size() const
{
    const std::shared_lock lock(m_mutex);
    return m_entries.size();
}

} // namespace core::providers
