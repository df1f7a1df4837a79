<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CostStory</name>
    <message numerus="yes">
        <source>for %1 request(s)</source>
        <translation>
            <numerusform>for %1 request</numerusform>
            <numerusform>for %1 requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewCharts</name>
    <message numerus="yes">
        <source>Too little to draw: %n request(s) so far.</source>
        <translation>
            <numerusform>Too little to draw: %n request so far.</numerusform>
            <numerusform>Too little to draw: %n requests so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewTiles</name>
    <message numerus="yes">
        <source>%1 by %n judge(s)</source>
        <translation>
            <numerusform>%1 by %n judge</numerusform>
            <numerusform>%1 by %n judges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %1 request(s)</source>
        <translation>
            <numerusform>for %1 request</numerusform>
            <numerusform>for %1 requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s), %2 of them without an answer</source>
        <translation>
            <numerusform>%1 request, %2 of them without an answer</numerusform>
            <numerusform>%1 requests, %2 of them without an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As clients saw it, %1 request(s); p95 %2</source>
        <translation>
            <numerusform>As clients saw it, %1 request; p95 %2</numerusform>
            <numerusform>As clients saw it, %1 requests; p95 %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PolicyPreview</name>
    <message numerus="yes">
        <source>The data cannot support α = %1: %n more judged answer(s) needed.</source>
        <translation>
            <numerusform>The data cannot support α = %1: %n more judged answer needed.</numerusform>
            <numerusform>The data cannot support α = %1: %n more judged answers needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::charts::MonthBar</name>
    <message numerus="yes">
        <source>%1
95% band from %n whole day(s) behind today</source>
        <translation>
            <numerusform>%1
95% band from %n whole day behind today</numerusform>
            <numerusform>%1
95% band from %n whole days behind today</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::ClusterModel</name>
    <message numerus="yes">
        <source>In %n day(s), at a cost of %1</source>
        <translation>
            <numerusform>In %n day, at a cost of %1</numerusform>
            <numerusform>In %n days, at a cost of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::EndpointModel</name>
    <message numerus="yes">
        <source>refused %1 time(s)</source>
        <translation>
            <numerusform>refused %1 time</numerusform>
            <numerusform>refused %1 times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::LoopDecisionModel</name>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation>
            <numerusform>%1 in %n day</numerusform>
            <numerusform>%1 in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::RequestTableModel</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::DistilPanel</name>
    <message numerus="yes">
        <source>Predicted for the next %n day(s): %1 (%2 to %3) fewer escalations, a net saving of %4 (%5 to %6).</source>
        <translation>
            <numerusform>Predicted for the next day: %1 (%2 to %3) fewer escalations, a net saving of %4 (%5 to %6).</numerusform>
            <numerusform>Predicted for the next %n days: %1 (%2 to %3) fewer escalations, a net saving of %4 (%5 to %6).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That takes %1 (%2 to %3) of the queries near taught texts to be learnt, by %n earlier distillation(s) of this workspace.</source>
        <translation><numerusform>That takes %1 (%2 to %3) of the queries near taught texts to be learnt, by %n earlier distillation of this workspace.</numerusform><numerusform>That takes %1 (%2 to %3) of the queries near taught texts to be learnt, by %n earlier distillations of this workspace.</numerusform></translation>
    </message>
</context>
<context>
    <name>ui::pages::GatewayCard</name>
    <message numerus="yes">
        <source>Answers at %1. %n request(s) under way.</source>
        <translation>
            <numerusform>Answers at %1. %n request under way.</numerusform>
            <numerusform>Answers at %1. %n requests under way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message numerus="yes">
        <source>%n under</source>
        <translation>
            <numerusform>%n under</numerusform>
            <numerusform>%n under</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyHistoryPanel</name>
    <message numerus="yes">
        <source>Hash chain whole, %n version(s)</source>
        <translation>
            <numerusform>Hash chain whole, %n version</numerusform>
            <numerusform>Hash chain whole, %n versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestSetActions</name>
    <message numerus="yes">
        <source>Add all %1 request(s) that the filter matches to the review queue?</source>
        <translation>
            <numerusform>Add the %1 request that the filter matches to the review queue?</numerusform>
            <numerusform>Add all %1 requests that the filter matches to the review queue?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsPage</name>
    <message numerus="yes">
        <source>Wrote %1 request(s) to %2.</source>
        <translation>
            <numerusform>Wrote %1 request to %2.</numerusform>
            <numerusform>Wrote %1 requests to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 request</numerusform>
            <numerusform>%1 requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RouterDialog</name>
    <message numerus="yes">
        <source>Worse than %1 at %n tier(s).</source>
        <translation>
            <numerusform>Worse than %1 at %n tier.</numerusform>
            <numerusform>Worse than %1 at %n tiers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Better than %1 at %n tier(s), worse at none.</source>
        <translation>
            <numerusform>Better than %1 at %n tier, worse at none.</numerusform>
            <numerusform>Better than %1 at %n tiers, worse at none.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Error is the Brier score of the expectation that a tier meets the target, on %n text(s) that neither has learnt from.</source>
        <translation>
            <numerusform>Error is the Brier score of the expectation that a tier meets the target, on %n text that neither has learnt from.</numerusform>
            <numerusform>Error is the Brier score of the expectation that a tier meets the target, on %n texts that neither has learnt from.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RunChallengerPanel</name>
    <message numerus="yes">
        <source>%1: %n query(s) compared.</source>
        <translation>
            <numerusform>%1: %n query compared.</numerusform>
            <numerusform>%1: %n queries compared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::RunDetailsPanel</name>
    <message numerus="yes">
        <source>%n runs side by side</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs side by side</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::shell::PreferencesDialog</name>
    <message numerus="yes">
        <source>%n time(s) a second</source>
        <translation>
            <numerusform>once a second</numerusform>
            <numerusform>%n times a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::shell::StatusLine</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::widgets::BypassBanner</name>
    <message numerus="yes">
        <source>Bypass: %1 go to the last tier until %2, %n more minute(s).</source>
        <translation>
            <numerusform>Bypass: %1 go to the last tier until %2, %n more minute.</numerusform>
            <numerusform>Bypass: %1 go to the last tier until %2, %n more minutes.</numerusform>
        </translation>
    </message>
</context>
</TS>
