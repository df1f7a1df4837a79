#include "core/routing/cached_encoder.h"

#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace core::routing {

namespace {

class CachedEncoder final : public ports::Encoder {
public:
    CachedEncoder(std::shared_ptr<const ports::Encoder> encoder, std::size_t capacity)
        : m_encoder(std::move(encoder))
        , m_capacity(capacity)
    {
    }

    Result<std::vector<float>> embed(const std::string& text) const override
    {
        if (std::optional<std::vector<float>> known = find(text)) {
            return std::move(*known);
        }
        Result<std::vector<float>> vector = m_encoder->embed(text);
        if (vector) {
            keep(text, *vector);
        }
        return vector;
    }

    /// Asks the encoder for what is not kept, all at once.
    Result<std::vector<std::vector<float>>> embedAll(std::span<const std::string> texts) const override
    {
        std::vector<std::vector<float>> vectors(texts.size());
        std::vector<std::string> missing;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (std::optional<std::vector<float>> known = find(texts[i])) {
                vectors[i] = std::move(*known);
            } else {
                missing.push_back(texts[i]);
                places.push_back(i);
            }
        }
        if (missing.empty()) {
            return vectors;
        }
        Result<std::vector<std::vector<float>>> fresh = m_encoder->embedAll(missing);
        if (!fresh) {
            return fresh;
        }
        for (std::size_t i = 0; i < missing.size(); ++i) {
            keep(missing[i], (*fresh)[i]);
            vectors[places[i]] = std::move((*fresh)[i]);
        }
        return vectors;
    }

    std::size_t dimension() const override { return m_encoder->dimension(); }
    std::string fingerprint() const override { return m_encoder->fingerprint(); }

private:
    struct Entry {
        std::string text;
        std::vector<float> vector;
    };

    std::optional<std::vector<float>> find(const std::string& text) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_places.find(text);
        if (found == m_places.end()) {
            return std::nullopt;
        }
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return found->second->vector;
    }

    void keep(const std::string& text, const std::vector<float>& vector) const
    {
        const std::lock_guard lock(m_mutex);
        if (m_capacity == 0 || m_places.contains(text)) {
            return;
        }
        m_entries.push_front({text, vector});
        m_places[m_entries.front().text] = m_entries.begin();
        if (m_entries.size() > m_capacity) {
            m_places.erase(m_entries.back().text);
            m_entries.pop_back();
        }
    }

    const std::shared_ptr<const ports::Encoder> m_encoder;
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    mutable std::list<Entry> m_entries; ///< asked for last first
    mutable std::unordered_map<std::string_view, std::list<Entry>::iterator> m_places; ///< keys point into m_entries
};

} // namespace

std::unique_ptr<ports::Encoder> makeCachedEncoder(std::shared_ptr<const ports::Encoder> encoder, std::size_t capacity)
{
    return std::make_unique<CachedEncoder>(std::move(encoder), capacity);
}

} // namespace core::routing
