#include "ui/inspector/prediction_section.h"

#include "ui/inspector/section.h"
#include "ui/models/strings.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/share_bar.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PredictionSection)
};

} // namespace

QWidget* makePredictionSection(const core::domain::QueryRecord& record, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    auto* section = new Section(Words::tr("Expected to meet the target"), parent);
    if (record.prediction.tiers.empty()) {
        QLabel* label = widgets::makeMutedLabel(
            Words::tr("No router was in force for this request, so nothing was predicted."), section);
        label->setWordWrap(true);
        section->body().addWidget(label);
        return section;
    }
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    int row = 0;
    for (const core::domain::TierPrediction& tier : record.prediction.tiers) {
        auto* bar = new widgets::ShareBar(section);
        const QString share = formats.percent(tier.meetsTargetProbability, 0);
        const QString name = catalogue.tierName(tier.tierId);
        bar->setShare(tier.meetsTargetProbability, catalogue.place(tier.tierId), catalogue.tierCount());
        bar->setAccessibleName(QStringLiteral("%1: %2").arg(name, share));
        bar->setToolTip(
            Words::tr("Expected quality %1, cost %2, latency %3")
                .arg(formats.number(tier.expectedQuality, 2), formats.approximateUsd(tier.expectedCostUsd),
                    formats.milliseconds(tier.expectedLatencyMs)));
        grid->addWidget(widgets::makeLabel(name, theme::TextRole::Body, section), row, 0);
        grid->addWidget(bar, row, 1);
        grid->addWidget(widgets::makeLabel(share, theme::TextRole::Body, section), row, 2, Qt::AlignRight);
        ++row;
    }
    grid->setColumnStretch(1, 1);
    section->body().addLayout(grid);
    if (record.prediction.isNovel) {
        section->body().addWidget(
            widgets::makeMutedLabel(Words::tr("Unlike anything seen before: routed up."), section));
    }
    return section;
}

} // namespace ui::inspector
