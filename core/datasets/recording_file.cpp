#include "core/datasets/recording_file.h"

#include "core/datasets/example_json.h"
#include "core/datasets/example_stream.h"

#include <utility>

namespace core::datasets {

Result<std::size_t> readRecordingFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit)
{
    return streamExamples(path, options, {.needsReference = false, .makesIds = false}, visit);
}

Result<RecordingWriter> RecordingWriter::create(const std::filesystem::path& path)
{
    Result<LineWriter> lines = LineWriter::create(path);
    if (!lines) {
        return fail(lines.error());
    }
    return RecordingWriter(std::move(*lines));
}

Result<void> RecordingWriter::write(const domain::Example& example)
{
    const Result<std::string> line = exampleLine(example);
    if (!line) {
        return fail(line.error());
    }
    Result<void> written = m_lines.write(*line);
    m_count += written ? 1 : 0;
    return written;
}

} // namespace core::datasets
