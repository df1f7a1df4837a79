#include "ui/models/price_model.h"

#include "ui/models/strings.h"

#include <utility>

namespace ui::models {

QString pricePerMillion(const std::optional<std::int64_t>& picoUsd, const Formats& formats)
{
    if (!picoUsd) {
        return PriceModel::tr("unknown");
    }
    const double usd = static_cast<double>(*picoUsd) * 1e-6; // picodollars a token are microdollars a million
    const int decimals = *picoUsd % 10'000 == 0 ? 2 : *picoUsd % 1'000 == 0 ? 3 : 6;
    return QStringLiteral("$") + formats.locale().toString(usd, 'f', decimals);
}

PriceModel::PriceModel(QObject* parent)
    : RowTableModel(parent)
{
    using Row = core::domain::PriceVersion;
    const auto source = [](const Row& row) { return toQt(row.source); };
    setColumns({
        {tr("Model"), {}, false, [](const Row& row) { return toQt(row.model); }},
        {tr("Input"), tr("USD a million tokens"), true,
            [this](const Row& row) { return pricePerMillion(row.prices.inputPicoUsd, m_formats); }},
        {tr("Output"), tr("USD a million tokens"), true,
            [this](const Row& row) { return pricePerMillion(row.prices.outputPicoUsd, m_formats); }},
        {tr("Since"), {}, true,
            [this](const Row& row) {
                return row.validFromUs == 0
                    ? tr("the start")
                    : m_formats.timeStamp(core::fromMicroseconds(row.validFromUs), m_now);
            }},
        {tr("Source"), {}, false, source, source},
    });
}

void PriceModel::update(
    std::vector<core::domain::PriceVersion> versions, const Formats& formats, core::TimePoint now)
{
    m_formats = formats;
    m_now = now;
    setRows(std::move(versions));
}

} // namespace ui::models
