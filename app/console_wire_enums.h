#pragma once

#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Enumerations whose names are read by a function of their own. See console_wire_fields.h.
namespace app::wire {

template <typename Enum, typename From>
bool assignEnum(Enum& value, const From& parsed)
{
    value = parsed.value_or(value);
    return parsed.has_value();
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::TaskKind& value)
{
    return assignEnum(value, core::domain::taskKindFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::AnswerMetric& value)
{
    return assignEnum(value, core::domain::answerMetricFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::TierProvider& value)
{
    return assignEnum(value, core::domain::tierProviderFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::NoneKind& value)
{
    return assignEnum(value, core::domain::noneKindFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::RunKind& value)
{
    return assignEnum(value, core::domain::runKindFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::RunState& value)
{
    return assignEnum(value, core::domain::runStateFrom(name));
}
inline bool readEnum(EnumTag, std::string_view name, core::domain::StudyVerdict& value)
{
    return assignEnum(value, core::domain::studyVerdictFrom(name));
}

inline bool readEnum(EnumTag, std::string_view name, core::ports::CertificationMethod& value)
{
    return assignEnum(value, core::ports::certificationMethodFrom(name));
}

inline bool readEnum(EnumTag, std::string_view name, core::domain::StreamingMode& value)
{
    return assignEnum(value, core::domain::streamingModeFrom(name));
}

} // namespace app::wire
