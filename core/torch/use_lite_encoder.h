#pragma once

#include "core/ports/encoder.h"
#include "core/torch/use_lite_weights.h"

#include <memory>

namespace core::torch {

/// Universal Sentence Encoder Lite (English, 512 dimensions): a two-layer transformer over at most 128 unigram
/// pieces, averaged over tokens. A text without pieces has a vector too: that of the head's bias.
[[nodiscard]] Result<std::unique_ptr<ports::Encoder>> makeUseLiteEncoder(UseLiteFiles files);

} // namespace core::torch
