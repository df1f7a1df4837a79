#include "core/domain/outcome.h"

namespace core::domain {

std::string_view toString(LabelSource source)
{
    switch (source) {
    case LabelSource::Human: return "human";
    case LabelSource::Client: return "client";
    case LabelSource::ReferenceTier: return "reference_tier";
    case LabelSource::Reference: return "reference";
    }
    return "human";
}

std::optional<LabelSource> labelSourceFrom(std::string_view name)
{
    for (const LabelSource source :
        {LabelSource::Human, LabelSource::Client, LabelSource::ReferenceTier, LabelSource::Reference}) {
        if (toString(source) == name) {
            return source;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
