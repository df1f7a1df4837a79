#pragma once

#include "core/base/rng.h"
#include "core/domain/example.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::datasets::workload {

/// The bulk of the traffic; every other slice is a hard sub-population.
inline constexpr std::string_view kUsualSlice = "usual";

/// A hard sub-population and its share of the task's traffic before any drift.
struct Slice {
    std::string_view name;
    double share = 0;
};

/// A text with what is known about it before any model has answered.
struct Draft {
    std::string text;
    std::vector<std::string> tokens; ///< tagging only
    domain::Reference reference;
    std::string_view slice = kUsualSlice;
    std::vector<std::string> slips; ///< plausible wrong answers, at least one
    std::vector<std::string> variants; ///< right answers in other words; may be empty
};

/// What is asked of a grammar for one text.
struct DraftRequest {
    std::string_view slice = kUsualSlice;
    bool isNewPhrasing = false; ///< written in ways that came up only after the drift
};

/// Writes one task's texts. Immutable and thread-safe; everything random comes from `rng`.
class TaskGrammar {
public:
    virtual ~TaskGrammar() = default;
    [[nodiscard]] virtual std::string_view taskId() const = 0;
    [[nodiscard]] virtual std::span<const Slice> slices() const = 0;
    /// Words of the instruction that a prompted model reads before the text.
    [[nodiscard]] virtual int instructionTokens() const = 0;
    [[nodiscard]] virtual Draft draft(const DraftRequest& request, Rng& rng) const = 0;
};

[[nodiscard]] std::unique_ptr<TaskGrammar> makeCustomerIntentGrammar();
[[nodiscard]] std::unique_ptr<TaskGrammar> makeCustomerResponseGrammar();
[[nodiscard]] std::unique_ptr<TaskGrammar> makeFinancialEntityGrammar();
[[nodiscard]] std::unique_ptr<TaskGrammar> makeFinancialSummaryGrammar();
[[nodiscard]] std::unique_ptr<TaskGrammar> makeLegalClauseGrammar();
[[nodiscard]] std::unique_ptr<TaskGrammar> makeLegalRiskGrammar();

/// Misspellings as fingers make them: letters dropped, doubled or swapped, inside words only.
void addTypos(std::string& text, int count, Rng& rng);

/// How people type into a chat box: now and then a typo, no capitals or no punctuation.
void makeCasual(std::string& text, Rng& rng);

} // namespace core::datasets::workload
