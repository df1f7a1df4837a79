#include "ui/inspector/request_inspector.h"

#include "ui/inspector/attempt_section.h"
#include "ui/inspector/cost_section.h"
#include "ui/inspector/explanation_section.h"
#include "ui/inspector/outcome_form.h"
#include "ui/inspector/prediction_section.h"
#include "ui/models/route_story.h"
#include "ui/models/strings.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::inspector {

using core::domain::QueryRecord;

RequestInspector::RequestInspector(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_explanationQuery(context.pool())
    , m_stack(new QStackedWidget(this))
    , m_notice(widgets::makeTextBlock({}, this))
    , m_scroll(new QScrollArea(this))
    , m_form(new OutcomeForm(context, this))
{
    setMinimumWidth(340);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setMargin(24);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(m_scroll);
    layout->addWidget(m_stack);
    m_form->hide();
    connect(m_form, &OutcomeForm::recorded, this, &RequestInspector::load);
    showNotice(tr("Select a request to see why it went where it went."));
}

RequestInspector::~RequestInspector() = default;

void RequestInspector::showRequest(const QString& id)
{
    if (id != m_requestId) {
        m_requestId = id;
        m_form->setRequest(id);
        m_explanation.reset();
        load();
        loadExplanation();
    }
}

void RequestInspector::load()
{
    m_query.start(
        [requests = m_context.services().requests,
            id = models::fromQt(m_requestId)]() -> core::Result<RequestDetail> {
            auto record = requests->find(id);
            if (!record) {
                return core::fail(record.error());
            }
            auto outcomes = requests->outcomes(id);
            if (!outcomes) {
                return core::fail(outcomes.error());
            }
            return RequestDetail{std::move(*record), std::move(*outcomes)};
        },
        [this](core::Result<RequestDetail> detail) {
            if (!detail) {
                showNotice(tr("The request could not be read: %1").arg(models::wordsOf(detail.error())));
            } else if (!detail->record) {
                showNotice(tr("The request %1 is not in this workspace.").arg(m_requestId));
            } else {
                showDetail(std::move(*detail));
            }
        });
}

void RequestInspector::loadExplanation()
{
    m_explanationQuery.start(
        [console = m_context.services().console, id = models::fromQt(m_requestId)] {
            return console->explainRoute(id);
        },
        [this](core::Result<core::domain::RouteExplanation> explanation) {
            m_explanation = std::move(explanation);
            if (m_detail.record && models::toQt(m_detail.record->id) == m_requestId) {
                rebuild();
            }
        });
}

QWidget* RequestInspector::makeExplanation()
{
    if (!m_explanation) {
        return makeExplanationNotice(tr("Working it out…"), m_contents);
    }
    return *m_explanation
        ? makeExplanationSection(**m_explanation, m_context.catalogue(), m_context.formats(), m_contents)
        : makeExplanationNotice(models::wordsOf(m_explanation->error()), m_contents);
}

void RequestInspector::showNotice(const QString& text)
{
    m_notice->setText(text);
    m_stack->setCurrentWidget(m_notice);
}

void RequestInspector::showDetail(RequestDetail detail)
{
    m_detail = std::move(detail);
    rebuild();
    m_stack->setCurrentWidget(m_scroll);
}

void RequestInspector::rebuild()
{
    const int position = m_scroll->verticalScrollBar()->value();
    m_form->setParent(this); // survives the old contents
    m_form->hide();
    const QueryRecord& record = *m_detail.record;
    const models::Catalogue& catalogue = m_context.catalogue();
    const models::Formats& formats = m_context.formats();
    m_contents = new QWidget;
    m_contents->setObjectName(QStringLiteral("pageBody"));
    auto* body = new QVBoxLayout(m_contents);
    body->setContentsMargins(14, 10, 14, 14);
    body->setSpacing(10);
    addHeader(*body, record);
    body->addWidget(makePredictionSection(record, catalogue, formats, m_contents));
    body->addWidget(makeAttemptSection(record, catalogue, formats, m_contents));
    body->addWidget(makeCostSection(record, catalogue, formats, m_contents));
    m_form->setOutcomes(m_detail.outcomes);
    body->addWidget(m_form);
    m_form->show();
    if (!record.prediction.tiers.empty()) {
        body->addWidget(makeExplanation());
    }
    body->addStretch(1);
    m_scroll->setWidget(m_contents); // deletes the old contents
    m_scroll->verticalScrollBar()->setValue(position);
}

void RequestInspector::addHeader(QVBoxLayout& body, const QueryRecord& record)
{
    const models::Formats& formats = m_context.formats();
    auto* row = new QHBoxLayout;
    row->addWidget(
        widgets::makeLabel(m_context.catalogue().taskName(record.taskId), theme::TextRole::Title, m_contents),
        1);
    auto* copy = new QToolButton(m_contents);
    copy->setProperty("flat", true);
    copy->setIcon(theme::icon("copy"));
    copy->setToolTip(tr("Copy the id %1").arg(m_requestId));
    copy->setAccessibleName(tr("Copy the id"));
    QObject::connect(
        copy, &QToolButton::clicked, copy, [id = m_requestId] { QGuiApplication::clipboard()->setText(id); });
    row->addWidget(copy);
    body.addLayout(row);
    QStringList facts{formats.timeStamp(record.at, m_context.now()), formats.milliseconds(record.latencyMs),
        tr("routing %1").arg(formats.milliseconds(record.overheadMs)), models::wordOf(record.scope)};
    if (record.isSimulated) {
        facts += tr("simulated");
    }
    if (!record.policyVersionId.empty()) {
        facts += tr("policy %1").arg(models::toQt(record.policyVersionId));
    }
    QLabel* factLine = widgets::makeMutedLabel(facts.join(QStringLiteral(" · ")), m_contents);
    factLine->setWordWrap(true);
    factLine->setToolTip(formats.exactTime(record.at) + QLatin1Char('\n') + m_requestId);
    body.addWidget(factLine);
    body.addWidget(widgets::makeTextBlock(models::toQt(record.text), m_contents));
    QLabel* story
        = widgets::makeTextBlock(models::routeStory(record, m_context.catalogue(), formats), m_contents);
    story->setObjectName(QStringLiteral("routeStory"));
    auto* frame = new QFrame(m_contents);
    frame->setProperty("banner", QStringLiteral("information"));
    auto* frameLayout = new QVBoxLayout(frame);
    frameLayout->setContentsMargins(10, 8, 10, 8);
    frameLayout->addWidget(story);
    body.addWidget(frame);
}

} // namespace ui::inspector
