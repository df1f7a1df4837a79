#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::distill {

/// What a reply can state that is right for one conversation and wrong for the next.
enum class SlotKind {
    Number, ///< "12", "1,234.5", "1.234,5", "15%", "12th"; not numbers written as words
    Money, ///< "$12.50", "12,50 €", "EUR 12", "12 euros"
    Date, ///< "2026-03-12", "12.03.2026", "3/12", "March 12th, 2026", "12. März", "Monday"
    Time, ///< "15:30", "3 pm", "15.30 Uhr"
    Identifier, ///< a telephone number, five digits or more, or letters with three digits or more: "ORD-1234"
    Email,
    Name, ///< the capitalised word after a form of address: "Hi Anna", "Mr. Smith", "Frau Weber"
};

/// One value in a form that no longer depends on how it was written, in English or German.
struct Slot {
    SlotKind kind = SlotKind::Number;
    /// Plain number ("1234.5"); currency and amount ("EUR 12.5"); day and month, the smaller first, since "3/12" may mean
    /// either ("3-12"), or the day of the week ("monday"); minutes of the half day, since "3:30" may mean either ("210");
    /// letters and digits in capitals; lower case.
    std::string value;
    std::string part; ///< the amount of money, the full hour, the year of a date; of a number itself; otherwise empty

    bool operator==(const Slot&) const = default;
};

/// The slots of a text, each once, in the order of the text: one pass over its words by fixed rules. Spelled-out numbers,
/// names without a form of address and addresses of pages are no slots.
[[nodiscard]] std::vector<Slot> slotsOf(std::string_view utf8);

/// What a conversation holds that a reply may state.
class SlotSupport {
public:
    explicit SlotSupport(std::string_view conversation);

    /// The same value; a date of which only one side names the year; an amount or a full hour that the conversation has as a
    /// bare number; a bare number that it has in an amount, a date or a time, or at the end of an identifier (three digits
    /// or more); a name or an identifier among its words.
    [[nodiscard]] bool holds(const Slot& slot) const;
    /// How many of them are not held.
    [[nodiscard]] std::size_t unsupported(std::span<const Slot> stated) const;

private:
    std::vector<Slot> m_slots;
    std::set<std::string> m_bareNumbers;
    std::set<std::string> m_numbers; ///< every number that occurs, in dates, times and sums of money, too
    std::set<std::string> m_words;
};

} // namespace core::distill
