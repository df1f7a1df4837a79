#pragma once

#include <span>

namespace ui::models {

/// What the engine says of errors and refusals that an operator can meet, in English; %1 to %9 stand for numbers and names.
/// Their translations are in the context EngineSentences.
[[nodiscard]] std::span<const char* const> engineErrors();

} // namespace ui::models
