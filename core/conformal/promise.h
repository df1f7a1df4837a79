#pragma once

#include "core/conformal/tier_sequence_calibrator.h"
#include "core/domain/policy.h"

#include <string>

namespace core::conformal {

/// Names and scope that a certificate itself does not carry.
struct PromiseContext {
    std::string taskName;
    std::string tierName;
    PromiseScope scope = PromiseScope::PerTask;
    double scopeDelta = 0.10; ///< delta over the whole scope; a certificate carries only its own part
};

/// A certificate in words that an operator can repeat to an auditor. Plain text, one sentence or two each.
struct Promise {
    std::string headline; ///< one line for a list
    std::string what; ///< what is promised
    std::string confidence; ///< how surely
    std::string evidence; ///< counts behind it
    std::string judgedBy;
    std::string assumption;
    std::string doesNotPromise;
};

[[nodiscard]] Promise promiseOf(const domain::Certificate& certificate, const PromiseContext& context);

/// All lines of the promise, for a terminal or a report.
[[nodiscard]] std::string textOf(const Promise& promise);

/// Whose certificates share delta, and what delta means, in a sentence.
[[nodiscard]] std::string sentenceFor(PromiseScope scope, double scopeDelta);

} // namespace core::conformal
