#include "ui/models/catalogue.h"

#include "core/domain/query_record.h"
#include "ui/models/strings.h"

#include <algorithm>
#include <utility>

namespace ui::models {

namespace {

template <typename T>
const T* findById(const std::vector<T>& items, const std::string& id)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

Catalogue::Catalogue()
    : m_snapshot(std::make_shared<core::ports::ConsoleSnapshot>())
{
}

Catalogue::Catalogue(std::shared_ptr<const core::ports::ConsoleSnapshot> snapshot)
    : m_snapshot(std::move(snapshot))
{
}

const core::domain::Task* Catalogue::task(const std::string& id) const
{
    return findById(m_snapshot->tasks, id);
}
const core::domain::Tier* Catalogue::tier(const std::string& id) const
{
    return findById(m_snapshot->tiers, id);
}

QString Catalogue::taskName(const std::string& id) const
{
    if (id == core::domain::kNoTask) {
        return tr("No task");
    }
    const core::domain::Task* found = task(id);
    return toQt(found == nullptr || found->name.empty() ? id : found->name);
}

QString Catalogue::tierName(const std::string& id) const
{
    const core::domain::Tier* found = tier(id);
    if (found == nullptr) {
        return toQt(id);
    }
    const QString name = toQt(found->name.empty() ? found->id : found->name);
    const bool saysSo = name.contains(QLatin1String("oracle"), Qt::CaseInsensitive);
    return found->isOracle && !saysSo ? tr("%1 (oracle)").arg(name) : name;
}

int Catalogue::place(const std::string& tierId) const
{
    const core::domain::Tier* found = tier(tierId);
    return found == nullptr ? tierCount() - 1 : static_cast<int>(found - m_snapshot->tiers.data());
}

int Catalogue::tierCount() const
{
    return static_cast<int>(m_snapshot->tiers.size());
}

bool Catalogue::isLastTier(const std::string& tierId) const
{
    return !m_snapshot->tiers.empty() && m_snapshot->tiers.back().id == tierId;
}

core::ports::TaskStreaming Catalogue::streaming(const std::string& taskId) const
{
    const auto& streaming = m_snapshot->gateway.streaming;
    const auto found = streaming.find(taskId);
    return found == streaming.end() ? core::ports::TaskStreaming{} : found->second;
}

std::vector<core::domain::Certificate> Catalogue::certificates() const
{
    std::vector<core::domain::Certificate> sorted = m_snapshot->certificates;
    const auto rank = [this](const core::domain::Certificate& certificate) {
        const core::domain::Task* found = task(certificate.taskId);
        const auto taskPlace = found == nullptr ? static_cast<std::ptrdiff_t>(m_snapshot->tasks.size())
                                                : found - m_snapshot->tasks.data();
        return std::pair(taskPlace, place(certificate.tierId));
    };
    std::stable_sort(
        sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return sorted;
}

} // namespace ui::models
