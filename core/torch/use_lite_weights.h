#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace core::torch {

struct NamedWeight {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Universal Sentence Encoder Lite as its files hold it: weights by name ("embeddings", "layer0.qkv.weight", ...,
/// matrices as (in, out)) and the vocabulary in order of its ids.
struct UseLiteFiles {
    std::map<std::string, NamedWeight> weights;
    std::vector<std::pair<std::string, double>> vocabulary;
    std::string sha256; ///< over everything that was read
};

/// What packaging/fetch-encoder.sh unpacks: model.json (TensorFlow.js weights manifest), f32 shards, vocab.json.
[[nodiscard]] Result<UseLiteFiles> readUseLiteShards(const std::filesystem::path& directory);

/// The same weights in one safetensors file (F32 or F16) and a vocabulary of "piece TAB score" lines.
[[nodiscard]] Result<UseLiteFiles> readUseLiteTensors(
    const std::filesystem::path& tensors, const std::filesystem::path& vocabulary);

} // namespace core::torch
