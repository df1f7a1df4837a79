#include "ui/inspector/attempt_section.h"

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
