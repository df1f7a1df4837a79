#pragma once

#include "core/domain/example.h"
#include "core/ports/recorded_answers.h"

#include <cstddef>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace core::providers {

/// Recorded answers and references in memory, by task and hash of the normalised text. Thread-safe.
/// Its size is the caller's business: it holds what was added until that is removed.
class RecordingCatalog final : public ports::RecordedAnswers {
public:
    /// Adds the responses and the reference of `example`. What is already known for its task and hash stays,
    /// unless the same model answers again or a reference comes again: then the newer one counts.
    /// A text that was added n times is held until it was removed n times: users do not take it from each
    /// other.
    void add(const domain::Example& example, const std::string& hash) override;
    void remove(const std::string& taskId, const std::string& hash) override;
    void clear();

    /// The answer of one model; nothing when that model has none for this text.
    [[nodiscard]] std::optional<domain::RecordedResponse> find(
        const std::string& model, const std::string& taskId, const std::string& hash) const;
    /// The right answer, where one is known.
    [[nodiscard]] std::optional<domain::Reference> reference(
        const std::string& taskId, const std::string& hash) const;
    [[nodiscard]] bool contains(const std::string& taskId, const std::string& hash) const;
    /// Number of different (task, text).
    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        domain::Reference reference;
        std::map<std::string, domain::RecordedResponse> responses;
        std::size_t uses = 0;
    };

    mutable std::shared_mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries; ///< by hash and task; guarded by m_mutex
};

} // namespace core::providers
