#include "ui/pages/distil_panel.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/page_scroll.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace ports = core::ports;

namespace {

constexpr int kMostTexts = 10'000;
constexpr int kExamplesHeight = 140;

} // namespace

DistilPanel::DistilPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_texts(new QSpinBox(this))
    , m_preview(new QPushButton(tr("What would it take?"), this))
    , m_start(new QPushButton(theme::icon(QStringLiteral("train")), tr("Distil this cluster"), this))
    , m_figures(widgets::makeTextBlock({}, this))
    , m_examples(new QListWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    auto* label = widgets::makeMutedLabel(tr("Texts taught at most"), this);
    m_texts->setRange(1, kMostTexts);
    m_texts->setValue(static_cast<int>(core::domain::LoopOptions{}.teacherCalls));
    m_texts->setAccessibleName(tr("Texts taught at most"));
    label->setBuddy(m_texts);
    m_preview->setObjectName(QStringLiteral("distilPreview"));
    m_start->setObjectName(QStringLiteral("distilStart"));
    row->addWidget(label);
    row->addWidget(m_texts);
    row->addWidget(m_preview);
    row->addStretch(1);
    row->addWidget(m_start);
    layout->addLayout(row);
    m_figures->setObjectName(QStringLiteral("distilFigures"));
    layout->addWidget(m_figures);
    m_examples->setObjectName(QStringLiteral("distilExamples"));
    m_examples->setAccessibleName(tr("Texts that would be taught"));
    m_examples->setWordWrap(true);
    m_examples->setFrameShape(QFrame::NoFrame);
    m_examples->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_examples->setMaximumHeight(kExamplesHeight);
    layout->addWidget(m_examples);
    connect(m_preview, &QPushButton::clicked, this, &DistilPanel::preview);
    connect(m_start, &QPushButton::clicked, this, &DistilPanel::start);
    connect(m_texts, &QSpinBox::valueChanged, this, &DistilPanel::clearPreview);
    clearPreview();
}

DistilPanel::~DistilPanel() = default;

void DistilPanel::setCluster(const std::string& id, const std::string& taskId, std::vector<std::string> members)
{
    const bool isSame = id == m_id && taskId == m_taskId && members == m_members;
    m_id = id;
    m_taskId = taskId;
    m_members = std::move(members);
    if (!isSame) {
        clearPreview();
    }
}

void DistilPanel::setLocked(const QString& reason)
{
    if (m_lock != reason) {
        m_lock = reason;
        clearPreview();
    }
}

void DistilPanel::clearPreview()
{
    m_query.cancel();
    m_examples->clear();
    m_examples->hide();
    m_start->setEnabled(false);
    m_start->setToolTip(tr("First see what it would take"));
    const QString whyNot = !m_lock.isEmpty() ? m_lock
        : m_members.empty()                  ? tr("Choose a cluster to teach.")
        : m_taskId.empty()                   ? tr("Choose one task above: a student answers one task.")
                                             : QString();
    widgets::setAvailable(m_preview, whyNot);
    m_figures->setText(whyNot);
    m_figures->setVisible(!whyNot.isEmpty());
}

ports::TeachingQuery DistilPanel::query() const
{
    ports::TeachingQuery query;
    query.taskId = m_taskId;
    query.options.teacherCalls = m_texts->value();
    query.options.iterations = 1;
    query.options.members = m_members;
    return query;
}

void DistilPanel::preview()
{
    widgets::setAvailable(m_preview, tr("The student is reading the cluster's texts"));
    m_figures->setText(tr("The student reads the cluster's texts…"));
    m_figures->show();
    m_query.start([planner = m_context.services().planner, asked = query()] { return planner->preview(asked); },
        [this](const core::Result<ports::TeachingPreview>& preview) {
            widgets::setAvailable(m_preview, {});
            if (preview) {
                show(*preview);
            } else {
                clearPreview();
                Q_EMIT messageRaised({models::MessageKind::Error, models::wordsOf(preview.error())});
            }
        });
}

void DistilPanel::show(const ports::TeachingPreview& preview)
{
    const models::Formats& formats = m_context.formats();
    QString text = tr("%1 training texts of the cluster are new to the student; it would pass on %2 of them and is known to "
                      "answer %3 wrongly. %4 would be taught: %5 answers of %6 are paid for, %7 in all.")
                       .arg(formats.count(preview.poolTexts), formats.count(preview.escalated),
                           formats.count(preview.failed), formats.count(preview.texts),
                           formats.count(preview.paidCalls), models::toQt(preview.teacher), formats.money(preview.cost));
    if (preview.isTeacherOracle) {
        text += QLatin1Char(' ') + tr("The oracle answers with the reference: an upper bound, no model.");
    }
    if (preview.isWorthIt) {
        text += QLatin1Char('\n')
            + tr("Predicted for the next %n day(s): %1 (%2 to %3) fewer escalations, a net saving of %4 (%5 to %6).",
                nullptr, preview.horizonDays)
                  .arg(formats.number(preview.freed, 0), formats.number(preview.freedLow, 0),
                      formats.number(preview.freedHigh, 0), formats.money(preview.net), formats.money(preview.netLow),
                      formats.money(preview.netHigh));
        const auto learnt = [&](const QString& words) {
            const core::domain::Learnability& taken = preview.learnability;
            return words.arg(formats.percent(taken.mean), formats.percent(taken.low), formats.percent(taken.high));
        };
        text += QLatin1Char(' ')
            + (preview.learntFrom > 0
                    ? learnt(tr("That takes %1 (%2 to %3) of the queries near taught texts to be learnt, by %n earlier "
                                "distillation(s) of this workspace.",
                        nullptr, static_cast<int>(preview.learntFrom)))
                    : learnt(tr("That assumes that %1 (%2 to %3) of the queries near taught texts are learnt: nothing was "
                                "distilled in this workspace yet.")));
    } else {
        text += QLatin1Char('\n') + models::sentenceWords(preview.reason);
    }
    m_figures->setText(text);
    m_examples->clear();
    for (const std::string& example : preview.examples) {
        m_examples->addItem(models::toQt(example).simplified());
    }
    m_examples->setVisible(!preview.examples.empty());
    const bool canStart = m_context.canChange() && preview.isWorthIt;
    m_start->setEnabled(canStart);
    m_start->setToolTip(canStart ? tr("Starts a run: teacher, challenger, gates; it is served only if it passes them")
            : !m_context.canChange() ? tr("The workspace is open read-only")
                                     : tr("The expected saving does not exceed its cost"));
    widgets::PageScroll::reveal(*this);
}

void DistilPanel::start()
{
    ports::DistilCluster command;
    command.cluster = {m_id, m_taskId, m_members};
    command.options = query().options;
    widgets::setAvailable(m_start, tr("The run is being queued"));
    m_context.execute(command, this, [this](const core::Result<ports::CommandReceipt>& receipt) {
        widgets::setAvailable(m_start, receipt ? tr("The run is queued: see what another would take first") : QString());
        if (!receipt) {
            Q_EMIT messageRaised({models::MessageKind::Error, models::wordsOf(receipt.error())});
            return;
        }
        Q_EMIT messageRaised({models::MessageKind::Success, tr("The run is queued; Runs shows its stages and gates.")});
        Q_EMIT m_context.viewRequested(models::ViewId::Runs);
    });
}

} // namespace ui::pages
