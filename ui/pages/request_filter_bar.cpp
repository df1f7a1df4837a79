#include "ui/pages/request_filter_bar.h"

#include "ui/models/strings.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace {

constexpr int kDebounceMilliseconds = 40;

enum class JudgedChoice { Any, Judged, NotJudged, Meets, Misses };

std::optional<bool> optionalBool(const QVariant& value)
{
    return value.isValid() ? std::optional(value.toBool()) : std::nullopt;
}

} // namespace

RequestFilterBar::RequestFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_clear(new QPushButton(tr("Clear"), this))
    , m_count(widgets::makeMutedLabel({}, this))
    , m_debounce(new QTimer(this))
    , m_choices(new QHBoxLayout)
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    rows->addLayout(first);
    m_first = first;
    m_choices->setSpacing(8);
    rows->addLayout(m_choices);
    m_count->setObjectName(QStringLiteral("requestCount"));
    m_text->setObjectName(QStringLiteral("requestSearch"));
    m_text->setPlaceholderText(tr("Words in query or answer, or an id"));
    m_text->setAccessibleName(tr("Search requests"));
    m_text->addAction(theme::icon("search"), QLineEdit::LeadingPosition);
    m_text->setClearButtonEnabled(true);
    first->addWidget(m_text, 1);
    m_tier = addChoice(tr("Answered by"), {{tr("Any tier"), {}}});
    m_escalated = addChoice(tr("Escalation"),
        {{tr("Escalated or not"), {}}, {tr("Escalated"), true}, {tr("Not escalated"), false}});
    const auto judged = [](JudgedChoice choice) { return QVariant(static_cast<int>(choice)); };
    m_judged = addChoice(tr("Judgement"),
        {{tr("Judged or not"), judged(JudgedChoice::Any)}, {tr("Judged"), judged(JudgedChoice::Judged)},
            {tr("Not judged"), judged(JudgedChoice::NotJudged)},
            {tr("Meets target"), judged(JudgedChoice::Meets)},
            {tr("Misses target"), judged(JudgedChoice::Misses)}});
    m_choices->addWidget(m_clear);
    m_choices->addStretch(1);
    m_choices->addWidget(m_count);
    auto* exportButton = new QPushButton(theme::icon("export"), tr("Export CSV"), this);
    exportButton->setToolTip(tr("Every request that the filter matches"));
    first->addWidget(exportButton);
    m_clear->setToolTip(tr("Show every request of the task and range"));
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMilliseconds);
    connect(m_debounce, &QTimer::timeout, this, &RequestFilterBar::notify);
    connect(m_text, &QLineEdit::textChanged, m_debounce, qOverload<>(&QTimer::start));
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        notify();
    });
    connect(exportButton, &QPushButton::clicked, this, &RequestFilterBar::exportRequested);
    updateClear();
}

QComboBox* RequestFilterBar::addChoice(
    const QString& name, const QList<std::pair<QString, QVariant>>& choices)
{
    auto* box = new QComboBox(this);
    box->setAccessibleName(name);
    box->setToolTip(name);
    for (const auto& [label, value] : choices) {
        box->addItem(label, value);
    }
    connect(box, &QComboBox::currentIndexChanged, this, &RequestFilterBar::notify);
    m_choices->addWidget(box);
    return box;
}

void RequestFilterBar::notify()
{
    m_debounce->stop();
    updateClear();
    Q_EMIT changed();
}

void RequestFilterBar::updateClear()
{
    widgets::setAvailable(m_clear,
        isNarrowed() || m_isElsewhere ? QString() : tr("No filter is set: every request of the task and range is listed"));
}

void RequestFilterBar::setElsewhere(bool isElsewhere)
{
    m_isElsewhere = isElsewhere;
    updateClear();
}

void RequestFilterBar::setCatalogue(const models::Catalogue& catalogue)
{
    if (m_tier->count() == catalogue.tierCount() + 1) {
        return;
    }
    const QSignalBlocker blocker(m_tier);
    const QVariant chosen = m_tier->currentData();
    while (m_tier->count() > 1) {
        m_tier->removeItem(1);
    }
    for (const core::domain::Tier& tier : catalogue.snapshot().tiers) {
        m_tier->addItem(catalogue.tierName(tier.id), models::toQt(tier.id));
    }
    m_tier->setCurrentIndex(std::max(0, m_tier->findData(chosen)));
}

void RequestFilterBar::setFilter(const core::ports::RequestFilter& filter)
{
    const QSignalBlocker text(m_text);
    const QSignalBlocker tier(m_tier);
    const QSignalBlocker escalated(m_escalated);
    const QSignalBlocker judged(m_judged);
    m_text->setText(models::toQt(filter.text));
    m_tier->setCurrentIndex(filter.answeredByTier.empty()
            ? 0
            : std::max(0, m_tier->findData(models::toQt(filter.answeredByTier))));
    m_escalated->setCurrentIndex(!filter.isEscalated ? 0 : *filter.isEscalated ? 1 : 2);
    const JudgedChoice choice = filter.meetsTarget
        ? (*filter.meetsTarget ? JudgedChoice::Meets : JudgedChoice::Misses)
        : filter.isJudged ? (*filter.isJudged ? JudgedChoice::Judged : JudgedChoice::NotJudged)
                          : JudgedChoice::Any;
    m_judged->setCurrentIndex(static_cast<int>(choice));
    updateClear();
}

core::ports::RequestFilter RequestFilterBar::filter() const
{
    core::ports::RequestFilter filter;
    filter.text = models::fromQt(m_text->text().trimmed());
    filter.answeredByTier = models::fromQt(m_tier->currentData().toString());
    filter.isEscalated = optionalBool(m_escalated->currentData());
    switch (static_cast<JudgedChoice>(m_judged->currentData().toInt())) {
    case JudgedChoice::Any:
        break;
    case JudgedChoice::Judged:
        filter.isJudged = true;
        break;
    case JudgedChoice::NotJudged:
        filter.isJudged = false;
        break;
    case JudgedChoice::Meets:
        filter.meetsTarget = true;
        break;
    case JudgedChoice::Misses:
        filter.meetsTarget = false;
        break;
    }
    return filter;
}

bool RequestFilterBar::isNarrowed() const
{
    return !m_text->text().trimmed().isEmpty() || m_tier->currentIndex() > 0
        || m_escalated->currentIndex() > 0 || m_judged->currentIndex() > 0;
}

void RequestFilterBar::clear()
{
    setFilter({});
}
void RequestFilterBar::setCountText(const QString& text)
{
    m_count->setText(text);
}

void RequestFilterBar::addControl(QWidget* control)
{
    m_first->insertWidget(m_first->count() - 1, control);
}

void RequestFilterBar::focusSearch()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace ui::pages
