#include "core/engine/certification_attempts.h"

#include <algorithm>
#include <map>

namespace core::engine {

int attemptsSoFar(std::span<const domain::Certificate> ofTask, const std::string& modelVersion, bool isOnExamples)
{
    std::map<std::string, int> byTier;
    int attempts = 0;
    for (const domain::Certificate& certificate : ofTask) {
        if (certificate.modelVersion == modelVersion
            || (isOnExamples && certificate.labelSource == kReferenceAnswers)) {
            attempts = std::max(attempts, ++byTier[certificate.tierId]);
        }
    }
    return attempts;
}

} // namespace core::engine
