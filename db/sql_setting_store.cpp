#include "db/sql_setting_store.h"

namespace db {

SqlSettingStore::SqlSettingStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::optional<std::string>> SqlSettingStore::value(const std::string& key) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT value FROM settings WHERE key = ?", key);
        return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
    });
}

core::Result<void> SqlSettingStore::setValue(const std::string& key, const std::string& value)
{
    if (key == "split_key") {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the split key of a workspace never changes: every text would change its split");
    }
    return m_access.write(Durability::Full, [key, value](Connection& connection) {
        connection.run("INSERT INTO settings(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = "
                       "excluded.value",
            key, value);
    });
}

} // namespace db
