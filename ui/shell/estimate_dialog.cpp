#include "ui/shell/estimate_dialog.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::shell {

using core::domain::GroupEstimate;
using core::domain::LogEstimate;
using core::domain::LogFormat;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Estimate)
};

constexpr QSize kSize{720, 640};
constexpr std::size_t kMostGroups = 200;

QString titleOf(LogFormat format)
{
    switch (format) {
    case LogFormat::OpenAiBatch:
        return QCoreApplication::translate("Estimate", "OpenAI batch file");
    case LogFormat::LiteLlm:
        return QCoreApplication::translate("Estimate", "LiteLLM spend log");
    case LogFormat::Langfuse:
        return QCoreApplication::translate("Estimate", "Langfuse observations");
    case LogFormat::Recording:
        return QCoreApplication::translate("Estimate", "Recording");
    }
    return {};
}

QString cheaperName(const LogEstimate& estimate)
{
    return estimate.cheaperModel.empty() ? Words::tr("a local student")
                                         : models::toQt(estimate.cheaperModel);
}

std::int64_t signedCount(std::size_t count)
{
    return static_cast<std::int64_t>(count);
}

} // namespace

EstimateDialog::EstimateDialog(models::ConsoleContext& context, const QString& path, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_bar(new widgets::MessageBar(this))
    , m_headline(widgets::makeLabel({}, theme::TextRole::Title, this))
    , m_summary(widgets::makeTextBlock({}, this))
    , m_basis(widgets::makeTextBlock({}, this))
    , m_groups(new QTableWidget(0, 4, this))
    , m_unknowns(widgets::makeTextBlock({}, this))
{
    setObjectName(QStringLiteral("estimateDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Possible saving: %1").arg(QFileInfo(path).fileName()));
    m_headline->setObjectName(QStringLiteral("estimateHeadline"));
    m_headline->setWordWrap(true);
    m_unknowns->setObjectName(QStringLiteral("estimateUnknowns"));
    m_groups->setTabKeyNavigation(false); // Tab leaves it
    m_groups->setObjectName(QStringLiteral("estimateGroups"));
    m_groups->setAccessibleName(tr("Saving by group of requests"));
    m_groups->setHorizontalHeaderLabels({tr("Requests of"), tr("Count"), tr("Spent"), tr("Possible saving")});
    m_groups->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_groups->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_groups->verticalHeader()->hide();
    m_groups->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_groups->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_groups->setShowGrid(false);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_bar);
    layout->addWidget(m_headline);
    layout->addWidget(m_summary);
    layout->addWidget(m_basis);
    layout->addWidget(m_groups, 1);
    layout->addWidget(
        widgets::makeLabel(tr("What cannot be known from this file"), theme::TextRole::Strong, this));
    layout->addWidget(m_unknowns);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(kSize);
    start(path);
}

EstimateDialog::~EstimateDialog() = default;

void EstimateDialog::start(const QString& path)
{
    m_headline->setText(tr("Reading the file on this computer; nothing is sent anywhere…"));
    m_query.start([estimator = m_context.services().estimator,
                      file = models::fromQt(path)] { return estimator->estimate(file); },
        [this](core::Result<LogEstimate> estimate) {
            m_isLoaded = true;
            if (estimate) {
                showEstimate(*estimate);
                return;
            }
            m_headline->setText(tr("This file could not be estimated."));
            m_bar->show({models::MessageKind::Error, models::wordsOf(estimate.error())});
        });
}

void EstimateDialog::showEstimate(const LogEstimate& estimate)
{
    const models::Formats& formats = m_context.formats();
    const double spend = estimate.spend.usd();
    const auto share = [&](core::domain::Money part) { return spend > 0 ? part.usd() / spend : 0.0; };
    m_headline->setText(spend > 0
            ? tr("Between %1 and %2 of %3 could be saved (%4 to %5)")
                  .arg(formats.money(estimate.low), formats.money(estimate.high),
                      formats.money(estimate.spend), formats.percent(share(estimate.low)),
                      formats.percent(share(estimate.high)))
            : tr("The saving cannot be told: no request has a known cost."));
    QString summary
        = tr("%1 · %2 requests · answered by %3 · compared with %4")
              .arg(titleOf(estimate.format), formats.count(signedCount(estimate.requests)),
                  estimate.model.empty() ? tr("models of unknown price") : models::toQt(estimate.model),
                  cheaperName(estimate));
    for (const auto& [reason, count] : estimate.skipped) {
        summary += tr(" · left out: %1 %2").arg(formats.count(signedCount(count)), models::sentenceWords(reason));
    }
    m_summary->setText(summary);
    m_basis->setText(tr(
        "Lower end: groups in which at most %1 of the cheaper answers miss a quality of %2, certified at %3 "
        "confidence. Upper end: every request that it can answer goes to it. Asking it first everywhere "
        "costs %4. "
        "%5 requests repeat an earlier text.")
                         .arg(formats.percent(estimate.alpha, 0), formats.number(estimate.answerFloor, 2),
                             formats.percent(1 - estimate.delta, 0), formats.money(estimate.trialCost),
                             formats.count(signedCount(estimate.repeats))));
    showGroups(estimate);
    showUnknowns(estimate);
}

void EstimateDialog::showGroups(const LogEstimate& estimate)
{
    const models::Formats& formats = m_context.formats();
    const std::size_t count = std::min(kMostGroups, estimate.groups.size());
    m_groups->setRowCount(static_cast<int>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const GroupEstimate& group = estimate.groups[i];
        const QString name = models::toQt(group.name);
        const QStringList cells{group.isCertified ? tr("%1 (certified)").arg(name) : name,
            formats.count(signedCount(group.requests)), formats.money(group.spend),
            tr("%1 to %2").arg(formats.money(group.low), formats.money(group.high))};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            m_groups->setItem(static_cast<int>(i), column, item);
        }
    }
}

void EstimateDialog::showUnknowns(const LogEstimate& estimate)
{
    const models::Formats& formats = m_context.formats();
    QStringList lines;
    if (estimate.hasJudgements) {
        lines += tr("Which requests to keep from %1: the upper end chooses with hindsight; a router reaches "
                    "part of it.")
                     .arg(cheaperName(estimate));
    } else {
        lines += tr(
            "How many of these requests %1 answers well enough. The log has no judgements, so nothing is "
            "certified and the lower end is 0; %2 judged answers certify a group if none misses, about %3 if "
            "every 50th does.")
                     .arg(cheaperName(estimate), formats.count(estimate.judgementsAtBest),
                         formats.count(estimate.judgementsLikely));
    }
    if (estimate.unknownCost > 0) {
        lines += tr("What %1 requests cost: their models have no known price.")
                     .arg(formats.count(signedCount(estimate.unknownCost)));
    }
    if (estimate.estimatedTokens > 0) {
        lines += tr("The exact tokens of %1 requests: they are estimated from words; for %2 the length of "
                    "the answer is "
                    "assumed.")
                     .arg(formats.count(signedCount(estimate.estimatedTokens)),
                         formats.count(signedCount(estimate.assumedAnswers)));
    }
    m_unknowns->setText(lines.join(QLatin1Char('\n')));
}

} // namespace ui::shell
