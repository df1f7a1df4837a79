#include "app/failure_encoding.h"

#include "core/clustering/sentence_vectors.h"

#include <algorithm>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

constexpr std::size_t kTextsAtOnce = 64;

struct AskedText {
    std::string queryId;
    std::string text;
};

Result<std::vector<AskedText>> textsOf(const db::Stores& stores, const ports::FailureQuery& query)
{
    auto failures = stores.failures->failures(query);
    auto judged = stores.failures->judgedAnswers(query);
    if (!failures || !judged) {
        return core::fail(!failures ? failures.error() : judged.error());
    }
    std::vector<AskedText> texts;
    texts.reserve(failures->size() + judged->size());
    for (auto& failure : *failures) {
        texts.push_back({std::move(failure.queryId), std::move(failure.text)});
    }
    for (auto& answer : *judged) {
        texts.push_back({std::move(answer.queryId), std::move(answer.text)});
    }
    return texts;
}

/// Vectors of the encoder's version that are stored, by query.
Result<std::unordered_map<std::string, std::string>> storedVectors(
    const db::Stores& stores, const ports::TextEncoder& encoder, const ports::TimeRange& range)
{
    std::unordered_map<std::string, std::string> known;
    const auto version = stores.textVectors->encoder(encoder.name);
    if (!version) {
        return core::fail(version.error());
    }
    if (*version != encoder) {
        return known;
    }
    auto vectors = stores.textVectors->vectors(encoder.name, range);
    if (!vectors) {
        return core::fail(vectors.error());
    }
    for (ports::TextVector& vector : *vectors) {
        known.emplace(std::move(vector.queryId), std::move(vector.bytes));
    }
    return known;
}

} // namespace

Result<FreshVectors> encodeFailures(const db::Stores& stores, const ports::FailureQuery& query,
    const std::string& encoderName, const ports::EncoderSource& encoders, const std::function<void(double)>& progress,
    const std::stop_token& stop)
{
    const Result<std::shared_ptr<const ports::Encoder>> encoder = encoders(encoderName, 0);
    if (!encoder || *encoder == nullptr) {
        return encoder ? core::fail(core::ErrorCode::NotFound, "'" + encoderName + "' names no encoder")
                       : core::fail(encoder.error());
    }
    FreshVectors fresh;
    fresh.encoder = {encoderName, (*encoder)->fingerprint(), (*encoder)->dimension()};
    const Result<std::vector<AskedText>> texts = textsOf(stores, query);
    const auto stored = storedVectors(stores, fresh.encoder, query.range);
    if (!texts || !stored) {
        return core::fail(!texts ? texts.error() : stored.error());
    }
    std::unordered_map<std::string, std::string> byText;
    for (const AskedText& asked : *texts) {
        if (const auto known = stored->find(asked.queryId); known != stored->end()) {
            byText.emplace(asked.text, known->second);
        }
    }
    std::vector<std::string> missing;
    for (const AskedText& asked : *texts) {
        if (byText.try_emplace(asked.text).second) {
            missing.push_back(asked.text);
        }
    }
    for (std::size_t at = 0; at < missing.size(); at += kTextsAtOnce) {
        if (stop.stop_requested()) {
            return core::fail(core::ErrorCode::Cancelled, "encoding the failures was stopped");
        }
        const auto batch = std::span(missing).subspan(at, std::min(kTextsAtOnce, missing.size() - at));
        const Result<std::vector<std::vector<float>>> vectors = (*encoder)->embedAll(batch);
        if (!vectors) {
            return core::fail(vectors.error());
        }
        for (std::size_t i = 0; i < batch.size(); ++i) {
            byText[batch[i]] = core::clustering::SentenceVectors::packed((*vectors)[i]);
        }
        progress(static_cast<double>(at + batch.size()) / static_cast<double>(missing.size()));
    }
    for (const AskedText& asked : *texts) {
        if (!stored->contains(asked.queryId)) {
            fresh.vectors.push_back({asked.queryId, byText[asked.text]});
        }
    }
    return fresh;
}

} // namespace app
