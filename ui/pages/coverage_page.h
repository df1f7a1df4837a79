#pragma once

#include "ui/pages/page.h"

class QStackedWidget;

namespace ui::models {
class CertificateModel;
}

namespace ui::pages {

/// The evidence behind each certificate of the active policy.
class CoveragePage final : public Page {
    Q_OBJECT
public:
    explicit CoveragePage(models::ConsoleContext& context, QWidget* parent = nullptr);
    void refresh() override;

private:
    QStackedWidget* m_stack;
    models::CertificateModel* m_model;
};

} // namespace ui::pages
