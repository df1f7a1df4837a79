#include "core/datasets/workload_generator.h"

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/datasets/traffic_mix.h"
#include "core/datasets/workload/simulated_tiers.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

namespace core::datasets {

namespace {

constexpr double kHardGrowth = 2.5; ///< how much more frequent hard slices get at full drift
constexpr double kNewPhrasingShare = 0.5; ///< of the usual texts at full drift
constexpr std::string_view kIdPrefix = "sim";

workload::DraftRequest drawRequest(std::span<const workload::Slice> slices, double drift, Rng& rng)
{
    double draw = rng.uniform() / (1.0 + kHardGrowth * drift);
    const bool isNewPhrasing = rng.chance(kNewPhrasingShare * drift);
    for (const workload::Slice& slice : slices) {
        if (draw < slice.share) {
            return {slice.name, isNewPhrasing};
        }
        draw -= slice.share;
    }
    return {workload::kUsualSlice, isNewPhrasing};
}

Rng exampleRng(std::uint64_t seed, std::string_view taskId, std::uint64_t stream, std::uint64_t index)
{
    return Rng(mixSeed(mixSeed(mixSeed(seed, fnv1a(taskId)), stream), index));
}

std::string idOf(std::string_view taskId, std::uint64_t stream, std::uint64_t index)
{
    return std::string(kIdPrefix) + ":" + std::string(taskId) + ":" + std::to_string(stream) + ":"
        + std::to_string(index);
}

std::vector<std::string_view> splitId(std::string_view id)
{
    std::vector<std::string_view> parts;
    for (std::size_t colon = id.find(':'); colon != std::string_view::npos; colon = id.find(':')) {
        parts.push_back(id.substr(0, colon));
        id.remove_prefix(colon + 1);
    }
    parts.push_back(id);
    return parts;
}

std::optional<std::uint64_t> wholeNumber(std::string_view digits)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

} // namespace

WorkloadGenerator::WorkloadGenerator(WorkloadOptions options)
    : m_options(options)
{
    std::array<std::unique_ptr<workload::TaskGrammar>, 6> grammars{workload::makeFinancialEntityGrammar(),
        workload::makeFinancialSummaryGrammar(), workload::makeCustomerIntentGrammar(),
        workload::makeCustomerResponseGrammar(), workload::makeLegalClauseGrammar(),
        workload::makeLegalRiskGrammar()};
    for (auto& grammar : grammars) {
        m_tasks.push_back({domain::presetTask(grammar->taskId()).value(), std::move(grammar)});
    }
}

WorkloadGenerator::~WorkloadGenerator() = default;
WorkloadGenerator::WorkloadGenerator(WorkloadGenerator&&) noexcept = default;
WorkloadGenerator& WorkloadGenerator::operator=(WorkloadGenerator&&) noexcept = default;

std::vector<std::string> WorkloadGenerator::taskIds() const
{
    std::vector<std::string> ids;
    for (const TaskEntry& task : m_tasks) {
        ids.push_back(task.task.id);
    }
    return ids;
}

const WorkloadGenerator::TaskEntry& WorkloadGenerator::entry(std::string_view taskId) const
{
    const auto found = std::find_if(
        m_tasks.begin(), m_tasks.end(), [&](const TaskEntry& task) { return task.task.id == taskId; });
    assert(found != m_tasks.end() && "not a task of the demo workload");
    return *found;
}

double WorkloadGenerator::driftAt(std::uint64_t index) const
{
    const bool hasDrifted = m_options.driftAt && index >= *m_options.driftAt;
    return hasDrifted ? std::clamp(m_options.driftStrength, 0.0, 1.0) : 0.0;
}

domain::Example WorkloadGenerator::generate(
    std::string_view taskId, std::uint64_t stream, std::uint64_t index) const
{
    return generate(taskId, stream, index, driftAt(index));
}

domain::Example WorkloadGenerator::generate(
    std::string_view taskId, std::uint64_t stream, std::uint64_t index, double driftStrength) const
{
    const TaskEntry& task = entry(taskId);
    Rng rng = exampleRng(m_options.seed, taskId, stream, index);
    const workload::DraftRequest request = drawRequest(task.grammar->slices(), driftStrength, rng);
    workload::Draft draft = task.grammar->draft(request, rng);
    draft.slice = request.slice;
    domain::Example example;
    example.id = idOf(taskId, stream, index);
    example.taskId = task.task.id;
    example.source = kWorkloadSource;
    for (const workload::SimulatedTier& tier : workload::simulatedTiers()) {
        example.responses.emplace(tier.model,
            workload::simulateResponse(tier, task.task, draft, task.grammar->instructionTokens(), rng));
    }
    example.text = std::move(draft.text);
    example.tokens = std::move(draft.tokens);
    example.reference = std::move(draft.reference);
    return example;
}

std::string_view WorkloadGenerator::taskAt(std::uint64_t stream, std::uint64_t index) const
{
    Rng rng = exampleRng(m_options.seed, "traffic mix", stream, index);
    double draw = rng.uniform();
    for (const TaskWeight& weight : trafficMix()) {
        if (draw < weight.share) {
            return weight.taskId;
        }
        draw -= weight.share;
    }
    return trafficMix().back().taskId;
}

std::string_view WorkloadGenerator::sliceOf(
    std::string_view taskId, std::uint64_t stream, std::uint64_t index) const
{
    Rng rng = exampleRng(m_options.seed, taskId, stream, index);
    return drawRequest(entry(taskId).grammar->slices(), driftAt(index), rng).slice;
}

std::string_view WorkloadGenerator::sliceOf(std::string_view exampleId) const
{
    const std::vector<std::string_view> parts = splitId(exampleId);
    if (parts.size() != 4 || parts[0] != kIdPrefix) {
        return {};
    }
    const auto stream = wholeNumber(parts[2]);
    const auto index = wholeNumber(parts[3]);
    const bool isKnown
        = std::any_of(m_tasks.begin(), m_tasks.end(), [&](const auto& t) { return t.task.id == parts[1]; });
    return stream && index && isKnown ? sliceOf(parts[1], *stream, *index) : std::string_view();
}

} // namespace core::datasets
