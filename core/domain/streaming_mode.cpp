#include "core/domain/streaming_mode.h"

namespace core::domain {

std::string_view toString(StreamingMode mode)
{
    switch (mode) {
    case StreamingMode::Hold:
        return "hold";
    case StreamingMode::RouterChoice:
        return "router";
    }
    return "hold";
}

std::optional<StreamingMode> streamingModeFrom(std::string_view name)
{
    for (const StreamingMode mode : {StreamingMode::Hold, StreamingMode::RouterChoice}) {
        if (toString(mode) == name) {
            return mode;
        }
    }
    return std::nullopt;
}

} // namespace core::domain
