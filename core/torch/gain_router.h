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
/// Unavailable when the router was trained with an encoder that `encoders` does not give, or gives another version of.
[[nodiscard]] Result<routing::GainModel> gainModelFrom(
    const LoadedArtefact& artefact, const ports::EncoderSource& encoders);
/// The retrieval texts alone; needs no encoder.
[[nodiscard]] Result<ports::RouterTrainer::Observations> keptExamples(const LoadedArtefact& artefact);
[[nodiscard]] Result<std::unique_ptr<ports::Router>> gainRouterFrom(
    const LoadedArtefact& artefact, const ports::EncoderSource& encoders);

} // namespace core::torch
