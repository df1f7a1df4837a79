#pragma once

#include "core/routing/gain_model.h"
#include "core/torch/artefact_file.h"

#include <memory>
#include <string>

namespace core::torch {

/// A stacked router as a file holds it; texts["form"] tells it from a network.
inline constexpr const char* kStackedForm = "stacked";

[[nodiscard]] ArtefactContents contentsOf(const routing::GainModel& model);
[[nodiscard]] std::unique_ptr<ports::Router> makeGainRouter(routing::GainModel model, std::string fingerprint);
[[nodiscard]] Result<std::unique_ptr<ports::Router>> gainRouterFrom(const LoadedArtefact& artefact);

} // namespace core::torch
