#include "ui/pages/portfolio_cards.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/portfolio_models.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/router_dialog.h"
#include "ui/pages/task_dialog.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace {

/// A card that fills a widget, with a message bar above its table.
Card* makeCard(QWidget& owner, const QString& title, const QString& subtitle, widgets::MessageBar* messages,
    widgets::DataTable* table, QAbstractItemModel* model)
{
    auto* layout = new QVBoxLayout(&owner);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(title, subtitle, &owner);
    layout->addWidget(card);
    card->body().addWidget(messages);
    table->setAccessibleName(title);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setFitsRows(true);
    table->setStretchColumn(model->columnCount() - 1);
    card->body().addWidget(table);
    return card;
}

QPushButton* addButton(Card& card, const QString& text, const char* name, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    card.header().addWidget(button);
    return button;
}

} // namespace

TierCard::TierCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::TierModel(this))
    , m_table(new widgets::DataTable(this))
    , m_messages(new widgets::MessageBar(this))
{
    Card* card = makeCard(*this, tr("Tiers"),
        tr("In the order of the cascade, the cheapest first. An unknown price is unknown, never zero."), m_messages,
        m_table, m_model);
    m_table->setObjectName(QStringLiteral("tierTable"));
    m_rename = addButton(*card, tr("Rename…"), "renameTier", this);
    m_up = addButton(*card, tr("Ask earlier"), "tierUp", this);
    m_down = addButton(*card, tr("Ask later"), "tierDown", this);
    for (QPushButton* button : {m_up, m_down}) {
        button->setToolTip(tr("Certificates that rest on the old order fall void"));
    }
    connect(m_rename, &QPushButton::clicked, this, &TierCard::rename);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TierCard::updateButtons);
    updateButtons();
}

void TierCard::refresh()
{
    m_model->update(m_context.catalogue(), m_context.formats());
    m_table->setTierCount(m_context.catalogue().tierCount());
    updateButtons();
}

int TierCard::selected() const
{
    const int row = m_table->currentIndex().row();
    return row < m_model->rowCount() ? row : -1;
}

void TierCard::updateButtons()
{
    const int row = selected();
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    const QString whyNot = !locked.isEmpty() ? locked
        : row < 0                            ? tr("Select a tier first")
        : m_isBusy                           ? tr("The tiers are being arranged")
                                             : QString();
    const bool isFirst = row == 0;
    const bool isLast = row + 1 == m_model->rowCount();
    widgets::setAvailable(m_rename, whyNot);
    widgets::setAvailable(m_up, whyNot.isEmpty() && isFirst ? tr("This tier is asked first already") : whyNot);
    widgets::setAvailable(m_down, whyNot.isEmpty() && isLast ? tr("This tier is asked last already") : whyNot);
}

void TierCard::move(int by)
{
    const int row = selected();
    if (row >= 0) {
        const core::domain::Tier& tier = m_model->rowAt(row);
        arrange(tier.id, tier.name, row + by);
        m_table->setCurrentIndex(m_model->index(std::clamp(row + by, 0, m_model->rowCount() - 1), 0));
    }
}

void TierCard::rename()
{
    const int row = selected();
    if (row < 0) {
        return;
    }
    const core::domain::Tier tier = m_model->rowAt(row);
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename a tier"));
    dialog->setLabelText(tr("Name of the tier"));
    dialog->setTextValue(models::toQt(tier.name));
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, tier, row](const QString& name) { arrange(tier.id, models::fromQt(name.trimmed()), row); });
    dialog->open();
}

void TierCard::arrange(const std::string& tierId, const std::string& name, int place)
{
    m_isBusy = true;
    updateButtons();
    m_context.execute(core::ports::ArrangeTier{tierId, name, place}, this,
        [this](core::Result<core::ports::CommandReceipt> receipt) {
            m_isBusy = false;
            m_messages->show(receipt
                    ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message) + QLatin1Char('.')}
                    : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
            updateButtons();
        });
}

TaskCard::TaskCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::TaskModel(this))
    , m_table(new widgets::DataTable(this))
    , m_messages(new widgets::MessageBar(this))
{
    Card* card = makeCard(*this, tr("Tasks"),
        tr("A client asks for a task by its model name; routing, thresholds and money are kept per task."), m_messages,
        m_table, m_model);
    m_table->setObjectName(QStringLiteral("taskList"));
    m_edit = addButton(*card, tr("Change…"), "editTask", this);
    m_add = addButton(*card, tr("Add a task…"), "addTask", this);
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TaskCard::updateButtons);
    connect(m_table, &widgets::DataTable::rowActivated, this, [this] {
        if (m_edit->isEnabled()) {
            edit(false);
        }
    });
    updateButtons();
}

void TaskCard::refresh()
{
    m_model->update(m_context.catalogue(), m_context.formats());
    updateButtons();
}

int TaskCard::selected() const
{
    const int row = m_table->currentIndex().row();
    return row < m_model->rowCount() ? row : -1;
}

void TaskCard::updateButtons()
{
    m_add->setEnabled(m_context.canChange());
    m_edit->setEnabled(m_context.canChange() && selected() >= 0);
    m_add->setToolTip(m_context.canChange() ? QString() : tr("The workspace is open read-only"));
    m_edit->setToolTip(!m_context.canChange() ? tr("The workspace is open read-only")
            : selected() < 0                  ? tr("Select a task first")
                                              : QString());
}

void TaskCard::edit(bool isNew)
{
    const int row = selected();
    const core::domain::Task* task = isNew || row < 0 ? nullptr : &m_model->rowAt(row).task;
    auto* dialog = new TaskDialog(m_context, task, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TaskDialog::messageRaised, m_messages, &widgets::MessageBar::show);
    dialog->open();
}

ArtefactModel::ArtefactModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = ArtefactRow;
    setColumns({
        {tr("Model"), {}, false, [](const Row& row) { return models::toQt(row.artefact.id); },
            [](const Row& row) { return tr("SHA-256 %1").arg(models::toQt(row.artefact.sha256)); }},
        {tr("Kind"), {}, false,
            [](const Row& row) {
                return row.artefact.kind == "router" ? tr("Router")
                    : row.artefact.kind == "confidence" ? tr("Learned confidence")
                                                        : tr("Student");
            }},
        {tr("Task"), {}, false,
            [this](const Row& row) {
                return row.artefact.taskId.empty() ? tr("All tasks") : m_catalogue.taskName(row.artefact.taskId);
            }},
        {tr("Made"), {}, true, [this](const Row& row) { return m_formats.timeStamp(row.artefact.at, m_now); },
            [this](const Row& row) { return m_formats.exactTime(row.artefact.at); }},
        {tr("Size"), {}, true,
            [this](const Row& row) { return m_formats.locale().formattedDataSize(row.artefact.bytes); }},
        {tr("Data"), tr("Hash over the texts and labels that it was made of"), false,
            [](const Row& row) { return models::toQt(row.artefact.dataFingerprint.substr(0, 12)); },
            [](const Row& row) { return models::toQt(row.artefact.dataFingerprint); }},
        {tr("Serves"), tr("Tasks that it serves now"), false,
            [this](const Row& row) {
                QStringList names;
                for (const std::string& taskId : row.serves) {
                    names += m_catalogue.taskName(taskId);
                }
                return names.isEmpty() ? tr("nothing, kept") : names.join(QStringLiteral(", "));
            },
            {},
            [](const Row& row, int role) -> QVariant {
                return role == models::ToneRole && row.serves.empty()
                    ? QVariant(static_cast<int>(models::CellTone::Muted))
                    : QVariant();
            }},
    });
}

void ArtefactModel::update(std::vector<core::domain::Artefact> artefacts, const models::Catalogue& catalogue,
    const models::Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    std::vector<ArtefactRow> rows;
    const auto& policy = catalogue.snapshot().policy;
    for (core::domain::Artefact& artefact : artefacts) {
        ArtefactRow row{std::move(artefact), {}};
        for (const auto& [taskId, task] : policy ? policy->tasks : decltype(policy->tasks){}) {
            const auto isThis = [&](const auto& entry) { return entry.second == row.artefact.id; };
            const bool isServed = task.routerVersion == row.artefact.id
                || std::ranges::any_of(task.modelVersions, isThis) || std::ranges::any_of(task.scorerVersions, isThis);
            if (isServed) {
                row.serves.push_back(taskId);
            }
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

ArtefactCard::ArtefactCard(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_model(new ArtefactModel(this))
    , m_table(new widgets::DataTable(this))
    , m_messages(new widgets::MessageBar(this))
{
    Card* card = makeCard(*this, tr("Students and routers"),
        tr("Every version that was trained here; Runs says how they came about."), m_messages, m_table, m_model);
    m_table->setObjectName(QStringLiteral("artefactTable"));
    m_use = addButton(*card, tr("Use this router…"), "useRouter", this);
    m_use->setToolTip(tr("See how it compares with the router that serves, and put it in service"));
    connect(m_use, &QPushButton::clicked, this, &ArtefactCard::openRouter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ArtefactCard::updateUse);
    m_none = widgets::makeTextBlock(tr("No model was trained here yet. New run in Runs trains one."), this);
    card->body().addWidget(m_none);
    m_table->hide();
}

int ArtefactCard::selected() const
{
    const int row = m_table->currentIndex().row();
    return row < m_model->rowCount() ? row : -1;
}

void ArtefactCard::updateUse()
{
    const int row = selected();
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    const bool isRouter = row >= 0 && m_model->rowAt(row).artefact.kind == "router";
    widgets::setAvailable(m_use,
        locked.isEmpty() && !isRouter ? tr("Select a router among the students and routers in Portfolio first") : locked);
}

void ArtefactCard::openRouter()
{
    const int row = selected();
    if (row < 0) {
        return;
    }
    auto* dialog = new RouterDialog(m_context, m_model->rowAt(row).artefact, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RouterDialog::messageRaised, m_messages, &widgets::MessageBar::show);
    dialog->open();
}

void ArtefactCard::refresh()
{
    updateUse();
    setVisible(m_context.services().runs != nullptr);
    if (m_context.services().runs == nullptr || m_query.isRunning()) {
        return;
    }
    m_query.start([runs = m_context.services().runs] { return runs->artefacts(); },
        [this](core::Result<std::vector<core::domain::Artefact>> artefacts) {
            if (artefacts) {
                m_model->update(
                    std::move(*artefacts), m_context.catalogue(), m_context.formats(), m_context.now());
                m_table->setVisible(m_model->rowCount() > 0);
                m_none->setVisible(m_model->rowCount() == 0);
                m_table->updateGeometry();
                updateUse();
            } else {
                m_messages->show({models::MessageKind::Error, models::wordsOf(artefacts.error())});
            }
        });
}

} // namespace ui::pages
