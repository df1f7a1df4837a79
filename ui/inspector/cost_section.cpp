#include "ui/inspector/cost_section.h"

#include "ui/inspector/section.h"
#include "ui/models/route_story.h"
#include "ui/widgets/labels.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CostSection)
};

} // namespace

QWidget* makeCostSection(const core::domain::QueryRecord& record, const models::Catalogue& catalogue,
    const models::Formats& formats, QWidget* parent)
{
    auto* section = new Section(Words::tr("Cost"), parent);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    int row = 0;
    const auto addLine = [&](const QString& name, const QString& remark, const QString& amount,
                             const QString& exact, theme::TextRole role) {
        QLabel* value = widgets::makeLabel(amount, role, section);
        value->setToolTip(exact);
        QLabel* note = widgets::makeMutedLabel(remark, section);
        note->setWordWrap(true);
        grid->addWidget(widgets::makeLabel(name, role, section), row, 0, Qt::AlignTop);
        grid->addWidget(note, row, 1);
        grid->addWidget(value, row, 2, Qt::AlignRight | Qt::AlignTop);
        ++row;
    };
    for (const models::TierCostLine& line : models::tierCosts(record, catalogue, formats)) {
        addLine(line.name, line.remark, line.cost, line.exactCost, theme::TextRole::Body);
    }
    addLine(Words::tr("Paid"), record.isCostKnown() ? QString() : Words::tr("without calls of unknown price"),
        formats.money(record.knownCost()), formats.exactMoney(record.knownCost()), theme::TextRole::Strong);
    if (record.isLastTierCostKnown) {
        const core::domain::Money saved = record.lastTierCost - record.knownCost();
        addLine(Words::tr("Saved"), record.isLastTierCostEstimated ? Words::tr("against an estimate") : QString(),
            formats.money(saved), formats.exactMoney(saved), theme::TextRole::Strong);
    }
    grid->setColumnStretch(1, 1);
    section->body().addLayout(grid);
    return section;
}

} // namespace ui::inspector
