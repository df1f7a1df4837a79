#include "ui/models/export_source.h"

#include "ui/models/strings.h"

namespace ui::models {

Provenance provenanceOf(const ConsoleContext& context, const QString& subject)
{
    const auto& policy = context.snapshot().policy;
    Provenance provenance;
    provenance.subject = subject;
    provenance.policyVersion = policy ? toQt(policy->id) : QString();
    provenance.taskName = context.taskId().empty() ? QString() : context.catalogue().taskName(context.taskId());
    provenance.isSimulated = context.snapshot().workspace.isDemo;
    return provenance;
}

} // namespace ui::models
