#include "ui/inspector/attempt_section.h"

#include "core/domain/score_signals.h"
#include "ui/inspector/section.h"
#include "ui/models/route_story.h"
#include "ui/models/strings.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/score_scale.h"

#include <QCoreApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

namespace ui::inspector {

namespace {

using core::domain::Attempt;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AttemptSection)
};

QString scoreText(const Attempt& attempt, const models::Formats& formats)
{
    const QString score = formats.number(*attempt.score, 3);
    return attempt.threshold ? Words::tr("score %1 against %2").arg(score, formats.number(*attempt.threshold, 3))
                             : Words::tr("score %1, no threshold").arg(score);
}

QString factsText(const Attempt& attempt, const models::Formats& formats)
{
    QStringList facts{
        Words::tr("%1 + %2 tokens")
            .arg(formats.count(attempt.usage.promptTokens), formats.count(attempt.usage.completionTokens)),
        attempt.cost ? formats.money(*attempt.cost) : Words::tr("price unknown"),
        formats.milliseconds(attempt.latencyMs)};
    if (attempt.quality) {
        facts += Words::tr("quality %1 against the reference").arg(formats.number(*attempt.quality, 2));
    }
    return facts.join(QStringLiteral(" · "));
}

/// What the answer's tokens told, and what would have been compared had nothing been learned from it; empty: nothing.
QString signalsText(const Attempt& attempt, const models::Formats& formats)
{
    using core::domain::ScoreSignal;
    QStringList told;
    const auto add = [&](ScoreSignal signal, int digits, const QString& words) {
        const double value = core::domain::valueOf(attempt.scoreSignals, signal);
        if (!std::isnan(value)) {
            told += words.arg(formats.number(value, digits));
        }
    };
    if (!core::domain::tellsOfTokens(attempt.scoreSignals)) {
        return {};
    }
    add(ScoreSignal::TokenProbability, 3, Words::tr("token probability %1"));
    add(ScoreSignal::LeastTokenProbability, 3, Words::tr("least likely token %1"));
    add(ScoreSignal::TokenMargin, 3, Words::tr("margin %1"));
    add(ScoreSignal::TokenEntropy, 3, Words::tr("entropy %1 nats"));
    add(ScoreSignal::CompletionTokens, 0, Words::tr("length %1 tokens"));
    add(ScoreSignal::RouterProbability, 3, Words::tr("router %1"));
    const double plain = core::domain::valueOf(attempt.scoreSignals, ScoreSignal::WithoutLearning);
    if (attempt.score && !std::isnan(plain) && plain != *attempt.score) {
        told += Words::tr("learned from these; %1 without").arg(formats.number(plain, 3));
    }
    return told.join(QStringLiteral(" · "));
}

QFrame* makeAttempt(const Attempt& attempt, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setProperty("card", true);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(3);
    auto* header = new QHBoxLayout;
    header->addWidget(widgets::makeLabel(catalogue.tierName(attempt.tierId), theme::TextRole::Strong, frame));
    header->addStretch(1);
    header->addWidget(widgets::makeLabel(models::wordOf(attempt.result), theme::TextRole::Body, frame));
    layout->addLayout(header);
    if (!attempt.model.empty()) {
        layout->addWidget(widgets::makeMutedLabel(models::toQt(attempt.model), frame));
    }
    if (attempt.score) {
        auto* scale = new widgets::ScoreScale(frame);
        scale->setScore(attempt.score, attempt.threshold);
        layout->addWidget(scale);
        layout->addWidget(widgets::makeMutedLabel(scoreText(attempt, formats), frame));
        if (const QString told = signalsText(attempt, formats); !told.isEmpty()) {
            QLabel* signalsLabel = widgets::makeMutedLabel(told, frame);
            signalsLabel->setObjectName(QStringLiteral("scoreSignals"));
            signalsLabel->setWordWrap(true);
            signalsLabel->setToolTip(
                Words::tr("What the answer's tokens tell, means over the answer. The score is learned from all of these for this "
                          "task and tier; until it is, it is a model server's token probability, or else what the router expects."));
            layout->addWidget(signalsLabel);
        }
    }
    QLabel* facts = widgets::makeMutedLabel(factsText(attempt, formats), frame);
    facts->setWordWrap(true);
    facts->setToolTip(attempt.cost ? formats.exactMoney(*attempt.cost) : QString());
    layout->addWidget(facts);
    const QString answer = models::toQt(
        attempt.result == core::domain::AttemptResult::Failed ? attempt.errorText : attempt.answer);
    if (!answer.isEmpty()) {
        layout->addSpacing(2);
        layout->addWidget(widgets::makeTextBlock(answer, frame));
    }
    return frame;
}

} // namespace

QWidget* makeAttemptSection(const core::domain::QueryRecord& record, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    auto* section = new Section(Words::tr("Route"), parent);
    for (const Attempt& attempt : record.attempts) {
        section->body().addWidget(makeAttempt(attempt, catalogue, formats, section));
    }
    return section;
}

} // namespace ui::inspector
