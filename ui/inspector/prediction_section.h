#pragma once

#include "core/domain/query_record.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

class QWidget;

namespace ui::inspector {

/// What the router expected of each tier, as bars.
[[nodiscard]] QWidget* makePredictionSection(const core::domain::QueryRecord& record,
    const models::Catalogue& catalogue, const models::Formats& formats, QWidget* parent);

} // namespace ui::inspector
