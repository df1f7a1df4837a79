#include "core/datasets/example_stream.h"

#include "core/datasets/example_json.h"
#include "core/datasets/gzip_line_reader.h"
#include "core/domain/task.h"

#include <unordered_map>
#include <utility>

namespace core::datasets {

namespace {

Result<void> checkOptions(const ReadOptions& options)
{
    if (!options.taskId.empty() && !domain::isValidTaskId(options.taskId)) {
        return fail(ErrorCode::InvalidArgument,
            "task '" + options.taskId + "' is no task id; use a-z, 0-9, '_', '/', '.', '-', at most 64");
    }
    return {};
}

} // namespace

Result<std::size_t> streamExamples(const std::filesystem::path& path, const ReadOptions& options,
    const StreamRules& rules, const ExampleVisitor& visit)
{
    if (const Result<void> checked = checkOptions(options); !checked) {
        return fail(checked.error());
    }
    Result<GzipLineReader> reader = GzipLineReader::open(path);
    if (!reader) {
        return fail(reader.error());
    }
    LineContext context{options.taskId, {}, path.filename().string(), rules.needsReference};
    std::unordered_map<std::string, std::size_t> firstLineOfId;
    for (;;) {
        const auto line = reader->next();
        if (!line) {
            return fail(line.error());
        }
        if (!line->has_value()) {
            return firstLineOfId.size();
        }
        if (rules.makesIds) {
            context.fallbackId = context.source + ":" + std::to_string((*line)->number);
        }
        Result<domain::Example> example = parseExampleLine((*line)->text, context);
        if (!example) {
            return fail(example.error().within(reader->where()));
        }
        const auto [known, isNew] = firstLineOfId.emplace(example->id, (*line)->number);
        if (!isNew) {
            return fail(ErrorCode::InvalidArgument,
                reader->where() + ": id \"" + example->id + "\" was used in line "
                    + std::to_string(known->second) + "; every query needs an id of its own");
        }
        if (!visit(std::move(*example))) {
            return firstLineOfId.size();
        }
    }
}

} // namespace core::datasets
