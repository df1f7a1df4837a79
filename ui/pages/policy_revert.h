#pragma once

#include "ui/models/console_context.h"

#include <functional>
#include <string>

namespace ui::pages {

/// Puts an earlier version in force again, as a new one. `done` gets the words to show: success only when the
/// active policy was read back and is the version that came of it.
void revertPolicy(models::ConsoleContext& context, QObject* receiver, const std::string& versionId,
    std::function<void(const models::Message&)> done);

/// What to tell after a command that was to put a version in force: the receipt held against the snapshot.
[[nodiscard]] models::Message readBackMessage(
    const models::ConsoleContext& context, const core::Result<core::ports::CommandReceipt>& receipt);

} // namespace ui::pages
