#pragma once

#include "db/database_writer.h"
#include "db/reader_pool.h"
#include "db/sql_failure.h"
#include "db/workspace.h"

#include <functional>
#include <optional>
#include <utility>

namespace db {

/// How a store reaches its workspace: reads on the calling thread's connection, writes on the writer thread.
class StoreAccess {
public:
    explicit StoreAccess(const Workspace& workspace)
        : m_workspace(workspace)
    {
    }

    /// `work(Connection&)` in one read transaction; whatever it throws becomes the Error.
    template <typename Work, typename Value = std::invoke_result_t<Work, Connection&>>
    core::Result<Value> read(Work&& work) const
    {
        return guarded([&] { return m_workspace.readers().read(std::forward<Work>(work)); });
    }

    core::Result<void> write(Durability durability, std::function<void(Connection&)> work) const
    {
        DatabaseWriter* writer = m_workspace.writer();
        if (writer == nullptr) {
            return core::fail(core::ErrorCode::PermissionDenied,
                "'" + m_workspace.path().string() + "' is open read-only; only its owner writes");
        }
        return writer->execute(durability, std::move(work));
    }

    [[nodiscard]] const Workspace& workspace() const { return m_workspace; }

private:
    const Workspace& m_workspace;
};

} // namespace db
