#include "ui/pages/study_panel.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/models/time_window.h"
#include "ui/pages/card.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/reader.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

using core::domain::StudyVerdict;

namespace {

constexpr int kGap = 10;
constexpr int kMostPairs = 2000;
constexpr int kUsualPairs = 100;
constexpr double kPublishedEqualOrBetter = 0.745; ///< the method's paper, human evaluation

QString storedText(const std::string& text)
{
    return text.empty() ? StudyPanel::tr("(The text is not stored: see the task's privacy rule.)")
                        : models::toQt(text);
}

} // namespace

StudyPanel::StudyPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_bar(new widgets::MessageBar(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_bar);
    buildHeader(body);
    buildForm(body);
    m_stack = new QStackedWidget(this);
    m_work = new QWidget(this);
    auto* work = new QVBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(kGap);
    buildPair(*work);
    m_empty = new widgets::EmptyState(
        {QStringLiteral("review"), tr("No study yet."),
            tr("A study shows people pairs of answers without saying which tier gave which, and measures how "
               "often the routed answer is as good as the last tier's or better. Until then that is not "
               "measured."),
            tr("New study")},
        this);
    m_empty->setObjectName(QStringLiteral("noStudy"));
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_empty);
    body.addWidget(m_stack, 1);
    buildResult(body);
    outer->addWidget(scroll);
    connect(m_empty, &widgets::EmptyState::nextStepRequested, this, [this] { showForm(true); });
    addShortcuts();
    showForm(false);
}

StudyPanel::~StudyPanel() = default;

void StudyPanel::buildHeader(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_studies = new QComboBox(this);
    m_studies->setObjectName(QStringLiteral("studies"));
    m_studies->setAccessibleName(tr("Study"));
    m_studies->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_studies->setMinimumContentsLength(34);
    auto* label = widgets::makeMutedLabel(tr("Reviewer"), this);
    m_reviewer = new QLineEdit(widgets::loginName(), this);
    m_reviewer->setObjectName(QStringLiteral("studyReviewer"));
    m_reviewer->setAccessibleName(tr("Reviewer"));
    m_reviewer->setMaximumWidth(160);
    label->setBuddy(m_reviewer);
    m_progress = widgets::makeMutedLabel({}, this);
    m_progress->setObjectName(QStringLiteral("studyProgress"));
    m_new = new QPushButton(tr("New study"), this);
    m_new->setObjectName(QStringLiteral("newStudy"));
    row->addWidget(m_studies);
    row->addWidget(label);
    row->addWidget(m_reviewer);
    row->addStretch(1);
    m_undo = new QPushButton(tr("Undo"), this);
    m_undo->setObjectName(QStringLiteral("studyUndo"));
    m_undo->setToolTip(tr("Takes your last judgement back and shows its pair again (Ctrl+Z)"));
    row->addWidget(m_progress);
    row->addWidget(m_undo);
    row->addWidget(m_new);
    body.addLayout(row);
    connect(m_studies, &QComboBox::currentIndexChanged, this, [this] {
        m_wantedStudy = models::fromQt(m_studies->currentData().toString());
        load();
    });
    connect(m_reviewer, &QLineEdit::editingFinished, this, [this] {
        goToFirstOpen();
        showPair();
    });
    connect(m_undo, &QPushButton::clicked, this, &StudyPanel::undo);
    connect(m_new, &QPushButton::clicked, this, [this] { showForm(!m_form->isVisibleTo(this)); });
}

void StudyPanel::buildForm(QVBoxLayout& body)
{
    m_form = new Card(tr("New study"), {}, this);
    m_population = widgets::makeTextBlock({}, this);
    m_form->body().addWidget(m_population);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    const auto addField = [&](const QString& text, QSpinBox* field, const char* name) {
        auto* label = widgets::makeMutedLabel(text, this);
        label->setBuddy(field);
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(text);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
        row->addWidget(label);
        row->addWidget(field);
    };
    m_size = new QSpinBox(this);
    m_size->setRange(1, kMostPairs);
    m_size->setValue(kUsualPairs);
    m_seed = new QSpinBox(this);
    m_seed->setRange(1, 1'000'000);
    addField(tr("Pairs"), m_size, "studySize");
    addField(tr("Seed"), m_seed, "studySeed");
    m_start = new QPushButton(tr("Draw the pairs"), this);
    m_start->setObjectName(QStringLiteral("startStudy"));
    m_start->setProperty("primary", true);
    row->addStretch(1);
    row->addWidget(m_start);
    m_form->body().addLayout(row);
    body.addWidget(m_form);
    connect(m_start, &QPushButton::clicked, this, &StudyPanel::start);
}

void StudyPanel::buildPair(QVBoxLayout& body)
{
    auto* request = new Card(tr("Request"), {}, this);
    m_requestInfo = widgets::makeMutedLabel({}, this);
    request->header().addWidget(m_requestInfo);
    m_request = widgets::makeReader(tr("Request"), this);
    m_request->setObjectName(QStringLiteral("studyRequest"));
    m_request->setMinimumHeight(76);
    m_request->setMaximumHeight(120);
    request->body().addWidget(m_request);
    body.addWidget(request);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(kGap);
    const auto addSide = [&](const QString& title, const char* name) {
        auto* card = new Card(title, {}, this);
        QPlainTextEdit* reader = widgets::makeReader(title, this);
        reader->setObjectName(QString::fromLatin1(name));
        card->body().addWidget(reader, 1);
        sides->addWidget(card, 1);
        return reader;
    };
    m_left = addSide(tr("Answer A"), "studyLeft");
    m_right = addSide(tr("Answer B"), "studyRight");
    body.addLayout(sides, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    const std::array labels{tr("1  A is better"), tr("2  Equally good"), tr("3  B is better")};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        m_verdicts[i] = new QPushButton(labels[i], this);
        m_verdicts[i]->setObjectName(QStringLiteral("verdict%1").arg(i + 1));
        m_verdicts[i]->setCheckable(true);
        buttons->addWidget(m_verdicts[i]);
    }
    connect(m_verdicts[0], &QPushButton::clicked, this, [this] { judgeSide(true); });
    connect(m_verdicts[1], &QPushButton::clicked, this, [this] { judge(StudyVerdict::Tie); });
    connect(m_verdicts[2], &QPushButton::clicked, this, [this] { judgeSide(false); });
    buttons->addStretch(1);
    m_back = new QPushButton(tr("← Back"), this);
    m_back->setObjectName(QStringLiteral("studyBack"));
    m_back->setToolTip(tr("The pair before, with what you said; judging it again replaces that (←)"));
    m_next = new QPushButton(tr("Skip →"), this);
    m_next->setObjectName(QStringLiteral("studyNext"));
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    body.addLayout(buttons);
    connect(m_back, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { move(1); });
}

void StudyPanel::buildResult(QVBoxLayout& body)
{
    m_resultCard = new Card(tr("Result"), {}, this);
    auto* row = new QHBoxLayout;
    row->setSpacing(24);
    const auto addFigure = [&](const QString& title, const char* name) {
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(widgets::makeMutedLabel(title, this));
        QLabel* figure = widgets::makeLabel({}, theme::TextRole::Title, this);
        figure->setObjectName(QString::fromLatin1(name));
        column->addWidget(figure);
        column->addStretch(1);
        row->addLayout(column);
        return std::pair(column, figure);
    };
    const auto [shareColumn, share] = addFigure(tr("Routed answer equal or better"), "equalOrBetter");
    m_share = share;
    m_published = widgets::makeMutedLabel({}, this);
    m_published->setObjectName(QStringLiteral("studyPublished"));
    m_published->setToolTip(tr("What people said in the published evaluation of this kind of routing, as a reference: other "
                               "models, other requests"));
    shareColumn->insertWidget(2, m_published);
    m_counts = addFigure(tr("Better · equal · worse"), "studyCounts").second;
    m_kappa = addFigure(tr("Two reviewers, Cohen's kappa"), "studyKappa").second;
    row->addStretch(1);
    m_resultCard->body().addLayout(row);
    m_method = widgets::makeMutedLabel({}, this);
    m_method->setObjectName(QStringLiteral("studyMethod"));
    m_method->setWordWrap(true);
    m_resultCard->body().addWidget(m_method);
    body.addWidget(m_resultCard);
}

void StudyPanel::addShortcuts()
{
    // Figures judge wherever the focus is; arrows also move inside other controls.
    const auto add = [this](const QKeySequence& keys, auto action, Qt::ShortcutContext where = Qt::WidgetWithChildrenShortcut) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(where);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(QKeySequence(Qt::Key_1), [this] { judgeSide(true); }, Qt::WindowShortcut);
    add(QKeySequence(Qt::Key_2), [this] { judge(StudyVerdict::Tie); }, Qt::WindowShortcut);
    add(QKeySequence(Qt::Key_3), [this] { judgeSide(false); }, Qt::WindowShortcut);
    add(QKeySequence(Qt::Key_Right), [this] { move(1); });
    add(QKeySequence(Qt::Key_Left), [this] { move(-1); });
    add(QKeySequence::Undo, [this] { undo(); }, Qt::WindowShortcut);
}

std::string StudyPanel::reviewer() const
{
    return models::fromQt(m_reviewer->text().trimmed());
}

const core::domain::StudyPair* StudyPanel::current() const
{
    return m_at < m_contents.pairs.size() ? &m_contents.pairs[m_at] : nullptr;
}

const core::domain::StudyJudgement* StudyPanel::mine(std::int64_t position) const
{
    const auto found = std::find_if(m_contents.judgements.begin(), m_contents.judgements.end(),
        [&, me = reviewer()](const core::domain::StudyJudgement& judgement) {
            return judgement.position == position && judgement.reviewer == me;
        });
    return found == m_contents.judgements.end() ? nullptr : &*found;
}

std::int64_t StudyPanel::judgedByMe() const
{
    return std::count_if(m_contents.judgements.begin(), m_contents.judgements.end(),
        [me = reviewer()](const core::domain::StudyJudgement& judgement) { return judgement.reviewer == me; });
}

void StudyPanel::refresh()
{
    if (!m_isLoaded) {
        load();
    }
    const QString task = m_context.taskId().empty() ? tr("all tasks") : m_context.catalogue().taskName(m_context.taskId());
    m_population->setText(
        tr("Draws from what cheaper tiers answered in the last %1, %2 (chosen in the toolbar), in the proportions "
           "of task and tier, and asks the last tier for its answer to each drawn request. That costs what these "
           "requests cost at the last tier.")
            .arg(models::labelOf(m_context.window()), task));
    updateControls();
}

void StudyPanel::reload()
{
    load();
    refresh();
}

void StudyPanel::load()
{
    m_query.start(
        [book = m_context.services().studies, wanted = m_wantedStudy]() -> core::Result<Contents> {
            Contents contents;
            auto studies = book->studies();
            if (!studies) {
                return core::fail(studies.error());
            }
            contents.studies = std::move(*studies);
            if (contents.studies.empty()) {
                return contents;
            }
            contents.studyId = wanted.empty() ? contents.studies.front().id : wanted;
            auto pairs = book->pairs(contents.studyId);
            auto judgements = book->judgements(contents.studyId);
            if (!pairs || !judgements) {
                return core::fail(pairs ? judgements.error() : pairs.error());
            }
            contents.pairs = std::move(*pairs);
            contents.judgements = std::move(*judgements);
            return contents;
        },
        [this](core::Result<Contents> contents) {
            if (contents) {
                show(std::move(*contents));
            } else {
                m_bar->show({models::MessageKind::Error,
                    tr("The study could not be read: %1 Press F5 to try again.").arg(models::wordsOf(contents.error()))});
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

void StudyPanel::show(Contents contents)
{
    const bool isOther = contents.studyId != m_contents.studyId;
    m_contents = std::move(contents);
    {
        const QSignalBlocker blocker(m_studies);
        m_studies->clear();
        for (const core::domain::Study& study : m_contents.studies) {
            m_studies->addItem(
                tr("%1 · %2 · %3 pairs")
                    .arg(m_context.formats().timeStamp(study.at, m_context.now()),
                        study.taskId.empty() ? tr("all tasks") : m_context.catalogue().taskName(study.taskId),
                        m_context.formats().count(study.pairs)),
                models::toQt(study.id));
        }
        m_studies->setCurrentIndex(m_studies->findData(models::toQt(m_contents.studyId)));
    }
    m_stack->setCurrentWidget(m_contents.studies.empty() ? static_cast<QWidget*>(m_empty) : m_work);
    if (isOther) {
        goToFirstOpen();
    }
    showPair();
    showResult();
}

void StudyPanel::showForm(bool isShown)
{
    m_form->setVisible(isShown);
    m_new->setText(isShown ? tr("Close") : tr("New study"));
    refresh();
}

void StudyPanel::start()
{
    m_isBusy = true;
    updateControls();
    m_bar->show({models::MessageKind::Information, tr("Asking the last tier about every drawn request…")});
    m_context.execute(core::ports::StartStudy{m_context.range(), m_context.taskId(), m_size->value(),
                          static_cast<std::uint64_t>(m_seed->value())},
        this, [this](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isBusy = false;
            if (!receipt) {
                m_bar->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
                updateControls();
                return;
            }
            m_bar->show({models::MessageKind::Success, models::sentenceWords(receipt->message) + QLatin1Char('.')});
            m_wantedStudy = receipt->reference;
            showForm(false);
            load();
        });
}

void StudyPanel::goToFirstOpen()
{
    m_at = 0;
    while (m_at < m_contents.pairs.size() && mine(m_contents.pairs[m_at].position) != nullptr) {
        ++m_at;
    }
}

void StudyPanel::showPair()
{
    const core::domain::StudyPair* pair = current();
    if (pair != nullptr) {
        const models::Formats& formats = m_context.formats();
        m_requestInfo->setText(QStringLiteral("%1%2").arg(m_context.catalogue().taskName(pair->taskId),
            pair->isSimulated ? tr(" · simulated") : QString()));
        m_request->setPlainText(storedText(pair->text));
        m_left->setPlainText(storedText(pair->isRoutedFirst ? pair->routedAnswer : pair->lastTierAnswer));
        m_right->setPlainText(storedText(pair->isRoutedFirst ? pair->lastTierAnswer : pair->routedAnswer));
        m_progress->setText(tr("Pair %1 of %2 · %3 judged by you")
                                .arg(formats.count(static_cast<std::int64_t>(m_at) + 1),
                                    formats.count(static_cast<std::int64_t>(m_contents.pairs.size())),
                                    formats.count(judgedByMe())));
    } else {
        m_requestInfo->setText({});
        m_request->setPlainText(m_contents.pairs.empty() ? QString()
                                                         : tr("You judged every pair of this study. A second reviewer "
                                                              "makes agreement measurable: give another name above."));
        m_left->clear();
        m_right->clear();
        m_progress->setText(m_contents.studies.empty()
                ? QString()
                : tr("%1 judged by you").arg(m_context.formats().count(judgedByMe())));
    }
    updateControls();
}

void StudyPanel::showResult()
{
    m_resultCard->setVisible(!m_contents.studies.empty());
    const auto study = std::find_if(m_contents.studies.begin(), m_contents.studies.end(),
        [&](const core::domain::Study& other) { return other.id == m_contents.studyId; });
    if (study == m_contents.studies.end()) {
        return;
    }
    const models::Formats& formats = m_context.formats();
    const core::domain::StudyResult result = core::domain::resultOf(m_contents.judgements);
    const core::domain::StudyTally& tally = result.tally;
    const core::domain::Interval interval = tally.equalOrBetterInterval();
    m_share->setText(tally.count() == 0 ? tr("not measured")
                                        : tr("%1 (%2 – %3)")
                                              .arg(formats.percent(tally.equalOrBetter()), formats.percent(interval.low),
                                                  formats.percent(interval.high)));
    m_published->setText(tr("published: %1").arg(formats.percent(kPublishedEqualOrBetter)));
    m_counts->setText(tally.count() == 0
            ? tr("not measured")
            : QStringLiteral("%1 · %2 · %3")
                  .arg(formats.count(tally.routedBetter), formats.count(tally.ties), formats.count(tally.lastTierBetter)));
    const double kappa = result.agreement.kappa();
    m_kappa->setText(result.agreement.count() == 0 ? tr("not measured")
            : std::isfinite(kappa)
            ? tr("%1, n = %2").arg(formats.number(kappa, 2), formats.count(result.agreement.count()))
            : tr("undefined: both always say the same"));
    const std::int64_t traffic = study->population + study->lastTierSent;
    QString method
        = tr("n = %1 of %2 pairs, Wilson's 95% interval, seed %3. Drawn from %4 answers of cheaper tiers; the last "
             "tier, %5, sent %6 of %7 answers in that time itself, and those are equal without a comparison.")
              .arg(formats.count(tally.count()), formats.count(study->pairs), QString::number(study->seed),
                  formats.count(study->population), m_context.catalogue().tierName(study->lastTierId),
                  formats.count(study->lastTierSent), formats.count(traffic));
    if (tally.count() > 0 && traffic > 0) {
        const double over = (tally.equalOrBetter() * static_cast<double>(study->population)
                                + static_cast<double>(study->lastTierSent))
            / static_cast<double>(traffic);
        method += QLatin1Char(' ') + tr("Over all of that traffic: %1.").arg(formats.percent(over));
    }
    m_method->setText(method);
}

void StudyPanel::judgeSide(bool isLeft)
{
    if (const core::domain::StudyPair* pair = current()) {
        judge(isLeft == pair->isRoutedFirst ? StudyVerdict::RoutedBetter : StudyVerdict::LastTierBetter);
    }
}

void StudyPanel::judge(StudyVerdict verdict)
{
    const core::domain::StudyPair* pair = current();
    if (pair == nullptr || m_isBusy || !m_verdicts.front()->isEnabled()) {
        return;
    }
    m_isBusy = true;
    updateControls();
    const core::domain::StudyJudgement judgement{pair->position, reviewer(), verdict, m_context.now()};
    m_context.execute(core::ports::JudgePair{m_contents.studyId, judgement.position, judgement.reviewer, verdict}, this,
        [this, judgement, studyId = m_contents.studyId](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isBusy = false;
            if (!receipt) {
                m_bar->show({models::MessageKind::Error,
                    tr("Not recorded: %1 The pair is still here.").arg(models::wordsOf(receipt.error()))});
                updateControls();
                return;
            }
            const core::ports::WithdrawPairJudgement judged{studyId, judgement.position, judgement.reviewer};
            std::erase(m_judged, judged);
            m_judged.push_back(judged);
            if (studyId != m_contents.studyId) { // another study was chosen meanwhile
                updateControls();
                return;
            }
            std::erase_if(m_contents.judgements, [&](const core::domain::StudyJudgement& other) {
                return other.position == judgement.position && other.reviewer == judgement.reviewer;
            });
            m_contents.judgements.push_back(judgement);
            showResult();
            if (current() != nullptr && current()->position == judgement.position) {
                move(1);
            } else {
                showPair();
            }
        });
}

const core::ports::WithdrawPairJudgement* StudyPanel::last() const
{
    const auto newest = std::find_if(m_judged.rbegin(), m_judged.rend(),
        [&, me = reviewer()](const auto& judged) { return judged.studyId == m_contents.studyId && judged.reviewer == me; });
    return newest == m_judged.rend() ? nullptr : &*newest;
}

void StudyPanel::undo()
{
    updateControls(); // another name may have been given
    if (!m_undo->isEnabled() || last() == nullptr) {
        m_bar->show({models::MessageKind::Information, m_undo->toolTip()});
        return;
    }
    m_isBusy = true;
    updateControls();
    m_context.execute(*last(), this, [this, command = *last()](const core::Result<core::ports::CommandReceipt>& receipt) {
        m_isBusy = false;
        if (!receipt && receipt.error().code != core::ErrorCode::NotFound) {
            m_bar->show({models::MessageKind::Error, tr("Not taken back: %1").arg(models::wordsOf(receipt.error()))});
            updateControls();
            return;
        }
        std::erase(m_judged, command);
        m_bar->show({models::MessageKind::Success, tr("Taken back. Judge the pair again, or go on.")});
        if (command.studyId != m_contents.studyId) {
            updateControls();
            return;
        }
        std::erase_if(m_contents.judgements, [&](const core::domain::StudyJudgement& other) {
            return other.position == command.position && other.reviewer == command.reviewer;
        });
        const auto pair = std::ranges::find(m_contents.pairs, command.position, &core::domain::StudyPair::position);
        m_at = static_cast<std::size_t>(pair - m_contents.pairs.begin());
        showPair();
        showResult();
    });
}

void StudyPanel::move(int by)
{
    const auto next = static_cast<std::int64_t>(m_at) + by;
    if (next >= 0 && next <= static_cast<std::int64_t>(m_contents.pairs.size())) {
        m_at = static_cast<std::size_t>(next);
        showPair();
    }
}

void StudyPanel::updateControls()
{
    const core::domain::StudyPair* pair = current();
    const bool canChange = m_context.canChange();
    const bool hasName = !reviewer().empty();
    const auto* said = pair == nullptr ? nullptr : mine(pair->position);
    const QString locked = widgets::readOnlyReason(canChange);
    const QString busy = m_isBusy ? tr("Wait until what is under way is done") : QString();
    const QString whyNot = !locked.isEmpty() ? locked
        : !hasName                           ? tr("Say who judges first")
        : pair == nullptr                    ? tr("No pair is shown")
                                             : busy;
    for (std::size_t i = 0; i < m_verdicts.size(); ++i) {
        const bool isTie = i == 1;
        const bool isRouted = pair != nullptr && (i == 0) == pair->isRoutedFirst;
        const bool isMine = said != nullptr
            && said->verdict == (isTie ? StudyVerdict::Tie : isRouted ? StudyVerdict::RoutedBetter : StudyVerdict::LastTierBetter);
        m_verdicts[i]->setChecked(isMine);
        widgets::setAvailable(m_verdicts[i], whyNot);
    }
    widgets::setAvailable(m_undo,
        !locked.isEmpty()       ? locked
            : last() == nullptr ? tr("You have judged nothing of this study in this sitting")
                                : busy);
    widgets::setAvailable(m_back, m_at > 0 ? QString() : tr("This is the first pair of the study"));
    widgets::setAvailable(m_next, pair != nullptr ? QString() : tr("No pair is shown"));
    m_next->setText(said != nullptr ? tr("Next →") : tr("Skip →"));
    widgets::setAvailable(m_new, locked);
    widgets::setAvailable(m_start, !locked.isEmpty() ? locked : busy);
    m_undo->setVisible(!m_contents.studies.empty());
    m_studies->setVisible(!m_contents.studies.empty());
}

} // namespace ui::pages
