#include "core/routing/gain_extension.h"

#include "core/routing/platt_scaling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace core::routing {

namespace {

using ports::RouterExample;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kDefaultFloor = 1.0;

/// One example as the model's parts read it.
struct Row {
    const RouterExample* example = nullptr;
    ReadText text;
    double target = 0;
    double floor = kDefaultFloor;
};

std::vector<const RouterExample*> allOf(const ports::RouterTrainingSet& set)
{
    std::vector<const RouterExample*> examples;
    for (const auto* part : {&set.training, &set.tuning}) {
        for (const RouterExample& example : *part) {
            examples.push_back(&example);
        }
    }
    return examples;
}

bool isObserved(const RouterExample& example)
{
    return std::any_of(example.quality.begin(), example.quality.end(), [](double q) { return !std::isnan(q); });
}

Error tooFew(const std::string& what, std::size_t count)
{
    return {ErrorCode::InvalidArgument,
        what + " has " + std::to_string(count) + " judged texts; " + std::to_string(kFewestExamples)
            + " are needed at least to extend the router"};
}

/// Moves the rows of a matrix by (row, column) apart for a new column, which starts at `value`.
template <typename Value>
void insertColumn(std::vector<Value>& matrix, std::size_t columns, std::size_t at, Value value)
{
    const std::size_t rows = matrix.size() / columns;
    std::vector<Value> wider;
    wider.reserve(rows * (columns + 1));
    for (std::size_t row = 0; row < rows; ++row) {
        const auto first = matrix.begin() + static_cast<std::ptrdiff_t>(row * columns);
        wider.insert(wider.end(), first, first + static_cast<std::ptrdiff_t>(at));
        wider.push_back(value);
        wider.insert(wider.end(), first + static_cast<std::ptrdiff_t>(at), first + static_cast<std::ptrdiff_t>(columns));
    }
    matrix = std::move(wider);
}

class TierAddition {
public:
    TierAddition(GainModel& model, const ports::RouterTrainingSet& set, std::string tierId, std::size_t column,
        const std::stop_token& stop)
        : m_model(model)
        , m_tierId(std::move(tierId))
        , m_column(column)
        , m_stop(stop)
    {
        const std::map<std::string, double> floors(set.answerFloors.begin(), set.answerFloors.end());
        const auto source = static_cast<std::size_t>(
            std::find(set.tierIds.begin(), set.tierIds.end(), m_tierId) - set.tierIds.begin());
        for (const RouterExample* example : allOf(set)) {
            if (!std::isnan(example->quality[source])) {
                const auto floor = floors.find(example->taskId);
                m_rows.push_back({example, model.read(example->text), example->quality[source], floor == floors.end() ? kDefaultFloor : floor->second});
            }
        }
    }

    Result<void> run()
    {
        if (m_rows.size() < kFewestExamples) {
            return fail(tooFew("tier '" + m_tierId + "'", m_rows.size()));
        }
        makeRoom();
        fillNeighbours();
        std::vector<Components> held(m_rows.size());
        const std::size_t folds = m_model.options.folds;
        for (std::size_t fold = 0; fold < folds && !m_stop.stop_requested(); ++fold) {
            fitOn([&](std::size_t i) { return i % folds != fold; });
            for (std::size_t i = fold; i < m_rows.size(); i += folds) {
                held[i] = heldOutParts(m_rows[i]);
            }
        }
        calibrate(m_model.seen, held);
        calibrate(m_model.unseen, held);
        fitOn([](std::size_t) { return true; });
        return m_stop.stop_requested() ? Result<void>(fail(ErrorCode::Cancelled, "router: training was cancelled"))
                                       : Result<void>{};
    }

private:
    void makeRoom()
    {
        const std::size_t tiers = m_model.tierIds.size();
        std::vector<float> weights = m_model.heads.weights();
        std::vector<double> biases = m_model.heads.biases();
        insertColumn(weights, tiers, m_column, 0.0F);
        insertColumn(biases, tiers, m_column, 0.5);
        m_model.heads = SparseRidge(std::move(weights), std::move(biases));
        insertColumn(m_model.means, tiers, m_column, 0.5);
        insertColumn(m_model.taskMeans, tiers, m_column, 0.5);
        for (Stack* stack : {&m_model.seen, &m_model.unseen}) {
            insertColumn(stack->intercepts, tiers, m_column, 0.0);
            insertColumn(stack->slopes, tiers, m_column, 0.0);
            insertColumn(stack->offsets, tiers, m_column, kNan);
        }
        for (GainModel::Indexed& row : m_model.indexed) {
            insertColumn(row.quality, tiers, m_column, std::numeric_limits<float>::quiet_NaN());
        }
        m_model.tierIds.insert(m_model.tierIds.begin() + static_cast<std::ptrdiff_t>(m_column), m_tierId);
    }

    void fillNeighbours()
    {
        std::map<std::pair<std::string, std::string>, double> known;
        for (const Row& row : m_rows) {
            known[{row.example->taskId, row.example->text}] = row.target;
        }
        for (GainModel::Indexed& row : m_model.indexed) {
            const auto found = known.find({m_model.taskIds[row.task], row.text});
            if (found != known.end()) {
                row.quality[m_column] = static_cast<float>(found->second);
            }
        }
    }

    void fitOn(const std::function<bool(std::size_t)>& isIn)
    {
        std::vector<SparseVector> features;
        std::vector<double> targets;
        double sum = 0;
        std::map<std::string, std::pair<double, double>> ofTask;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const Row& row = m_rows[i];
            if (isIn(i)) {
                features.push_back(m_model.headFeatures(
                    row.text, row.example->taskId, m_model.taskNumber(row.example->taskId).has_value()));
                targets.push_back(row.target);
                sum += row.target;
                ofTask[row.example->taskId].first += row.target;
                ofTask[row.example->taskId].second += 1;
            }
        }
        const double mean = targets.empty() ? 0.5 : sum / static_cast<double>(targets.size());
        setMeans(mean, ofTask);
        std::vector<RidgeRow> in;
        for (std::size_t i = 0; i < features.size(); ++i) {
            in.push_back({&features[i], std::span(&targets[i], 1)});
        }
        SparseRidge head;
        RidgeOptions ridge;
        ridge.penalty = m_model.options.penalty;
        head.fit(in, m_model.headSize(), 1, ridge, [this] { return m_stop.stop_requested(); });
        putHead(head);
    }

    /// Log-odds of the head's quality where the other heads give log-odds: linear around the middle.
    void putHead(const SparseRidge& head)
    {
        const std::size_t tiers = m_model.tierIds.size();
        const double slope = m_model.areHeadsLogistic ? 4.0 : 1.0;
        const double middle = m_model.areHeadsLogistic ? 0.5 : 0.0;
        std::vector<float> weights = m_model.heads.weights();
        std::vector<double> biases = m_model.heads.biases();
        for (std::size_t feature = 0; feature < head.weights().size(); ++feature) {
            weights[feature * tiers + m_column] = static_cast<float>(slope) * head.weights()[feature];
        }
        biases[m_column] = slope * (head.biases().front() - middle);
        m_model.heads = SparseRidge(std::move(weights), std::move(biases));
    }

    void setMeans(double mean, const std::map<std::string, std::pair<double, double>>& ofTask)
    {
        const std::size_t tiers = m_model.tierIds.size();
        const double prior = m_model.options.taskMeanShrinkage;
        m_model.means[m_column] = mean;
        for (std::size_t task = 0; task < m_model.taskIds.size(); ++task) {
            const auto found = ofTask.find(m_model.taskIds[task]);
            const auto [sum, count] = found == ofTask.end() ? std::pair{0.0, 0.0} : found->second;
            m_model.taskMeans[task * tiers + m_column] = (sum + prior * mean) / (count + prior);
        }
    }

    /// The text itself is no neighbour of its own.
    Components heldOutParts(const Row& row) const
    {
        const auto isOther = [&](std::size_t i) { return m_model.indexed[i].text != row.example->text; };
        return m_model.evidence(row.example->taskId, row.text, isOther).parts;
    }

    void calibrate(Stack& stack, const std::vector<Components>& held) const
    {
        std::vector<JudgedQuality> samples;
        double sum = 0;
        for (std::size_t i = 0; i < held.size(); ++i) {
            double mixed = 0;
            for (std::size_t c = 0; c < kComponents; ++c) {
                mixed += held[i][c].empty() ? 0.0 : stack.weights[c] * held[i][c][m_column];
            }
            sum += m_rows[i].target - mixed;
            samples.push_back({mixed, m_rows[i].target >= m_rows[i].floor ? 1.0 : 0.0, 1.0});
        }
        stack.intercepts[m_column] = sum / static_cast<double>(samples.size());
        for (JudgedQuality& sample : samples) {
            sample.quality += stack.intercepts[m_column];
        }
        fitProbability(samples, stack.slopes[m_column], stack.offsets[m_column]);
    }

    GainModel& m_model;
    const std::string m_tierId;
    const std::size_t m_column;
    const std::stop_token& m_stop;
    std::vector<Row> m_rows;
};

/// Column of every tier of the model in the set; base tiers that the set lacks are an error.
Result<std::vector<std::size_t>> columnsOf(const GainModel& model, const ports::RouterTrainingSet& set)
{
    std::vector<std::size_t> columns;
    for (const std::string& tierId : model.tierIds) {
        const auto found = std::find(set.tierIds.begin(), set.tierIds.end(), tierId);
        const auto column = static_cast<std::size_t>(found - set.tierIds.begin());
        if (found == set.tierIds.end() || (!columns.empty() && column < columns.back())) {
            return fail(ErrorCode::InvalidArgument,
                "the router knows the tier '" + tierId + "', which the new data lacks or ranks elsewhere; train it anew");
        }
        columns.push_back(column);
    }
    return columns;
}

/// The correction that a new task adds to the heads: its own feature and its copies of the words, fitted to what the
/// stack leaves over on the task's texts.
class TaskCorrection {
public:
    TaskCorrection(const GainModel& model, std::string taskId, const std::vector<Row>& rows,
        const std::vector<std::vector<double>>& targets, const std::stop_token& stop)
        : m_model(model)
        , m_taskId(std::move(taskId))
        , m_rows(rows)
        , m_stop(stop)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            SparseVector own;
            for (const SparseEntry& word : model.options.usesWords ? rows[i].text.words : SparseVector{}) {
                own.push_back({GainModel::taskWordFeature(m_taskId, word.index),
                    static_cast<float>(model.options.taskTextScale) * word.value});
            }
            m_features.push_back(std::move(own));
            m_rests.push_back(restOf(rows[i], targets[i]));
        }
    }

    /// The penalty that predicts held-out rests best.
    [[nodiscard]] SparseRidge fitted() const
    {
        double best = 0;
        double chosen = m_model.options.penalty;
        for (const double factor : {4.0, 1.0, 0.25, 0.06, 0.015}) {
            const double error = heldOutError(factor * m_model.options.penalty);
            if (best == 0 || error < best) {
                best = error;
                chosen = factor * m_model.options.penalty;
            }
        }
        return fit(chosen, [](std::size_t) { return true; });
    }

private:
    /// In the heads' units. A rest is divided by the heads' weight in the stack, through which a correction acts.
    [[nodiscard]] std::vector<double> restOf(const Row& row, const std::vector<double>& target) const
    {
        constexpr double kLeastWeight = 0.2;
        const auto isOther = [&](std::size_t i) { return m_model.indexed[i].text != row.example->text; };
        const std::vector<double> quality
            = m_model.stacked(m_taskId, m_model.evidence(m_taskId, row.text, isOther).parts);
        const double slope = m_model.areHeadsLogistic ? 4.0 : 1.0; // of the log-odds around the middle
        std::vector<double> rest(target.size());
        for (std::size_t t = 0; t < rest.size(); ++t) {
            rest[t] = slope * (target[t] - quality[t]) / std::max(kLeastWeight, m_model.seen.weights[kHeads]);
        }
        return rest;
    }

    [[nodiscard]] SparseRidge fit(double penalty, const std::function<bool(std::size_t)>& isIn) const
    {
        std::vector<RidgeRow> in;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            if (isIn(i)) {
                in.push_back({&m_features[i], m_rests[i], m_rows[i].example->weight});
            }
        }
        SparseRidge correction;
        RidgeOptions ridge;
        ridge.penalty = penalty;
        correction.fit(in, m_model.headSize(), m_model.tierIds.size(), ridge,
            [this] { return m_stop.stop_requested(); });
        return correction;
    }

    [[nodiscard]] double heldOutError(double penalty) const
    {
        constexpr std::size_t kFolds = 4;
        double sum = 0;
        for (std::size_t fold = 0; fold < kFolds; ++fold) {
            const SparseRidge correction = fit(penalty, [&](std::size_t i) { return i % kFolds != fold; });
            for (std::size_t i = fold; i < m_rows.size(); i += kFolds) {
                std::vector<double> predicted(m_model.tierIds.size(), 0.0);
                correction.addTo(predicted, m_features[i]);
                for (std::size_t t = 0; t < predicted.size(); ++t) {
                    const double error = m_rests[i][t] - predicted[t];
                    sum += std::isnan(error) ? 0.0 : error * error;
                }
            }
        }
        return sum;
    }

    const GainModel& m_model;
    const std::string m_taskId;
    const std::vector<Row>& m_rows;
    const std::stop_token& m_stop;
    std::vector<SparseVector> m_features;
    std::vector<std::vector<double>> m_rests;
};

void addToHeads(GainModel& model, const std::string& taskId, const SparseRidge& correction,
    const std::vector<std::vector<double>>& targets)
{
    const std::size_t tiers = model.tierIds.size();
    std::vector<float> weights = model.heads.weights();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] += correction.weights()[i];
    }
    for (std::size_t t = 0; t < tiers; ++t) { // the mean that is left belongs to the task's own feature
        const bool isKnown
            = std::any_of(targets.begin(), targets.end(), [t](const auto& row) { return !std::isnan(row[t]); });
        weights[GainModel::taskFeature(taskId) * tiers + t]
            += isKnown ? static_cast<float>(correction.biases()[t] / model.options.taskScale) : 0.0F;
    }
    model.heads = SparseRidge(std::move(weights), model.heads.biases());
}

/// Gives the task a number, keeping numbers in order of names.
void insertTask(GainModel& model, const std::string& taskId, const std::vector<double>& taskMeans)
{
    const auto place = std::lower_bound(model.taskIds.begin(), model.taskIds.end(), taskId);
    const auto number = static_cast<std::uint32_t>(place - model.taskIds.begin());
    model.taskIds.insert(place, taskId);
    model.taskMeans.insert(model.taskMeans.begin() + static_cast<std::ptrdiff_t>(number * model.tierIds.size()),
        taskMeans.begin(), taskMeans.end());
    for (GainModel::Indexed& row : model.indexed) {
        row.task += row.task >= number ? 1 : 0;
    }
}

Result<void> addTask(GainModel& model, const std::string& taskId, const ports::RouterTrainingSet& set,
    const std::vector<std::size_t>& columns, const std::stop_token& stop)
{
    std::vector<Row> rows;
    std::vector<std::vector<double>> targets;
    for (const RouterExample* example : allOf(set)) {
        if (example->taskId == taskId && isObserved(*example)) {
            rows.push_back({example, model.read(example->text), 0, 0});
            std::vector<double> target;
            for (const std::size_t column : columns) {
                target.push_back(example->quality[column]);
            }
            targets.push_back(std::move(target));
        }
    }
    if (rows.size() < kFewestExamples) {
        return fail(tooFew("task '" + taskId + "'", rows.size()));
    }
    std::vector<double> taskMeans;
    for (std::size_t t = 0; t < model.tierIds.size(); ++t) {
        double sum = model.options.taskMeanShrinkage * model.means[t];
        double mass = model.options.taskMeanShrinkage;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            sum += std::isnan(targets[i][t]) ? 0.0 : rows[i].example->weight * targets[i][t];
            mass += std::isnan(targets[i][t]) ? 0.0 : rows[i].example->weight;
        }
        taskMeans.push_back(sum / mass);
    }
    insertTask(model, taskId, taskMeans);
    const auto number = *model.taskNumber(taskId);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        model.indexed.push_back({number, rows[i].example->text, {targets[i].begin(), targets[i].end()},
            static_cast<float>(rows[i].example->weight)});
        if (!rows[i].text.vector.empty()) {
            model.vectors.add(rows[i].text.vector);
        }
    }
    model.buildIndex();
    if (model.options.usesHeads) {
        const SparseRidge correction = TaskCorrection(model, taskId, rows, targets, stop).fitted();
        addToHeads(model, taskId, correction, targets);
    }
    return {};
}

/// Everything that is embedded must embed: a router half of whose rows lack vectors would be wrong silently.
Result<void> checkedEncoder(const GainModel& base, const ports::RouterTrainingSet& set)
{
    if (base.options.encoder == nullptr) {
        return {};
    }
    std::vector<std::string> texts;
    for (const RouterExample* example : allOf(set)) {
        texts.push_back(example->text);
    }
    const auto vectors = base.options.encoder->embedAll(texts);
    return vectors ? Result<void>{} : Result<void>(fail(vectors.error()));
}

} // namespace

Result<GainModel> extended(const GainModel& base, const ports::RouterTrainingSet& set,
    const ports::ProgressCallback& progress, const std::stop_token& stop)
{
    Result<std::vector<std::size_t>> columns = columnsOf(base, set);
    const Result<void> readable = columns ? checkedEncoder(base, set) : fail(columns.error());
    if (!readable) {
        return fail(readable.error());
    }
    GainModel model = base;
    std::set<std::string> newTasks;
    for (const RouterExample* example : allOf(set)) {
        if (base.options.usesTasks && isObserved(*example)
            && !std::binary_search(base.taskIds.begin(), base.taskIds.end(), example->taskId)) {
            newTasks.insert(example->taskId);
        }
    }
    if (newTasks.empty() && set.tierIds.size() == base.tierIds.size()) {
        return fail(ErrorCode::InvalidArgument, "the router knows every tier and task of the data already; train it anew instead");
    }
    std::size_t done = 0;
    const std::size_t steps = newTasks.size() + set.tierIds.size() - base.tierIds.size();
    const auto report = [&] {
        ++done;
        if (progress) {
            progress({static_cast<double>(done) / static_cast<double>(steps), "Extending the router", kNan, kNan});
        }
    };
    for (const std::string& taskId : newTasks) {
        if (const Result<void> added = addTask(model, taskId, set, *columns, stop); !added) {
            return fail(added.error());
        }
        report();
    }
    for (std::size_t column = 0; column < set.tierIds.size(); ++column) {
        if (column < model.tierIds.size() && model.tierIds[column] == set.tierIds[column]) {
            continue;
        }
        if (const Result<void> added = TierAddition(model, set, set.tierIds[column], column, stop).run(); !added) {
            return fail(added.error());
        }
        report();
    }
    if (stop.stop_requested()) {
        return fail(ErrorCode::Cancelled, "router: training was cancelled");
    }
    return model;
}

} // namespace core::routing
