#pragma once

#include "core/ports/console_service.h"

#include <QCoreApplication>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace ui::models {

/// Names and ranks of the tasks and tiers in a snapshot. A value; ids that are not in it stand for
/// themselves.
class Catalogue {
    Q_DECLARE_TR_FUNCTIONS(Catalogue)
public:
    Catalogue();
    explicit Catalogue(std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot);

    [[nodiscard]] const core::domain::Task* task(const std::string& id) const;
    [[nodiscard]] const core::domain::Tier* tier(const std::string& id) const;
    [[nodiscard]] QString taskName(const std::string& id) const;
    /// With "(oracle)" where the tier is one.
    [[nodiscard]] QString tierName(const std::string& id) const;
    /// Place in the cascade, 0 the cheapest; the last place for an unknown id.
    [[nodiscard]] int place(const std::string& tierId) const;
    [[nodiscard]] int tierCount() const;
    [[nodiscard]] bool isLastTier(const std::string& tierId) const;
    [[nodiscard]] core::ports::TaskStreaming streaming(const std::string& taskId) const;
    /// By task as the snapshot lists them, within a task the cheapest tier first.
    [[nodiscard]] std::vector<core::domain::Certificate> certificates() const;
    [[nodiscard]] const core::ports::ConsoleSnapshot& snapshot() const { return *m_snapshot; }

private:
    std::shared_ptr<const core::ports::ConsoleSnapshot> m_snapshot;
};

} // namespace ui::models
