#include "app/policy_archive.h"

namespace app {

core::Result<core::ports::PolicyHistory::Chain> PolicyArchive::chain() const
{
    Chain chain;
    auto versions = m_stores.policies->versions();
    if (!versions) {
        return core::fail(versions.error());
    }
    chain.versions = std::move(*versions);
    chain.brokenAt = core::domain::findBrokenLink(chain.versions);
    auto predicted = m_stores.predictions->all();
    if (!predicted) {
        return core::fail(predicted.error());
    }
    chain.predicted = std::move(*predicted);
    return chain;
}

} // namespace app
