#include "core/datasets/workload_stream.h"

#include <algorithm>
#include <utility>

namespace core::datasets {

WorkloadStream::WorkloadStream(
    std::shared_ptr<const WorkloadGenerator> generator, std::uint64_t stream, std::string taskId)
    : m_generator(std::move(generator))
    , m_stream(stream)
    , m_taskId(std::move(taskId))
{
}

domain::Example WorkloadStream::next()
{
    const std::uint64_t index = m_index++;
    const std::string_view task
        = m_taskId.empty() ? m_generator->taskAt(m_stream, index) : std::string_view(m_taskId);
    if (m_driftStrength > 0) {
        return m_generator->generate(task, m_stream, index, m_driftStrength);
    }
    return m_generator->generate(task, m_stream, index);
}

void WorkloadStream::setDriftStrength(double strength)
{
    m_driftStrength = std::clamp(strength, 0.0, 1.0);
}

} // namespace core::datasets
