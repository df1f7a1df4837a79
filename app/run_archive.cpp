#include "app/run_archive.h"

#include "core/domain/loop_parameters.h"
#include "core/engine/router_training.h"
#include "core/engine/training_parameters.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <tuple>
#include <utility>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr std::streamoff kLogShown = 64 << 10;

/// The end of a file; empty when there is none.
std::string endOf(const std::filesystem::path& file, bool& isCut)
{
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) {
        return {};
    }
    const std::streamoff size = stream.tellg();
    isCut = size > kLogShown;
    stream.seekg(std::max<std::streamoff>(0, size - kLogShown));
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool names(const domain::PolicyVersion& version, const domain::Artefact& artefact)
{
    return std::any_of(version.tasks.begin(), version.tasks.end(), [&](const auto& entry) {
        const domain::TaskPolicy& task = entry.second; // of any task: a shared router belongs to none
        const auto isIt = [&](const auto& served) { return served.second == artefact.id; };
        return task.routerVersion == artefact.id || std::ranges::any_of(task.modelVersions, isIt)
            || std::ranges::any_of(task.scorerVersions, isIt);
    });
}

std::vector<ports::ArtefactUse> usesOf(
    const std::vector<domain::Artefact>& artefacts, const std::vector<domain::PolicyVersion>& versions)
{
    std::vector<ports::ArtefactUse> uses;
    for (const domain::Artefact& artefact : artefacts) {
        const auto first = std::find_if(versions.begin(), versions.end(),
            [&](const domain::PolicyVersion& version) { return names(version, artefact); });
        if (first != versions.end()) {
            uses.push_back({artefact.id, first->id, first->sequence, first->at, names(versions.back(), artefact)});
        }
    }
    return uses;
}

} // namespace

RunArchive::RunArchive(const db::Stores& stores, std::filesystem::path workspace)
    : m_stores(stores)
    , m_workspace(std::move(workspace))
{
}

Result<ports::RunDetails> RunArchive::details(const std::string& runId) const
{
    const auto run = m_stores.runs->run(runId);
    if (!run) {
        return core::fail(run.error());
    }
    if (!*run) {
        return core::fail(ErrorCode::NotFound, "no run '" + runId + "' in this workspace");
    }
    ports::RunDetails details;
    details.run = **run;
    auto metrics = m_stores.runs->metrics(runId);
    auto artefacts = m_stores.runs->artefacts();
    const auto versions = m_stores.policies->versions();
    if (!metrics || !artefacts || !versions) {
        return core::fail(!metrics ? metrics.error() : !artefacts ? artefacts.error() : versions.error());
    }
    details.metrics = std::move(*metrics);
    std::stable_sort(details.metrics.begin(), details.metrics.end(),
        [](const domain::RunMetric& a, const domain::RunMetric& b) {
            return std::tie(a.name, a.step) < std::tie(b.name, b.step);
        });
    std::copy_if(artefacts->begin(), artefacts->end(), std::back_inserter(details.artefacts),
        [&](const domain::Artefact& artefact) { return artefact.runId == runId; });
    details.uses = usesOf(details.artefacts, *versions);
    details.log = endOf(m_workspace / "logs" / ("worker-" + runId + ".log"), details.isLogCut);
    return details;
}

std::vector<domain::ParameterDoc> RunArchive::parameters(domain::RunKind kind) const
{
    return kind == domain::RunKind::StudentTraining ? core::engine::trainingParameters()
        : kind == domain::RunKind::RouterTraining   ? core::engine::routerParameters()
                                                    : domain::loopParameters(kind);
}

Result<std::vector<domain::Artefact>> RunArchive::artefacts() const
{
    auto artefacts = m_stores.runs->artefacts();
    if (artefacts) {
        std::stable_sort(artefacts->begin(), artefacts->end(),
            [](const domain::Artefact& a, const domain::Artefact& b) { return a.at > b.at; });
    }
    return artefacts;
}

} // namespace app
