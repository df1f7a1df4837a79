#include "ui/pages/cost_controls.h"

#include "ui/charts/month_bar.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/month_outlook.h"
#include "ui/models/price_model.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/price_field.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

namespace ports = core::ports;
using core::domain::Money;

namespace {

constexpr int kLeastFieldWidth = 86;
constexpr int kLeastTierLetters = 12;

} // namespace

CostControls::CostControls(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto* budget = new Card(tr("Budget of the month"),
        tr("For the task chosen above, or for all: traffic, training, audits and studies together. It stops nothing."),
        this);
    buildBudget(budget->body());
    auto* prices = new Card(
        tr("Prices"), tr("USD a million tokens. A new version counts from the next request on."), this);
    buildPrices(prices->body());
    row->addWidget(budget, 2);
    row->addWidget(prices, 3);
    connect(&m_context, &models::ConsoleContext::selectionChanged, this, &CostControls::showBudget);
    load();
}

CostControls::~CostControls() = default;

void CostControls::buildBudget(QVBoxLayout& body)
{
    m_sentence = widgets::makeTextBlock({}, this);
    m_sentence->setObjectName(QStringLiteral("budgetSentence"));
    body.addWidget(m_sentence);
    m_bar = new charts::MonthBar(this);
    body.addWidget(m_bar);
    auto* row = new QHBoxLayout;
    m_limit = new QDoubleSpinBox(this);
    m_limit->setObjectName(QStringLiteral("budgetLimit"));
    m_limit->setAccessibleName(tr("Budget of a month in USD; 0 for none"));
    m_limit->setRange(0, 1e9);
    m_limit->setDecimals(2);
    m_limit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_limit->setPrefix(QStringLiteral("$"));
    m_limit->setSpecialValueText(tr("No budget"));
    m_setBudget = new QPushButton(tr("Set"), this);
    m_setBudget->setObjectName(QStringLiteral("setBudget"));
    connect(m_setBudget, &QPushButton::clicked, this, [this] {
        const Money limit{std::llround(m_limit->value() * 1e9)};
        run(ports::SetMonthlyBudget{
            m_context.taskId(), limit.nanoUsd > 0 ? std::optional(limit) : std::nullopt});
    });
    row->addWidget(m_limit, 1);
    row->addWidget(m_setBudget);
    body.addLayout(row);
    body.addStretch(1);
}

void CostControls::buildPrices(QVBoxLayout& body)
{
    m_priceModel = new models::PriceModel(this);
    m_prices = new widgets::DataTable(this);
    m_prices->setObjectName(QStringLiteral("priceTable"));
    m_prices->setAccessibleName(tr("Price versions"));
    m_prices->setModel(m_priceModel);
    m_prices->setFitsRows(true);
    m_prices->setStretchColumn(models::PriceModel::Source);
    body.addWidget(m_prices);
    body.addStretch(1);
    auto* row = new QHBoxLayout;
    m_tier = new QComboBox(this);
    m_tier->setObjectName(QStringLiteral("priceTier"));
    m_tier->setAccessibleName(tr("Tier"));
    m_tier->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_tier->setMinimumContentsLength(kLeastTierLetters);
    row->addWidget(m_tier, 2, Qt::AlignTop); // a price may say below itself what is wrong with it
    const auto addPrice = [&](const char* name, const QString& label) {
        const models::Formats& formats = m_context.formats();
        auto* field = new widgets::PriceField(label, label, formats.locale(), QString::fromLatin1(name), this);
        field->setToolTip(tr("USD a million tokens, like %1; empty: unknown").arg(formats.number(1.5, 2)));
        field->setMinimumWidth(kLeastFieldWidth);
        row->addWidget(field, 1, Qt::AlignTop);
        connect(field, &widgets::PriceField::changed, this, &CostControls::fillPriceForm);
        return field;
    };
    m_input = addPrice("priceInput", tr("Input $"));
    m_output = addPrice("priceOutput", tr("Output $"));
    m_source = new QLineEdit(this);
    m_source->setObjectName(QStringLiteral("priceSource"));
    m_source->setAccessibleName(tr("Source"));
    m_source->setPlaceholderText(tr("Source"));
    m_source->setMinimumWidth(kLeastFieldWidth);
    row->addWidget(m_source, 2, Qt::AlignTop);
    connect(m_source, &QLineEdit::textChanged, this, &CostControls::fillPriceForm);
    m_setPrice = new QPushButton(tr("Add version"), this);
    m_setPrice->setObjectName(QStringLiteral("setPrice"));
    connect(m_setPrice, &QPushButton::clicked, this, &CostControls::setPrice);
    row->addWidget(m_setPrice, 0, Qt::AlignTop);
    body.addLayout(row);
}

void CostControls::setMonth(const models::MonthOutlook& month)
{
    m_month = month;
    showBudget();
    fillPriceForm();
}

void CostControls::load()
{
    if (!m_context.services().costBook) {
        showBudget();
        fillPriceForm();
        return;
    }
    m_query.start(
        [book = m_context.services().costBook]() -> core::Result<Book> {
            auto budgets = book->monthlyBudgets();
            auto prices = book->priceVersions();
            if (!budgets || !prices) {
                return core::fail(!budgets ? budgets.error() : prices.error());
            }
            return Book{std::move(*budgets), std::move(*prices)};
        },
        [this](core::Result<Book> book) {
            if (!book) {
                Q_EMIT messageRaised({models::MessageKind::Error,
                    tr("Budgets and prices could not be read: %1").arg(models::wordsOf(book.error()))});
                return;
            }
            m_book = std::move(*book);
            showBudget();
            showPrices();
            fillPriceForm();
        });
}

void CostControls::showBudget()
{
    const auto found = m_book.budgets.find(m_context.taskId());
    const std::optional<Money> limit
        = found == m_book.budgets.end() ? std::nullopt : std::optional(found->second);
    m_month.budget = limit;
    m_sentence->setText(models::outlookSentence(m_month, m_context.formats()));
    m_bar->setOutlook(m_month, m_context.formats());
    if (m_shownTask != m_context.taskId() || m_shownLimit != limit) { // what is being typed stays otherwise
        m_shownTask = m_context.taskId();
        m_shownLimit = limit;
        m_limit->setValue(limit ? limit->usd() : 0);
    }
    widgets::setAvailable(m_setBudget, widgets::readOnlyReason(m_context.canChange()));
}

void CostControls::showPrices()
{
    m_priceModel->update(m_book.prices, m_context.formats(), m_context.now());
}

/// Of the portfolio as it is now; the choice stays where its tier does.
void CostControls::listTiers()
{
    QStringList shown;
    for (int i = 0; i < m_tier->count(); ++i) {
        shown += m_tier->itemData(i).toString() + QLatin1Char('\n') + m_tier->itemText(i);
    }
    QStringList wanted;
    for (const core::domain::Tier& tier : m_context.snapshot().tiers) {
        wanted += models::toQt(tier.id) + QLatin1Char('\n') + models::toQt(tier.name);
    }
    if (shown == wanted) {
        return;
    }
    const QVariant chosen = m_tier->currentData();
    m_tier->clear();
    for (const core::domain::Tier& tier : m_context.snapshot().tiers) {
        m_tier->addItem(models::toQt(tier.name), models::toQt(tier.id));
    }
    m_tier->setCurrentIndex(std::max(0, m_tier->findData(chosen)));
}

void CostControls::fillPriceForm()
{
    listTiers();
    const bool arePrices = m_input->isAcceptable() && m_output->isAcceptable();
    const bool hasSource = !m_source->text().trimmed().isEmpty();
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    widgets::setAvailable(m_setPrice,
        !locked.isEmpty()         ? locked
            : m_tier->count() == 0 ? tr("There is no tier to price yet")
            : !arePrices           ? tr("Put the prices right first")
            : !hasSource           ? tr("Say where the prices come from")
                                   : QString());
}

void CostControls::setPrice()
{
    run(ports::SetTierPrice{models::fromQt(m_tier->currentData().toString()),
        {m_input->picoUsd(), m_output->picoUsd()}, models::fromQt(m_source->text().trimmed())});
}

void CostControls::run(ports::ConsoleCommand command)
{
    m_context.execute(std::move(command), this, [this](core::Result<ports::CommandReceipt> receipt) {
        Q_EMIT messageRaised(receipt
                ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                : models::Message{models::MessageKind::Error,
                    tr("Nothing was changed: %1").arg(models::wordsOf(receipt.error()))});
        if (receipt) {
            load();
        }
    });
}

} // namespace ui::pages
