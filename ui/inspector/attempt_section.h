#pragma once

#include "core/domain/query_record.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

class QWidget;

namespace ui::inspector {

/// Each call in order: score against threshold on a scale, tokens, cost, latency, answer.
[[nodiscard]] QWidget* makeAttemptSection(const core::domain::QueryRecord& record,
    const models::Catalogue& catalogue, const models::Formats& formats, QWidget* parent);

} // namespace ui::inspector
