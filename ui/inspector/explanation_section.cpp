#include "ui/inspector/explanation_section.h"

#include "ui/inspector/section.h"
#include "ui/models/strings.h"
#include "ui/widgets/effect_bar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tier_curves.h"

#include <QCoreApplication>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::inspector {

namespace {

using core::domain::NeighbourOutcome;
using core::domain::RouteExplanation;
using core::domain::TierExplanation;
using core::domain::WordEffect;

QString text(const char* source)
{
    return QCoreApplication::translate("ExplanationSection", source);
}

void addWrapped(QVBoxLayout& body, const QString& sentence, QWidget* parent)
{
    QLabel* label = widgets::makeMutedLabel(sentence, parent);
    label->setWordWrap(true);
    body.addWidget(label);
}

QWidget* makeCurves(const RouteExplanation& explanation, const models::Catalogue& catalogue, QWidget* parent)
{
    std::vector<QString> names;
    std::vector<widgets::TierCurves::Series> series{{text("Heads"), {}}, {text("Neighbours"), {}},
        {text("Mean of the task"), {}}, {text("Meets the target"), {}}};
    for (const TierExplanation& tier : explanation.tiers) {
        names.push_back(catalogue.tierName(tier.tierId));
        series[0].values.push_back(tier.heads);
        series[1].values.push_back(tier.neighbours);
        series[2].values.push_back(tier.taskMean);
        series[3].values.push_back(tier.meetsTargetProbability);
    }
    std::erase_if(series, [](const widgets::TierCurves::Series& one) {
        return std::none_of(one.values.begin(), one.values.end(), [](double value) { return std::isfinite(value); });
    });
    auto* curves = new widgets::TierCurves(parent);
    curves->setObjectName(QStringLiteral("tierCurves"));
    curves->setCurves(std::move(names), std::move(series));
    return curves;
}

QString points(double effect, const models::Formats& formats)
{
    const QString number = formats.number(100 * std::abs(effect), 1);
    return effect < 0 ? text("−%1 pt").arg(number) : text("+%1 pt").arg(number);
}

void addWords(QVBoxLayout& body, const RouteExplanation& explanation, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    if (explanation.words.empty()) {
        addWrapped(body, text("No single word moves the expectation."), parent);
        return;
    }
    const QString tier = explanation.tiers.empty() ? QString() : catalogue.tierName(explanation.tiers.front().tierId);
    addWrapped(body, text("Words, by what they add to the expectation for %1").arg(tier), parent);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    const double largest = std::abs(explanation.words.front().effect);
    int row = 0;
    for (const WordEffect& effect : explanation.words) {
        const QString word = models::toQt(effect.word);
        auto* bar = new widgets::EffectBar(parent);
        bar->setEffect(effect.effect, largest);
        bar->setAccessibleName(QStringLiteral("%1: %2").arg(word, points(effect.effect, formats)));
        QLabel* label = widgets::makeLabel(
            parent->fontMetrics().elidedText(word, Qt::ElideMiddle, 150), theme::TextRole::Body, parent);
        label->setToolTip(word);
        grid->addWidget(label, row, 0);
        grid->addWidget(bar, row, 1);
        grid->addWidget(widgets::makeLabel(points(effect.effect, formats), theme::TextRole::Body, parent), row, 2,
            Qt::AlignRight);
        ++row;
    }
    grid->setColumnStretch(1, 1);
    body.addLayout(grid);
}

QFrame* makeNeighbour(const NeighbourOutcome& neighbour, const RouteExplanation& explanation,
    const models::Catalogue& catalogue, const models::Formats& formats, QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setProperty("card", true);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(3);
    layout->addWidget(widgets::makeTextBlock(models::toQt(neighbour.text), frame));
    QStringList facts{text("%1 alike").arg(formats.percent(neighbour.similarity, 0)),
        catalogue.taskName(neighbour.taskId)};
    for (std::size_t tier = 0; tier < neighbour.quality.size() && tier < explanation.tiers.size(); ++tier) {
        if (std::isfinite(neighbour.quality[tier])) {
            facts += text("%1 scored %2")
                         .arg(catalogue.tierName(explanation.tiers[tier].tierId),
                             formats.number(neighbour.quality[tier], 2));
        }
    }
    QLabel* line = widgets::makeMutedLabel(facts.join(QStringLiteral(" · ")), frame);
    line->setWordWrap(true);
    layout->addWidget(line);
    return frame;
}

QString noveltySentence(const RouteExplanation& explanation, const models::Formats& formats)
{
    const QString share = formats.percent(explanation.familiarity, 0);
    const QString sentence = explanation.isNovel
        ? text("Similarity to the nearest training texts: %1; less than %2 makes a text new, and new texts go up.")
              .arg(share, formats.percent(explanation.noveltyFloor, 0))
        : text("Similarity to the nearest training texts: %1.").arg(share);
    return sentence + QLatin1Char(' ')
        + text("New texts of this task in seven days: %1.").arg(formats.count(explanation.novelThisWeek));
}

} // namespace

QWidget* makeExplanationSection(const RouteExplanation& explanation, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    auto* section = new Section(text("Why the router expected that"), parent);
    section->setObjectName(QStringLiteral("explanation"));
    QVBoxLayout& body = section->body();
    body.addWidget(makeCurves(explanation, catalogue, section));
    QStringList facts{text("Router %1").arg(models::toQt(explanation.routerVersion))};
    if (explanation.encoder != "none") {
        facts += text("encoder %1").arg(models::toQt(explanation.encoder));
    }
    facts += text("difficulty %1").arg(formats.number(explanation.difficulty, 2));
    addWrapped(body, facts.join(QStringLiteral(" · ")), section);
    addWrapped(body, noveltySentence(explanation, formats), section);
    body.addSpacing(4);
    addWords(body, explanation, catalogue, formats, section);
    if (!explanation.neighbours.empty()) {
        body.addSpacing(4);
        addWrapped(body, text("Nearest training texts and what became of them"), section);
        for (const NeighbourOutcome& neighbour : explanation.neighbours) {
            body.addWidget(makeNeighbour(neighbour, explanation, catalogue, formats, section));
        }
    }
    return section;
}

QWidget* makeExplanationNotice(const QString& sentence, QWidget* parent)
{
    auto* section = new Section(text("Why the router expected that"), parent);
    section->setObjectName(QStringLiteral("explanation"));
    addWrapped(section->body(), sentence, section);
    return section;
}

} // namespace ui::inspector
