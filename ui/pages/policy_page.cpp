#include "ui/pages/policy_page.h"

#include "ui/models/policy_model.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/risk_level_panel.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/page_scroll.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kPanelWidth = 560;

} // namespace

PolicyPage::PolicyPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_version(widgets::makeMutedLabel({}, this))
    , m_model(new models::PolicyModel(this))
    , m_table(new widgets::DataTable(this))
    , m_panel(new RiskLevelPanel(shared, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout* layout = &scroll->body();
    auto* card = new Card(tr("Policy in force"), {}, this);
    m_version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body().addWidget(m_version);
    m_table->setObjectName(QStringLiteral("policyTable"));
    m_table->setAccessibleName(tr("Policy by task"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFitsRows(true);
    m_table->setStretchColumn(m_model->columnCount() - 1);
    card->body().addWidget(m_table);
    layout->addWidget(card);
    m_panel->setMaximumWidth(kPanelWidth);
    auto* row = new QHBoxLayout; // decides the panel's width, and with it how its text wraps
    row->addWidget(m_panel, 1);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch(1);
    outer->addWidget(scroll);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &PolicyPage::showSelectedTask);
}

void PolicyPage::refresh()
{
    m_model->update(context().catalogue(), context().formats());
    const auto& policy = context().snapshot().policy;
    m_version->setText(policy ? tr("Version %1 (no. %2), %3 by %4: %5")
                                    .arg(models::toQt(policy->id), QString::number(policy->sequence),
                                        context().formats().timeStamp(policy->at, context().now()),
                                        models::toQt(policy->author), models::toQt(policy->reason))
                              : tr("No policy yet: the last tier answers every request."));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        int row = 0;
        for (int i = 0; i < m_model->rowCount(); ++i) {
            if (m_model->rowAt(i).taskId == context().taskId()) {
                row = i;
                break;
            }
        }
        m_table->setCurrentIndex(m_model->index(row, 0));
    }
    showSelectedTask();
    m_panel->refresh();
}

void PolicyPage::showSelectedTask()
{
    const int row = m_table->currentIndex().row();
    m_panel->setVisible(row >= 0 && row < m_model->rowCount());
    if (m_panel->isVisibleTo(this)) {
        m_panel->setTask(m_model->rowAt(row).taskId);
    }
}

} // namespace ui::pages
