#include "ui/widgets/price_field.h"

#include "ui/widgets/labels.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace ui::widgets {

namespace {

constexpr double kPicoPerUsdAMillion = 1e6;
constexpr double kMostUsd = 1e6;

} // namespace

PriceField::PriceField(
    const QString& name, const QString& hint, const QLocale& locale, const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_locale(locale)
    , m_edit(new QLineEdit(this))
    , m_problem(makeLabel({}, theme::TextRole::Caption, this))
{
    // "1.234" of a locale with decimal commas may be meant as either number: no separators, neither shown nor taken.
    m_locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(hint);
    m_problem->setObjectName(objectName + QStringLiteral("Problem"));
    m_problem->setProperty("alarm", true);
    m_problem->setWordWrap(true);
    layout->addWidget(m_edit);
    layout->addWidget(m_problem);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT changed();
    });
    check();
}

std::optional<std::int64_t> PriceField::picoUsd() const
{
    bool isNumber = false;
    const double usd = m_locale.toDouble(m_edit->text().trimmed(), &isNumber);
    if (!isNumber || !std::isfinite(usd) || usd < 0 || usd > kMostUsd) {
        return std::nullopt;
    }
    const std::int64_t pico = std::llround(usd * kPicoPerUsdAMillion);
    return usd > 0 && pico == 0 ? std::nullopt : std::optional(pico); // never taken for free
}

void PriceField::setPicoUsd(const std::optional<std::int64_t>& price)
{
    m_edit->setText(price ? m_locale.toString(static_cast<double>(*price) / kPicoPerUsdAMillion, 'f',
                                QLocale::FloatingPointShortest)
                          : QString());
}

bool PriceField::isAcceptable() const
{
    return m_edit->text().trimmed().isEmpty() || picoUsd();
}

void PriceField::check()
{
    const QString problem = isAcceptable()
        ? QString()
        : tr("No price: write it like %1, from %2 to %3, or leave it empty")
              .arg(m_locale.toString(0.15), m_locale.toString(1 / kPicoPerUsdAMillion, 'f', QLocale::FloatingPointShortest),
                  m_locale.toString(kMostUsd, 'f', 0));
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_edit->setAccessibleDescription(problem);
}

} // namespace ui::widgets
