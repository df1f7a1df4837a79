#pragma once

#include "core/domain/example.h"
#include "core/ports/workspace_store.h"
#include "db/connection.h"

#include <span>

namespace db {

/// An example with its identity, computed before the writer thread is asked.
struct IdentifiedExample {
    const core::domain::Example* example = nullptr;
    core::domain::TextIdentity identity;
};

/// Stores examples: one row a text and task, whatever the number of lines. A text that is in a test split of
/// any task exists in test splits only: lines of other splits are dropped, before or after the test line
/// came.
void importExamples(Connection& connection, std::span<const IdentifiedExample> examples,
    core::ports::ExampleStore::ImportReport& report);

} // namespace db
