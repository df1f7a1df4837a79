#pragma once

#include "core/base/result.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"

#include <string>
#include <string_view>
#include <variant>

namespace core::journal {

using JournalRecord = std::variant<domain::QueryRecord, domain::Outcome, domain::Withdrawal>;

/// Appends the record's bytes to `out`: a version byte, a type byte, then the fields in order of declaration;
/// integers as zig-zag varints, doubles as 8 little-endian bytes, strings with their length in front.
void encode(const domain::QueryRecord& record, std::string& out);
void encode(const domain::Outcome& outcome, std::string& out);
void encode(const domain::Withdrawal& withdrawal, std::string& out);

/// Corrupt when the bytes are not one record; NewerVersion when a later program wrote them.
[[nodiscard]] Result<JournalRecord> decode(std::string_view bytes);

} // namespace core::journal
