#include "core/conformal/promise.h"

#include "core/conformal/wording.h"

namespace core::conformal {

namespace {

std::string coverageOf(const domain::Certificate& certificate)
{
    return percent(1 - certificate.alpha);
}

Promise promiseOfNone(const domain::Certificate& certificate, const PromiseContext& context)
{
    Promise promise;
    promise.headline = context.tierName + " answers nothing alone for " + context.taskName
        + ": no certificate at " + coverageOf(certificate) + " coverage.";
    promise.what = "Nothing is promised for " + context.tierName + " on " + context.taskName
        + ", so every query it sees is escalated.";
    promise.evidence = certificate.noneReason;
    return promise;
}

std::string judgeSentence(const domain::Certificate& certificate)
{
    const std::string judge
        = certificate.labelSource.empty() ? "a judge that was not recorded" : certificate.labelSource;
    return "Whether an answer meets the target is as judged by " + judge + ".";
}

} // namespace

std::string sentenceFor(PromiseScope scope, double scopeDelta)
{
    const std::string most = " goes wrong with probability at most " + percent(scopeDelta)
        + " over the draw of the calibration sample.";
    switch (scope) {
    case PromiseScope::PerTier:
        return "The certificate of this tier" + most;
    case PromiseScope::PerTask:
        return "Any certificate among the tiers of this task" + most;
    case PromiseScope::AllTasks:
        return "Any certificate among all tiers of all tasks" + most;
    }
    return {};
}

Promise promiseOf(const domain::Certificate& certificate, const PromiseContext& context)
{
    if (!certificate.threshold) {
        return promiseOfNone(certificate, context);
    }
    Promise promise;
    promise.headline = "Coverage (1 - alpha) " + coverageOf(certificate) + " at confidence "
        + percent(1 - certificate.delta) + ": " + context.tierName + " keeps answers to " + context.taskName
        + " with a score of " + decimal(*certificate.threshold, 3) + " or more.";
    promise.what = "Of the answers that " + context.tierName + " keeps for " + context.taskName + ", at most "
        + percent(certificate.alpha) + " fail the target in the long run.";
    promise.confidence = sentenceFor(context.scope, context.scopeDelta) + " This tier's part of it is "
        + percent(certificate.delta) + ".";
    promise.evidence = counted(certificate.failures, "failure") + " among "
        + counted(certificate.accepted, "kept answer") + " of " + std::to_string(certificate.calibrationSize)
        + " calibration answers; upper bound of the failure rate " + percent(certificate.riskUpperBound)
        + " (Clopper-Pearson).";
    promise.judgedBy = judgeSentence(certificate);
    promise.assumption
        = "It assumes that traffic is drawn like the calibration sample and passes through the same "
          "router, plan and models; once that stops being true, nothing is promised until a recalibration.";
    promise.doesNotPromise
        = "It is not a promise for one answer, for a sub-topic or for a day, and says nothing "
          "about answers of other tiers.";
    return promise;
}

std::string textOf(const Promise& promise)
{
    std::string text;
    for (const std::string* line : {&promise.headline, &promise.what, &promise.confidence, &promise.evidence,
             &promise.judgedBy, &promise.assumption, &promise.doesNotPromise}) {
        if (!line->empty()) {
            text += *line + "\n";
        }
    }
    return text;
}

} // namespace core::conformal
