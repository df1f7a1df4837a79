#include "core/datasets/labelled_file.h"

#include "core/datasets/example_stream.h"

namespace core::datasets {

Result<std::size_t> readLabelledFile(
    const std::filesystem::path& path, const ReadOptions& options, const ExampleVisitor& visit)
{
    return streamExamples(path, options, {.needsReference = true, .makesIds = true}, visit);
}

} // namespace core::datasets
