#pragma once

#include "core/ports/review_queue.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The answers that are judged in one sitting: one is in front; what was judged can be gone back to and taken back,
/// the newest first, also when its batch is long over.
class ReviewSitting {
public:
    struct Judged {
        core::ports::ReviewItem item;
        std::string reviewer;
        double quality = 0;
        std::string correctedAnswer;
    };

    /// The next batch of a queue. Of the same queue: what was judged stays in front of it, to go back to.
    void begin(std::vector<core::ports::ReviewItem> items, std::int64_t waiting, bool isSameQueue);

    [[nodiscard]] const core::ports::ReviewItem* current() const;
    [[nodiscard]] bool isFirst() const { return m_at == 0; }
    /// False where there is nothing before the first answer.
    bool move(int by);

    void judged(Judged judgement);
    /// The reviewer's judgement that is taken back next; null without one.
    [[nodiscard]] const Judged* last(const std::string& reviewer) const;
    /// It was taken back: its answer is in front again.
    void tookBackLast(const std::string& reviewer);

    /// What the reviewer said of the answer in this sitting.
    [[nodiscard]] std::optional<double> grade(const std::string& queryId, const std::string& reviewer) const;
    [[nodiscard]] std::int64_t waiting() const { return m_waiting; }
    [[nodiscard]] std::int64_t judgedCount() const; ///< each answer once a reviewer

private:
    [[nodiscard]] std::size_t placeOf(const std::string& queryId) const; ///< size() when it is not among them

    std::vector<core::ports::ReviewItem> m_items;
    std::size_t m_at = 0;
    std::int64_t m_waiting = 0;
    std::vector<Judged> m_judged; ///< in the order of judging
    std::string m_returned; ///< query id of what was taken back: it stays in front, whatever batch comes meanwhile
};

} // namespace ui::models
