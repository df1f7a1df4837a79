#include "ui/models/review_sitting.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace ui::models {

using core::ports::ReviewItem;

void ReviewSitting::begin(std::vector<ReviewItem> items, std::int64_t waiting, bool isSameQueue)
{
    std::vector<ReviewItem> before;
    std::optional<ReviewItem> front;
    if (isSameQueue) {
        if (current() != nullptr && current()->record.id == m_returned) {
            front = *current();
            std::erase_if(items, [this](const ReviewItem& item) { return item.record.id == m_returned; });
        }
        std::set<std::string> coming;
        for (const ReviewItem& item : items) {
            coming.insert(item.record.id);
        }
        for (ReviewItem& item : m_items) {
            const bool wasJudged = std::ranges::any_of(
                m_judged, [&](const Judged& judged) { return judged.item.record.id == item.record.id; });
            const bool isFront = front && front->record.id == item.record.id;
            if (wasJudged && !isFront && !coming.contains(item.record.id)) {
                before.push_back(std::move(item));
            }
        }
    }
    m_at = before.size();
    m_items = std::move(before);
    if (front) {
        m_items.push_back(std::move(*front));
    }
    std::ranges::move(items, std::back_inserter(m_items));
    m_waiting = waiting;
}

const ReviewItem* ReviewSitting::current() const
{
    return m_at < m_items.size() ? &m_items[m_at] : nullptr;
}

bool ReviewSitting::move(int by)
{
    const auto next = static_cast<std::int64_t>(m_at) + by;
    if (m_items.empty() || next < 0) {
        return false;
    }
    m_at = std::min(static_cast<std::size_t>(next), m_items.size());
    return true;
}

void ReviewSitting::judged(Judged judgement)
{
    if (!grade(judgement.item.record.id, judgement.reviewer)) {
        m_waiting = std::max<std::int64_t>(0, m_waiting - 1);
    }
    if (judgement.item.record.id == m_returned) {
        m_returned.clear();
    }
    m_judged.push_back(std::move(judgement));
}

const ReviewSitting::Judged* ReviewSitting::last(const std::string& reviewer) const
{
    const auto newest = std::find_if(
        m_judged.rbegin(), m_judged.rend(), [&](const Judged& judged) { return judged.reviewer == reviewer; });
    return newest == m_judged.rend() ? nullptr : &*newest;
}

void ReviewSitting::tookBackLast(const std::string& reviewer)
{
    const Judged* newest = last(reviewer);
    if (newest == nullptr) {
        return;
    }
    Judged judged = *newest;
    m_judged.erase(m_judged.begin() + (newest - m_judged.data()));
    if (!grade(judged.item.record.id, judged.reviewer)) {
        ++m_waiting;
    }
    m_returned = judged.item.record.id;
    const std::size_t place = placeOf(m_returned);
    if (place < m_items.size()) {
        m_at = place;
    } else {
        m_at = std::min(m_at, m_items.size());
        m_items.insert(m_items.begin() + static_cast<std::ptrdiff_t>(m_at), std::move(judged.item));
    }
}

std::optional<double> ReviewSitting::grade(const std::string& queryId, const std::string& reviewer) const
{
    const auto newest = std::find_if(m_judged.rbegin(), m_judged.rend(), [&](const Judged& judged) {
        return judged.item.record.id == queryId && judged.reviewer == reviewer;
    });
    return newest == m_judged.rend() ? std::nullopt : std::optional(newest->quality);
}

std::int64_t ReviewSitting::judgedCount() const
{
    std::set<std::pair<std::string, std::string>> distinct;
    for (const Judged& judged : m_judged) {
        distinct.emplace(judged.item.record.id, judged.reviewer);
    }
    return static_cast<std::int64_t>(distinct.size());
}

std::size_t ReviewSitting::placeOf(const std::string& queryId) const
{
    const auto found
        = std::ranges::find(m_items, queryId, [](const ReviewItem& item) -> const std::string& { return item.record.id; });
    return static_cast<std::size_t>(found - m_items.begin());
}

} // namespace ui::models
