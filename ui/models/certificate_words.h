#pragma once

#include "core/domain/policy.h"
#include "ui/models/formats.h"

#include <QString>

namespace ui::models {

/// What a certificate promises, in one sentence an operator can repeat.
[[nodiscard]] QString certificateInWords(
    const core::domain::Certificate& certificate, const Formats& formats);

} // namespace ui::models
