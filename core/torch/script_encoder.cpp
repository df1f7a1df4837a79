#include "core/torch/script_encoder.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"

#include <c10/core/InferenceMode.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include <cmath>
#include <sstream>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kFileLimit = std::size_t{2} << 30;

class ScriptEncoder final : public ports::Encoder {
public:
    ScriptEncoder(::torch::jit::Module module, std::string fingerprint)
        : m_module(std::move(module))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    Result<std::vector<float>> embed(const std::string& text) const override
    {
        Result<std::vector<std::vector<float>>> rows = embedAll(std::span(&text, 1));
        return rows ? Result<std::vector<float>>(std::move(rows->front())) : fail(rows.error());
    }

    Result<std::vector<std::vector<float>>> embedAll(std::span<const std::string> texts) const override
    {
        try {
            const c10::InferenceMode inference;
            c10::List<std::string> list;
            for (const std::string& text : texts) {
                list.push_back(text);
            }
            ::torch::jit::Module module = m_module; // forward() is not const; copies share their weights
            const c10::IValue answer = module.forward({std::move(list)});
            return rowsOf(answer, texts.size());
        } catch (const std::exception& error) { // c10::Error, or what the script itself raises
            return fail(ErrorCode::InvalidArgument,
                "the TorchScript encoder failed: " + std::string(error.what()).substr(0, 300));
        }
    }

    std::size_t dimension() const override { return m_dimension; }
    std::string fingerprint() const override { return m_fingerprint; }

    /// Asks for one text: what comes decides the dimension.
    Result<void> probe()
    {
        const Result<std::vector<float>> vector = embed("probe");
        if (!vector) {
            return fail(vector.error());
        }
        m_dimension = vector->size();
        return {};
    }

private:
    Result<std::vector<std::vector<float>>> rowsOf(const c10::IValue& answer, std::size_t count) const
    {
        const bool isMatrix = answer.isTensor() && answer.toTensor().dim() == 2
            && answer.toTensor().scalar_type() == at::kFloat
            && answer.toTensor().size(0) == static_cast<std::int64_t>(count) && answer.toTensor().size(1) > 0;
        const std::size_t width = isMatrix ? static_cast<std::size_t>(answer.toTensor().size(1)) : 0;
        if (!isMatrix || (m_dimension != 0 && width != m_dimension)) {
            return fail(ErrorCode::InvalidArgument,
                "the TorchScript encoder must give a float32 tensor of one row a text, always as wide; see docs/routing.md");
        }
        const at::Tensor values = answer.toTensor().contiguous();
        std::vector<std::vector<float>> rows;
        for (std::size_t i = 0; i < count; ++i) {
            const float* row = values.data_ptr<float>() + i * width;
            std::vector<float> vector(row, row + width);
            if (!bringToUnitLength(vector)) {
                return fail(ErrorCode::InvalidArgument, "the TorchScript encoder gave values that are not finite");
            }
            rows.push_back(std::move(vector));
        }
        return rows;
    }

    static bool bringToUnitLength(std::vector<float>& vector)
    {
        double squares = 0;
        for (const float value : vector) {
            squares += static_cast<double>(value) * static_cast<double>(value);
        }
        if (!std::isfinite(squares)) {
            return false;
        }
        for (float& value : vector) {
            value = squares > 0 ? static_cast<float>(static_cast<double>(value) / std::sqrt(squares)) : 0.0F;
        }
        return true;
    }

    const ::torch::jit::Module m_module;
    const std::string m_fingerprint;
    std::size_t m_dimension = 0;
};

} // namespace

Result<std::unique_ptr<ports::Encoder>> loadScriptEncoder(const std::filesystem::path& file)
{
    const Result<std::string> bytes = readWholeFile(file, kFileLimit);
    if (!bytes) {
        return fail(bytes.error());
    }
    try {
        std::istringstream stream(*bytes);
        auto encoder = std::make_unique<ScriptEncoder>(::torch::jit::load(stream), sha256Hex(*bytes));
        if (const Result<void> probed = encoder->probe(); !probed) {
            return fail(probed.error().within("'" + file.string() + "'"));
        }
        return encoder;
    } catch (const std::exception&) { // what libtorch says names its own sources
        return fail(ErrorCode::InvalidArgument,
            "'" + file.string() + "' is no TorchScript file; write one with torch.jit.script(module).save(path)");
    }
}

} // namespace core::torch
