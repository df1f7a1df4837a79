#include "ui/pages/policy_comparison.h"

#include "ui/models/policy_preview_words.h"
#include "ui/widgets/band_strip.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QLabel>

namespace ui::pages {

namespace {

constexpr int kColumnGap = 8;
constexpr int kRowGap = 2;

enum Column { Name, Now, Then, Strip, Interval };

widgets::BandStrip::Estimate estimateOf(const core::ports::Band& band)
{
    return {band.value, band.low50, band.high50, band.low95, band.high95};
}

} // namespace

PolicyComparison::PolicyComparison(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("policyComparison"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kColumnGap);
    grid->setVerticalSpacing(kRowGap);
    grid->addWidget(widgets::makeMutedLabel(tr("In force"), this), 0, Now, Qt::AlignRight);
    grid->addWidget(widgets::makeMutedLabel(tr("Draft"), this), 0, Then, Qt::AlignRight);
    QLabel* bands = widgets::makeMutedLabel(tr("Bands"), this);
    bands->setToolTip(tr("Above, in grey, what is in force; below the draft. The thick bar is the 50% band, the line the "
                         "95% band."));
    grid->addWidget(bands, 0, Strip);
    grid->addWidget(widgets::makeMutedLabel(tr("95% band"), this), 0, Interval, Qt::AlignRight);
    int row = 1;
    for (const QString& name : models::previewFigureNames()) {
        Line line{widgets::makeLabel(name, theme::TextRole::Body, this),
            widgets::makeLabel({}, theme::TextRole::Body, this), widgets::makeLabel({}, theme::TextRole::Strong, this),
            widgets::makeMutedLabel({}, this), new widgets::BandStrip(this)};
        line.strip->setAccessibleName(name);
        grid->addWidget(line.name, row, Name, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(line.now, row, Now, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(line.then, row, Then, Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(line.strip, row, Strip, Qt::AlignVCenter);
        grid->addWidget(line.band, row, Interval, Qt::AlignRight | Qt::AlignVCenter);
        ++row;
        m_lines.push_back(line);
    }
    grid->setColumnStretch(Strip, 1);
    clear();
}

void PolicyComparison::show(const core::ports::PolicyPreview& preview, const models::Formats& formats)
{
    const std::vector<models::PreviewFigure> figures = models::previewFigures(preview, formats);
    for (std::size_t i = 0; i < m_lines.size() && i < figures.size(); ++i) {
        const Line& line = m_lines[i];
        const models::PreviewFigure& figure = figures[i];
        line.now->setText(figure.nowText);
        line.then->setText(figure.thenText);
        line.band->setText(figure.thenBand);
        line.strip->setEstimates(estimateOf(figure.now), estimateOf(figure.then));
        line.strip->setAccessibleDescription(figure.toolTip);
        for (QWidget* widget : {static_cast<QWidget*>(line.name), static_cast<QWidget*>(line.now),
                 static_cast<QWidget*>(line.then), static_cast<QWidget*>(line.band), static_cast<QWidget*>(line.strip)}) {
            widget->setToolTip(figure.toolTip);
        }
    }
}

void PolicyComparison::clear()
{
    for (const Line& line : m_lines) {
        line.now->setText(models::Formats::dash());
        line.then->setText(models::Formats::dash());
        line.band->clear();
        line.strip->setEstimates({}, {});
        line.strip->setAccessibleDescription({});
    }
}

} // namespace ui::pages
