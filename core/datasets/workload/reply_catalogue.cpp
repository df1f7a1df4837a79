#include "core/datasets/workload/reply_catalogue.h"

namespace core::datasets::workload {

namespace {

ReplyGroup goods()
{
    return {{{"return it", {"It has to go back to you.", "I am sending it back."},
                 "Returning that is free, simply drop it off"},
                {"exchange it", {"I would like a swap.", "Can I have it in another version?"},
                    "We gladly swap your purchase for another one"},
                {"have it repaired", {"It needs mending.", "It stopped working and should be fixed."},
                    "Our workshop repairs this without any charge"},
                {"insure it", {"I want cover for it.", "Is there a protection plan?"},
                    "Protection cover starts today and runs two years"},
                {"have it gift-wrapped", {"It is a present.", "Can you put a bow on it?"},
                    "Ribbon and card are added before packing"}},
        {{"the shoes", {"what I wear below the ankle"}, "provided the soles have never touched a street."},
            {"the laptop", {"the thing I write my novels on"},
                "once you have removed every password and battery lock."},
            {"the sofa", {"where three of us sit to watch films"},
                "as long as its legs fit through our lift."},
            {"the perfume", {"the bottle that smells of lilac"},
                "if the cellophane around its flacon remains sealed."},
            {"the lawn mower", {"what keeps my grass short"},
                "after draining petrol and oil from both tanks."},
            {"the gift card", {"the plastic with a number to spend"},
                "unless somebody already scratched off a secret code."},
            {"the cookbook", {"two hundred pages of soups"}, "when no recipe page shows stains or notes."}}};
}

ReplyGroup deliveries()
{
    return {{{"have it collected", {"Somebody should pick it up.", "When does your van come to fetch it?"},
                 "Pick-up has been arranged with our own driver"},
                {"have it installed", {"I need a fitter.", "Who will connect it for me?"},
                    "An engineer installs and tests everything for you"},
                {"move the appointment", {"The date does not work.", "I cannot be at home then."},
                    "Your appointment was shifted by exactly one week"},
                {"leave it with a neighbour", {"Nobody is at home.", "I shall be out when it comes."},
                    "Couriers may hand over parcels next door now"},
                {"take the old one away", {"What about the old one?", "The old one must go."},
                    "Recycling old appliances costs nothing at our depot"}},
        {{"the washing machine", {"what turns socks pink"}, "with hoses, level feet and a leak check."},
            {"the piano", {"eighty-eight keys and a stool"},
                "where two strong carriers handle staircases and pedals."},
            {"the television", {"the black mirror on my wall"},
                "including wall bracket, aerial cable and channel search."},
            {"the wardrobe", {"home of my coats"}, "so please empty shelves, rails and drawers beforehand."},
            {"the fridge", {"the place where milk lives"},
                "although cooling circuits must rest upright six hours."},
            {"the bicycle", {"two wheels and a bell"},
                "given pedals are loosened, handlebars turned, tyres flat."},
            {"the aquarium", {"a glass sea for guppies"},
                "only dry, without gravel, plants, fish or pumps."}}};
}

ReplyGroup accounts()
{
    return {{{"download it", {"I need a copy on my computer.", "Where do I get the file?"},
                 "Every document can be saved as PDF"},
                {"correct it", {"There is a mistake in it.", "It has to be put right."},
                    "Corrections are made within one working day"},
                {"contest it", {"I do not agree with it.", "That cannot be right."},
                    "A specialist reviews objections before anything happens"},
                {"forward it", {"My colleague should have it.", "Please send it on."},
                    "Sharing works through links valid thirty days"},
                {"delete it", {"It should vanish.", "I want it gone."},
                    "Deletion is final once confirmed by mail"}},
        {{"the invoice", {"the sheet my bookkeeper wants"},
             "under Billing, beside net amounts and VAT rates."},
            {"the contract", {"what both of us signed"}, "in your vault, next to signatures and annexes."},
            {"the parking fine", {"the yellow note from under the wiper"},
                "via city portal quoting plate, street and minute."},
            {"the credit report", {"the page that says how trusty I am"},
                "from bureau records, identity proof being uploaded first."},
            {"the booking", {"my nights by the lake"}, "using trip number plus surname on travel desk."},
            {"the medical bill", {"what the dentist asks of me"},
                "through insurer mailbox, tooth by tooth, diagnosis attached."},
            {"the tax form", {"the paper for the revenue people"},
                "inside archive folder sorted after fiscal year end."}}};
}

ReplyGroup subscriptions()
{
    return {{{"pause it", {"I need a break.", "Can it rest for a while?"},
                 "Holding your membership takes effect from tonight"},
                {"end it", {"I am leaving.", "I do not want it any more."},
                    "Sorry to lose you, cancellation is confirmed"},
                {"extend it", {"It should go on for longer.", "Can I have another year?"},
                    "Another twelve months were added at no increase"},
                {"give it to a friend", {"Somebody else should have it.", "My friend would use it."},
                    "Transfers require an address of the new holder"},
                {"pay it yearly", {"Monthly bills are a nuisance.", "I prefer to pay once."},
                    "Annual payment saves fifteen percent of fees"}},
        {{"the newspaper", {"what lands on my doormat at six"},
             "weekend puzzles and morning editions are affected alike."},
            {"the gym", {"where I lift and sweat"},
                "lockers, sauna towels, trainer hours stay with reception."},
            {"the vegetable box", {"carrots in a crate every week"},
                "farmers plan harvests so crates change after Thursday."},
            {"the phone line", {"how my mother rings me"},
                "number, voicemail plus roaming remain reachable until midnight."},
            {"the cloud storage", {"the attic for my photos"},
                "gigabytes beyond quota become read-only, backups keep running."},
            {"the wine club", {"six bottles a month"},
                "cellar credits, corkscrew bonus, tasting vouchers never expire."},
            {"the car sharing", {"the little cars on every corner"},
                "keys unlock electric models only inside home zones."}}};
}

ReplyGroup contacts()
{
    return {{{"complain about it", {"I am very unhappy.", "This has to reach somebody in charge."},
                 "Your complaint now has top priority with us"},
                {"ask about prices for it", {"What would it cost?", "I need a quote."},
                    "A written quotation reaches you before noon"},
                {"book a visit for it", {"Can I come and see it?", "I would like to drop by."},
                    "Visits are possible each weekday after registration"},
                {"get training for it", {"We need to learn it.", "Who can teach my team?"},
                    "Courses start monthly and last three hours"},
                {"report a fault in it", {"Something is broken.", "It shows an error."},
                    "Technicians already examine the fault you described"}},
        {{"the booking software", {"the screen where hotel guests appear"},
             "bring login names, browser version and error pictures."},
            {"the coffee bar", {"the corner with foam and beans"},
                "our barista Luis knows grinders, pumps and milk."},
            {"the warehouse", {"the hall of a thousand shelves"},
                "safety boots, vest plus visitor badge are compulsory."},
            {"the solar roof", {"the panels that drink light"},
                "inverter readings, roof angle, shade plan help enormously."},
            {"the meeting rooms", {"where we talk around oval tables"},
                "projector, whiteboard, lunch order go through Marta."},
            {"the company cars", {"the fleet with our logo"},
                "mileage sheets and fuel cards belong to Jonas."},
            {"the phone system", {"the voice that says press one"},
                "extensions, queue music, opening hours sit in console."}}};
}

} // namespace

std::vector<ReplyGroup> replyGroups()
{
    return {goods(), deliveries(), accounts(), subscriptions(), contacts()};
}

} // namespace core::datasets::workload
