#include "core/torch/use_lite_weights.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <charconv>
#include <cstring>
#include <functional>
#include <numeric>

namespace core::torch {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kFileLimit = std::size_t{128} << 20;

static_assert(std::endian::native == std::endian::little, "weights are stored little-endian");

struct Name {
    std::string ours;
    std::string theirs; ///< the end of the manifest's name
};

std::vector<Name> manifestNames()
{
    std::vector<Name> names{{"embeddings", "module/Embeddings_en"},
        {"timing.inv_timescales", "AddTimingSignal/TimingSignal/ExpandDims_1"},
        {"layer0.residual.weight", "Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat"},
        {"layer0.residual.bias", "Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat"},
        {"head.weight", "hidden_layers/tanh_layer_0/weights"}, {"head.bias", "hidden_layers/tanh_layer_0/bias"}};
    for (const std::string number : {"0", "1"}) {
        const std::string ours = "layer" + number + ".";
        const std::string layer = "Layer_" + number + "/TransformerLayer/";
        const std::string norm = "layer_prepostprocess/layer_norm/layer_norm_";
        const std::string whole = "/ConcatPartitions/concat";
        const std::string attention = layer + "MultiheadAttention/";
        names.insert(names.end(),
            {{ours + "attn_ln.scale", layer + norm + "scale" + whole},
                {ours + "attn_ln.bias", layer + norm + "bias" + whole},
                {ours + "qkv.weight", attention + "qkv_transform_single/kernel/part_0"},
                {ours + "qkv.bias", attention + "qkv_transform_single/bias" + whole},
                {ours + "out.weight", attention + "output_transform_single/kernel/part_0"},
                {ours + "out.bias", attention + "output_transform_single/bias" + whole},
                {ours + "ffn_ln.scale", layer + "FFN/" + norm + "scale" + whole},
                {ours + "ffn_ln.bias", layer + "FFN/" + norm + "bias" + whole},
                {ours + "ffn1.weight", layer + "FFN/conv1/Tensordot/Reshape_1"},
                {ours + "ffn1.bias", layer + "FFN/conv1/bias" + whole},
                {ours + "ffn2.weight", layer + "FFN/conv2/Tensordot/Reshape_1"},
                {ours + "ffn2.bias", layer + "FFN/conv2/bias" + whole}});
    }
    return names;
}

std::size_t elements(const std::vector<std::int64_t>& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1},
        [](std::size_t product, std::int64_t size) { return product * static_cast<std::size_t>(size); });
}

/// Leading sizes of 1 say nothing.
std::vector<std::int64_t> withoutLeadingOnes(std::vector<std::int64_t> shape)
{
    while (shape.size() > 1 && shape.front() == 1) {
        shape.erase(shape.begin());
    }
    return shape;
}

/// IEEE 754 binary16; infinities and NaN do not occur in weights and are refused later as non-finite sums.
float fromHalf(std::uint16_t half)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1FU;
    const std::uint32_t fraction = half & 0x3FFU;
    if (exponent == 0) {
        const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t bits = exponent == 31 ? sign | 0x7F800000U | (fraction << 13)
                                              : sign | ((exponent + 112) << 23) | (fraction << 13);
    return std::bit_cast<float>(bits);
}

Error broken(const std::filesystem::path& file, const std::string& what)
{
    return {ErrorCode::Corrupt, "'" + file.string() + "': " + what + "; run packaging/fetch-encoder.sh again"};
}

Result<Json> readJson(const std::filesystem::path& file, std::string& digests)
{
    const Result<std::string> bytes = readWholeFile(file, kFileLimit);
    if (!bytes) {
        return fail(bytes.error());
    }
    digests += sha256Hex(*bytes);
    Json json = Json::parse(*bytes, nullptr, false);
    return json.is_discarded() ? Result<Json>(fail(broken(file, "not JSON"))) : Result<Json>(std::move(json));
}

/// A piece without a score counts as 0, as in the model's own tokeniser.
Result<std::vector<std::pair<std::string, double>>> vocabularyOf(
    const Json& json, const std::filesystem::path& file)
{
    std::vector<std::pair<std::string, double>> vocabulary;
    for (const Json& entry : json) {
        vocabulary.emplace_back(entry.at(0).get<std::string>(), entry.at(1).is_null() ? 0 : entry.at(1).get<double>());
    }
    return vocabulary.empty() ? Result<decltype(vocabulary)>(fail(broken(file, "no pieces")))
                              : Result<decltype(vocabulary)>(std::move(vocabulary));
}

bool endsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// The float32 weights of one group of shards, by manifest name.
Result<void> readGroup(const Json& group, const std::filesystem::path& directory,
    std::map<std::string, NamedWeight>& found, std::string& digests)
{
    std::string bytes;
    for (const Json& path : group.at("paths")) {
        const std::filesystem::path file = directory / std::filesystem::path(path.get<std::string>()).filename();
        const Result<std::string> shard = readWholeFile(file, kFileLimit);
        if (!shard) {
            return fail(shard.error());
        }
        digests += sha256Hex(*shard);
        bytes += *shard;
    }
    std::size_t at = 0;
    for (const Json& entry : group.at("weights")) {
        const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
        const std::string type = entry.at("dtype");
        const std::size_t size = elements(shape) * sizeof(float); // int32 is as wide
        if ((type != "float32" && type != "int32") || entry.contains("quantization") || at + size > bytes.size()) {
            return fail(broken(directory, "weights of another type or cut off"));
        }
        if (type == "float32") {
            NamedWeight weight{withoutLeadingOnes(shape), std::vector<float>(elements(shape))};
            std::memcpy(weight.values.data(), bytes.data() + at, size);
            found[entry.at("name")] = std::move(weight);
        }
        at += size;
    }
    return {};
}

Result<UseLiteFiles> shards(const std::filesystem::path& directory)
{
    std::string digests;
    const Result<Json> model = readJson(directory / "model.json", digests);
    const Result<Json> pieces = model ? readJson(directory / "vocab.json", digests) : model;
    if (!pieces) {
        return fail(pieces.error());
    }
    std::map<std::string, NamedWeight> found;
    for (const Json& group : model->at("weightsManifest")) {
        if (const Result<void> read = readGroup(group, directory, found, digests); !read) {
            return fail(read.error());
        }
    }
    UseLiteFiles files;
    for (const Name& name : manifestNames()) {
        for (auto& [theirs, weight] : found) {
            if (endsWith(theirs, name.theirs)) {
                files.weights[name.ours] = std::move(weight);
                break;
            }
        }
        if (!files.weights.contains(name.ours)) {
            return fail(broken(directory / "model.json", "no weight '" + name.theirs + "'"));
        }
    }
    auto vocabulary = vocabularyOf(*pieces, directory / "vocab.json");
    if (!vocabulary) {
        return fail(vocabulary.error());
    }
    files.vocabulary = std::move(*vocabulary);
    files.sha256 = sha256Hex(digests);
    return files;
}

Result<void> readTensors(const std::filesystem::path& file, const std::string& bytes, UseLiteFiles& files)
{
    std::uint64_t headerSize = 0;
    if (bytes.size() > sizeof headerSize) {
        std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    }
    if (headerSize == 0 || headerSize > bytes.size() - sizeof headerSize) {
        return fail(broken(file, "no safetensors header"));
    }
    const std::size_t start = sizeof headerSize + static_cast<std::size_t>(headerSize);
    const Json header = Json::parse(bytes.substr(sizeof headerSize, static_cast<std::size_t>(headerSize)));
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") {
            continue;
        }
        NamedWeight weight;
        weight.shape = entry.at("shape").get<std::vector<std::int64_t>>();
        weight.values.resize(elements(weight.shape));
        const bool isHalf = entry.at("dtype") == "F16";
        const std::size_t from = start + entry.at("data_offsets").at(0).get<std::size_t>();
        const std::size_t size = weight.values.size() * (isHalf ? sizeof(std::uint16_t) : sizeof(float));
        if ((!isHalf && entry.at("dtype") != "F32") || from + size > bytes.size()) {
            return fail(broken(file, "'" + name + "' is of another type or cut off"));
        }
        if (isHalf) {
            std::vector<std::uint16_t> halves(weight.values.size());
            std::memcpy(halves.data(), bytes.data() + from, size);
            std::transform(halves.begin(), halves.end(), weight.values.begin(), fromHalf);
        } else {
            std::memcpy(weight.values.data(), bytes.data() + from, size);
        }
        files.weights[name] = std::move(weight);
    }
    return {};
}

Result<void> readPieces(const std::filesystem::path& file, const std::string& text, UseLiteFiles& files)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        const std::size_t tab = line.rfind('\t');
        double score = 0;
        if (tab == std::string::npos
            || std::from_chars(line.data() + tab + 1, line.data() + line.size(), score).ec != std::errc()) {
            return fail(broken(file, "line " + std::to_string(files.vocabulary.size() + 1) + " is no piece and score"));
        }
        files.vocabulary.emplace_back(line.substr(0, tab), score);
        at = end + 1;
    }
    return {};
}

/// What parsing throws becomes an error that names the file.
Result<UseLiteFiles> guarded(const std::filesystem::path& file, const std::function<Result<UseLiteFiles>()>& read)
{
    try {
        return read();
    } catch (const Json::exception& error) {
        return fail(broken(file, error.what()));
    }
}

} // namespace

Result<UseLiteFiles> readUseLiteShards(const std::filesystem::path& directory)
{
    return guarded(directory, [&] { return shards(directory); });
}

Result<UseLiteFiles> readUseLiteTensors(
    const std::filesystem::path& tensors, const std::filesystem::path& vocabulary)
{
    return guarded(tensors, [&]() -> Result<UseLiteFiles> {
        const Result<std::string> bytes = readWholeFile(tensors, kFileLimit);
        const Result<std::string> pieces = bytes ? readWholeFile(vocabulary, kFileLimit) : bytes;
        if (!pieces) {
            return fail(pieces.error());
        }
        UseLiteFiles files;
        Result<void> read = readTensors(tensors, *bytes, files);
        read = read ? readPieces(vocabulary, *pieces, files) : read;
        if (!read) {
            return fail(read.error());
        }
        files.sha256 = sha256Hex(sha256Hex(*bytes) + sha256Hex(*pieces));
        return files;
    });
}

} // namespace core::torch
