#include "core/engine/loop/teacher.h"

#include "core/engine/loop/teaching_plan.h"
#include "core/engine/soft_targets.h"
#include "core/evaluation/answer_metrics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace core::engine::loop {

namespace {

constexpr std::size_t kAtOnce = 8; ///< calls of an endpoint under way together
constexpr std::size_t kSavedTogether = 64;
constexpr int kFailedBatches = 3; ///< of an endpoint, one after the other: it is down
constexpr std::size_t kMalformed = 20; ///< answers of an endpoint, one after the other: it does not know the task's form

/// Which answers count: nothing of the client's own instructions is stored with a text. Empty where none is known, or where a
/// reply's form is the client's alone.
std::string instructionFor(const domain::Task& task, const std::set<std::string>& labels)
{
    std::string instruction;
    switch (task.kind) {
    case domain::TaskKind::Classification:
        if (labels.empty()) {
            return {};
        }
        instruction = "Classify the user's text. Answer with exactly one of these labels and nothing else:";
        break;
    case domain::TaskKind::Tagging:
        if (labels.empty()) {
            return {};
        }
        instruction = "The user's text consists of tokens separated by spaces. Answer with one tag for each token, in the "
                      "same order, separated by spaces, and nothing else. The tags are:";
        break;
    case domain::TaskKind::Summarisation:
        return "Summarise the user's text. Answer with the summary and nothing else.";
    case domain::TaskKind::Generation:
        return {};
    }
    for (const std::string& label : labels) {
        instruction += "\n" + label;
    }
    return instruction;
}

std::string joined(const std::vector<std::string>& tokens)
{
    std::string text;
    for (const std::string& token : tokens) {
        text += (text.empty() ? "" : " ") + token;
    }
    return text;
}

/// What a model server is asked. Empty: the text alone.
std::string chatBodyFor(const domain::Task& task, const std::string& instruction, const domain::TaughtRow& row)
{
    if (instruction.empty()) {
        return {};
    }
    const bool isTagged = task.kind == domain::TaskKind::Tagging;
    const std::string text = isTagged ? joined(tokensFor(task, row.text, row.tokens)) : row.text;
    const nlohmann::json body{{"temperature", 0},
        {"messages", {{{"role", "system"}, {"content", instruction}}, {{"role", "user"}, {"content", text}}}}};
    return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void count(TeachResult& result, const domain::TaughtRow& row)
{
    result.taught += row.state == domain::TaughtState::Taught ? 1 : 0;
    result.rejected += row.state == domain::TaughtState::Rejected ? 1 : 0;
    result.unanswered += row.state == domain::TaughtState::Unanswered ? 1 : 0;
    if (row.source == domain::TaughtSource::Called && row.state != domain::TaughtState::Unanswered) {
        ++result.calls;
        result.cost += row.cost.value_or(domain::Money{});
    }
}

/// Calls that the rest of the limit pays, at the mean price of those before; the first one tells the price.
std::size_t affordable(const TeachResult& result, const std::optional<domain::Money>& limit)
{
    if (!limit) {
        return kAtOnce;
    }
    const std::int64_t left = limit->nanoUsd - result.cost.nanoUsd;
    if (left <= 0 || result.calls == 0) {
        return left > 0 ? 1 : 0;
    }
    const std::int64_t price = std::max<std::int64_t>(1, result.cost.nanoUsd / result.calls);
    return static_cast<std::size_t>(std::min<std::int64_t>(left / price, kAtOnce));
}

} // namespace

std::string askingBody(const domain::Task& task, const std::set<std::string>& labels, const std::string& text,
    const std::vector<std::string>& tokens)
{
    domain::TaughtRow row;
    row.text = text;
    row.tokens = tokens;
    return chatBodyFor(task, instructionFor(task, labels), row);
}

std::set<std::string> labelsOf(std::span<const domain::StoredExample> examples)
{
    std::set<std::string> labels;
    for (const domain::StoredExample& stored : examples) {
        const domain::Reference& reference = stored.example.reference;
        labels.insert(reference.labels.begin(), reference.labels.end());
        labels.insert(reference.tags.begin(), reference.tags.end());
    }
    return labels;
}

std::optional<std::string> learnableAnswer(const domain::Task& task, const std::string& answer,
    std::size_t tokens, const std::set<std::string>& labels)
{
    if (referenceFrom(task, answer, tokens).isEmpty()) {
        return std::nullopt;
    }
    if (task.kind != domain::TaskKind::Classification || labels.empty() || labels.contains(answer)) {
        return answer;
    }
    const auto alike = std::ranges::find_if(labels, [&](const std::string& label) {
        return evaluation::labelMatch(answer, std::array{label}) == 1.0;
    });
    return alike == labels.end() ? std::nullopt : std::optional(*alike);
}

void Teacher::ask(const domain::Task& task, const domain::Tier& tier, const ports::ModelClient& client,
    const std::set<std::string>& labels, std::span<domain::TaughtRow> rows, std::string& problem) const
{
    const std::string instruction = instructionFor(task, labels);
    std::mutex mutex;
    const auto askOne = [&](domain::TaughtRow& row) {
        const Result<ports::ModelAnswer> answer = client.complete(
            {task.id, row.text, row.textHash, chatBodyFor(task, instruction, row), true});
        row.at = m_services.clock.now();
        row.source = domain::TaughtSource::Called;
        row.tierId = tier.id;
        if (!answer) {
            row.state = domain::TaughtState::Unanswered;
            const std::lock_guard lock(mutex);
            problem = problem.empty() ? answer.error().message : problem;
            return;
        }
        row.state = domain::TaughtState::Taught;
        row.answer = answer->text;
        row.softTargets = softTargetsFrom(task, answer->topLogprobs, labels);
        row.model = answer->model;
        row.usage = answer->usage;
        row.priceVersionId = tier.priceVersionId;
        row.cost = domain::costOf(answer->usage, tier.prices);
    };
    std::vector<std::jthread> threads;
    for (domain::TaughtRow& row : rows) {
        threads.emplace_back([&row, &askOne] { askOne(row); });
    }
}

Result<TeachResult> Teacher::teach(const domain::Task& task, const domain::Tier& tier,
    const ports::ModelClient& client, std::vector<domain::TaughtRow> rows,
    const std::optional<domain::Money>& spendLimit, const Save& save, const Proceed& proceed) const
{
    const Result<std::vector<domain::StoredExample>> imported
        = m_services.examples.examples(task.id, domain::DataSplit::Training);
    if (!imported) {
        return fail(imported.error());
    }
    const std::set<std::string> labels = labelsOf(*imported);
    std::unordered_map<std::string, const domain::StoredExample*> exampleOf;
    for (const domain::StoredExample& stored : *imported) {
        exampleOf[stored.identity.hash] = &stored;
    }
    if (spendLimit && tier.priceVersionId.empty()) {
        return fail(ErrorCode::InvalidArgument, "the price of the last tier '" + tier.name
                + "' is unknown, so that no budget can hold; set its price or run without a budget");
    }
    for (domain::TaughtRow& row : rows) { // a stage that is taken up again asks again
        if (row.state == domain::TaughtState::Unanswered) {
            row.state = domain::TaughtState::Chosen;
        }
    }
    // what was answered before comes first: its cost counts against the limit after a resume
    std::ranges::stable_partition(
        rows, [](const domain::TaughtRow& row) { return row.state != domain::TaughtState::Chosen; });
    TeachResult result;
    std::vector<domain::TaughtRow> unsaved;
    const bool isEndpoint = tier.provider == domain::TierProvider::Endpoint;
    int failedBatches = 0;
    std::size_t malformed = 0; // one after the other, of those that are asked for here
    const auto isDown = [&] {
        return isEndpoint && (failedBatches >= kFailedBatches || (failedBatches > 0 && result.calls == 0));
    };
    for (std::size_t at = 0; at < rows.size() && failedBatches < kFailedBatches && malformed < kMalformed;) {
        if (!proceed(static_cast<double>(at) / static_cast<double>(rows.size()))) {
            return fail(ErrorCode::Cancelled, "cancelled on request");
        }
        std::size_t end = at + 1;
        const bool isPaid = isEndpoint && rows[at].state == domain::TaughtState::Chosen;
        if (rows[at].state == domain::TaughtState::Chosen) {
            const std::size_t calls = affordable(result, spendLimit);
            if (calls == 0) {
                break; // the rest stays chosen and is not learnt
            }
            const std::size_t atOnce = isEndpoint ? std::min(kAtOnce, kMalformed - malformed) : std::size_t{1};
            end = std::min(rows.size(), at + std::min(calls, atOnce));
            const std::span<domain::TaughtRow> asked(rows.data() + at, end - at);
            for (const domain::TaughtRow& row : asked) {
                if (const auto known = exampleOf.find(row.textHash); known != exampleOf.end()) {
                    m_services.recorded.add(known->second->example, row.textHash);
                }
            }
            ask(task, tier, client, labels, asked, result.problem);
            for (const domain::TaughtRow& row : asked) {
                m_services.recorded.remove(task.id, row.textHash);
            }
            const bool hasFailed = std::ranges::all_of(
                asked, [](const domain::TaughtRow& row) { return row.state == domain::TaughtState::Unanswered; });
            failedBatches = isEndpoint && hasFailed ? failedBatches + 1 : 0;
        }
        for (; at < end; ++at) {
            domain::TaughtRow& row = rows[at];
            if (row.state == domain::TaughtState::Taught) {
                const std::size_t tokens = tokensFor(task, row.text, row.tokens).size();
                const auto learnable = learnableAnswer(task, row.answer, tokens, labels);
                row.state = learnable ? domain::TaughtState::Taught : domain::TaughtState::Rejected;
                row.answer = learnable.value_or(row.answer);
            }
            count(result, row);
            unsaved.push_back(row);
            if (isPaid && row.state != domain::TaughtState::Unanswered) {
                malformed = row.state == domain::TaughtState::Rejected ? malformed + 1 : 0;
            }
        }
        if (unsaved.size() >= kSavedTogether || at == rows.size() || isEndpoint) {
            if (Result<void> saved = save(unsaved); !saved) {
                return fail(saved.error());
            }
            unsaved.clear();
        }
    }
    if (Result<void> saved = unsaved.empty() ? Result<void>{} : save(unsaved); !saved) {
        return fail(saved.error());
    }
    if (isDown()) {
        return fail(ErrorCode::Unavailable, "the last tier '" + tier.name + "' does not answer (" + result.problem
                + "); take the run up again once it does: what it answered is kept");
    }
    if (malformed >= kMalformed) {
        return fail(ErrorCode::InvalidArgument, "the last tier '" + tier.name + "' gave "
                + std::to_string(malformed) + " answers in a row that do not have the form of the task's answers; "
                "give it a model that answers in that form, then take the run up again: what it answered is kept");
    }
    return result;
}

} // namespace core::engine::loop
