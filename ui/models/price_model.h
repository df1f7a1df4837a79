#pragma once

#include "core/domain/tier.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

#include <optional>
#include <vector>

namespace ui::models {

/// Picodollars a token as dollars a million tokens, with all digits that matter.
[[nodiscard]] QString pricePerMillion(const std::optional<std::int64_t>& picoUsd, const Formats& formats);

/// Every price that was ever in force, with where it came from.
class PriceModel final : public RowTableModel<core::domain::PriceVersion> {
    Q_OBJECT
public:
    enum Column { Model, Input, Output, Since, Source };

    explicit PriceModel(QObject* parent = nullptr);
    void update(std::vector<core::domain::PriceVersion> versions, const Formats& formats, core::TimePoint now);

private:
    Formats m_formats;
    core::TimePoint m_now{};
};

} // namespace ui::models
