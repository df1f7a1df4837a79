#include "core/datasets/workload/customer_lexicon.h"

namespace core::datasets::workload {

std::vector<Grammar::Rule> customerLexicon()
{
    return {
        {"item",
            {"kettle", "desk lamp", "winter coat", "standing desk", "pair of boots", "coffee grinder",
                "rucksack", "wireless keyboard", "monitor arm", "espresso machine", "garden chair", "toaster",
                "headset", "label printer", "office chair", "water filter", "rain jacket", "bookshelf",
                "laptop stand", "blender", "bicycle helmet", "sleeping bag", "electric heater", "yoga mat",
                "set of towels", "bedside table", "noise-cancelling headphones", "docking station",
                "vacuum cleaner", "carpet", "pressure cooker", "webcam", "sewing machine", "tool box",
                "baby monitor", "drill", "wall clock", "suitcase", "graphics tablet", "air purifier",
                "whiteboard", "paper shredder", "floor lamp", "running shoes", "pillow set", "projector",
                "bread maker", "camping stove", "fountain pen", "filing cabinet"}},
        {"day", {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}},
        {"month",
            {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December"}},
        {"ago",
            {"last {day}", "two weeks ago", "ten days ago", "in {month}", "on the {#3-28}th", "yesterday",
                "the day before yesterday", "at the start of {month}", "about a month ago",
                "earlier this week"}},
        {"city",
            {"Leeds", "Utrecht", "Porto", "Gdansk", "Lyon", "Malmo", "Cork", "Graz", "Ghent", "Turku",
                "Bristol", "Aarhus", "Girona", "Bergen", "Kassel", "Dundee", "Trieste", "Nantes"}},
        {"shade", {"blue", "black", "green", "white", "grey", "red", "oak", "silver", "sand", "navy"}},
        {"plan", {"Starter", "Team", "Business", "Family", "Pro", "Studio", "Basic", "Premium"}},
        {"amount",
            {"{#12-95} euros", "{#12-95}.{#10-99} pounds", "{#110-480} dollars", "EUR {#12-95}.{#10-99}",
                "{#20-400} euros"}},
        {"order", {"{#20100-98900}", "A{#1000-9999}", "{#300-990}-{#1000-9999}", "W{#10000-99999}"}},
        {"hello",
            {"Hi", "Hello", "Good morning", "Hi there", "Hello team", "Good afternoon", "Hey",
                "Dear support"}},
        {"please",
            {"please", "if you don't mind", "when you have a moment", "as soon as you can",
                "today if possible", "thanks in advance", "many thanks", "it is rather urgent",
                "no great hurry"}},
        {"aside",
            {"I have been a customer since {#2009-2023}", "this is my second message today",
                "I am writing from {city}", "my order number is {order}",
                "my account is under my work address", "I could not find it in the help pages",
                "the chat window closed on me earlier", "I am on my phone so excuse the brevity",
                "my partner set this up in {month}", "the person on the phone could not say",
                "I looked at the app and at the website", "we are a small firm in {city}",
                "I asked in {month} already", "the order was placed {ago}", "reference {order}",
                "it concerns the account in {city}"}},
    };
}

} // namespace core::datasets::workload
