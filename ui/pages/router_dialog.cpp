#include "ui/pages/router_dialog.h"

#include "ui/models/plain_table_model.h"
#include "ui/models/strings.h"
#include "ui/pages/policy_revert.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/restyle.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace ports = core::ports;

namespace {

constexpr int kWidth = 880;
constexpr int kGap = 10;

QString verdictOf(const ports::RouterTierComparison& tier)
{
    return tier.high < 0 ? RouterDialog::tr("better")
        : tier.low > 0   ? RouterDialog::tr("worse")
                         : RouterDialog::tr("no difference shown");
}

} // namespace

RouterDialog::RouterDialog(models::ConsoleContext& context, core::domain::Artefact router, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_router(std::move(router))
    , m_query(context.pool())
    , m_task(new QComboBox(this))
    , m_verdict(widgets::makeTextBlock({}, this))
    , m_table(new widgets::DataTable(this))
    , m_model(new models::PlainTableModel(this))
    , m_reason(new QLineEdit(this))
    , m_messages(new widgets::MessageBar(this))
{
    setObjectName(QStringLiteral("routerDialog"));
    setWindowTitle(tr("Use router %1").arg(models::toQt(m_router.id)));
    build();
    compare();
}

RouterDialog::~RouterDialog() = default;

void RouterDialog::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGap);
    layout->addWidget(widgets::makeTextBlock(
        tr("Thresholds are certified anew behind the router, and the next request meets both together. It is a policy "
           "version like any other: Policy reverts it."),
        this));
    auto* form = new QFormLayout;
    m_task->setObjectName(QStringLiteral("routerTask"));
    m_task->setAccessibleName(tr("Task that the router is to serve"));
    if (m_router.taskId.empty()) {
        m_task->addItem(tr("All tasks"), QString());
        for (const core::domain::Task& task : m_context.snapshot().tasks) {
            m_task->addItem(models::toQt(task.name), models::toQt(task.id));
        }
    } else {
        m_task->addItem(m_context.catalogue().taskName(m_router.taskId), models::toQt(m_router.taskId));
    }
    m_reason->setObjectName(QStringLiteral("routerReason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the policy history"));
    m_reason->setAccessibleName(tr("Reason for the change"));
    form->addRow(tr("Serves"), m_task);
    form->addRow(tr("Reason"), m_reason);
    layout->addLayout(form);
    m_verdict->setObjectName(QStringLiteral("routerVerdict"));
    layout->addWidget(m_verdict);
    m_table->setObjectName(QStringLiteral("routerComparison"));
    m_table->setAccessibleName(tr("Comparison of the routers"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true);
    m_table->hide();
    layout->addWidget(m_table);
    layout->addWidget(m_messages);
    layout->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_use = buttons->addButton(tr("Use this router"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName(QStringLiteral("routerUse"));
    widgets::setStyleProperty(*m_use, "primary", true);
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
    connect(m_task, &QComboBox::currentIndexChanged, this, &RouterDialog::compare);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &RouterDialog::use);
}

std::string RouterDialog::taskId() const
{
    return models::fromQt(m_task->currentData().toString());
}

std::string RouterDialog::champion() const
{
    const auto& policy = m_context.snapshot().policy;
    std::string champion;
    for (const auto& [id, task] : policy ? policy->tasks : decltype(policy->tasks){}) {
        const bool isMeant = taskId().empty() || taskId() == id;
        if (isMeant && !task.routerVersion.empty() && (champion.empty() || champion == m_router.id)) {
            champion = task.routerVersion;
        }
    }
    return champion;
}

void RouterDialog::compare()
{
    const std::string champion = this->champion();
    m_table->hide();
    m_query.cancel();
    updateUse();
    if (champion == m_router.id || champion.empty() || m_context.services().routers == nullptr) {
        m_verdict->setText(champion == m_router.id ? tr("This router serves it already.")
                : champion.empty()                 ? tr("No router serves it now, so there is nothing to compare with.")
                                   : tr("This window cannot compare routers; `routenlp router compare` does."));
        return;
    }
    m_verdict->setText(tr("Comparing with %1, which serves now…").arg(models::toQt(champion)));
    m_query.start(
        [routers = m_context.services().routers, champion, id = m_router.id] { return routers->compare(champion, id); },
        [this](core::Result<ports::RouterComparison> comparison) {
            if (comparison) {
                show(*comparison);
            } else {
                m_verdict->setText(tr("No verdict: %1").arg(models::wordsOf(comparison.error())));
            }
        });
}

void RouterDialog::show(const ports::RouterComparison& comparison)
{
    const models::Formats& formats = m_context.formats();
    const auto number = [&](double value) { return formats.number(value, 4); };
    models::PlainTable table{{tr("Tier"), tr("Judged answers"), tr("Error now"), tr("Error then"),
                                 tr("Difference (95% interval)"), tr("Verdict")},
        {}};
    int better = 0;
    int worse = 0;
    for (const ports::RouterTierComparison& tier : comparison.tiers) {
        better += tier.high < 0 ? 1 : 0;
        worse += tier.low > 0 ? 1 : 0;
        table.rows += QStringList{m_context.catalogue().tierName(tier.tierId), formats.count(tier.judged),
            number(tier.a.brier), number(tier.b.brier),
            tr("%1 (%2 to %3)").arg(number(tier.difference), number(tier.low), number(tier.high)), verdictOf(tier)};
    }
    m_model->setTable(std::move(table));
    m_table->setStretchColumn(0);
    m_table->show();
    m_table->updateGeometry();
    const QString summary = worse > 0 ? tr("Worse than %1 at %n tier(s).", nullptr, worse).arg(models::toQt(comparison.a))
        : better > 0 ? tr("Better than %1 at %n tier(s), worse at none.", nullptr, better).arg(models::toQt(comparison.a))
                     : tr("No difference to %1 shown.").arg(models::toQt(comparison.a));
    m_verdict->setText(summary + QLatin1Char(' ')
        + tr("Error is the Brier score of the expectation that a tier meets the target, on %n text(s) that neither has "
             "learnt from.",
            nullptr, static_cast<int>(comparison.texts)));
    adjustSize();
}

void RouterDialog::updateUse()
{
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    widgets::setAvailable(m_use,
        !locked.isEmpty()               ? locked
            : m_isBusy                  ? tr("The thresholds are being certified")
            : champion() == m_router.id ? tr("This router serves it already.")
                                        : QString());
}

void RouterDialog::use()
{
    m_isBusy = true;
    updateUse();
    m_context.execute(ports::UseRouter{m_router.id, taskId(), models::fromQt(m_reason->text().trimmed())}, this,
        [this](const core::Result<ports::CommandReceipt>& receipt) {
            m_isBusy = false;
            updateUse();
            if (!receipt) {
                m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
                return;
            }
            Q_EMIT messageRaised(readBackMessage(m_context, receipt));
            accept();
        });
}

} // namespace ui::pages
