#pragma once

#include "db/connection.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace db {

/// Numbers for the small vocabulary of the traffic; a new name is added. For the writing connection only.
class NameTable {
public:
    explicit NameTable(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] std::int64_t idOf(const std::string& name);
    /// After a rollback: what was added is gone.
    void forget() { m_ids.clear(); }

private:
    Connection& m_connection;
    std::unordered_map<std::string, std::int64_t> m_ids;
};

enum class Judgement { None = 0, Met = 1, Missed = 2 };

/// What a query can be filtered by; the names are numbers of NameTable.
struct Facet {
    std::int64_t task = 0;
    std::int64_t tier = 0; ///< that answered; the number of "" when none did
    std::int64_t policy = 0;
    bool isEscalated = false;
    Judgement judgement = Judgement::None;
};

/// Numbers for the combinations of attributes that occur. For the writing connection only.
class FacetTable {
public:
    explicit FacetTable(Connection& connection)
        : m_connection(connection)
    {
    }
    [[nodiscard]] std::int64_t idOf(const Facet& facet);
    [[nodiscard]] Facet facet(std::int64_t id);
    /// Notes that a query of the facet stands in `row`.
    void extend(std::int64_t id, std::int64_t row);
    /// Writes what extend() noted since the last time.
    void writeExtents();
    void forget();

private:
    struct Extent {
        std::int64_t first = 0;
        std::int64_t last = 0;
        bool isChanged = false;
    };

    Connection& m_connection;
    std::unordered_map<std::string, std::int64_t> m_ids; ///< by the facet's fields as bytes
    std::unordered_map<std::int64_t, Extent> m_extents;
};

} // namespace db
