#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QProcess;

/// Work that a copy of the test program does until it is killed.
namespace victim {

/// When the program was started as a victim: does its work, never returns before it is done, and gives the
/// exit code. -1: it was started as the test itself.
[[nodiscard]] int runIfAsked(const QStringList& arguments);

/// A victim that records queries into the workspace from two threads for ever; each id is written to standard
/// output after its acknowledgement.
[[nodiscard]] QStringList recorder(const QString& workspace, quint64 seed);

/// A victim that records and then writes a policy version, says "policy", and waits to be killed.
[[nodiscard]] QStringList policyWriter(const QString& workspace);

/// A victim that upgrades a database by migrations that take a while, then says "migrated".
[[nodiscard]] QStringList upgrader(const QString& database);

} // namespace victim
