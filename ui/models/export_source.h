#pragma once

#include "ui/models/console_context.h"
#include "ui/models/csv.h"

namespace ui::models {

/// Of what is in force now, whatever the time: policy version and task, without a range.
[[nodiscard]] Provenance provenanceOf(const ConsoleContext& context, const QString& subject);

} // namespace ui::models
