#pragma once

#include "core/domain/route_explanation.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

class QWidget;

namespace ui::inspector {

/// Why the router expected that: curves over the tiers, words, training texts like the request.
[[nodiscard]] QWidget* makeExplanationSection(const core::domain::RouteExplanation& explanation,
    const models::Catalogue& catalogue, const models::Formats& formats, QWidget* parent);

/// The same place while there is nothing to show, with a sentence that says why.
[[nodiscard]] QWidget* makeExplanationNotice(const QString& sentence, QWidget* parent);

} // namespace ui::inspector
