// How the page is laid out, and which keys it knows.
#include "ui/pages/card.h"
#include "ui/pages/review_grades.h"
#include "ui/pages/review_page.h"
#include "ui/pages/study_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/reader.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace ui::pages {

namespace {

constexpr int kGap = 10;

QString gradeName(std::size_t grade)
{
    const std::array names{ReviewPage::tr("Wrong"), ReviewPage::tr("Mostly wrong"),
        ReviewPage::tr("Half right"), ReviewPage::tr("Mostly right"), ReviewPage::tr("Right")};
    return names[grade];
}

} // namespace

ReviewPage::ReviewPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_query(shared.pool())
    , m_bar(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_work(new QWidget(this))
    , m_nothingWaits(
          new widgets::EmptyState({QStringLiteral("review"), tr("Nothing waits for a judgement."),
                                      tr("A share of the answers, set by each task's audit rate, is drawn at "
                                         "random and waits here. Where references are known, they are "
                                         "judged automatically; you can check that judge."),
                                      tr("Take second opinions")},
              this))
    , m_noSample(new widgets::EmptyState(
          {QStringLiteral("review"), tr("There is nothing to take a second opinion on."),
              tr("No answer of the audit sample was judged by somebody else yet, or you "
                 "judged them all."),
              tr("Show what waits")},
          this))
    , m_nothingPicked(new widgets::EmptyState(
          {QStringLiteral("review"), tr("Nothing that was picked by hand waits."),
              tr("\"Add to review\" in Requests and in Clusters puts answers here. Judgements of them may train; "
                 "they count in no estimate."),
              tr("Show what waits")},
          this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    buildParts(*outer);
    auto* scroll = new widgets::PageScroll(this);
    m_queuePart = scroll;
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_bar);
    buildHeader(body);
    auto* work = new QVBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(kGap);
    buildAnswer(*work);
    buildJudgement(*work);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_nothingWaits);
    m_stack->addWidget(m_noSample);
    m_stack->addWidget(m_nothingPicked);
    body.addWidget(m_stack, 1);
    buildAgreement(body);
    outer->addWidget(scroll, 1);
    if (context().services().studies != nullptr) {
        m_study = new StudyPanel(context(), this);
        m_study->hide();
        outer->addWidget(m_study, 1);
        connect(m_study, &StudyPanel::loaded, this, &Page::loaded);
    }
    connect(m_nothingWaits, &widgets::EmptyState::nextStepRequested, this,
        [this] { m_source->setCurrentIndex(1); });
    for (const widgets::EmptyState* empty : {m_noSample, m_nothingPicked}) {
        connect(empty, &widgets::EmptyState::nextStepRequested, this, [this] { m_source->setCurrentIndex(0); });
    }
    addShortcuts();
}

void ReviewPage::buildParts(QVBoxLayout& outer)
{
    m_parts = new widgets::Segments(tr("Part of the review"), {tr("Queue"), tr("Blind study")}, this);
    m_parts->button(1).setObjectName(QStringLiteral("studyTab"));
    m_parts->setVisible(context().services().studies != nullptr);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 12, 14, 0);
    row->addWidget(m_parts);
    row->addStretch(1);
    outer.addLayout(row);
    connect(m_parts, &widgets::Segments::chosen, this, [this](int part) {
        m_queuePart->setVisible(part == 0);
        m_study->setVisible(part == 1);
        refresh();
    });
}

void ReviewPage::buildHeader(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_source = new QComboBox(this);
    m_source->setObjectName(QStringLiteral("reviewSource"));
    m_source->setAccessibleName(tr("What to review"));
    m_source->addItem(tr("Audit sample"), static_cast<int>(core::ports::ReviewSource::AuditSample));
    m_source->addItem(tr("Second opinions"), static_cast<int>(core::ports::ReviewSource::SecondOpinion));
    m_source->addItem(tr("Picked by hand"), static_cast<int>(core::ports::ReviewSource::Picked));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("reviewOrder"));
    m_order->setAccessibleName(tr("Order of the queue"));
    m_order->addItem(tr("By time"), false);
    m_order->addItem(tr("Least sure first"), true);
    m_reviewer = new QLineEdit(widgets::loginName(), this);
    m_reviewer->setObjectName(QStringLiteral("reviewer"));
    m_reviewer->setAccessibleName(tr("Reviewer"));
    m_reviewer->setMaximumWidth(160);
    auto* reviewerLabel = widgets::makeMutedLabel(tr("Reviewer"), this);
    reviewerLabel->setBuddy(m_reviewer);
    m_blind = new QCheckBox(tr("Blind"), this);
    m_blind->setObjectName(QStringLiteral("blind"));
    m_blind->setChecked(true);
    m_blind->setToolTip(tr("Hide who answered and how sure it was until you have judged"));
    m_progress = widgets::makeMutedLabel({}, this);
    m_progress->setObjectName(QStringLiteral("reviewProgress"));
    row->addWidget(m_source);
    row->addWidget(m_order);
    row->addWidget(reviewerLabel);
    row->addWidget(m_reviewer);
    row->addWidget(m_blind);
    row->addStretch(1);
    row->addWidget(m_progress);
    m_undo = new QPushButton(tr("Undo"), this);
    m_undo->setObjectName(QStringLiteral("reviewUndo"));
    m_undo->setToolTip(tr("Takes your last judgement back and shows its answer again (Ctrl+Z)"));
    row->addWidget(m_undo);
    body.addLayout(row);
    connect(m_undo, &QPushButton::clicked, this, &ReviewPage::undo);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this] {
        m_isSourceChosen = true;
        load();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this, &ReviewPage::load);
    connect(m_reviewer, &QLineEdit::editingFinished, this, &ReviewPage::load);
    connect(m_blind, &QCheckBox::toggled, this, &ReviewPage::showItem);
}

void ReviewPage::buildAnswer(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* request = new Card(tr("Request"), {}, this);
    m_requestInfo = widgets::makeMutedLabel({}, this);
    m_request = widgets::makeReader(tr("Request"), this);
    m_request->setObjectName(QStringLiteral("reviewRequest"));
    request->body().addWidget(m_requestInfo);
    request->body().addWidget(m_request, 1);
    auto* answer = new Card(tr("Answer that was sent"), {}, this);
    m_answerInfo = widgets::makeMutedLabel({}, this);
    m_answer = widgets::makeReader(tr("Answer"), this);
    m_answer->setObjectName(QStringLiteral("reviewAnswer"));
    answer->body().addWidget(m_answerInfo);
    answer->body().addWidget(m_answer, 1);
    m_othersCard = new Card(tr("Answers of other tiers"), {}, this);
    m_others = widgets::makeReader(tr("Answers of other tiers"), this);
    m_others->setObjectName(QStringLiteral("reviewOthers"));
    m_othersCard->body().addWidget(m_others, 1);
    auto* takers = new QHBoxLayout;
    for (std::size_t i = 0; i < kMostReviewOthers; ++i) {
        auto* button = new QPushButton(tr("%1  Correct with it").arg(kReviewGrades.size() + i + 1), this);
        button->setObjectName(QStringLiteral("take%1").arg(kReviewGrades.size() + i + 1));
        button->setToolTip(tr("Takes this answer over as the better one; Ctrl+Return records it"));
        connect(button, &QPushButton::clicked, this, [this, i] { takeOver(i); });
        m_takers.push_back(button);
        takers->addWidget(button);
    }
    takers->addStretch(1);
    m_othersCard->body().addLayout(takers);
    row->addWidget(request, 1);
    row->addWidget(answer, 1);
    row->addWidget(m_othersCard, 1);
    body.addLayout(row, 1);
}

void ReviewPage::buildJudgement(QVBoxLayout& body)
{
    auto* card = new Card(tr("Your judgement"), {}, this);
    m_target = widgets::makeMutedLabel({}, this);
    card->body().addWidget(m_target);
    auto* grades = new QHBoxLayout;
    for (std::size_t i = 0; i < kReviewGrades.size(); ++i) {
        auto* button = new QPushButton(QStringLiteral("%1  %2").arg(i + 1).arg(gradeName(i)), this);
        button->setObjectName(QStringLiteral("grade%1").arg(i + 1));
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, i] { judge(kReviewGrades[i]); });
        m_grades.push_back(button);
        grades->addWidget(button);
    }
    grades->addStretch(1);
    m_back = new QPushButton(tr("← Back"), this);
    m_back->setObjectName(QStringLiteral("reviewBack"));
    m_back->setToolTip(tr("The answer before, with your grade; judging it again replaces what you said (←)"));
    m_skip = new QPushButton(tr("Skip →"), this);
    m_skip->setToolTip(tr("Leave this one for later"));
    connect(m_back, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_skip, &QPushButton::clicked, this, [this] { move(1); });
    grades->addWidget(m_back);
    grades->addWidget(m_skip);
    card->body().addLayout(grades);
    m_correction = new QPlainTextEdit(this);
    m_correction->setObjectName(QStringLiteral("correction"));
    m_correction->setAccessibleName(tr("Corrected answer"));
    m_correction->setPlaceholderText(tr(
        "A better answer, if you have one: it may be trained on. Ctrl+Return records it as a correction."));
    m_correction->setTabChangesFocus(true);
    m_correction->setFixedHeight(56);
    card->body().addWidget(m_correction);
    body.addWidget(card);
}

void ReviewPage::buildAgreement(QVBoxLayout& body)
{
    auto* card
        = new Card(tr("Agreement"), tr("Share of equal calls on the same answers, and Cohen's kappa"), this);
    m_people = widgets::makeLabel({}, theme::TextRole::Body, this);
    m_people->setObjectName(QStringLiteral("agreementPeople"));
    m_automatic = widgets::makeLabel({}, theme::TextRole::Body, this);
    m_automatic->setObjectName(QStringLiteral("agreementAutomatic"));
    card->body().addWidget(m_people);
    card->body().addWidget(m_automatic);
    body.addWidget(card);
}

void ReviewPage::addShortcuts()
{
    // Figures judge wherever the focus is; arrows also move inside other controls.
    const auto add = [this](const QKeySequence& keys, Qt::ShortcutContext where, auto action) {
        auto* shortcut = new QShortcut(keys, m_queuePart);
        shortcut->setContext(where);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    const auto figure = [](std::size_t place) { return QKeySequence(static_cast<int>(Qt::Key_1) + static_cast<int>(place)); };
    for (std::size_t i = 0; i < kReviewGrades.size(); ++i) {
        add(figure(i), Qt::WindowShortcut, [this, i] { judge(kReviewGrades[i]); });
    }
    for (std::size_t i = 0; i < kMostReviewOthers; ++i) {
        add(figure(kReviewGrades.size() + i), Qt::WindowShortcut, [this, i] { takeOver(i); });
    }
    add(QKeySequence(Qt::Key_Right), Qt::WidgetWithChildrenShortcut, [this] { move(1); });
    add(QKeySequence(Qt::Key_Left), Qt::WidgetWithChildrenShortcut, [this] { move(-1); });
    add(QKeySequence::Undo, Qt::WindowShortcut, [this] { undo(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), Qt::WindowShortcut, [this] { correct(); });
}

} // namespace ui::pages
