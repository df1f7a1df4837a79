#include <QTest>

#include "core/distill/reply_slots.h"

#include <map>

using namespace core::distill;

namespace {

/// "money EUR 12.5" for each slot, joined by "; "; a part that says more than the value behind a slash.
std::string shown(std::string_view text)
{
    static const std::map<SlotKind, std::string> kKinds{{SlotKind::Number, "number"}, {SlotKind::Money, "money"},
        {SlotKind::Date, "date"}, {SlotKind::Time, "time"}, {SlotKind::Identifier, "identifier"},
        {SlotKind::Email, "email"}, {SlotKind::Name, "name"}};
    std::string all;
    for (const Slot& slot : slotsOf(text)) {
        const bool saysMore = slot.kind == SlotKind::Date && !slot.part.empty();
        all += (all.empty() ? "" : "; ") + kKinds.at(slot.kind) + " " + slot.value + (saysMore ? "/" + slot.part : "");
    }
    return all;
}

} // namespace

class TestReplySlots final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesAreReadHoweverTheyAreWritten_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("found");
        const auto row = [](const char* name, const std::string& text, const std::string& found) {
            QTest::newRow(name) << text << found;
        };
        row("nothing", "Your card is blocked for safety.", "");
        row("empty", "", "");
        row("spelled out", "The money arrives within five days.", "");
        row("English", "Order ORD-12345 costs $1,234.50, due 2026-03-12 at 3:30 pm.",
            "identifier ORD12345; money USD 1234.5; date 3-12/2026; time 210");
        row("German", "Das macht 1.234,50 € bis 12. März 2026 um 15.30 Uhr.", "money EUR 1234.5; date 3-12/2026; time 210");
        row("German digits", "Am 12.03.2026, 12,50 EUR", "date 3-12/2026; money EUR 12.5");
        row("money before and behind", "EUR 12, €12.00, 12 euros and 12,- €", "money EUR 12");
        row("unbroken space", "12\u00A0€", "money EUR 12");
        row("dollars and pounds", "5 dollars or £7.99", "money USD 5; money GBP 7.99");
        row("thousands", "1,234 or 1.234 or 1'234", "number 1234");
        row("decimals", "3.5 or 3,50", "number 3.5");
        row("percent and units", "15% of 5km", "number 15; number 5");
        row("range", "10-15", "number 10; number 15");
        row("month first", "March 12th, 2026", "date 3-12/2026");
        row("day of month", "the 12th of March", "date 3-12");
        row("either order of day and month", "3/12 and 12/3", "date 3-12");
        row("always open", "We are open 24/7.", "");
        row("days of the week", "Monday or Mittwoch", "date monday; date wednesday");
        row("hours", "3pm or 3 p.m.", "time 180");
        row("German hours", "15 Uhr", "time 180");
        row("clock", "15:30", "time 210");
        row("telephone", "Call +49 30 1234567.", "identifier 49301234567");
        row("American telephone", "Call (555) 123-4567 or 555-123-4567.", "identifier 5551234567");
        row("bare identifier", "number 4711815 and #42", "identifier 4711815; identifier 42");
        row("e-mail", "Write to Help@Acme.com.", "email help@acme.com");
        row("page", "See https://acme.com/12345 for more.", "");
        row("names", "Hi Anna, Mr. Smith and Frau Weber know.", "name anna; name smith; name weber");
        row("no names", "Dear Customer, hello there. Hi, Thanks.", "");
        row("repeated", "$5 now, $5.00 later, 5 dollars in all", "money USD 5");
        row("only marks", "... (!) - \"\" $ € # %", "");
    }

    void valuesAreReadHoweverTheyAreWritten()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, found);
        QCOMPARE(shown(text), found);
    }

    void longAndBrokenTextsAreRead()
    {
        std::string text;
        while (text.size() < (1U << 20)) {
            text += "12 \xFF\xC3 $5, 3:99 99/99/99 +++ ((( #12345678901234567890 12345678901234567890,5 \n";
        }
        QVERIFY(!slotsOf(text).empty());
        QVERIFY(!slotsOf(std::string(1U << 20, '1')).empty());
        QVERIFY(slotsOf(std::string(1U << 20, '(')).empty());
    }

    void aReplyMayStateWhatTheConversationHolds_data()
    {
        QTest::addColumn<std::string>("reply");
        QTest::addColumn<std::size_t>("unsupported");
        const auto row = [](const char* reply, std::size_t unsupported) {
            QTest::newRow(reply) << std::string(reply) << unsupported;
        };
        row("Your card is blocked.", 0);
        row("Your order 48213 is late.", 0);
        row("Your order 48214 is late.", 1);
        row("The card ending in 9876 is blocked.", 0);
        row("The card ending in 76 is blocked.", 1);
        row("We refund 200 €.", 0);
        row("We refund $200.", 1);
        row("We keep $20.", 0); // 20 stands there without a currency
        row("It left on 12.03.2026.", 0);
        row("It left on March 12.", 0);
        row("It left on March 12, 2025.", 1);
        row("It left on March 13.", 1);
        row("We call at 15:00.", 0);
        row("We call at 4 pm on Tuesday.", 2);
        row("Hi Anna, thanks!", 0);
        row("Hi Bert, thanks!", 1);
        row("We wrote to anna@acme.com and bert@acme.com.", 1);
        row("4 pm, 4 pm and again 4 pm.", 1);
    }

    void aReplyMayStateWhatTheConversationHolds()
    {
        QFETCH(std::string, reply);
        QFETCH(std::size_t, unsupported);
        const SlotSupport support("Agent: How can I help?\nCustomer: I am Anna, anna@acme.com. Order 48213 of 12 March 2026 "
                                  "was 200 euros, card 5500009876, 20 less than said. Call me at 3 pm.");
        QCOMPARE(support.unsupported(slotsOf(reply)), unsupported);
    }
};

QTEST_GUILESS_MAIN(TestReplySlots)
#include "tst_reply_slots.moc"
