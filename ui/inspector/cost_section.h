#pragma once

#include "core/domain/query_record.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

class QWidget;

namespace ui::inspector {

/// What was paid, what each other tier would have cost, and which of that is estimated.
[[nodiscard]] QWidget* makeCostSection(const core::domain::QueryRecord& record,
    const models::Catalogue& catalogue, const models::Formats& formats, QWidget* parent);

} // namespace ui::inspector
