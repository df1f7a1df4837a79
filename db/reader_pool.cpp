#include "db/reader_pool.h"

#include <QThreadStorage>

#include <atomic>
#include <unordered_map>
#include <utility>

namespace db {

namespace {

struct OpenReader {
    std::weak_ptr<const std::uint64_t> pool;
    std::unique_ptr<Connection> connection;
};

/// Of the calling thread. Qt's storage is emptied before a QThread counts as finished; a thread_local would be emptied
/// after it, when Qt Sql may be gone already at the program's end.
std::unordered_map<std::uint64_t, OpenReader>& openReaders()
{
    static QThreadStorage<std::unordered_map<std::uint64_t, OpenReader>> storage;
    return storage.localData();
}

std::shared_ptr<const std::uint64_t> newIdentity()
{
    static std::atomic<std::uint64_t> counter{0};
    return std::make_shared<const std::uint64_t>(counter.fetch_add(1));
}

} // namespace

ReaderPool::ReaderPool(std::filesystem::path database, Access access)
    : m_database(std::move(database))
    , m_access(access)
    , m_identity(newIdentity())
{
}

ReaderPool::~ReaderPool()
{
    openReaders().erase(*m_identity);
}

Connection& ReaderPool::connection() const
{
    auto& readers = openReaders();
    if (const auto found = readers.find(*m_identity); found != readers.end()) {
        return *found->second.connection;
    }
    std::erase_if(readers, [](const auto& entry) { return entry.second.pool.expired(); });
    auto reader = std::make_unique<Connection>(m_database, m_access);
    return *readers.emplace(*m_identity, OpenReader{m_identity, std::move(reader)})
                .first->second.connection;
}

} // namespace db
