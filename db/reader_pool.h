#pragma once

#include "core/base/result.h"
#include "db/connection.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace db {

/// Read-only connections, one a thread, opened when first used and closed when the thread ends or the pool is
/// gone.
class ReaderPool {
public:
    ReaderPool(std::filesystem::path database, Access access);
    ~ReaderPool();
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    /// The calling thread's connection. Throws SqlFailure.
    [[nodiscard]] Connection& connection() const;

    /// Runs `work(Connection&)` inside one read transaction, so that all it reads is of one moment.
    template <typename Work>
    auto read(Work&& work) const
    {
        Connection& reader = connection();
        Transaction snapshot(reader, Transaction::Kind::Read);
        return std::forward<Work>(work)(reader);
    }

private:
    const std::filesystem::path m_database;
    const Access m_access;
    const std::shared_ptr<const std::uint64_t>
        m_identity; ///< threads see by it whether the pool is still there
};

} // namespace db
