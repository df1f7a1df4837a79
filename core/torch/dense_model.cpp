#include "core/torch/dense_model.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/optim/adam.h>
#include <torch/types.h>

#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <utility>

namespace core::torch {

namespace {

std::int64_t signedSize(std::size_t size)
{
    return static_cast<std::int64_t>(size);
}

at::Tensor uniformParameter(at::IntArrayRef sizes, double bound, const at::Generator& generator)
{
    return at::empty(sizes, at::kFloat).uniform_(-bound, bound, generator).set_requires_grad(true);
}

at::Tensor zeroParameter(at::IntArrayRef sizes)
{
    return at::zeros(sizes, at::kFloat).set_requires_grad(true);
}

/// The caller's array as a tensor; it must outlive the tensor.
at::Tensor viewOf(std::vector<float>& values, std::size_t width)
{
    const std::size_t rows = width == 0 ? 0 : values.size() / width;
    return at::from_blob(values.data(), {signedSize(rows), signedSize(width)}, at::kFloat);
}

at::Tensor leafOf(std::vector<float>& values, std::size_t width)
{
    return viewOf(values, width).set_requires_grad(true);
}

std::vector<float> toVector(const at::Tensor& tensor)
{
    if (!tensor.defined()) {
        return {};
    }
    const at::Tensor contiguous = tensor.detach().contiguous();
    const float* const values = contiguous.data_ptr<float>();
    return {values, values + contiguous.numel()};
}

/// OpenBLAS has threads of its own, which torch does not reach. On a busy machine they wait for each other so long
/// that training takes five times as long.
void useOneBlasThread()
{
    static std::once_flag isDone;
    std::call_once(isDone, [] {
        if (void* const symbol = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"); symbol != nullptr) {
            reinterpret_cast<void (*)(int)>(symbol)(1);
        }
    });
}

at::Generator generatorOf(std::uint64_t seed)
{
    at::set_num_threads(1); // matrices this small lose by sharing; members of an ensemble run side by side
    useOneBlasThread();
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

double boundOf(std::size_t inputs)
{
    return 1 / std::sqrt(static_cast<double>(inputs));
}

/// From pooled bags to the input of the head.
class Trunk {
public:
    Trunk(const NetworkShape& shape, const at::Generator& generator)
        : m_shape(shape)
    {
        const auto inputs = signedSize(shape.trunkInputs());
        if (shape.sideDimensions > 0) {
            m_side = uniformParameter(
                {signedSize(shape.sideInputs), signedSize(shape.sideDimensions)}, 0.1, generator);
        }
        if (shape.hidden > 0) {
            const double bound = boundOf(shape.trunkInputs());
            m_hidden = uniformParameter({signedSize(shape.hidden), inputs}, bound, generator);
            m_hiddenBias = uniformParameter({signedSize(shape.hidden)}, bound, generator);
        }
    }

    /// (n, D), (n, E) -> (n, D + S + H)
    [[nodiscard]] at::Tensor forward(const at::Tensor& bags, const at::Tensor& sideInput) const
    {
        const at::Tensor state = m_side.defined() ? at::cat({bags, at::matmul(sideInput, m_side)}, 1) : bags;
        return m_hidden.defined() ? at::cat({state, at::relu(at::linear(state, m_hidden, m_hiddenBias))}, 1)
                                  : state;
    }

    [[nodiscard]] std::vector<at::Tensor> parametersAnd(std::vector<at::Tensor> others) const
    {
        for (const at::Tensor& tensor : {m_side, m_hidden, m_hiddenBias}) {
            if (tensor.defined()) {
                others.push_back(tensor);
            }
        }
        return others;
    }

    void copyTo(BagNetwork& network) const
    {
        network.shape = m_shape;
        network.side = toVector(m_side);
        network.hidden = toVector(m_hidden);
        network.hiddenBias = toVector(m_hiddenBias);
    }

private:
    NetworkShape m_shape;
    at::Tensor m_side; ///< (E, S), undefined without
    at::Tensor m_hidden; ///< (H, D + S), undefined without
    at::Tensor m_hiddenBias; ///< (H)
};

/// `gradient`: of the loss by `tensor`; undefined for the loss itself.
void applyStep(
    ::torch::optim::Adam& adam, const at::Tensor& tensor, double learningRate, const at::Tensor& gradient = {})
{
    adam.zero_grad();
    tensor.backward(gradient);
    for (auto& group : adam.param_groups()) {
        static_cast<::torch::optim::AdamOptions&>(group.options()).lr(learningRate);
    }
    adam.step();
}

struct LossOfLogits {
    double loss = 0; ///< mean over the items
    std::vector<float> gradient; ///< (n, C) by the logits
};

LossOfLogits distillationLoss(const std::vector<float>& logits, const std::vector<float>& targets,
    const std::vector<std::span<const double>>& softenedTeacher, const distill::DistillationParameters& parameters)
{
    const std::size_t items = softenedTeacher.size();
    const std::size_t outputs = logits.size() / items;
    LossOfLogits result;
    result.gradient.resize(logits.size());
    std::vector<double> gradient(outputs);
    for (std::size_t i = 0; i < items; ++i) {
        const auto row = static_cast<std::ptrdiff_t>(i * outputs);
        const auto end = static_cast<std::ptrdiff_t>((i + 1) * outputs);
        const std::vector<double> ofItem(logits.begin() + row, logits.begin() + end);
        const std::vector<double> wanted(targets.begin() + row, targets.begin() + end);
        result.loss += distill::distillationLoss(ofItem, wanted, softenedTeacher[i], parameters, gradient)
            / static_cast<double>(items);
        std::transform(gradient.begin(), gradient.end(), result.gradient.begin() + row,
            [items](double value) { return static_cast<float>(value / static_cast<double>(items)); });
    }
    return result;
}

at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& targets)
{
    return -(at::log_softmax(logits, 1) * targets).sum(1).mean();
}

/// BCE(sigmoid(score), target), summed where `mask` is 1.
at::Tensor maskedLogistic(const at::Tensor& scores, const at::Tensor& targets, const at::Tensor& mask)
{
    return ((at::softplus(scores) - scores * targets) * mask).sum();
}

at::Tensor qualityLoss(const at::Tensor& scores, const at::Tensor& qualities, double preferenceWeight)
{
    const at::Tensor mask = at::isfinite(qualities).to(at::kFloat);
    const at::Tensor known = at::nan_to_num(qualities, 0.0);
    at::Tensor loss = maskedLogistic(scores, known, mask);
    for (std::int64_t a = 0; preferenceWeight > 0 && a < scores.size(1); ++a) {
        for (std::int64_t b = a + 1; b < scores.size(1); ++b) {
            const at::Tensor preferred = (at::sign(known.select(1, a) - known.select(1, b)) + 1) / 2;
            const at::Tensor areBothKnown = mask.select(1, a) * mask.select(1, b);
            loss = loss
                + preferenceWeight
                    * maskedLogistic(scores.select(1, a) - scores.select(1, b), preferred, areBothKnown);
        }
    }
    return loss / static_cast<double>(scores.size(0));
}

class TorchDenseModel final : public DenseModel {
public:
    TorchDenseModel(
        const NetworkShape& shape, DenseLoss loss, double preferenceWeight, const at::Generator& generator)
        : m_shape(shape)
        , m_loss(loss)
        , m_preferenceWeight(preferenceWeight)
        , m_trunk(shape, generator)
        , m_head(uniformParameter({signedSize(shape.outputs), signedSize(shape.headInputs())},
              boundOf(shape.headInputs()), generator))
        , m_headBias(zeroParameter({signedSize(shape.outputs)}))
        , m_adam(m_trunk.parametersAnd({m_head, m_headBias}))
    {
    }

    Step step(std::vector<float>& bags, std::vector<float>& side, std::vector<float>& targets,
        double learningRate) override
    {
        const at::Tensor pooled = leafOf(bags, m_shape.dimensions);
        const at::Tensor state = m_trunk.forward(pooled, viewOf(side, m_shape.sideInputs));
        const at::Tensor outputs = at::linear(state, m_head, m_headBias);
        const at::Tensor wanted = viewOf(targets, m_shape.outputs);
        const at::Tensor loss = m_loss == DenseLoss::SoftmaxCrossEntropy
            ? crossEntropy(outputs, wanted)
            : qualityLoss(outputs, wanted, m_preferenceWeight);
        applyStep(m_adam, loss, learningRate);
        return {loss.item<double>(), toVector(pooled.grad())};
    }

    Step distil(std::vector<float>& bags, std::vector<float>& side, const std::vector<float>& targets,
        const std::vector<std::span<const double>>& softenedTeacher, const distill::DistillationParameters& parameters,
        double learningRate) override
    {
        const at::Tensor pooled = leafOf(bags, m_shape.dimensions);
        const at::Tensor state = m_trunk.forward(pooled, viewOf(side, m_shape.sideInputs));
        const at::Tensor outputs = at::linear(state, m_head, m_headBias);
        LossOfLogits loss = distillationLoss(toVector(outputs), targets, softenedTeacher, parameters);
        applyStep(m_adam, outputs, learningRate, viewOf(loss.gradient, m_shape.outputs));
        return {loss.loss, toVector(pooled.grad())};
    }

    void copyTo(BagNetwork& network) const override
    {
        m_trunk.copyTo(network);
        network.head = toVector(m_head);
        network.headBias = toVector(m_headBias);
    }

private:
    NetworkShape m_shape;
    DenseLoss m_loss;
    double m_preferenceWeight;
    Trunk m_trunk;
    at::Tensor m_head;
    at::Tensor m_headBias;
    ::torch::optim::Adam m_adam;
};

class TorchDualModel final : public DualModel {
public:
    TorchDualModel(const NetworkShape& shape, std::size_t candidates, const at::Generator& generator)
        : m_shape(shape)
        , m_trunk(shape, generator)
        , m_projection(uniformParameter({signedSize(shape.headInputs()), signedSize(shape.dimensions)},
              boundOf(shape.dimensions), generator))
        , m_offsets(zeroParameter({signedSize(candidates), signedSize(shape.headInputs())}))
        , m_biases(zeroParameter({signedSize(candidates)}))
        , m_adam(m_trunk.parametersAnd({m_projection, m_offsets, m_biases}))
    {
    }

    Step step(Batch& batch, double learningRate) override
    {
        const at::Tensor contexts = leafOf(batch.contexts, m_shape.dimensions);
        const at::Tensor replies = leafOf(batch.replies, m_shape.dimensions);
        const at::Tensor candidates = at::tensor(batch.candidates, at::kLong);
        const at::Tensor vectors = at::linear(replies, m_projection) + m_offsets.index_select(0, candidates);
        const at::Tensor scores = at::linear(
            m_trunk.forward(contexts, at::Tensor()), vectors, m_biases.index_select(0, candidates));
        const at::Tensor logits = scores - viewOf(batch.logInclusion, 1).squeeze(1);
        const at::Tensor targets = at::tensor(batch.targets, at::kLong).unsqueeze(1);
        const at::Tensor loss = -at::log_softmax(logits, 1).gather(1, targets).mean();
        applyStep(m_adam, loss, learningRate);
        return {loss.item<double>(), toVector(contexts.grad()), toVector(replies.grad())};
    }

    void copyTo(BagNetwork& network, std::vector<float>& replies) const override
    {
        m_trunk.copyTo(network);
        network.head = toVector(at::linear(viewOf(replies, m_shape.dimensions), m_projection) + m_offsets);
        network.headBias = toVector(m_biases);
    }

private:
    NetworkShape m_shape;
    Trunk m_trunk;
    at::Tensor m_projection; ///< (D + S + H, D)
    at::Tensor m_offsets; ///< (candidates, D + S + H)
    at::Tensor m_biases; ///< (candidates)
    ::torch::optim::Adam m_adam;
};

} // namespace

std::unique_ptr<DenseModel> makeDenseModel(
    const NetworkShape& shape, DenseLoss loss, double preferenceWeight, std::uint64_t seed)
{
    return std::make_unique<TorchDenseModel>(shape, loss, preferenceWeight, generatorOf(seed));
}

std::unique_ptr<DualModel> makeDualModel(
    const NetworkShape& shape, std::size_t candidates, std::uint64_t seed)
{
    return std::make_unique<TorchDualModel>(shape, candidates, generatorOf(seed));
}

} // namespace core::torch
