#include "ui/pages/policy_revert.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <utility>

namespace ui::pages {

models::Message readBackMessage(
    const models::ConsoleContext& context, const core::Result<core::ports::CommandReceipt>& receipt)
{
    if (!receipt) {
        return {models::MessageKind::Error, models::wordsOf(receipt.error())};
    }
    const auto& active = context.snapshot().policy;
    if (!active || active->id != receipt->reference) {
        return {models::MessageKind::Warning,
            QCoreApplication::translate("PolicyRevert",
                "Version %1 was written, but another one is in force. Press F5 and look at the history.")
                .arg(models::toQt(receipt->reference))};
    }
    return {models::MessageKind::Success,
        QCoreApplication::translate("PolicyRevert",
                "%1. Read back: version %2 (no. %3) is in force.")
            .arg(models::sentenceWords(receipt->message), models::toQt(active->id))
            .arg(active->sequence)};
}

void revertPolicy(models::ConsoleContext& context, QObject* receiver, const std::string& versionId,
    std::function<void(const models::Message&)> done)
{
    context.execute(core::ports::RevertPolicy{versionId, {}, {}}, receiver,
        [&context, done = std::move(done)](const core::Result<core::ports::CommandReceipt>& receipt) {
            done(readBackMessage(context, receipt));
        });
}

} // namespace ui::pages
