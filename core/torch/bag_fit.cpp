#include "core/torch/bag_fit.h"

#include "core/base/rng.h"
#include "core/torch/dense_model.h"
#include "core/torch/sparse_embedding.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <new>
#include <numbers>
#include <numeric>
#include <string>
#include <utility>

namespace core::torch {

namespace {

using Batch = std::span<const std::size_t>;

FeatureBag withDropout(const FeatureBag& bag, double dropout, Rng& rng)
{
    if (dropout <= 0) {
        return bag;
    }
    FeatureBag kept;
    kept.reserve(bag.size());
    std::copy_if(
        bag.begin(), bag.end(), std::back_inserter(kept), [&](FeatureHash) { return !rng.chance(dropout); });
    return kept;
}

std::vector<FeatureBag> bagsOf(const std::vector<FeatureBag>& bags, Batch batch, double dropout, Rng& rng)
{
    std::vector<FeatureBag> chosen;
    chosen.reserve(batch.size());
    for (const std::size_t item : batch) {
        chosen.push_back(withDropout(bags[item], dropout, rng));
    }
    return chosen;
}

/// (bags, dimensions)
std::vector<float> pooled(
    const SparseEmbedding& embedding, std::size_t dimensions, const std::vector<FeatureBag>& bags)
{
    std::vector<float> values(bags.size() * dimensions);
    for (std::size_t i = 0; i < bags.size(); ++i) {
        embedding.pool(bags[i], {&values[i * dimensions], dimensions});
    }
    return values;
}

void propagate(
    SparseEmbedding& embedding, const std::vector<FeatureBag>& bags, const std::vector<float>& gradient)
{
    const std::size_t dimensions = bags.empty() ? 0 : gradient.size() / bags.size();
    for (std::size_t i = 0; i < bags.size(); ++i) {
        embedding.addGradient(bags[i], {&gradient[i * dimensions], dimensions});
    }
}

/// (batch, width) out of (items, width).
std::vector<float> rowsOf(const std::vector<float>& values, std::size_t width, Batch batch)
{
    std::vector<float> rows;
    rows.reserve(batch.size() * width);
    for (const std::size_t item : batch) {
        rows.insert(rows.end(), values.data() + item * width, values.data() + (item + 1) * width);
    }
    return rows;
}

/// (batch, outputs): the right classes share 1 - smoothing, all share the rest.
std::vector<float> distributionsOf(const FitData& data, std::size_t outputs, double smoothing, Batch batch)
{
    std::vector<float> targets(
        batch.size() * outputs, static_cast<float>(smoothing / static_cast<double>(outputs)));
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const std::vector<std::uint32_t>& right = data.classes[batch[i]];
        for (const std::uint32_t label : right) {
            targets[i * outputs + label]
                += static_cast<float>((1 - smoothing) / static_cast<double>(right.size()));
        }
    }
    return targets;
}

/// At the temperature that the loss compares them at.
std::vector<std::vector<double>> softenedTeacher(const FitData& data, const FitOptions& options)
{
    std::vector<std::vector<double>> soft;
    if (options.distillation.weight > 0) {
        for (const std::vector<double>& distribution : data.teacher) {
            soft.push_back(distill::softened(distribution, options.distillation.temperature));
        }
    }
    return soft;
}

std::vector<std::span<const double>> teacherOf(const std::vector<std::vector<double>>& soft, Batch batch)
{
    std::vector<std::span<const double>> rows;
    rows.reserve(batch.size());
    for (const std::size_t item : batch) {
        rows.emplace_back(soft[item]);
    }
    return rows;
}

double cosineRate(double initial, double fraction)
{
    return initial * 0.5 * (1 + std::cos(std::numbers::pi * fraction));
}

std::size_t epochsFor(const FitOptions& options, std::size_t batchesPerEpoch)
{
    const auto batches = static_cast<double>(batchesPerEpoch);
    const double fewest = std::ceil(options.fewestBatches / batches);
    const double most = std::max(1.0, std::floor(options.mostBatches / batches));
    return static_cast<std::size_t>(std::max(1.0, std::min(std::max<double>(options.epochs, fewest), most)));
}

/// Shuffled batches over all epochs; `step` gets the batch and the learning rate and returns the loss.
Result<void> runBatches(std::size_t items, const FitOptions& options, Rng& rng, const FitMonitor& monitor,
    const std::function<double(Batch, double)>& step)
{
    std::vector<std::size_t> order(items);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size = static_cast<std::size_t>(std::max(1, options.batchSize));
    const std::size_t batches = (items + size - 1) / size;
    const std::size_t epochs = epochsFor(options, batches);
    const double total = static_cast<double>(epochs * batches);
    double done = 0;
    double runningLoss = std::nan("");
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        rng.shuffle(std::span(order));
        for (std::size_t start = 0; start < items; start += size) {
            const Batch batch = Batch(order).subspan(start, std::min(size, items - start));
            const double loss = step(batch, cosineRate(options.learningRate, done / total));
            if (!std::isfinite(loss)) {
                return fail(ErrorCode::InvalidArgument,
                    "training diverged: the loss is no longer finite; lower the learning rate");
            }
            runningLoss = std::isnan(runningLoss) ? loss : 0.98 * runningLoss + 0.02 * loss;
            ++done;
            if (monitor && !monitor(done / total, runningLoss)) {
                return fail(ErrorCode::Cancelled, "training was cancelled");
            }
        }
    }
    return {};
}

/// Random streams of one fit.
enum Stream : std::uint64_t { kSalt = 1, kBatches, kDense, kEmbedding };

NetworkShape salted(NetworkShape shape, std::uint64_t seed)
{
    shape.salt = static_cast<std::uint32_t>(mixSeed(seed, kSalt));
    return shape;
}

Result<BagNetwork> fitPlain(
    const NetworkShape& shape, const FitData& data, const FitOptions& options, const FitMonitor& monitor)
{
    const bool isSoftmax = data.qualities.empty();
    Rng rng(mixSeed(options.seed, kBatches));
    SparseEmbedding embedding(
        shape.buckets, shape.dimensions, shape.salt, mixSeed(options.seed, kEmbedding), data.bags);
    const auto dense
        = makeDenseModel(shape, isSoftmax ? DenseLoss::SoftmaxCrossEntropy : DenseLoss::ObservedQualities,
            options.preferenceWeight, mixSeed(options.seed, kDense));
    const std::vector<std::vector<double>> soft = softenedTeacher(data, options);
    const auto step = [&](Batch batch, double learningRate) {
        const std::vector<FeatureBag> bags = bagsOf(data.bags, batch, options.featureDropout, rng);
        std::vector<float> inputs = pooled(embedding, shape.dimensions, bags);
        std::vector<float> side = rowsOf(data.side, shape.sideInputs, batch);
        std::vector<float> targets = isSoftmax
            ? distributionsOf(data, shape.outputs, options.labelSmoothing, batch)
            : rowsOf(data.qualities, shape.outputs, batch);
        const DenseModel::Step done = soft.empty()
            ? dense->step(inputs, side, targets, learningRate)
            : dense->distil(inputs, side, targets, teacherOf(soft, batch), options.distillation, learningRate);
        propagate(embedding, bags, done.bagGradient);
        embedding.step(learningRate);
        return done.loss;
    };
    const Result<void> ran = runBatches(data.bags.size(), options, rng, monitor, step);
    if (!ran) {
        return fail(ran.error());
    }
    BagNetwork network;
    dense->copyTo(network);
    network.rowOf = embedding.rowOf();
    network.rows = embedding.rows();
    return network;
}

/// Distinct candidates of a batch: the right ones first, then uniform negatives.
struct CandidateSample {
    std::vector<std::size_t> candidates;
    std::vector<std::int64_t> targets; ///< position in `candidates`, one an item
};

CandidateSample sampleCandidates(
    const FitData& data, std::size_t count, std::size_t negatives, Batch batch, Rng& rng)
{
    CandidateSample sample;
    const auto positionOf = [&](std::size_t candidate) {
        const auto found = std::find(sample.candidates.begin(), sample.candidates.end(), candidate);
        const auto position = std::distance(sample.candidates.begin(), found);
        if (found == sample.candidates.end()) {
            sample.candidates.push_back(candidate);
        }
        return position;
    };
    for (const std::size_t item : batch) {
        sample.targets.push_back(positionOf(data.classes[item].front()));
    }
    for (std::size_t i = 0; i < std::min(negatives, count); ++i) {
        positionOf(rng.below(count));
    }
    return sample;
}

/// log P(candidate is in the sample of a batch), per candidate.
std::vector<float> inclusionLogarithms(
    const FitData& data, std::size_t count, std::size_t negatives, int batchSize)
{
    std::vector<double> occurrences(count, 0.0);
    for (const auto& right : data.classes) {
        occurrences[right.front()] += 1;
    }
    const auto items = static_cast<double>(data.classes.size());
    const double missed = std::pow(1 - 1 / static_cast<double>(count), static_cast<double>(negatives));
    std::vector<float> logarithms(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double unused = missed * std::pow(1 - occurrences[i] / items, batchSize);
        logarithms[i] = static_cast<float>(std::log(std::max(1e-6, 1 - unused)));
    }
    return logarithms;
}

Result<BagNetwork> fitDual(const NetworkShape& shape, const FitData& data,
    const std::vector<FeatureBag>& candidates, std::size_t negatives, const FitOptions& options,
    const FitMonitor& monitor)
{
    Rng rng(mixSeed(options.seed, kBatches));
    std::vector<FeatureBag> all = data.bags;
    all.insert(all.end(), candidates.begin(), candidates.end());
    SparseEmbedding embedding(
        shape.buckets, shape.dimensions, shape.salt, mixSeed(options.seed, kEmbedding), all);
    std::vector<FeatureBag>().swap(all);
    const auto dense = makeDualModel(shape, candidates.size(), mixSeed(options.seed, kDense));
    const std::vector<float> inclusion
        = inclusionLogarithms(data, candidates.size(), negatives, options.batchSize);
    const auto step = [&](Batch items, double learningRate) {
        const std::vector<FeatureBag> contexts = bagsOf(data.bags, items, options.featureDropout, rng);
        const CandidateSample sample = sampleCandidates(data, candidates.size(), negatives, items, rng);
        const std::vector<FeatureBag> replies
            = bagsOf(candidates, sample.candidates, options.featureDropout, rng);
        DualModel::Batch batch{pooled(embedding, shape.dimensions, contexts),
            pooled(embedding, shape.dimensions, replies),
            {sample.candidates.begin(), sample.candidates.end()}, rowsOf(inclusion, 1, sample.candidates),
            sample.targets};
        const DualModel::Step done = dense->step(batch, learningRate);
        propagate(embedding, contexts, done.contextGradient);
        propagate(embedding, replies, done.replyGradient);
        embedding.step(learningRate);
        return done.loss;
    };
    const Result<void> ran = runBatches(data.bags.size(), options, rng, monitor, step);
    if (!ran) {
        return fail(ran.error());
    }
    BagNetwork network;
    std::vector<float> replies = pooled(embedding, shape.dimensions, candidates);
    dense->copyTo(network, replies);
    network.rowOf = embedding.rowOf();
    network.rows = embedding.rows();
    return network;
}

/// libtorch throws; nothing above this sees that.
template <typename Fit>
Result<BagNetwork> guarded(const Fit& fit)
{
    try {
        return fit();
    } catch (const std::bad_alloc&) {
        return fail(
            ErrorCode::Unavailable, "training ran out of memory; use fewer buckets, dimensions or examples");
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, std::string("libtorch failed while training: ") + error.what());
    }
}

} // namespace

Result<BagNetwork> fitBagNetwork(
    const NetworkShape& shape, const FitData& data, const FitOptions& options, const FitMonitor& monitor)
{
    return guarded([&] { return fitPlain(salted(shape, options.seed), data, options, monitor); });
}

Result<BagNetwork> fitDualEncoder(const NetworkShape& shape, const FitData& data,
    const std::vector<FeatureBag>& candidates, std::size_t negatives, const FitOptions& options,
    const FitMonitor& monitor)
{
    return guarded(
        [&] { return fitDual(salted(shape, options.seed), data, candidates, negatives, options, monitor); });
}

} // namespace core::torch
