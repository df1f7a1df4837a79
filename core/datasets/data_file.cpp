#include "core/datasets/data_file.h"

#include "core/datasets/gzip_line_reader.h"
#include "core/datasets/json_text.h"
#include "core/datasets/labelled_file.h"
#include "core/datasets/recording_file.h"

namespace core::datasets {

Result<DataFileKind> detectDataFile(const std::filesystem::path& path)
{
    Result<GzipLineReader> reader = GzipLineReader::open(path);
    if (!reader) {
        return fail(reader.error());
    }
    const auto line = reader->next();
    if (!line) {
        return fail(line.error());
    }
    if (!line->has_value()) {
        return fail(ErrorCode::InvalidArgument, "'" + path.string() + "' is empty; JSON Lines are expected");
    }
    const Result<nlohmann::json> object = parseJsonObject((*line)->text);
    if (!object) {
        return fail(object.error().within(reader->where()));
    }
    return object->contains("responses") ? DataFileKind::Recording
        : object->contains("winner")     ? DataFileKind::Preferences
                                         : DataFileKind::Labelled;
}

Result<std::size_t> readDataFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit)
{
    const Result<DataFileKind> kind = detectDataFile(path);
    if (!kind) {
        return fail(kind.error());
    }
    if (*kind == DataFileKind::Preferences) {
        return fail(ErrorCode::InvalidArgument,
            "'" + path.string() + "' holds preferences, which only train a router; read it with routenlp import");
    }
    return *kind == DataFileKind::Recording ? readRecordingFile(path, options, visit)
                                            : readLabelledFile(path, options, visit);
}

} // namespace core::datasets
