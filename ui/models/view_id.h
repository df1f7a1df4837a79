#pragma once

#include <QString>

#include <array>
#include <optional>

namespace ui::models {

enum class ViewId { Overview, Requests, Policy, Coverage, Clusters, Review, Runs, Costs, Portfolio };

inline constexpr std::array kViews{ViewId::Overview, ViewId::Requests, ViewId::Policy, ViewId::Coverage,
    ViewId::Clusters, ViewId::Review, ViewId::Runs, ViewId::Costs, ViewId::Portfolio};

/// Stable lower-case name for settings, help files, icons and the command line, e.g. "overview".
[[nodiscard]] QString nameOf(ViewId view);
[[nodiscard]] QString titleOf(ViewId view);
[[nodiscard]] QString descriptionOf(ViewId view);
[[nodiscard]] std::optional<ViewId> viewFrom(const QString& name);

} // namespace ui::models
