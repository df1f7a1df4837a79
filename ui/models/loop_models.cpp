#include "ui/models/loop_models.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"

#include "core/domain/tuned_model.h"

#include <cmath>

namespace ui::models {

namespace {

using core::domain::GateMetric;
using core::domain::LoopDecision;
using core::domain::LoopOutcome;
using core::domain::Verdict;
using core::ports::DecisionReport;

QString metricName(const GateMetric& metric)
{
    if (metric.name == core::domain::kGateStudentQuality) {
        return GateModel::tr("Student's own answers");
    }
    if (metric.name == core::domain::kGateServedQuality) {
        return GateModel::tr("Answers as served");
    }
    if (metric.name == core::domain::kGateAnchorStudentQuality) {
        return GateModel::tr("Student's own answers, since the first champion");
    }
    if (metric.name == core::domain::kGateAnchorServedQuality) {
        return GateModel::tr("Answers as served, since the first champion");
    }
    if (metric.name == core::domain::kGateTierQuality) {
        return GateModel::tr("Models' own answers");
    }
    if (metric.name == core::domain::kGateCallCost) {
        return GateModel::tr("Cost of a call, over the champion's");
    }
    if (metric.name == core::domain::kGateCost) {
        return GateModel::tr("Cost over last tier only");
    }
    if (metric.name == core::domain::kGateRisk) {
        return GateModel::tr("Failures among accepted");
    }
    return GateModel::tr("Slice: %1").arg(toQt(metric.slice));
}

QVariant outcomeTone(const DecisionReport& row, int role)
{
    if (role != ToneRole) {
        return {};
    }
    switch (row.decision.outcome) {
    case LoopOutcome::Promoted:
        return static_cast<int>(CellTone::Good);
    case LoopOutcome::Discarded: // as it should be when a gate fails: no alarm
        return static_cast<int>(CellTone::Muted);
    default:
        return {};
    }
}

QVariant verdictTone(const GateMetric& metric, int role)
{
    if (role != ToneRole) {
        return {};
    }
    return static_cast<int>(metric.verdict == Verdict::Pass ? CellTone::Good
            : metric.verdict == Verdict::Fail               ? CellTone::Alarm
                                                            : CellTone::Muted);
}

} // namespace

QString wordOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass:
        return GateModel::tr("pass");
    case Verdict::Marginal:
        return GateModel::tr("marginal");
    case Verdict::Fail:
        return GateModel::tr("fail");
    case Verdict::NotEnoughData:
        break;
    }
    return GateModel::tr("not enough data");
}

QString wordOf(LoopOutcome outcome)
{
    switch (outcome) {
    case LoopOutcome::Promoted:
        return LoopDecisionModel::tr("promoted");
    case LoopOutcome::Discarded:
        return LoopDecisionModel::tr("discarded");
    case LoopOutcome::Waiting:
        return LoopDecisionModel::tr("waits for you");
    case LoopOutcome::NotEnoughData:
        return LoopDecisionModel::tr("not enough data");
    case LoopOutcome::NotWorthIt:
        return LoopDecisionModel::tr("not worth it");
    case LoopOutcome::Taught:
        break;
    }
    return LoopDecisionModel::tr("taught");
}

QString wordOf(core::domain::LoopStage stage)
{
    switch (stage) {
    case core::domain::LoopStage::Select:
        return LoopDecisionModel::tr("choose");
    case core::domain::LoopStage::Teach:
        return LoopDecisionModel::tr("teacher");
    case core::domain::LoopStage::Train:
        return LoopDecisionModel::tr("train and calibrate");
    case core::domain::LoopStage::Gate:
        return LoopDecisionModel::tr("gates");
    case core::domain::LoopStage::Decide:
        break;
    }
    return LoopDecisionModel::tr("decide");
}

LoopDecisionModel::LoopDecisionModel(QObject* parent)
    : RowTableModel(parent)
{
    setColumns({
        {tr("Iteration"), tr("0 is the first student of a task that had none"), true,
            [this](const DecisionReport& row) { return m_formats.count(row.decision.iteration); }},
        {tr("Task"), {}, false,
            [this](const DecisionReport& row) { return m_catalogue.taskName(row.decision.taskId); }},
        {tr("Outcome"), {}, false, [](const DecisionReport& row) { return wordOf(row.decision.outcome); },
            [](const DecisionReport& row) { return sentenceWords(row.decision.reason); }, outcomeTone},
        {tr("Taught"), tr("Texts that the student learnt from"), true,
            [this](const DecisionReport& row) { return m_formats.count(row.decision.texts); }},
        {tr("Teacher"), tr("New teacher spend, on the ledger as training"), true,
            [this](const DecisionReport& row) { return m_formats.money(row.decision.teacherCost); },
            [this](const DecisionReport& row) { return m_formats.exactMoney(row.decision.teacherCost); }},
        {tr("Cost ratio"),
            tr("Of what is in force before and after the decision: its cost over that of the last tier answering "
               "everything, on the gate texts. What the challenger would cost is among its gates"),
            true,
            [this](const DecisionReport& row) {
                const LoopDecision& d = row.decision;
                return d.gateTexts == 0 ? Formats::dash()
                                        : tr("%1 → %2").arg(m_formats.number(d.championCostRatio(), 3),
                                            m_formats.number(d.decidedCostRatio(), 3));
            },
            [this](const DecisionReport& row) {
                const LoopDecision& d = row.decision;
                if (d.gateTexts == 0) {
                    return tr("Nothing was compared on the gate texts");
                }
                const QString measured = m_formats.number(d.challengerCostRatio(), 3);
                if (d.isInForce()) {
                    return tr("Its gates measured %1 for the challenger, which the decision put in force").arg(measured);
                }
                return d.isHeldBack
                    ? tr("Its gates measured %1 for the challenger, whose thresholds are held back: the task was on "
                         "probation").arg(measured)
                    : tr("Its gates measured %1 for the challenger, which the decision did not put in force").arg(measured);
            }},
        {tr("Freed"), tr("Queries answered below the last tier: measured on the gate texts, and what was predicted"), true,
            [this](const DecisionReport& row) {
                const LoopDecision& d = row.decision;
                if (d.gateTexts == 0 || core::domain::isTunedModel(d.studentId)) {
                    return Formats::dash();
                }
                const double measured = static_cast<double>(d.challengerAccepted - d.championAccepted)
                    / static_cast<double>(d.gateTexts);
                if (d.iteration == 0) { // of a first student nothing is predicted
                    return m_formats.percent(measured);
                }
                return tr("%1 (%2 predicted)").arg(m_formats.percent(measured), m_formats.percent(d.predictedShare));
            },
            [this](const DecisionReport& row) {
                const auto& taken = row.decision.learnability;
                return taken ? tr("Predicted with %1 (%2 to %3) of the queries near taught texts learnt")
                                   .arg(m_formats.percent(taken->mean), m_formats.percent(taken->low),
                                       m_formats.percent(taken->high))
                             : QString();
            }},
        {tr("Predicted saving"), tr("Net of teacher and training cost, with its interval"), true,
            [this](const DecisionReport& row) {
                const LoopDecision& d = row.decision;
                return d.horizonDays == 0 || d.iteration == 0
                    ? Formats::dash()
                    : tr("%1 in %n day(s)", nullptr, d.horizonDays).arg(m_formats.money(d.predictedNet));
            },
            [this](const DecisionReport& row) {
                return tr("%1 to %2").arg(m_formats.money(row.decision.predictedNetLow),
                    m_formats.money(row.decision.predictedNetHigh));
            }},
        {tr("Realised"), tr("In traffic since the promotion: what it would have cost before, less what it cost"), true,
            [this](const DecisionReport& row) {
                const auto saved = row.realised.saved();
                return saved ? m_formats.money(*saved) : Formats::dash();
            },
            [this](const DecisionReport& row) {
                return tr("%1 queries before, %2 since")
                    .arg(m_formats.count(row.realised.queriesBefore), m_formats.count(row.realised.queriesAfter));
            }},
    });
}

void LoopDecisionModel::setReport(
    const core::ports::LoopReport& report, const Catalogue& catalogue, const Formats& formats)
{
    m_catalogue = catalogue;
    m_formats = formats;
    setRows(report.decisions);
}

GateModel::GateModel(QObject* parent)
    : RowTableModel(parent)
{
    const auto share = [this](double value) { return m_formats.percent(value); };
    setColumns({
        {tr("Gate"), {}, false, metricName},
        {tr("Texts"), tr("Of the gate split, which nothing is trained, tuned or calibrated on"), true,
            [this](const GateMetric& metric) { return m_formats.count(metric.n); }},
        {tr("Champion"), tr("Since the first champion: that one"), true, [share](const GateMetric& metric) { return share(metric.champion); }},
        {tr("Challenger"), {}, true, [share](const GateMetric& metric) { return share(metric.challenger); }},
        {tr("Difference"), tr("With its interval, whose ends are one-sided bounds: at 95%, or at the level of the look where a gate has to pass"), true,
            [this, share](const GateMetric& metric) {
                return metric.name == core::domain::kGateRisk
                    ? share(metric.difference)
                    : tr("%1 (%2 to %3)").arg(share(metric.difference), share(metric.low), share(metric.high));
            }},
        {tr("p"), tr("Of \"no worse\": exact McNemar, over slices adjusted by Holm"), true,
            [this](const GateMetric& metric) {
                return std::isfinite(metric.pValue) ? m_formats.number(metric.pValue, 3) : Formats::dash();
            }},
        {tr("Verdict"), {}, false, [](const GateMetric& metric) { return wordOf(metric.verdict); }, {}, verdictTone},
    });
}

void GateModel::setMetrics(std::vector<GateMetric> metrics, const Formats& formats)
{
    m_formats = formats;
    setRows(std::move(metrics));
}

} // namespace ui::models
