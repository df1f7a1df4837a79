#pragma once

#include "core/clustering/text_vectors.h"
#include "core/domain/example.h"
#include "core/domain/loop_record.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::engine::loop {

/// Names the slice of a gate text: the cluster of the nearest text that was taught, or kElsewhere.
class GateSlices {
public:
    /// `texts`: those that slices will be asked for.
    GateSlices(const std::vector<domain::TaughtRow>& taught, const std::vector<domain::StoredExample>& texts);

    [[nodiscard]] std::string operator()(const domain::StoredExample& stored) const;

private:
    std::vector<std::string> m_clusters; ///< of the taught texts, whose rows come first
    std::unordered_map<std::string, std::size_t> m_rowOf; ///< by text hash
    clustering::VectorSet m_vectors;
};

/// Groups a first student's texts, which were drawn and not chosen by cluster, by what they are about. Deterministic
/// for the seed.
void nameClusters(std::vector<domain::TaughtRow>& taught, std::uint64_t seed);

} // namespace core::engine::loop
