<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>
