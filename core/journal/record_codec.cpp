#include "core/journal/record_codec.h"

#include "core/journal/field_archive.h"

#include <utility>

namespace core::journal {

namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::uint8_t kFirstWithSignals = 2;

enum class RecordType : std::uint8_t { Query = 1, Outcome = 2, Withdrawal = 3 };

// One list of fields serves both directions, so that writing and reading cannot drift apart.

template <typename Archive, typename T>
void fields(
    Archive& archive, T& prediction) requires std::same_as<std::remove_const_t<T>, domain::TierPrediction>
{
    archive(prediction.tierId, prediction.meetsTargetProbability, prediction.expectedQuality,
        prediction.expectedCostUsd, prediction.expectedLatencyMs);
}

template <typename Archive, typename T>
void fields(Archive& archive, T& attempt) requires std::same_as<std::remove_const_t<T>, domain::Attempt>
{
    archive(attempt.tierId, attempt.model, attempt.result, attempt.usage.promptTokens,
        attempt.usage.completionTokens, attempt.priceVersionId, attempt.cost, attempt.latencyMs,
        attempt.score, attempt.threshold, attempt.answer, attempt.quality, attempt.errorText);
}

template <typename Archive, typename T>
void fields(Archive& archive, T& record) requires std::same_as<std::remove_const_t<T>, domain::QueryRecord>
{
    archive(record.id, record.at, record.taskId, record.clientKeyId, record.endUserId, record.source,
        record.text, record.textHash, record.split, record.isSimulated, record.policyVersionId,
        record.routerVersion, record.prediction.difficulty, record.prediction.isNovel);
    archive.list(record.prediction.tiers, [](auto& a, auto& item) { fields(a, item); });
    archive.list(record.attempts, [](auto& a, auto& item) { fields(a, item); });
    archive(record.scope, record.lastTierCost, record.isLastTierCostKnown, record.isLastTierCostEstimated,
        record.overheadMs, record.latencyMs, record.auditProbability, record.isAuditSelected);
}

/// What each attempt's score was made of: behind the rest of the record, so that earlier versions are its beginning.
template <typename Archive, typename T>
void signals(Archive& archive, T& record) requires std::same_as<std::remove_const_t<T>, domain::QueryRecord>
{
    for (auto& attempt : record.attempts) {
        archive.list(attempt.scoreSignals, [](auto& a, auto& value) { a(value); });
    }
}

template <typename Archive, typename T>
void fields(Archive& archive, T& outcome) requires std::same_as<std::remove_const_t<T>, domain::Outcome>
{
    archive(outcome.queryId, outcome.at, outcome.source, outcome.judge, outcome.quality, outcome.meetsTarget,
        outcome.samplingProbability, outcome.correctedAnswer, outcome.note);
}

template <typename Archive, typename T>
void fields(Archive& archive, T& withdrawal) requires std::same_as<std::remove_const_t<T>, domain::Withdrawal>
{
    archive(withdrawal.queryId, withdrawal.at, withdrawal.judge, withdrawal.judgedAt);
}

template <typename T>
void encodeAs(RecordType type, const T& value, std::string& out)
{
    out += static_cast<char>(kVersion);
    out += static_cast<char>(type);
    FieldWriter writer(out);
    fields(writer, value);
    if constexpr (std::same_as<T, domain::QueryRecord>) {
        signals(writer, value);
    }
}

template <typename T>
Result<JournalRecord> decodeAs(std::string_view bytes, [[maybe_unused]] std::uint8_t version)
{
    T value;
    FieldReader reader(bytes);
    fields(reader, value);
    if constexpr (std::same_as<T, domain::QueryRecord>) {
        if (version >= kFirstWithSignals) {
            signals(reader, value);
        }
    }
    if (!reader.isWhole()) {
        return fail(ErrorCode::Corrupt, "a journal record does not have the form of its type");
    }
    return JournalRecord(std::move(value));
}

} // namespace

void encode(const domain::QueryRecord& record, std::string& out)
{
    encodeAs(RecordType::Query, record, out);
}

void encode(const domain::Outcome& outcome, std::string& out)
{
    encodeAs(RecordType::Outcome, outcome, out);
}

void encode(const domain::Withdrawal& withdrawal, std::string& out)
{
    encodeAs(RecordType::Withdrawal, withdrawal, out);
}

Result<JournalRecord> decode(std::string_view bytes)
{
    if (bytes.size() < 2) {
        return fail(ErrorCode::Corrupt, "a journal record is shorter than its header");
    }
    const auto version = static_cast<std::uint8_t>(bytes[0]);
    if (version > kVersion) {
        return fail(
            ErrorCode::NewerVersion, "a journal record was written by a newer version of the program");
    }
    const auto type = static_cast<RecordType>(bytes[1]);
    bytes.remove_prefix(2);
    switch (type) {
    case RecordType::Query:
        return decodeAs<domain::QueryRecord>(bytes, version);
    case RecordType::Outcome:
        return decodeAs<domain::Outcome>(bytes, version);
    case RecordType::Withdrawal:
        return decodeAs<domain::Withdrawal>(bytes, version);
    }
    return fail(ErrorCode::Corrupt, "a journal record has an unknown type");
}

} // namespace core::journal
