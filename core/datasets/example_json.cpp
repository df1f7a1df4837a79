#include "core/datasets/example_json.h"

#include "core/base/text.h"
#include "core/datasets/json_text.h"
#include "core/datasets/response_json.h"
#include "core/domain/task.h"
#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <array>

namespace core::datasets {

namespace {

using nlohmann::json;

Error wrong(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

bool hasWhiteSpace(const std::string& text)
{
    return text.empty() || text.find_first_of(" \t\n\v\f\r") != std::string::npos;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += text.empty() ? "" : " ";
        text += word;
    }
    return text;
}

Result<void> checkTags(const domain::Example& example)
{
    const std::vector<std::string>& tags = example.reference.tags;
    if (example.tokens.size() != tags.size()) {
        return fail(wrong("label has " + std::to_string(tags.size()) + " tags for "
            + std::to_string(example.tokens.size()) + " tokens; one tag a token is needed"));
    }
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (!evaluation::isBioTag(tags[i])) {
            return fail(wrong(
                "label[" + std::to_string(i) + "] is " + shown(tags[i]) + "; tags are O, B-TYPE and I-TYPE"));
        }
        if (hasWhiteSpace(example.tokens[i])) {
            return fail(wrong("tokens[" + std::to_string(i) + "] is " + shown(example.tokens[i])
                + "; a token is a piece of text without white space"));
        }
    }
    return {};
}

Result<void> readTagged(const json& line, domain::Example& example)
{
    const json* tags = member(line, "label");
    Error error;
    if (!take(asTextList(*member(line, "tokens"), "tokens"), example.tokens, error)) {
        return fail(error);
    }
    if (tags != nullptr && !take(asTextList(*tags, "label"), example.reference.tags, error)) {
        return fail(error);
    }
    if (!example.tokens.empty()) {
        example.text = joined(example.tokens);
    }
    return tags == nullptr ? Result<void>() : checkTags(example);
}

/// The main label first, then the others in the order of the file.
Result<void> readLabels(const json& line, domain::Example& example)
{
    std::vector<std::string>& labels = example.reference.labels;
    Error error;
    std::string main;
    if (const json* label = member(line, "label"); label != nullptr) {
        if (!take(asText(*label, "label"), main, error)) {
            return fail(error);
        }
        labels.push_back(main);
    }
    if (const json* list = member(line, "labels"); list != nullptr) {
        std::vector<std::string> all;
        if (!take(asTextList(*list, "labels"), all, error)) {
            return fail(error);
        }
        for (std::string& label : all) {
            if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
                labels.push_back(std::move(label));
            }
        }
    }
    const bool isAnyEmpty
        = std::any_of(labels.begin(), labels.end(), [](const auto& l) { return l.empty(); });
    return isAnyEmpty ? Result<void>(fail(wrong("a label is empty; name it or leave the line out")))
                      : Result<void>();
}

Result<void> readReference(const json& line, domain::Example& example)
{
    const bool isLabelled = member(line, "label") != nullptr || member(line, "labels") != nullptr;
    const json* reference = member(line, "reference");
    if (reference != nullptr && isLabelled) {
        return fail(
            wrong("both a label and a reference are given; keep the one that answers are compared with"));
    }
    if (member(line, "tokens") != nullptr) {
        return readTagged(line, example);
    }
    if (isLabelled) {
        return readLabels(line, example);
    }
    Error error;
    if (reference != nullptr && !take(asText(*reference, "reference"), example.reference.text, error)) {
        return fail(error);
    }
    return {};
}

Result<void> readResponses(const json& line, domain::Example& example)
{
    const json* responses = member(line, "responses");
    if (responses == nullptr) {
        return {};
    }
    if (!responses->is_object()) {
        return fail(wrong("responses is " + shown(*responses) + "; it must be an object of model names"));
    }
    for (const auto& [model, object] : responses->items()) {
        Result<domain::RecordedResponse> response = parseResponse(object, "responses." + model);
        if (!response) {
            return fail(response.error());
        }
        if (model.empty()) {
            return fail(wrong("responses has a model without a name"));
        }
        example.responses.emplace(model, std::move(*response));
    }
    return {};
}

Result<void> readSplit(const json& line, domain::Example& example)
{
    constexpr std::array<std::string_view, 5> kNotTest{"train", "training", "validation", "valid", "dev"};
    const json* split = member(line, "split");
    if (split == nullptr) {
        return {};
    }
    std::string name;
    Error error;
    if (!take(asText(*split, "split"), name, error)) {
        return fail(error);
    }
    example.isTest = name == "test";
    if (!example.isTest && std::find(kNotTest.begin(), kNotTest.end(), name) == kNotTest.end()) {
        return fail(wrong("split is " + shown(*split) + "; it must be train or test"));
    }
    return {};
}

Result<void> readNames(const json& line, const LineContext& context, domain::Example& example)
{
    example.id = context.fallbackId;
    example.taskId = context.taskId;
    example.source = context.source;
    Error error;
    bool isGood = true;
    if (const json* v = member(line, "id"); v != nullptr) {
        isGood = take(asText(*v, "id"), example.id, error);
    }
    if (const json* v = member(line, "task"); v != nullptr && context.taskId.empty()) {
        isGood = isGood && take(asText(*v, "task"), example.taskId, error);
    }
    if (const json* v = member(line, "source"); v != nullptr) {
        isGood = isGood && take(asText(*v, "source"), example.source, error);
    }
    if (const json* v = member(line, "text"); v != nullptr) {
        isGood = isGood && take(asText(*v, "text"), example.text, error);
    }
    return isGood ? Result<void>() : Result<void>(fail(error));
}

Result<void> checkWhole(const domain::Example& example, const LineContext& context)
{
    if (example.id.empty()) {
        return fail(wrong("id is missing; every query of a recording needs one of its own"));
    }
    if (example.taskId.empty()) {
        return fail(wrong("task is missing; add the key or name the task when importing (--task)"));
    }
    if (!domain::isValidTaskId(example.taskId)) {
        return fail(wrong("task is " + shown(example.taskId)
            + "; ids have 1 to 64 of a-z, 0-9, '_', '/', '.', '-' and start with a letter or digit"));
    }
    if (example.text.find_first_not_of(" \t\n\v\f\r") == std::string::npos) {
        return fail(wrong("text is missing or empty; it is what the models are asked"));
    }
    if (context.needsReference && example.reference.isEmpty()) {
        return fail(
            wrong("no label, labels, tokens with label, or reference; a labelled file needs one of them"));
    }
    return {};
}

json referenceMembers(const domain::Example& example)
{
    json line = json::object();
    const domain::Reference& reference = example.reference;
    if (!example.tokens.empty()) {
        line["tokens"] = example.tokens;
    }
    if (!reference.tags.empty()) {
        line["label"] = reference.tags;
    } else if (!reference.labels.empty()) {
        line["label"] = reference.labels.front();
        if (reference.labels.size() > 1) {
            line["labels"] = reference.labels;
        }
    } else if (!reference.text.empty()) {
        line["reference"] = reference.text;
    }
    return line;
}

} // namespace

Result<domain::Example> parseExampleLine(std::string_view text, const LineContext& context)
{
    const Result<json> line = parseJsonObject(text);
    if (!line) {
        return fail(line.error());
    }
    domain::Example example;
    Result<void> step = readNames(*line, context, example);
    for (const auto read : {&readReference, &readSplit, &readResponses}) {
        step = step ? read(*line, example) : step;
    }
    step = step ? checkWhole(example, context) : step;
    return step ? Result<domain::Example>(std::move(example)) : Result<domain::Example>(fail(step.error()));
}

Result<std::string> exampleLine(const domain::Example& example)
{
    json line = referenceMembers(example);
    line["id"] = example.id;
    line["task"] = example.taskId;
    line["text"] = example.text;
    line["split"] = example.isTest ? "test" : "train";
    line["source"] = example.source;
    line["responses"] = json::object();
    for (const auto& [model, response] : example.responses) {
        if (!isRepresentable(response)) {
            return fail(wrong("query " + example.id + ", responses." + model + ": a value is not finite"));
        }
        line["responses"][model] = responseObject(response);
    }
    try {
        return line.dump();
    } catch (const json::exception&) {
        return fail(wrong("query " + example.id + " holds text that is not valid UTF-8"));
    }
}

} // namespace core::datasets
