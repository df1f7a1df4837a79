#include "ui/pages/request_set_actions.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace ui::pages {

namespace {

constexpr std::int64_t kMostAtOnce = 100'000;

} // namespace

RequestSetActions::RequestSetActions(models::ConsoleContext& context, Current current, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_current(std::move(current))
    , m_count(context.pool())
    , m_saved(new QPushButton(this))
    , m_menu(new QMenu(m_saved))
    , m_review(new QPushButton(tr("Add to review"), this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_saved->setObjectName(QStringLiteral("savedFilters"));
    m_saved->setText(tr("Saved filters"));
    m_saved->setToolTip(tr("Choose a filter by name, or keep this one"));
    m_saved->setMenu(m_menu);
    m_saved->setProperty("menu", true);
    m_review->setObjectName(QStringLiteral("reviewFiltered"));
    m_review->setToolTip(tr("Put every request that the filter matches into the review queue"));
    row->addWidget(m_saved);
    row->addWidget(m_review);
    connect(m_menu, &QMenu::aboutToShow, this, &RequestSetActions::fillMenu);
    connect(m_review, &QPushButton::clicked, this, &RequestSetActions::countForReview);
    connect(&m_context, &models::ConsoleContext::snapshotChanged, m_review,
        [this] { widgets::setAvailable(m_review, widgets::readOnlyReason(m_context.canChange())); });
    widgets::setAvailable(m_review, widgets::readOnlyReason(m_context.canChange()));
}

RequestSetActions::~RequestSetActions() = default;

void RequestSetActions::fillMenu()
{
    m_menu->clear();
    const std::vector<models::SavedFilter> filters = models::SavedFilters(m_context.settings()).all();
    for (const models::SavedFilter& saved : filters) {
        m_menu->addAction(saved.name, this, [this, saved] { Q_EMIT filterChosen(saved); });
    }
    if (!filters.empty()) {
        m_menu->addSeparator();
        QMenu* names = m_menu->addMenu(tr("Forget"));
        for (const models::SavedFilter& saved : filters) {
            names->addAction(saved.name, this, [this, saved] { forget(saved); });
        }
    }
    if (m_forgotten) {
        m_menu->addAction(tr("Bring back %1").arg(m_forgotten->name), this, [this] {
            models::SavedFilters(m_context.settings()).save(*m_forgotten);
            m_forgotten.reset();
        });
    }
    m_menu->addAction(tr("Save this filter…"), this, &RequestSetActions::askName);
}

void RequestSetActions::forget(const models::SavedFilter& filter)
{
    models::SavedFilters(m_context.settings()).remove(filter.name);
    m_forgotten = filter;
    Q_EMIT messageRaised({models::MessageKind::Information,
        tr("The filter %1 is forgotten. “Saved filters” can bring it back.").arg(filter.name)});
}

void RequestSetActions::askName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("saveFilter"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this filter"));
    dialog->setLabelText(tr("Name of the filter; the same name replaces it"));
    connect(
        dialog, &QInputDialog::textValueSelected, this, [this, filter = m_current.shown()](const QString& name) mutable {
            if (!name.trimmed().isEmpty()) {
                filter.name = name.trimmed();
                models::SavedFilters(m_context.settings()).save(filter);
                Q_EMIT messageRaised(
                    {models::MessageKind::Success, tr("Saved the filter %1").arg(name.trimmed())});
            }
        });
    dialog->open();
}

void RequestSetActions::countForReview()
{
    const core::ports::RequestFilter filter = m_current.ended(); // what is counted is what is added
    m_count.start([requests = m_context.services().requests,
                      filter] { return requests->count(filter, kMostAtOnce + 1); },
        [this, filter](core::Result<std::int64_t> count) {
            if (!count) {
                Q_EMIT messageRaised({models::MessageKind::Error,
                    tr("The requests could not be counted: %1").arg(models::wordsOf(count.error()))});
            } else if (*count == 0 || *count > kMostAtOnce) {
                Q_EMIT messageRaised({models::MessageKind::Information,
                    *count == 0 ? tr("The filter matches no request; there is nothing to review.")
                                : tr("The filter matches more than %1 requests. Narrow it before adding them "
                                     "to review.")
                                      .arg(m_context.formats().count(kMostAtOnce))});
            } else {
                askReview(filter, *count);
            }
        });
}

void RequestSetActions::askReview(const core::ports::RequestFilter& filter, std::int64_t count)
{
    auto* question = new QMessageBox(QMessageBox::Question, tr("Add to review"),
        tr("Add all %1 request(s) that the filter matches to the review queue?", nullptr, models::pluralOf(count))
            .arg(m_context.formats().count(count)),
        QMessageBox::Yes | QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("reviewFilteredQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Judgements of picked answers may train; they count in no estimate. "
                                    "Unanswered requests are left out."));
    question->button(QMessageBox::Yes)->setText(tr("Add %1").arg(m_context.formats().count(count)));
    connect(question, &QMessageBox::finished, this, [this, filter](int button) {
        if (button == QMessageBox::Yes) {
            addToReview(filter);
        }
    });
    question->open();
}

void RequestSetActions::addToReview(const core::ports::RequestFilter& filter)
{
    m_context.execute(core::ports::AddToReview{{}, filter}, this,
        [this](core::Result<core::ports::CommandReceipt> receipt) {
            Q_EMIT messageRaised(receipt
                    ? models::Message{models::MessageKind::Success,
                        models::sentenceWords(receipt->message) + QStringLiteral(". ")
                            + tr("Review shows them under \"Picked by hand\".")}
                    : models::Message{models::MessageKind::Error,
                        tr("Nothing was added: %1").arg(models::wordsOf(receipt.error()))});
        });
}

} // namespace ui::pages
