#include "core/torch/artefact_file.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

namespace core::torch {

namespace {

static_assert(
    std::endian::native == std::endian::little, "artefacts are read and written without byte swapping");

using nlohmann::json;

constexpr std::string_view kMagic = "RNLPMODL";
constexpr std::uint32_t kFormatVersion = 1;
constexpr std::size_t kDigestSize = 64;
constexpr std::size_t kPrefixSize = 8 + sizeof(std::uint32_t) + sizeof(std::uint64_t);
constexpr std::size_t kLargestFile = std::size_t{1} << 30;

template <typename T>
void appendRaw(std::string& bytes, const T* values, std::size_t count)
{
    bytes.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

template <typename T>
T rawAt(std::string_view bytes, std::size_t offset)
{
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

template <typename T>
void appendSection(
    const std::map<std::string, std::vector<T>>& section, json& directory, std::string& numbers)
{
    directory = json::array();
    for (const auto& [name, values] : section) {
        directory.push_back({{"name", name}, {"count", values.size()}});
        appendRaw(numbers, values.data(), values.size());
    }
}

/// Takes the section's numbers off the front of `numbers`; false when there are too few.
template <typename T>
bool takeSection(
    const json& directory, std::string_view& numbers, std::map<std::string, std::vector<T>>& section)
{
    for (const json& entry : directory) {
        const auto count = entry.at("count").get<std::size_t>();
        if (count > numbers.size() / sizeof(T)) {
            return false;
        }
        std::vector<T>& values = section[entry.at("name").get<std::string>()];
        values.resize(count);
        numbers.copy(reinterpret_cast<char*>(values.data()), count * sizeof(T));
        numbers.remove_prefix(count * sizeof(T));
    }
    return true;
}

Result<ArtefactContents> parse(std::string_view bytes)
{
    const auto headerSize = rawAt<std::uint64_t>(bytes, kMagic.size() + sizeof(std::uint32_t));
    const std::string_view body = bytes.substr(kPrefixSize, bytes.size() - kPrefixSize - kDigestSize);
    if (headerSize > body.size()) {
        return fail(ErrorCode::Corrupt, "the header is longer than the file");
    }
    try {
        const json header = json::parse(body.substr(0, headerSize));
        ArtefactContents contents;
        contents.texts = header.at("texts").get<std::map<std::string, std::string>>();
        contents.lists = header.at("lists").get<std::map<std::string, std::vector<std::string>>>();
        std::string_view numbers = body.substr(headerSize);
        if (!takeSection(header.at("floats"), numbers, contents.floats)
            || !takeSection(header.at("words"), numbers, contents.words)) {
            return fail(ErrorCode::Corrupt, "the file ends before its numbers do");
        }
        return contents;
    } catch (const json::exception& error) {
        return fail(ErrorCode::Corrupt, std::string("the header is not what it should be: ") + error.what());
    }
}

Result<ArtefactContents> verified(const std::string& bytes, std::string_view kind)
{
    if (bytes.size() < kPrefixSize + kDigestSize || !std::string_view(bytes).starts_with(kMagic)) {
        return fail(ErrorCode::Corrupt, "not a model file of this program");
    }
    if (const auto version = rawAt<std::uint32_t>(bytes, kMagic.size()); version > kFormatVersion) {
        return fail(ErrorCode::NewerVersion,
            "written by a newer program (format " + std::to_string(version) + ", this one reads up to "
                + std::to_string(kFormatVersion) + "); update the program or train again");
    }
    const std::string_view body(bytes.data(), bytes.size() - kDigestSize);
    if (sha256Hex(body) != std::string_view(bytes).substr(body.size())) {
        return fail(
            ErrorCode::Corrupt, "its bytes were altered since it was written; train again or restore it");
    }
    Result<ArtefactContents> contents = parse(bytes);
    if (contents && contents->text("kind").value_or("") != kind) {
        return fail(ErrorCode::InvalidArgument, "holds no " + std::string(kind) + "; give the path of one");
    }
    return contents;
}

Error missing(const std::string& name)
{
    return {ErrorCode::Corrupt, "the model file lacks '" + name + "'; train again or restore it"};
}

} // namespace

Result<std::string> ArtefactContents::text(const std::string& name) const
{
    const auto found = texts.find(name);
    return found == texts.end() ? Result<std::string>(fail(missing(name))) : found->second;
}

Result<std::vector<std::string>> ArtefactContents::list(const std::string& name) const
{
    const auto found = lists.find(name);
    return found == lists.end() ? Result<std::vector<std::string>>(fail(missing(name))) : found->second;
}

Result<std::vector<float>> ArtefactContents::numbers(const std::string& name, std::size_t atLeast) const
{
    const auto found = floats.find(name);
    return found == floats.end() || found->second.size() < atLeast
        ? Result<std::vector<float>>(fail(missing(name)))
        : found->second;
}

Result<std::string> writeArtefact(const std::filesystem::path& path, const ArtefactContents& contents)
{
    json header{{"texts", contents.texts}, {"lists", contents.lists}};
    std::string numbers;
    appendSection(contents.floats, header["floats"], numbers);
    appendSection(contents.words, header["words"], numbers);
    const std::string headerText = header.dump(-1, ' ', false, json::error_handler_t::replace);
    const auto headerSize = static_cast<std::uint64_t>(headerText.size());
    std::string bytes(kMagic);
    appendRaw(bytes, &kFormatVersion, 1);
    appendRaw(bytes, &headerSize, 1);
    bytes.append(headerText).append(numbers);
    bytes.append(sha256Hex(bytes));
    if (const Result<void> written = writeFileAtomically(path, bytes); !written) {
        return fail(written.error());
    }
    return sha256Hex(bytes);
}

Result<LoadedArtefact> readArtefact(
    const std::filesystem::path& path, const std::string& expectedSha256, std::string_view kind)
{
    const Result<std::string> bytes = readWholeFile(path, kLargestFile);
    if (!bytes) {
        return fail(bytes.error());
    }
    std::string sha256 = sha256Hex(*bytes);
    const std::string context = "model file '" + path.string() + "'";
    Result<ArtefactContents> contents = verified(*bytes, kind);
    if (!contents) {
        return fail(contents.error().within(context));
    }
    if (!expectedSha256.empty() && sha256 != expectedSha256) {
        return fail(Error{ErrorCode::Corrupt,
            "is not the file that was recorded (its SHA-256 differs); restore it or train again"}
                        .within(context));
    }
    return LoadedArtefact{std::move(*contents), std::move(sha256)};
}

void storeEnsemble(const BagEnsemble& ensemble, ArtefactContents& contents)
{
    contents.texts["networks"] = std::to_string(ensemble.networks.size());
    for (std::size_t i = 0; i < ensemble.networks.size(); ++i) {
        const BagNetwork& network = ensemble.networks[i];
        const NetworkShape& shape = network.shape;
        const std::string prefix = "network" + std::to_string(i) + ".";
        const auto size = [](std::size_t value) { return static_cast<std::uint32_t>(value); };
        contents.words[prefix + "shape"] = {shape.buckets, size(shape.dimensions), size(shape.sideInputs),
            size(shape.sideDimensions), size(shape.hidden), size(shape.outputs), shape.salt};
        contents.words[prefix + "row_of"] = network.rowOf;
        contents.floats[prefix + "rows"] = network.rows;
        contents.floats[prefix + "side"] = network.side;
        contents.floats[prefix + "hidden"] = network.hidden;
        contents.floats[prefix + "hidden_bias"] = network.hiddenBias;
        contents.floats[prefix + "head"] = network.head;
        contents.floats[prefix + "head_bias"] = network.headBias;
    }
}

Result<BagEnsemble> ensembleFrom(const ArtefactContents& contents)
{
    BagEnsemble ensemble;
    const auto take = [](const auto& section, const std::string& name) {
        const auto found = section.find(name);
        return found == section.end() ? typename std::decay_t<decltype(section)>::mapped_type()
                                      : found->second;
    };
    for (std::size_t i = 0; contents.words.contains("network" + std::to_string(i) + ".shape"); ++i) {
        const std::string prefix = "network" + std::to_string(i) + ".";
        const std::vector<std::uint32_t> shape = take(contents.words, prefix + "shape");
        if (shape.size() != 7) {
            return fail(missing(prefix + "shape"));
        }
        ensemble.networks.push_back({{shape[0], shape[1], shape[2], shape[3], shape[4], shape[5], shape[6]},
            take(contents.words, prefix + "row_of"), take(contents.floats, prefix + "rows"),
            take(contents.floats, prefix + "side"), take(contents.floats, prefix + "hidden"),
            take(contents.floats, prefix + "hidden_bias"), take(contents.floats, prefix + "head"),
            take(contents.floats, prefix + "head_bias")});
    }
    if (!ensemble.isConsistent()) {
        return fail(ErrorCode::Corrupt,
            "the model file's networks contradict their sizes; train again or restore it");
    }
    return ensemble;
}

void storeLogistic(const LogisticModel& model, const std::string& name, ArtefactContents& contents)
{
    std::vector<float>& values = contents.floats[name];
    values.clear();
    std::transform(model.weights.begin(), model.weights.end(), std::back_inserter(values),
        [](double weight) { return static_cast<float>(weight); });
    values.push_back(static_cast<float>(model.bias));
}

Result<LogisticModel> logisticFrom(
    const ArtefactContents& contents, const std::string& name, std::size_t weights)
{
    const Result<std::vector<float>> values = contents.numbers(name, weights + 1);
    if (!values) {
        return fail(values.error());
    }
    return LogisticModel{
        {values->begin(), values->begin() + static_cast<std::ptrdiff_t>(weights)}, (*values)[weights]};
}

void storeField(const TagField& field, ArtefactContents& contents)
{
    contents.floats["field"] = field.weights();
}

Result<std::optional<TagField>> fieldFrom(const ArtefactContents& contents, std::size_t tags)
{
    const auto stored = contents.floats.find("field");
    if (stored == contents.floats.end()) {
        return std::optional<TagField>();
    }
    TagField field(tags, stored->second);
    if (!field.isConsistent()) {
        return fail(ErrorCode::Corrupt, "the field's weights do not fit the tags; train again or restore the file");
    }
    return std::optional(std::move(field));
}

} // namespace core::torch
