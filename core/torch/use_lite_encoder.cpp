#include "core/torch/use_lite_encoder.h"

#include "core/torch/unigram_tokeniser.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <array>
#include <cmath>
#include <utility>

namespace core::torch {

namespace {

constexpr double kNormEpsilon = 1e-6;
constexpr std::int64_t kHeads = 4;
constexpr std::int64_t kWidth = 512;
constexpr double kLeastSquares = 1e-12; ///< of a vector that is brought to length 1

struct Linear {
    at::Tensor weight; ///< (in, out)
    at::Tensor bias;
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const { return at::addmm(bias, x, weight); }
};

struct Norm {
    at::Tensor scale;
    at::Tensor bias;
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const
    {
        return at::layer_norm(x, {x.size(1)}, scale, bias, kNormEpsilon);
    }
};

struct Layer {
    Norm attentionNorm;
    Linear qkv;
    Linear out;
    Norm feedForwardNorm;
    Linear expand;
    Linear contract;
};

/// Takes weights out of the files, checking their shapes.
class WeightReader {
public:
    explicit WeightReader(const std::map<std::string, NamedWeight>& weights)
        : m_weights(weights)
    {
    }

    at::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape)
    {
        const auto found = m_weights.find(name);
        if (found == m_weights.end() || found->second.shape != shape) {
            m_missing = m_missing.empty() ? name : m_missing;
            return at::zeros(shape);
        }
        // from_blob takes no pointer to const; the clone leaves the source alone
        return at::from_blob(const_cast<float*>(found->second.values.data()), shape, at::kFloat).clone(); // NOLINT
    }
    Linear linear(const std::string& name, std::int64_t in, std::int64_t out)
    {
        return {take(name + ".weight", {in, out}), take(name + ".bias", {out})};
    }
    Norm norm(const std::string& name, std::int64_t width)
    {
        return {take(name + ".scale", {width}), take(name + ".bias", {width})};
    }
    [[nodiscard]] const std::string& missing() const { return m_missing; }

private:
    const std::map<std::string, NamedWeight>& m_weights;
    std::string m_missing;
};

class UseLiteEncoder final : public ports::Encoder {
public:
    UseLiteEncoder(UnigramTokeniser tokeniser, WeightReader& reader, std::int64_t pieces, std::string fingerprint)
        : m_tokeniser(std::move(tokeniser))
        , m_fingerprint(std::move(fingerprint))
        , m_embeddings(reader.take("embeddings", {pieces, kWidth / 2}))
        , m_inverseTimescales(reader.take("timing.inv_timescales", {kWidth / 4}))
        , m_residual(reader.linear("layer0.residual", kWidth / 2, kWidth))
        , m_head(reader.linear("head", kWidth, kWidth))
    {
        std::int64_t width = kWidth / 2;
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            const std::string name = "layer" + std::to_string(i) + ".";
            m_layers[i] = {reader.norm(name + "attn_ln", width), reader.linear(name + "qkv", width, 3 * width),
                reader.linear(name + "out", width, kWidth), reader.norm(name + "ffn_ln", kWidth),
                reader.linear(name + "ffn1", kWidth, 3 * kWidth), reader.linear(name + "ffn2", 3 * kWidth, kWidth)};
            width = kWidth;
        }
    }

    Result<std::vector<float>> embed(const std::string& text) const override
    {
        try {
            const c10::InferenceMode inference;
            const at::Tensor vector = encoded(m_tokeniser.ids(text)).contiguous();
            const float* values = vector.data_ptr<float>();
            return std::vector<float>(values, values + kWidth);
        } catch (const c10::Error& error) {
            return fail(ErrorCode::Internal, std::string("the sentence encoder failed: ") + error.what_without_backtrace());
        }
    }
    std::size_t dimension() const override { return static_cast<std::size_t>(kWidth); }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    /// Shape (512).
    at::Tensor encoded(std::vector<std::int64_t> ids) const
    {
        at::Tensor mean = at::zeros({1, kWidth});
        if (!ids.empty()) {
            const auto count = static_cast<std::int64_t>(ids.size());
            const at::Tensor rows = at::from_blob(ids.data(), {count}, at::kLong);
            const at::Tensor angles = at::outer(at::arange(count, at::kFloat), m_inverseTimescales);
            at::Tensor x = 2 * m_embeddings.index_select(0, rows) + at::cat({angles.sin(), angles.cos()}, 1);
            x = transformed(m_layers[0], x, m_residual(x));
            x = transformed(m_layers[1], x, x);
            mean = x.mean(0, /*keepdim=*/true);
        }
        const at::Tensor vector = at::tanh(m_head(mean)).squeeze(0);
        return vector / vector.square().sum().clamp_min(kLeastSquares).sqrt();
    }

    /// `residual` is what the attention's result is added to.
    static at::Tensor transformed(const Layer& layer, const at::Tensor& x, const at::Tensor& residual)
    {
        const at::Tensor y = residual + attended(layer, layer.attentionNorm(x));
        return y + layer.contract(at::relu(layer.expand(layer.feedForwardNorm(y))));
    }

    static at::Tensor attended(const Layer& layer, const at::Tensor& x)
    {
        const std::int64_t count = x.size(0);
        const std::int64_t headSize = x.size(1) / kHeads;
        const std::vector<at::Tensor> parts = layer.qkv(x).chunk(3, 1);
        const auto heads = [&](std::size_t part) { // (heads, tokens, head size)
            return parts[part].reshape({count, kHeads, headSize}).permute({1, 0, 2});
        };
        const double scale = 1 / std::sqrt(static_cast<double>(headSize));
        const at::Tensor weights = at::softmax(at::matmul(heads(0) * scale, heads(1).transpose(1, 2)), -1);
        const at::Tensor mixed = at::matmul(weights, heads(2)).permute({1, 0, 2}).reshape({count, kHeads * headSize});
        return layer.out(mixed);
    }

    const UnigramTokeniser m_tokeniser;
    const std::string m_fingerprint;
    at::Tensor m_embeddings;
    at::Tensor m_inverseTimescales;
    Linear m_residual;
    Linear m_head;
    std::array<Layer, 2> m_layers;
};

} // namespace

Result<std::unique_ptr<ports::Encoder>> makeUseLiteEncoder(UseLiteFiles files)
{
    Result<UnigramTokeniser> tokeniser = UnigramTokeniser::make(files.vocabulary);
    if (!tokeniser) {
        return fail(tokeniser.error());
    }
    const auto embeddings = files.weights.find("embeddings");
    const std::int64_t pieces
        = embeddings == files.weights.end() || embeddings->second.shape.empty() ? 0 : embeddings->second.shape.front();
    WeightReader reader(files.weights);
    auto encoder = std::make_unique<UseLiteEncoder>(std::move(*tokeniser), reader, pieces, files.sha256);
    if (!reader.missing().empty() || pieces < static_cast<std::int64_t>(files.vocabulary.size())) {
        return fail(ErrorCode::Corrupt,
            "the encoder's weight '" + (reader.missing().empty() ? std::string("embeddings") : reader.missing())
                + "' is missing or of another shape; run packaging/fetch-encoder.sh again");
    }
    return encoder;
}

} // namespace core::torch
