#pragma once

#include "core/ports/policy_preview.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/plain_table_model.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace ui::models {

/// One line of a preview: a figure under what is in force and under the draft.
struct PreviewFigure {
    QString name;
    QString help;
    core::ports::Band now;
    core::ports::Band then;
    QString nowText;
    QString thenText;
    QString thenBand; ///< 95%; empty when nothing is known
    QString toolTip; ///< both, with 50% and 95% bands; or why nothing is known
};

/// Cost, quality, failures, escalations, audits and latency, always in this order.
[[nodiscard]] std::vector<PreviewFigure> previewFigures(
    const core::ports::PolicyPreview& preview, const Formats& formats);

/// The names of the figures, for a preview that is not there yet.
[[nodiscard]] QStringList previewFigureNames();

/// Why the draft cannot be applied, with what is missing; empty when it can.
[[nodiscard]] QString refusalInWords(const core::ports::PolicyPreview& preview, const Formats& formats);

/// What the draft promises, one line a tier below the last, or what it is expected to, with what tells so.
[[nodiscard]] QStringList promisesInWords(
    const core::ports::PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats);

/// What was replayed, and why what is in force need not lie on the curve.
[[nodiscard]] QString replayInWords(const core::ports::PolicyPreview& preview, const Formats& formats);

/// Whether the alarm would have rung on recent judged answers, and when; empty when nothing tells.
[[nodiscard]] QString alarmInWords(
    const core::ports::PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats);

/// "First asked -> answers": shares under what is in force and under the draft.
[[nodiscard]] PlainTable flowTable(
    const core::ports::PolicyPreview& preview, const Catalogue& catalogue, const Formats& formats);

/// The points of the risk-cost curve, then what is in force and the draft.
[[nodiscard]] PlainTable riskCostTable(const core::ports::PolicyPreview& preview, double alphaInForce, const Formats& formats);

} // namespace ui::models
