#pragma once

#include "core/datasets/workload_generator.h"
#include "core/ports/workload_source.h"

#include <cstdint>
#include <memory>
#include <string>

namespace core::datasets {

/// One stream of the demo workload, query after query; all tasks mixed as in demo traffic, or one task only.
class WorkloadStream final : public ports::WorkloadSource {
public:
    /// `taskId` empty: all tasks. Two streams of the same number and generator give the same queries.
    WorkloadStream(
        std::shared_ptr<const WorkloadGenerator> generator, std::uint64_t stream, std::string taskId = {});

    [[nodiscard]] domain::Example next() override;
    /// Takes effect with the next query, whatever the generator's own drift.
    void setDriftStrength(double strength) override;

    [[nodiscard]] std::uint64_t position() const { return m_index; }
    /// Goes on from the index-th query.
    void seek(std::uint64_t index) { m_index = index; }

private:
    std::shared_ptr<const WorkloadGenerator> m_generator;
    std::uint64_t m_stream;
    std::string m_taskId;
    std::uint64_t m_index = 0;
    double m_driftStrength = 0;
};

} // namespace core::datasets
