#include "app/benches/labelled_data.h"

#include "core/base/text.h"
#include "core/datasets/labelled_file.h"
#include "core/domain/split.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <set>

namespace app::benches {

namespace {

using core::Result;
namespace domain = core::domain;

constexpr std::array<const char*, 7> kFiles{"fin_ner_sec", "fin_summ_ectsum", "cs_intent_banking77", "cs_intent_clinc150",
    "cs_response_star", "legal_clause_cuad", "legal_risk_tos_unfair"};

} // namespace

Result<LabelledData> readLabelledData(const std::string& file)
{
    LabelledData data;
    const std::string base = std::filesystem::path(file).filename().string();
    data.name = base.substr(0, base.find('.'));
    const Result<std::size_t> read = core::datasets::readLabelledFile(file, {}, [&data](domain::Example example) {
        (example.isTest ? data.test : data.training).push_back(std::move(example));
        return true;
    });
    if (!read) {
        return core::fail(core::Error{read.error().code, read.error().message + "; name the file with --data"});
    }
    if (data.training.empty() || data.test.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "'" + file + "' needs lines of both train and test");
    }
    const std::optional<domain::Task> task = domain::presetTask(data.training.front().taskId);
    if (!task) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + file + "' is of task '" + data.training.front().taskId + "', which is none of the presets");
    }
    data.task = *task;
    std::set<std::string> known;
    for (const domain::Example& example : data.training) {
        known.insert(core::normalisedText(example.text));
    }
    data.droppedTest = std::erase_if(data.test,
        [&known](const domain::Example& example) { return known.contains(core::normalisedText(example.text)); });
    return data;
}

std::vector<std::string> labelledFiles(const std::string& folder)
{
    std::vector<std::string> files;
    for (const char* name : kFiles) {
        for (const char* ending : {".jsonl.gz", ".jsonl"}) {
            const std::filesystem::path path = std::filesystem::path(folder) / (std::string(name) + ending);
            if (std::filesystem::exists(path)) {
                files.push_back(path.string());
                break;
            }
        }
    }
    return files;
}

LabelledData foldOf(const LabelledData& data, std::size_t fold, std::size_t folds)
{
    LabelledData part;
    part.name = data.name;
    part.task = data.task;
    for (const domain::Example& example : data.training) {
        const std::string hash = domain::identityOf(example.text, "cross-validation").hash;
        const bool isHeldOut = std::stoull(hash.substr(0, 12), nullptr, 16) % folds == fold;
        (isHeldOut ? part.test : part.training).push_back(example);
    }
    return part;
}

DataParts partsOf(std::span<const domain::Example> lines, std::uint64_t seed)
{
    DataParts parts;
    const std::string key = "bench " + std::to_string(seed);
    for (const domain::Example& line : lines) {
        switch (domain::identityOf(line.text, key).split) {
        case domain::DataSplit::Training:
        case domain::DataSplit::Test:
            parts.training.push_back(line);
            break;
        case domain::DataSplit::Tuning:
            parts.tuning.push_back(line);
            break;
        case domain::DataSplit::Calibration:
            parts.calibration.push_back(line);
            break;
        case domain::DataSplit::Gate:
            parts.gate.push_back(line);
            break;
        }
    }
    return parts;
}

} // namespace app::benches
