#include "app/commands/conformal_real_bench.h"

#include "app/commands/conformal_shift.h"
#include "core/conformal/score_splits.h"
#include "core/datasets/labelled_file.h"
#include "core/datasets/workload_generator.h"
#include "core/engine/risk_watch.h"
#include "core/routing/gain_model.h"

#include <array>
#include <set>
#include <string_view>

namespace app::commands {

using core::Result;
using nlohmann::ordered_json;

namespace {

constexpr std::int64_t kNullAudits = 10'000;

constexpr std::array kRealSets{
    RealSet{"banking77", "cs_intent_banking77.jsonl.gz", "", true, false},
    RealSet{"clinc150", "cs_intent_clinc150.jsonl.gz", "oos", false, false},
    RealSet{"cuad", "legal_clause_cuad.jsonl.gz", "", false, false},
    RealSet{"unfair_terms", "legal_risk_tos_unfair.jsonl.gz", "", false, true},
};

/// CLINC150's intents of its banking domain.
const std::set<std::string>& clincBanking()
{
    static const std::set<std::string> kIntents{"transfer", "transactions", "balance", "freeze_account", "pay_bill",
        "bill_balance", "bill_due", "interest_rate", "routing", "min_payment", "order_checks", "pin_change",
        "report_fraud", "account_blocked", "spending_history"};
    return kIntents;
}

} // namespace

std::span<const RealSet> realSets()
{
    return kRealSets;
}

RealBench::Part RealBench::splits(const RealSet& set)
{
    return m_sections.run(std::string("real_") + set.name, {{"splits", m_options.splits}},
        [&]() -> Result<ordered_json> {
            const Result<const StudentScores*> scores = scoresOf(set);
            if (!scores) {
                return core::fail(scores.error());
            }
            ordered_json result{{"student_accuracy", (*scores)->accuracy},
                {"test_texts", (*scores)->answers.size()}, {"training_texts", (*scores)->trainingTexts}};
            result["rows"] = table(**scores, {}, "random");
            if (set.hasDocuments) {
                const std::vector<int> documents = documentsOf((*scores)->test);
                for (ordered_json& row : table(**scores, documents, "by_document")) {
                    result["rows"].push_back(std::move(row));
                }
            }
            return result;
        });
}

RealBench::Part RealBench::bankingToClinc()
{
    return m_sections.run("shift_banking77_to_clinc150", {{"trials", m_options.shiftTrials}},
        [&]() -> Result<ordered_json> {
            const Result<const StudentScores*> scores = scoresOf(kRealSets[0]);
            if (!scores) {
                return core::fail(scores.error());
            }
            std::vector<core::domain::Example> banking;
            const Result<std::size_t> read = core::datasets::readLabelledFile(
                m_options.data / kRealSets[1].file, {}, [&](core::domain::Example example) {
                    if (clincBanking().contains(example.reference.labels.front())) {
                        banking.push_back(std::move(example));
                    }
                    return true;
                });
            if (!read) {
                return core::fail(read.error());
            }
            return shift((*scores)->answers, answersOf(*(*scores)->student, (*scores)->task, banking));
        });
}

RealBench::Part RealBench::generatorShift(bool isMix)
{
    return m_sections.run(isMix ? "shift_generator_mix" : "shift_generator_difficulty",
        {{"trials", m_options.shiftTrials}}, [&]() -> Result<ordered_json> {
            constexpr const char* kTask = "cs_intent";
            constexpr std::uint64_t kTexts = 4000;
            const core::datasets::WorkloadGenerator generator;
            const auto stream = [&](std::uint64_t number, double drift, const auto& takes) {
                std::vector<core::domain::Example> examples;
                for (std::uint64_t i = 0; examples.size() < kTexts && i < 40 * kTexts; ++i) {
                    core::domain::Example example = generator.generate(kTask, number, i, drift);
                    if (takes(std::string_view(generator.sliceOf(kTask, number, i)), i)) {
                        examples.push_back(std::move(example));
                    }
                }
                return examples;
            };
            const auto all = [](std::string_view, std::uint64_t) { return true; };
            const auto hard = [](std::string_view slice, std::uint64_t i) { return slice != "usual" || i % 10 == 0; };
            const auto usual = [](std::string_view slice, std::uint64_t) { return slice == "usual"; };
            const auto scores = scoreWithStudent(core::domain::presetTask(kTask).value(), stream(101, 0, all),
                stream(102, 0, all), m_options.seed);
            if (!scores) {
                return core::fail(scores.error());
            }
            const auto shifted = isMix ? stream(103, 0, hard) : stream(104, 1, usual);
            return shift(scores->answers, answersOf(*scores->student, scores->task, shifted));
        });
}

RealBench::Part RealBench::nullStreams()
{
    return m_sections.run("wired_monitor_null",
        {{"streams", m_options.nullStreams}, {"audits", kNullAudits}}, [&]() -> Result<ordered_json> {
            const Result<double> share
                = falseAlarms(m_options.nullStreams, kNullAudits, 0.05, m_options.seed);
            return share ? Result<ordered_json>(ordered_json{{"streams", m_options.nullStreams},
                       {"audits", kNullAudits}, {"block", core::engine::RiskWatchOptions{}.blockSize},
                       {"false_alarms", *share}})
                         : core::fail(share.error());
        });
}

RealBench::Part RealBench::novelty()
{
    return m_sections.run("novelty_clinc150", ordered_json::object(), [&]() -> Result<ordered_json> {
        core::ports::RouterTrainingSet set;
        set.tierIds = {"student", "large"};
        std::vector<std::string> known;
        std::vector<std::string> outside;
        const Result<std::size_t> read = core::datasets::readLabelledFile(
            m_options.data / kRealSets[1].file, {}, [&](const core::domain::Example& example) {
                const bool isOutside = example.reference.labels.front() == "oos";
                if (example.isTest) {
                    (isOutside ? outside : known).push_back(example.text);
                } else if (!isOutside) {
                    set.training.push_back({example.taskId, example.text, {1.0, 1.0}});
                }
                return true;
            });
        if (!read) {
            return core::fail(read.error());
        }
        core::routing::GainOptions options;
        options.usesHeads = false; // familiarity rests on the retrieval texts alone
        const auto model = core::routing::GainModel::fit(set, options);
        if (!model) {
            return core::fail(model.error());
        }
        const Result<const StudentScores*> scores = scoresOf(kRealSets[1]);
        if (!scores) {
            return core::fail(scores.error());
        }
        const core::ports::Student& student = *(*scores)->student;
        std::array<double, 2> novel{}; // texts that the student calls so: outside its labels, known
        const auto strangeness = [&](const std::vector<std::string>& texts, double& called) {
            std::vector<double> entropies;
            for (const std::string& text : texts) {
                const auto answer = student.answer(text, {});
                entropies.push_back(answer ? answer->entropy : 1.0);
                called += answer && answer->isNovel ? 1.0 / static_cast<double>(texts.size()) : 0.0;
            }
            return entropies;
        };
        const auto unfamiliarity = [&](const std::vector<std::string>& texts) {
            std::vector<double> values;
            for (const std::string& text : texts) {
                values.push_back(-model->retrieve(model->read(text), std::nullopt).familiarity);
            }
            return values;
        };
        const std::vector<double> higher = strangeness(outside, novel[0]);
        const std::vector<double> lower = strangeness(known, novel[1]);
        return ordered_json{{"auroc", auroc(higher, lower)},
            {"router_auroc", auroc(unfamiliarity(outside), unfamiliarity(known))},
            {"out_of_scope_called_novel", novel[0]}, {"in_scope_called_novel", novel[1]},
            {"out_of_scope", outside.size()}, {"in_scope", known.size()},
            {"training_texts", set.training.size()}};
    });
}

Result<const StudentScores*> RealBench::scoresOf(const RealSet& set)
{
    const auto known = m_scores.find(set.name);
    if (known != m_scores.end()) {
        return &known->second;
    }
    Result<StudentScores> scores = scoreWithStudent(m_options.data / set.file, m_options.seed, set.skipsLabel);
    if (!scores) {
        return core::fail(scores.error());
    }
    return &m_scores.emplace(set.name, std::move(*scores)).first->second;
}

ordered_json RealBench::table(
    const StudentScores& scores, std::span<const int> documents, const char* halves) const
{
    core::conformal::SplitOptions options;
    options.splits = m_options.splits;
    ordered_json rows = ordered_json::array();
    const auto methods = core::conformal::certificationMethods();
    for (const auto& row : core::conformal::simulateSplits(scores.answers, documents, methods, options)) {
        rows.push_back({{"halves", halves}, {"method", row.method}, {"certified", row.isCertified},
            {"accepted_share", row.acceptedShare}, {"failure_rate", row.failureRate},
            {"violation", row.violation}, {"violation_error", row.violationError}, {"none", row.noneShare}});
    }
    return rows;
}

RealBench::Part RealBench::shift(std::span<const core::ports::JudgedAnswer> sound,
    std::span<const core::ports::JudgedAnswer> shifted) const
{
    ShiftOptions options;
    options.trials = m_options.shiftTrials;
    const Result<ShiftOutcome> outcome = simulateShift(sound, shifted, options);
    if (!outcome) {
        return core::fail(outcome.error());
    }
    return ordered_json{{"certified", outcome->certified}, {"sound_rate", outcome->soundRate},
        {"shifted_rate", outcome->shiftedRate}, {"kept_share_after", outcome->keptShare},
        {"alarms_before", outcome->alarmsBefore}, {"detected", outcome->detected},
        {"median_delay_audits", outcome->medianDelay}};
}

} // namespace app::commands
