#include "ui/pages/coverage_page.h"

#include "ui/models/certificate_model.h"
#include "ui/pages/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui::pages {

CoveragePage::CoveragePage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_stack(new QStackedWidget(this))
    , m_model(new models::CertificateModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addWidget(m_stack);
    auto* page = new QWidget(this);
    auto* body = new QVBoxLayout(page);
    body->setContentsMargins(0, 0, 0, 0);
    auto* card = new Card(tr("Certificates of the active policy"),
        tr("What calibration found. Monitoring of live traffic against these promises is not part of this "
           "version; the share "
           "of judged answers that meet the target is on the Overview."),
        this);
    auto* table = new widgets::DataTable(this);
    table->setAccessibleName(tr("Certificates"));
    table->setModel(m_model);
    table->setFitsRows(true);
    table->setStretchColumn(m_model->columnCount() - 1);
    card->body().addWidget(table);
    body->addWidget(card);
    body->addStretch(1);
    m_stack->addWidget(page);
    auto* empty = new widgets::EmptyState({QStringLiteral("coverage"), tr("Nothing is certified yet."),
                                              tr("A certificate comes out of calibration, which follows the "
                                                 "training of a student. Until then the last tier answers "
                                                 "every request, and it promises nothing."),
                                              tr("Open Runs")},
        this);
    connect(empty, &widgets::EmptyState::nextStepRequested, this,
        [this] { Q_EMIT context().viewRequested(models::ViewId::Runs); });
    m_stack->addWidget(empty);
}

void CoveragePage::refresh()
{
    m_model->update(context().catalogue(), context().formats(), context().now());
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
}

} // namespace ui::pages
