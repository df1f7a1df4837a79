#pragma once

#include "core/domain/policy.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"
#include "ui/models/row_table_model.h"

namespace ui::models {

/// Certificates behind the active policy, with the counts that an auditor asks for.
class CertificateModel final : public RowTableModel<core::domain::Certificate> {
    Q_OBJECT
public:
    explicit CertificateModel(QObject* parent = nullptr);
    void update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now);

private:
    Catalogue m_catalogue;
    Formats m_formats;
    core::TimePoint m_now{};
};

} // namespace ui::models
