#include "ui/models/view_id.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui::models {

namespace {

struct View {
    ViewId id;
    const char* name;
    const char* title;
    const char* description;
};

constexpr std::array kTable{
    View{ViewId::Overview, "overview", QT_TRANSLATE_NOOP("View", "Overview"),
        QT_TRANSLATE_NOOP("View", "Spend, savings, escalation and latency of the traffic, live")},
    View{ViewId::Requests, "requests", QT_TRANSLATE_NOOP("View", "Requests"),
        QT_TRANSLATE_NOOP("View", "Every query with its route, attempts, cost and answer")},
    View{ViewId::Policy, "policy", QT_TRANSLATE_NOOP("View", "Policy"),
        QT_TRANSLATE_NOOP("View", "Targets, risk levels and thresholds in force")},
    View{ViewId::Coverage, "coverage", QT_TRANSLATE_NOOP("View", "Coverage"),
        QT_TRANSLATE_NOOP("View", "What the certificates promise and on how much evidence")},
    View{ViewId::Clusters, "clusters", QT_TRANSLATE_NOOP("View", "Clusters"),
        QT_TRANSLATE_NOOP("View", "Groups of escalated queries worth distilling")},
    View{ViewId::Review, "review", QT_TRANSLATE_NOOP("View", "Review"),
        QT_TRANSLATE_NOOP("View", "Judge sampled answers")},
    View{ViewId::Runs, "runs", QT_TRANSLATE_NOOP("View", "Runs"),
        QT_TRANSLATE_NOOP("View", "Training and calibration: progress, results, cancel")},
    View{ViewId::Costs, "costs", QT_TRANSLATE_NOOP("View", "Costs"),
        QT_TRANSLATE_NOOP("View", "The ledger: by task, tier, model and day")},
    View{ViewId::Portfolio, "portfolio", QT_TRANSLATE_NOOP("View", "Portfolio"),
        QT_TRANSLATE_NOOP("View", "Tiers, prices, tasks and students")},
};

const View& rowOf(ViewId view)
{
    return kTable[static_cast<std::size_t>(view)];
}

} // namespace

QString nameOf(ViewId view)
{
    return QString::fromLatin1(rowOf(view).name);
}
QString titleOf(ViewId view)
{
    return QCoreApplication::translate("View", rowOf(view).title);
}
QString descriptionOf(ViewId view)
{
    return QCoreApplication::translate("View", rowOf(view).description);
}

std::optional<ViewId> viewFrom(const QString& name)
{
    const auto row = std::find_if(kTable.begin(), kTable.end(),
        [&](const View& view) { return name.compare(QLatin1String(view.name), Qt::CaseInsensitive) == 0; });
    return row == kTable.end() ? std::nullopt : std::optional(row->id);
}

} // namespace ui::models
