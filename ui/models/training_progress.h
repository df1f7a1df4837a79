#pragma once

#include "core/ports/console_service.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

#include <QString>

#include <optional>
#include <string>

namespace ui::models {

/// The run that the training strip speaks of: the one at work, or else the first one waiting.
struct TrainingProgress {
    std::string runId;
    QString headline; ///< "Training student 2 of 6: Customer-service intent"
    QString stage;
    double fraction = 0;
    QString remaining; ///< "about 12 s left"; empty while unknown
    bool isCancelling = false;
};

/// Nothing when no student training is unfinished.
[[nodiscard]] std::optional<TrainingProgress> trainingProgress(
    const Catalogue& catalogue, core::TimePoint now, const Formats& formats);

/// Remaining time from the share done so far; nothing before 5% or without a start.
[[nodiscard]] std::optional<std::chrono::seconds> remainingTime(
    const core::domain::Run& run, core::TimePoint now);

} // namespace ui::models
