#pragma once

#include "core/base/result.h"
#include "core/torch/bag_network.h"
#include "core/torch/confidence.h"
#include "core/torch/tag_field.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::torch {

/// What a model file holds, by name. Numbers are stored raw, little-endian, 32 bits each.
struct ArtefactContents {
    std::map<std::string, std::string> texts; ///< "kind" ("student" or "router") is required
    std::map<std::string, std::vector<std::string>> lists;
    std::map<std::string, std::vector<float>> floats;
    std::map<std::string, std::vector<std::uint32_t>> words;

    /// Members that are absent: Corrupt, naming the member.
    [[nodiscard]] Result<std::string> text(const std::string& name) const;
    [[nodiscard]] Result<std::vector<std::string>> list(const std::string& name) const;
    [[nodiscard]] Result<std::vector<float>> numbers(const std::string& name, std::size_t atLeast) const;
};

struct LoadedArtefact {
    ArtefactContents contents;
    std::string sha256; ///< of the whole file
};

/// "RNLPMODL" | u32 format version | u64 header bytes | JSON header | numbers | 64 digits: SHA-256 of all
/// before. Replaces the file at `path` atomically; returns the SHA-256 of the whole file.
[[nodiscard]] Result<std::string> writeArtefact(
    const std::filesystem::path& path, const ArtefactContents& contents);

/// Refuses altered bytes (Corrupt), newer formats (NewerVersion) and other kinds (InvalidArgument). An empty
/// `expectedSha256` leaves only the checksum inside the file.
[[nodiscard]] Result<LoadedArtefact> readArtefact(
    const std::filesystem::path& path, const std::string& expectedSha256, std::string_view kind);

void storeEnsemble(const BagEnsemble& ensemble, ArtefactContents& contents);
[[nodiscard]] Result<BagEnsemble> ensembleFrom(const ArtefactContents& contents);

/// Weights, then the bias, under one name.
void storeLogistic(const LogisticModel& model, const std::string& name, ArtefactContents& contents);
[[nodiscard]] Result<LogisticModel> logisticFrom(
    const ArtefactContents& contents, const std::string& name, std::size_t weights);

void storeField(const TagField& field, ArtefactContents& contents);
/// Nothing where the file holds none.
[[nodiscard]] Result<std::optional<TagField>> fieldFrom(const ArtefactContents& contents, std::size_t tags);

} // namespace core::torch
