#pragma once

#include "db/migrator.h"

#include <string>
#include <vector>

/// The program's migrations and five more that each take some tens of milliseconds.
inline std::vector<db::Migration> slowMigrations()
{
    std::vector<db::Migration> migrations = db::embeddedMigrations();
    for (int i = 0; i < 5; ++i) {
        const std::string table = "extra_" + std::to_string(i);
        migrations.push_back({migrations.back().version + 1, table,
            "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, name TEXT NOT NULL)\n-- next\n"
                + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT "
                  "INTO "
                + table + " SELECT i, 'row ' || i FROM n\n-- next\nCREATE INDEX " + table + "_by_name ON "
                + table + "(name)"});
    }
    return migrations;
}
