#pragma once

#include "core/journal/journal_writer.h"
#include "core/journal/record_codec.h"
#include "core/ports/decision_store.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gatewaytest {

/// Writes records to a real journal and nothing else; to nowhere when the directory is empty. Thread-safe.
class JournalStore final : public core::ports::DecisionStore {
public:
    explicit JournalStore(const std::string& directory)
    {
        if (!directory.empty()) {
            std::filesystem::create_directories(directory);
            auto writer = core::journal::JournalWriter::open(directory, {}, {});
            m_writer = writer ? std::move(*writer) : nullptr;
        }
    }

    core::Result<void> append(const core::domain::QueryRecord& record) override { return write(record); }
    core::Result<void> append(const core::domain::Outcome& outcome) override { return write(outcome); }
    core::Result<void> append(const core::domain::Withdrawal& withdrawal) override { return write(withdrawal); }
    core::Result<void> flush() override { return {}; }
    [[nodiscard]] core::ports::DecisionStoreStatus status() const override
    {
        core::ports::DecisionStoreStatus status;
        status.acknowledged = m_acknowledged;
        return status;
    }

private:
    template <typename Record>
    core::Result<void> write(const Record& record)
    {
        ++m_acknowledged;
        if (m_writer == nullptr) {
            return {};
        }
        std::string bytes;
        core::journal::encode(record, bytes);
        const auto written = m_writer->append(bytes);
        return written ? core::Result<void>() : core::Result<void>(core::fail(written.error()));
    }

    std::unique_ptr<core::journal::JournalWriter> m_writer;
    std::atomic<std::uint64_t> m_acknowledged = 0;
};

} // namespace gatewaytest
