<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AttemptSection</name>
    <message>
        <source>score %1 against %2</source>
        <translation>Score %1 gegen %2</translation>
    </message>
    <message>
        <source>score %1, no threshold</source>
        <translation>Score %1, keine Schwelle</translation>
    </message>
    <message>
        <source>%1 + %2 tokens</source>
        <translation>%1 + %2 Tokens</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>Preis unbekannt</translation>
    </message>
    <message>
        <source>quality %1 against the reference</source>
        <translation>Qualität %1 gegenüber der Referenz</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Weg</translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist nur zum Lesen geöffnet</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>No task</source>
        <translation>Keine Aufgabe</translation>
    </message>
    <message>
        <source>%1 (oracle)</source>
        <translation>%1 (Orakel)</translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>Answers nothing alone: no threshold could be certified.</source>
        <translation>Antwortet nie allein: Es ließ sich keine Schwelle zertifizieren.</translation>
    </message>
    <message>
        <source>Answers nothing alone: %1</source>
        <translation>Antwortet nie allein: %1</translation>
    </message>
    <message>
        <source>With %1 confidence, at most %2 of the answers it sends miss the target (%3 of %4 did in calibration, judge: %5).</source>
        <translation>Mit %1 Konfidenz verfehlen höchstens %2 der gesendeten Antworten das Ziel (in der Kalibrierung %3 von %4; bewertet von: %5).</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>CostLedger</name>
    <message>
        <source>Without a key</source>
        <translation>Ohne Schlüssel</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Kostenbuch</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests of the line; by tier those that it answered</source>
        <translation>Anfragen der Zeile; nach Stufe die, die sie beantwortet hat</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Calls of models: escalations and retries count each</source>
        <translation>Aufrufe von Modellen: Eskalationen und Wiederholungen zählen einzeln</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>Tokens hinein</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Tokens heraus</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Of the spend of all lines</source>
        <translation>An den Ausgaben aller Zeilen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Against sending every request to the last tier</source>
        <translation>Verglichen damit, jede Anfrage an die letzte Stufe zu senden</translation>
    </message>
    <message>
        <source>Last tier only: %1</source>
        <translation>Nur letzte Stufe: %1</translation>
    </message>
    <message>
        <source>Not known for this grouping</source>
        <translation>Für diese Gruppierung nicht bekannt</translation>
    </message>
</context>
<context>
    <name>CostReport</name>
    <message>
        <source>Why spend changed</source>
        <translation>Warum sich die Ausgaben änderten</translation>
    </message>
    <message>
        <source>Cost report</source>
        <translation>Kostenbericht</translation>
    </message>
    <message>
        <source>By task</source>
        <translation>Nach Aufgabe</translation>
    </message>
    <message>
        <source>By tier</source>
        <translation>Nach Stufe</translation>
    </message>
    <message>
        <source>By client key</source>
        <translation>Nach Client-Schlüssel</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
</context>
<context>
    <name>CostSection</name>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>without calls of unknown price</source>
        <translation>ohne Aufrufe mit unbekanntem Preis</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>against an estimate</source>
        <translation>gegenüber einer Schätzung</translation>
    </message>
</context>
<context>
    <name>CostStory</name>
    <message>
        <source>Spend</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>for %1 requests</source>
        <translation>für %1 Anfragen</translation>
    </message>
    <message>
        <source>no earlier data</source>
        <translation>keine früheren Daten</translation>
    </message>
    <message>
        <source>%1 in the range before</source>
        <translation>%1 im Zeitraum davor</translation>
    </message>
    <message>
        <source>Saved vs last tier only</source>
        <translation>Gespart gegenüber letzter Stufe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>last tier&apos;s price unknown</source>
        <translation>Preis der letzten Stufe unbekannt</translation>
    </message>
    <message>
        <source>Per 1,000 requests</source>
        <translation>Je 1.000 Anfragen</translation>
    </message>
    <message>
        <source>%1 calls of models</source>
        <translation>%1 Modellaufrufe</translation>
    </message>
    <message>
        <source>This month so far</source>
        <translation>Dieser Monat bisher</translation>
    </message>
    <message>
        <source>days of %1</source>
        <translation>Tage im %1</translation>
    </message>
    <message>
        <source>Forecast for the month</source>
        <translation>Prognose für den Monat</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>needs three whole days</source>
        <translation>braucht drei ganze Tage</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>95% band, from %1 days</source>
        <translation>95-%-Band aus %1 Tagen</translation>
    </message>
    <message>
        <source>So far, and for every day that remains the mean of the last %1 whole days. The band is Student&apos;s t prediction interval for a sum of independent days; it knows no weekends and no trend.</source>
        <translation>Bisheriges plus, für jeden verbleibenden Tag, das Mittel der letzten %1 ganzen Tage. Das Band ist das Student-t-Prognoseintervall einer Summe unabhängiger Tage; es kennt weder Wochenenden noch Trend.</translation>
    </message>
    <message>
        <source>Last tier only</source>
        <translation>Nur letzte Stufe</translation>
    </message>
    <message>
        <source>Last tier only %1, spent %2</source>
        <translation>Nur letzte Stufe %1, ausgegeben %2</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>Range before</source>
        <translation>Zeitraum davor</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>More or fewer requests, everything else as before</source>
        <translation>Mehr oder weniger Anfragen, alles andere wie zuvor</translation>
    </message>
    <message>
        <source>Task mix</source>
        <translation>Aufgabenmix</translation>
    </message>
    <message>
        <source>Other shares of dear and cheap tasks</source>
        <translation>Andere Anteile teurer und billiger Aufgaben</translation>
    </message>
    <message>
        <source>Routing, escalation</source>
        <translation>Routing, Eskalation</translation>
    </message>
    <message>
        <source>Other tiers called for a request: routing, escalations and retries</source>
        <translation>Andere Stufen je Anfrage: Routing, Eskalationen und Wiederholungen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Longer or shorter prompts and answers</source>
        <translation>Längere oder kürzere Prompts und Antworten</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Other prices per token</source>
        <translation>Andere Preise je Token</translation>
    </message>
    <message>
        <source>This range</source>
        <translation>Dieser Zeitraum</translation>
    </message>
    <message>
        <source>Reconciled: the spend of the tasks and the spend of the tiers, kept apart, are both %1.</source>
        <translation>Abgestimmt: Die getrennt geführten Ausgaben der Aufgaben und der Stufen betragen beide %1.</translation>
    </message>
    <message>
        <source>The spend of the tasks and of the tiers differ by %1. Run routenlp doctor on this workspace.</source>
        <translation>Die Ausgaben der Aufgaben und der Stufen weichen um %1 voneinander ab. Bitte routenlp doctor für diesen Arbeitsbereich ausführen.</translation>
    </message>
</context>
<context>
    <name>DayChart</name>
    <message>
        <source>Spend by day and tier</source>
        <translation>Ausgaben nach Tag und Stufe</translation>
    </message>
    <message>
        <source>$ a day, complete days of the last month</source>
        <translation>$ je Tag, ganze Tage des letzten Monats</translation>
    </message>
    <message>
        <source>Two complete days of traffic are needed to draw a line.</source>
        <translation>Für eine Linie braucht es zwei ganze Tage mit Verkehr.</translation>
    </message>
    <message>
        <source>Last tier only</source>
        <translation>Nur letzte Stufe</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something failed (%1).</source>
        <translation>Etwas ist fehlgeschlagen (%1).</translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message>
        <source>a local student</source>
        <translation>einem lokalen Schüler</translation>
    </message>
    <message>
        <source>OpenAI batch file</source>
        <translation>OpenAI-Batchdatei</translation>
    </message>
    <message>
        <source>LiteLLM spend log</source>
        <translation>LiteLLM-Kostenprotokoll</translation>
    </message>
    <message>
        <source>Langfuse observations</source>
        <translation>Langfuse-Beobachtungen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>&lt;%1%</source>
        <translation>&lt;%1 %</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>d MMM HH:mm:ss</source>
        <extracomment>A date without its year and a time, as QDateTime::toString() writes them</extracomment>
        <translation>d. MMM HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>OverviewCharts</name>
    <message>
        <source>$/min</source>
        <translation>$/min</translation>
    </message>
    <message>
        <source>$/h</source>
        <translation>$/h</translation>
    </message>
    <message>
        <source>$/day</source>
        <translation>$/Tag</translation>
    </message>
    <message>
        <source>No requests in this range.</source>
        <translation>Keine Anfragen in diesem Zeitraum.</translation>
    </message>
    <message numerus="yes">
        <source>Too little to draw: %n request(s) so far.</source>
        <translation>
            <numerusform>Zu wenig zum Zeichnen: bisher %n Anfrage.</numerusform>
            <numerusform>Zu wenig zum Zeichnen: bisher %n Anfragen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost by tier</source>
        <translation>Kosten nach Stufe</translation>
    </message>
    <message>
        <source>Last tier only</source>
        <translation>Nur letzte Stufe</translation>
    </message>
    <message>
        <source>%1 of %2 estimated</source>
        <translation>%1 von %2 geschätzt</translation>
    </message>
    <message>
        <source>Answered by tier</source>
        <translation>Beantwortet nach Stufe</translation>
    </message>
    <message>
        <source>% of requests</source>
        <translation>% der Anfragen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>Eskalationsrate</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>ms, logarithmic</source>
        <translation>ms, logarithmisch</translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation>n = %1</translation>
    </message>
</context>
<context>
    <name>OverviewTiles</name>
    <message>
        <source>no earlier data</source>
        <translation>keine früheren Daten</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>× %1 the previous</source>
        <translation>× %1 des vorigen</translation>
    </message>
    <message>
        <source>%1 vs previous</source>
        <translation>%1 gegenüber zuvor</translation>
    </message>
    <message>
        <source>%1 pp vs previous</source>
        <translation>%1 PP gegenüber zuvor</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>without %1 of unknown price</source>
        <translation>ohne %1 mit unbekanntem Preis</translation>
    </message>
    <message>
        <source>for %1 requests</source>
        <translation>für %1 Anfragen</translation>
    </message>
    <message>
        <source>%1 for %2 requests and %3 calls</source>
        <translation>%1 für %2 Anfragen und %3 Aufrufe</translation>
    </message>
    <message>
        <source>Saved vs last tier only</source>
        <translation>Gespart gegenüber letzter Stufe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>last tier&apos;s price unknown</source>
        <translation>Preis der letzten Stufe unbekannt</translation>
    </message>
    <message>
        <source>Last tier only: %1
Spend: %2
Saved: %3
Estimated from mean completion tokens for %4 of %5 requests; unknown for %6</source>
        <translation>Nur letzte Stufe: %1
Ausgaben: %2
Gespart: %3
Für %4 von %5 Anfragen aus mittleren Antworttokens geschätzt; für %6 unbekannt</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen je Minute</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>%1 requests, %2 of them without an answer</source>
        <translation>%1 Anfragen, davon %2 ohne Antwort</translation>
    </message>
    <message>
        <source>Escalation rate</source>
        <translation>Eskalationsrate</translation>
    </message>
    <message>
        <source>Requests for which at least one tier&apos;s answer was rejected on the way</source>
        <translation>Anfragen, bei denen unterwegs die Antwort mindestens einer Stufe verworfen wurde</translation>
    </message>
    <message>
        <source>Meets target</source>
        <translation>Erfüllt Ziel</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>no judged answers</source>
        <translation>keine bewerteten Antworten</translation>
    </message>
    <message>
        <source>%1 judged by %2</source>
        <translation>%1 bewertet von %2</translation>
    </message>
    <message>
        <source>Share of answers that meet their task&apos;s target, from judged answers weighted by one over their sampling probability</source>
        <translation>Anteil der Antworten, die das Ziel ihrer Aufgabe erfüllen, aus bewerteten Antworten, gewichtet mit dem Kehrwert ihrer Ziehungswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation>Latenz p50</translation>
    </message>
    <message>
        <source>p99 %1</source>
        <translation>p99 %1</translation>
    </message>
    <message>
        <source>As clients saw it, %1 requests; p95 %2</source>
        <translation>Aus Sicht der Clients, %1 Anfragen; p95 %2</translation>
    </message>
</context>
<context>
    <name>Portfolio</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Local student</source>
        <translation>Lokaler Schüler</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Classification</source>
        <translation>Klassifikation</translation>
    </message>
    <message>
        <source>Tagging</source>
        <translation>Auszeichnung</translation>
    </message>
    <message>
        <source>Summarisation</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generierung</translation>
    </message>
    <message>
        <source>Right label</source>
        <translation>Richtiges Label</translation>
    </message>
    <message>
        <source>Entity F1</source>
        <translation>Entitäts-F1</translation>
    </message>
    <message>
        <source>ROUGE-1</source>
        <translation>ROUGE-1</translation>
    </message>
    <message>
        <source>ROUGE-L</source>
        <translation>ROUGE-L</translation>
    </message>
    <message>
        <source>Token F1</source>
        <translation>Token-F1</translation>
    </message>
</context>
<context>
    <name>PredictionSection</name>
    <message>
        <source>Expected to meet the target</source>
        <translation>Erwartung, das Ziel zu erfüllen</translation>
    </message>
    <message>
        <source>No router was in force for this request, so nothing was predicted.</source>
        <translation>Für diese Anfrage galt kein Router, also wurde nichts vorhergesagt.</translation>
    </message>
    <message>
        <source>Expected quality %1, cost %2, latency %3</source>
        <translation>Erwartet: Qualität %1, Kosten %2, Latenz %3</translation>
    </message>
    <message>
        <source>Unlike anything seen before: routed up.</source>
        <translation>Anders als alles bisher Gesehene: höher geroutet.</translation>
    </message>
</context>
<context>
    <name>RequestExporter</name>
    <message>
        <source>Could not write %1: %2. Choose another place or free some space.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Bitte einen anderen Ort wählen oder Platz schaffen.</translation>
    </message>
</context>
<context>
    <name>RouteStory</name>
    <message>
        <source>No router is trained for this task yet, so the request went straight to the last tier.</source>
        <translation>Für diese Aufgabe ist noch kein Router trainiert; die Anfrage ging direkt an die letzte Stufe.</translation>
    </message>
    <message>
        <source>No router was used; the request started at %1.</source>
        <translation>Es wurde kein Router benutzt; die Anfrage begann bei %1.</translation>
    </message>
    <message>
        <source>The request is unlike anything seen before, so it started higher, at %1.</source>
        <translation>Die Anfrage ist anders als alles bisher Gesehene und begann deshalb höher, bei %1.</translation>
    </message>
    <message>
        <source>It started at %1.</source>
        <translation>Sie begann bei %1.</translation>
    </message>
    <message>
        <source>It started at %1, which the router expected to meet the target with probability %2.</source>
        <translation>Sie begann bei %1; der Router erwartete dort mit Wahrscheinlichkeit %2, dass das Ziel erfüllt wird.</translation>
    </message>
    <message>
        <source>%1 scored %2, below its threshold of %3: escalated.</source>
        <translation>%1 erreichte %2, unter der Schwelle von %3: eskaliert.</translation>
    </message>
    <message>
        <source>%1 has no certified threshold for this task, so its answer could not be accepted: escalated.</source>
        <translation>%1 hat für diese Aufgabe keine zertifizierte Schwelle; die Antwort konnte nicht angenommen werden: eskaliert.</translation>
    </message>
    <message>
        <source>%1 did not answer (%2).</source>
        <translation>%1 antwortete nicht (%2).</translation>
    </message>
    <message>
        <source>%1 is the last tier, which always answers.</source>
        <translation>%1 ist die letzte Stufe, die immer antwortet.</translation>
    </message>
    <message>
        <source>%1 scored %2, at or above its threshold of %3: accepted.</source>
        <translation>%1 erreichte %2, mindestens die Schwelle von %3: angenommen.</translation>
    </message>
    <message>
        <source>%1 answered.</source>
        <translation>%1 antwortete.</translation>
    </message>
    <message>
        <source>%1 ran in the shadow; its answer was not sent.</source>
        <translation>%1 lief im Schatten; die Antwort wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 hinein, %2 heraus</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>called</source>
        <translation>aufgerufen</translation>
    </message>
    <message>
        <source>called; price unknown</source>
        <translation>aufgerufen; Preis unbekannt</translation>
    </message>
    <message>
        <source>estimated: mean completion tokens of the task</source>
        <translation>geschätzt: mittlere Antworttokens der Aufgabe</translation>
    </message>
    <message>
        <source>not called</source>
        <translation>nicht aufgerufen</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>estimated: tokens of the answer that was sent</source>
        <translation>geschätzt: Tokens der gesendeten Antwort</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>Preis unbekannt</translation>
    </message>
    <message>
        <source>No tier was called.</source>
        <translation>Keine Stufe wurde aufgerufen.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>escalated</source>
        <translation>eskaliert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>shadow</source>
        <translation>Schatten</translation>
    </message>
    <message>
        <source>Covered by a certificate</source>
        <translation>Durch ein Zertifikat gedeckt</translation>
    </message>
    <message>
        <source>Answered by the last tier</source>
        <translation>Von der letzten Stufe beantwortet</translation>
    </message>
    <message>
        <source>Not covered by a certificate</source>
        <translation>Nicht durch ein Zertifikat gedeckt</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Student training</source>
        <translation>Schülertraining</translation>
    </message>
    <message>
        <source>Router training</source>
        <translation>Routertraining</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Clustering</source>
        <translation>Clustern</translation>
    </message>
    <message>
        <source>Distillation</source>
        <translation>Destillation</translation>
    </message>
    <message>
        <source>Whole loop</source>
        <translation>Ganze Schleife</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>cancelling</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>erfolgreich</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>TimeWindow</name>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 T</translation>
    </message>
    <message>
        <source>28 d</source>
        <translation>28 T</translation>
    </message>
</context>
<context>
    <name>TrainingProgress</name>
    <message>
        <source>Training students</source>
        <translation>Schüler werden trainiert</translation>
    </message>
    <message>
        <source>Retraining student: %1</source>
        <translation>Schüler wird neu trainiert: %1</translation>
    </message>
    <message>
        <source>Training student %1 of %2: %3</source>
        <translation>Schüler %1 von %2 wird trainiert: %3</translation>
    </message>
    <message>
        <source>cancelling</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
</context>
<context>
    <name>View</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Spend, savings, escalation and latency of the traffic, live</source>
        <translation>Ausgaben, Ersparnis, Eskalation und Latenz des Verkehrs, live</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Every query with its route, attempts, cost and answer</source>
        <translation>Jede Anfrage mit Weg, Versuchen, Kosten und Antwort</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Targets, risk levels and thresholds in force</source>
        <translation>Geltende Ziele, Risikoniveaus und Schwellen</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>What the certificates promise and on how much evidence</source>
        <translation>Was die Zertifikate versprechen und wie gut es belegt ist</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Groups of escalated queries worth distilling</source>
        <translation>Gruppen eskalierter Anfragen, die eine Destillation lohnen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Judge sampled answers</source>
        <translation>Gezogene Antworten bewerten</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Training and calibration: progress, results, cancel</source>
        <translation>Training und Kalibrierung: Fortschritt, Ergebnisse, Abbruch</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>The ledger: by task, tier, model and day</source>
        <translation>Das Kostenbuch: nach Aufgabe, Stufe, Modell und Tag</translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation>Portfolio</translation>
    </message>
    <message>
        <source>Tiers, prices, tasks and students</source>
        <translation>Stufen, Preise, Aufgaben und Schüler</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>RouteNLP Console</source>
        <translation>RouteNLP-Konsole</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Estimate from a log</source>
        <translation>Aus einem Protokoll schätzen</translation>
    </message>
    <message>
        <source>Logs and recordings (*.jsonl *.json *.jsonl.gz *.json.gz)</source>
        <translation>Protokolle und Aufzeichnungen (*.jsonl *.json *.jsonl.gz *.json.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>ui::charts::ChartPanel</name>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>Als PNG exportieren…</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>Als SVG exportieren…</translation>
    </message>
    <message>
        <source>Show %1 as a table</source>
        <translation>%1 als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Copy or export %1</source>
        <translation>%1 kopieren oder exportieren</translation>
    </message>
    <message>
        <source>%1 as a table</source>
        <translation>%1 als Tabelle</translation>
    </message>
    <message>
        <source>Could not write %1. Choose another place or free some space.</source>
        <translation>%1 ließ sich nicht schreiben. Bitte einen anderen Ort wählen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Export as PNG</source>
        <translation>Als PNG exportieren</translation>
    </message>
    <message>
        <source>Export as SVG</source>
        <translation>Als SVG exportieren</translation>
    </message>
</context>
<context>
    <name>ui::charts::ClusterMap</name>
    <message>
        <source>cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
</context>
<context>
    <name>ui::charts::CoverageChart</name>
    <message>
        <source>Evidence %1; the alarm rings at %2</source>
        <translation>Evidenz %1; der Alarm schlägt bei %2 an</translation>
    </message>
    <message>
        <source>Expected calibration error %1</source>
        <translation>Erwarteter Kalibrierungsfehler %1</translation>
    </message>
    <message>
        <source>No live answer under this certificate has been judged yet.</source>
        <translation>Unter diesem Zertifikat wurde noch keine Live-Antwort bewertet.</translation>
    </message>
    <message>
        <source>alarm at 1/δ = %1</source>
        <translation>Alarm bei 1/δ = %1</translation>
    </message>
    <message>
        <source>judged answers</source>
        <translation>bewertete Antworten</translation>
    </message>
    <message>
        <source>No answer of this tier is known to be right or wrong yet.</source>
        <translation>Noch von keiner Antwort dieser Stufe ist bekannt, ob sie richtig ist.</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>score; accepted from %1</source>
        <translation>Score; angenommen ab %1</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>mean score; ECE %1</source>
        <translation>mittlerer Score; ECE %1</translation>
    </message>
    <message>
        <source>Judged answers</source>
        <translation>Bewertete Antworten</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidenz</translation>
    </message>
    <message>
        <source>Score from</source>
        <translation>Score ab</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Mean score</source>
        <translation>Mittlerer Score</translation>
    </message>
    <message>
        <source>Share right</source>
        <translation>Anteil richtig</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>ui::charts::TableSwitch</name>
    <message>
        <source>%1 as a table</source>
        <translation>%1 als Tabelle</translation>
    </message>
    <message>
        <source>Show %1 as a table</source>
        <translation>%1 als Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>ui::charts::TimeChartView</name>
    <message>
        <source>No figures yet.</source>
        <translation>Noch keine Zahlen.</translation>
    </message>
</context>
<context>
    <name>ui::charts::WaterfallChart</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
</context>
<context>
    <name>ui::inspector::OutcomeForm</name>
    <message>
        <source>Meets target</source>
        <translation>Erfüllt Ziel</translation>
    </message>
    <message>
        <source>Does not</source>
        <translation>Verfehlt es</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>A better answer, if you have one (it may be trained on)</source>
        <translation>Eine bessere Antwort, falls vorhanden (sie darf ins Training)</translation>
    </message>
    <message>
        <source>Corrected answer</source>
        <translation>Korrigierte Antwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note on the judgement</source>
        <translation>Notiz zum Urteil</translation>
    </message>
    <message>
        <source>%1 %2: %3 (quality %4)</source>
        <translation>%1 %2: %3 (Qualität %4)</translation>
    </message>
    <message>
        <source>meets the target</source>
        <translation>erfüllt das Ziel</translation>
    </message>
    <message>
        <source>misses the target</source>
        <translation>verfehlt das Ziel</translation>
    </message>
    <message>
        <source>; hand-picked, so it never calibrates</source>
        <translation>; von Hand gewählt, kalibriert also nie</translation>
    </message>
    <message>
        <source>Nobody has judged this answer yet.</source>
        <translation>Diese Antwort hat noch niemand bewertet.</translation>
    </message>
    <message>
        <source>The judgement is being recorded</source>
        <translation>Das Urteil wird verzeichnet</translation>
    </message>
</context>
<context>
    <name>ui::inspector::RequestInspector</name>
    <message>
        <source>Select a request to see why it went where it went.</source>
        <translation>Eine Anfrage auswählen, um zu sehen, warum sie diesen Weg nahm.</translation>
    </message>
    <message>
        <source>The request could not be read: %1</source>
        <translation>Die Anfrage ließ sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The request %1 is not in this workspace.</source>
        <translation>Die Anfrage %1 liegt nicht in diesem Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Copy the id %1</source>
        <translation>Kennung %1 kopieren</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Kennung kopieren</translation>
    </message>
    <message>
        <source>routing %1</source>
        <translation>Routing %1</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>Richtlinie %1</translation>
    </message>
</context>
<context>
    <name>ui::models::AlarmModel</name>
    <message>
        <source>At</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>ui::models::CertificateModel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Risk α</source>
        <translation>Risiko α</translation>
    </message>
    <message>
        <source>Certified risk level</source>
        <translation>Zertifiziertes Risikoniveau</translation>
    </message>
    <message>
        <source>Upper bound</source>
        <translation>Obergrenze</translation>
    </message>
    <message>
        <source>Clopper-Pearson, level 1−δ</source>
        <translation>Clopper-Pearson, Niveau 1−δ</translation>
    </message>
    <message>
        <source>Failures / accepted</source>
        <translation>Fehler / angenommen</translation>
    </message>
    <message>
        <source>Among calibration answers at or above the threshold</source>
        <translation>Unter Kalibrierungsantworten ab der Schwelle</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Calibration size</source>
        <translation>Kalibrierungsumfang</translation>
    </message>
    <message>
        <source>Calibrated</source>
        <translation>Kalibriert</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In Worten</translation>
    </message>
</context>
<context>
    <name>ui::models::ChartTableModel</name>
    <message>
        <source>From (%1)</source>
        <translation>Ab (%1)</translation>
    </message>
</context>
<context>
    <name>ui::models::ClusterModel</name>
    <message>
        <source>Cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worüber</translation>
    </message>
    <message>
        <source>The words that tell the cluster from the others</source>
        <translation>Die Wörter, die das Cluster von den anderen unterscheiden</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Escalated, or judged to miss the target</source>
        <translation>Eskaliert oder als Ziel verfehlend bewertet</translation>
    </message>
    <message>
        <source>Of traffic</source>
        <translation>Vom Verkehr</translation>
    </message>
    <message>
        <source>Escalation cost</source>
        <translation>Eskalationskosten</translation>
    </message>
    <message>
        <source>A day: every call after the first of a request</source>
        <translation>Je Tag: jeder Aufruf nach dem ersten einer Anfrage</translation>
    </message>
    <message>
        <source>%1/day</source>
        <translation>%1/Tag</translation>
    </message>
    <message>
        <source>Missed target</source>
        <translation>Ziel verfehlt</translation>
    </message>
    <message>
        <source>Of judged answers, with Wilson&apos;s 95% interval</source>
        <translation>Von bewerteten Antworten, mit dem 95-%-Intervall nach Wilson</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>%1 (%2–%3)</source>
        <translation>%1 (%2–%3)</translation>
    </message>
    <message>
        <source>%1 of %2 judged</source>
        <translation>%1 von %2 bewertet</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>Failures of the newer half of the range over those of the older</source>
        <translation>Fehlschläge der neueren Hälfte des Zeitraums durch die der älteren</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1 (excluded)</source>
        <translation>%1 (ausgeschlossen)</translation>
    </message>
    <message>
        <source>Unclustered</source>
        <translation>Ohne Cluster</translation>
    </message>
</context>
<context>
    <name>ui::models::CoverageModel</name>
    <message>
        <source>Not certified</source>
        <translation>Nicht zertifiziert</translation>
    </message>
    <message>
        <source>Probation</source>
        <translation>Bewährung</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Nothing judged yet</source>
        <translation>Noch nichts bewertet</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation>Kein Alarm</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What monitoring says about the certificate</source>
        <translation>Was die Überwachung über das Zertifikat sagt</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Realised failure rate of judged live answers, and the interval that holds at all times at once with 95% confidence</source>
        <translation>Tatsächliche Fehlerrate bewerteter Live-Antworten und das Intervall, das mit 95 % Konfidenz zu allen Zeiten zugleich gilt</translation>
    </message>
    <message>
        <source>%1 (%2–%3)</source>
        <translation>%1 (%2–%3)</translation>
    </message>
    <message>
        <source>At most α</source>
        <translation>Höchstens α</translation>
    </message>
    <message>
        <source>Certified risk level</source>
        <translation>Zertifiziertes Risikoniveau</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>Failures among judged live answers</source>
        <translation>Fehler unter bewerteten Live-Antworten</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidenz</translation>
    </message>
    <message>
        <source>Against the promise; the alarm rings at 1/δ</source>
        <translation>Gegen das Versprechen; der Alarm schlägt bei 1/δ an</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>Calibrated</source>
        <translation>Kalibriert</translation>
    </message>
    <message>
        <source>Queries behind the certificate, and its age</source>
        <translation>Anfragen hinter dem Zertifikat und sein Alter</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <translation>%1, vor %2</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyModel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>The tier that may accept its own answers</source>
        <translation>Die Stufe, die ihre Antworten selbst annehmen darf</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Least quality of a single answer that counts as success</source>
        <translation>Mindestqualität einer einzelnen Antwort, die als Erfolg zählt</translation>
    </message>
    <message>
        <source>Risk α</source>
        <translation>Risiko α</translation>
    </message>
    <message>
        <source>Tolerated share of failures among accepted answers</source>
        <translation>Geduldeter Anteil von Fehlern unter angenommenen Antworten</translation>
    </message>
    <message>
        <source>Confidence 1−δ</source>
        <translation>Konfidenz 1−δ</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>An answer is accepted when its score is at least this</source>
        <translation>Eine Antwort wird angenommen, wenn ihr Score mindestens so hoch ist</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Guarantee</source>
        <translation>Garantie</translation>
    </message>
    <message>
        <source>Not calibrated: the last tier answers every request.</source>
        <translation>Nicht kalibriert: Die letzte Stufe beantwortet jede Anfrage.</translation>
    </message>
    <message>
        <source>%1
Calibrated %2 on %3 answers</source>
        <translation>%1
Kalibriert %2 an %3 Antworten</translation>
    </message>
</context>
<context>
    <name>ui::models::RequestTableModel</name>
    <message>
        <source>no tier</source>
        <translation>keine Stufe</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>✓ meets</source>
        <translation>✓ erfüllt</translation>
    </message>
    <message>
        <source>✗ misses</source>
        <translation>✗ verfehlt</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>A call was made to a model without a price</source>
        <translation>Ein Modell ohne Preis wurde aufgerufen</translation>
    </message>
    <message>
        <source>%1, estimated from the task&apos;s mean completion tokens</source>
        <translation>%1, geschätzt aus den mittleren Antworttokens der Aufgabe</translation>
    </message>
    <message>
        <source>How often an answer was rejected on the way</source>
        <translation>Wie oft unterwegs eine Antwort verworfen wurde</translation>
    </message>
    <message>
        <source>Score of the answer that was sent, and the least score its tier accepts. Click to sort.</source>
        <translation>Score der gesendeten Antwort und der kleinste, den ihre Stufe annimmt. Klicken sortiert.</translation>
    </message>
    <message>
        <source>What the last tier alone would have cost; ≈ where its tokens are estimated</source>
        <translation>Was die letzte Stufe allein gekostet hätte; ≈, wo ihre Tokens geschätzt sind</translation>
    </message>
    <message>
        <source>Click to sort</source>
        <translation>Klicken sortiert</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Score / least</source>
        <translation>Score / mind.</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Last tier</source>
        <translation>Letzte Stufe</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Bewertet</translation>
    </message>
</context>
<context>
    <name>ui::models::RunModel</name>
    <message>
        <source>%1, about %2 left</source>
        <translation>%1, noch etwa %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Doing</source>
        <translation>Tätigkeit</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
</context>
<context>
    <name>ui::models::TaskModel</name>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>serves at score ≥ %1</source>
        <translation>bedient ab Score %1</translation>
    </message>
    <message>
        <source>trained, certified for nothing</source>
        <translation>trainiert, für nichts zertifiziert</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Model name for clients</source>
        <translation>Modellname für Clients</translation>
    </message>
    <message>
        <source>What a client program puts into the field `model`</source>
        <translation>Was ein Client-Programm in das Feld `model` schreibt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Measured by</source>
        <translation>Gemessen mit</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Least quality of a single answer that counts as success</source>
        <translation>Mindestqualität einer einzelnen Antwort, die als Erfolg zählt</translation>
    </message>
    <message>
        <source>Audit rate</source>
        <translation>Audit-Rate</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
</context>
<context>
    <name>ui::models::TaskSummaryModel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Against sending everything to the last tier</source>
        <translation>Verglichen damit, alles an die letzte Stufe zu senden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Requests for which a tier&apos;s answer was rejected on the way</source>
        <translation>Anfragen, bei denen unterwegs die Antwort einer Stufe verworfen wurde</translation>
    </message>
    <message>
        <source>Mostly answered by</source>
        <translation>Meist beantwortet von</translation>
    </message>
    <message>
        <source>Mean quality</source>
        <translation>Mittlere Qualität</translation>
    </message>
    <message>
        <source>Of judged answers, weighted by one over the sampling probability</source>
        <translation>Bewerteter Antworten, gewichtet mit dem Kehrwert der Ziehungswahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Least quality of a single answer that counts as success</source>
        <translation>Mindestqualität einer einzelnen Antwort, die als Erfolg zählt</translation>
    </message>
    <message>
        <source>Meets target</source>
        <translation>Erfüllt Ziel</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation>n = %1</translation>
    </message>
    <message>
        <source>Share of judged answers at or above the target; &quot;under&quot; where it is below one minus the risk level by more than chance (95%)</source>
        <translation>Anteil bewerteter Antworten, die das Ziel erreichen; „unter“, wo er mehr als zufällig (95 %) unter eins minus Risikoniveau liegt</translation>
    </message>
    <message>
        <source>%1, under %2</source>
        <translation>%1, unter %2</translation>
    </message>
</context>
<context>
    <name>ui::models::TierModel</name>
    <message>
        <source>last tier: always answers</source>
        <translation>letzte Stufe: antwortet immer</translation>
    </message>
    <message>
        <source>oracle: an upper bound for tests</source>
        <translation>Orakel: eine Obergrenze für Tests</translation>
    </message>
    <message>
        <source>simulated answers</source>
        <translation>simulierte Antworten</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Input, $/M tokens</source>
        <translation>Eingabe, $/M Tokens</translation>
    </message>
    <message>
        <source>Output, $/M tokens</source>
        <translation>Ausgabe, $/M Tokens</translation>
    </message>
    <message>
        <source>Price version</source>
        <translation>Preisversion</translation>
    </message>
    <message>
        <source>Typical latency</source>
        <translation>Typische Latenz</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClusterEditor</name>
    <message>
        <source>Name of the chosen cluster</source>
        <translation>Name des gewählten Clusters</translation>
    </message>
    <message>
        <source>Named by its terms</source>
        <translation>Nach seinen Begriffen benannt</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>The name stays when clusters are found again</source>
        <translation>Der Name bleibt, wenn Cluster neu gesucht werden</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Vereinen</translation>
    </message>
    <message>
        <source>Make the chosen clusters one, from now on</source>
        <translation>Die gewählten Cluster von nun an zu einem machen</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>List the cluster last</source>
        <translation>Das Cluster zuletzt aufführen</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw around requests on the map; Shift and drag does it too</source>
        <translation>Auf der Karte um Anfragen zeichnen; Ziehen mit Umschalt tut es auch</translation>
    </message>
    <message>
        <source>Make a cluster</source>
        <translation>Cluster bilden</translation>
    </message>
    <message>
        <source>Of the requests that were drawn around</source>
        <translation>Aus den umzeichneten Anfragen</translation>
    </message>
    <message>
        <source>Add to review</source>
        <translation>Zur Prüfung</translation>
    </message>
    <message>
        <source>Put the requests drawn around, or those of the chosen clusters, into the review queue</source>
        <translation>Die umzeichneten Anfragen oder die der gewählten Cluster in die Prüfliste stellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 requests drawn around. Make a cluster of them, or add them to review.</source>
        <translation>%1 Anfragen umzeichnet. Ein Cluster daraus bilden oder sie zur Prüfung geben.</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Nichts wurde geändert: %1</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Einschließen</translation>
    </message>
    <message>
        <source>Choose two or more clusters with Ctrl or Shift</source>
        <translation>Mit Strg oder Umschalt zwei oder mehr Cluster wählen</translation>
    </message>
    <message>
        <source>No edit of a cluster is left to take back</source>
        <translation>Keine Änderung eines Clusters ist noch zurückzunehmen</translation>
    </message>
    <message>
        <source>Takes back the newest edit of a cluster</source>
        <translation>Nimmt die neueste Änderung eines Clusters zurück</translation>
    </message>
    <message>
        <source>The last edit is being recorded</source>
        <translation>Die letzte Änderung wird verzeichnet</translation>
    </message>
    <message>
        <source>No clusters are shown yet</source>
        <translation>Es werden noch keine Cluster gezeigt</translation>
    </message>
    <message>
        <source>Choose one cluster first</source>
        <translation>Zuerst ein Cluster wählen</translation>
    </message>
    <message>
        <source>Draw around requests on the map first</source>
        <translation>Zuerst auf der Karte um Anfragen zeichnen</translation>
    </message>
    <message>
        <source>Choose a cluster, or draw around requests, first</source>
        <translation>Zuerst ein Cluster wählen oder um Anfragen zeichnen</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClustersPage</name>
    <message>
        <source>Nothing failed in this range.</source>
        <translation>In diesem Zeitraum ist nichts fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Requests that a cheap tier could not answer alone, or that were judged to miss their target, are grouped here by what they are about. Choose a wider range to look further back.</source>
        <translation>Anfragen, die eine billige Stufe nicht allein beantworten konnte oder deren Antwort das Ziel verfehlte, werden hier danach gruppiert, wovon sie handeln. Ein längerer Zeitraum blickt weiter zurück.</translation>
    </message>
    <message>
        <source>Open Overview</source>
        <translation>Überblick öffnen</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Group the failures of the range chosen above as of now (F5)</source>
        <translation>Die Fehlschläge des oben gewählten Zeitraums neu gruppieren (F5)</translation>
    </message>
    <message>
        <source>Map of failures</source>
        <translation>Karte der Fehlschläge</translation>
    </message>
    <message>
        <source>One dot a request, first two principal components. Distance between clusters carries no meaning.</source>
        <translation>Ein Punkt je Anfrage, die ersten zwei Hauptkomponenten. Abstände zwischen Clustern bedeuten nichts.</translation>
    </message>
    <message>
        <source>The list below holds the same clusters</source>
        <translation>Die Liste darunter enthält dieselben Cluster</translation>
    </message>
    <message>
        <source>Wheel or + and − zoom, drag moves, Shift and drag draws around requests, double click or 0 shows all</source>
        <translation>Rad oder + und − zoomen, Ziehen verschiebt, Ziehen mit Umschalt umzeichnet Anfragen, Doppelklick oder 0 zeigt alles</translation>
    </message>
    <message>
        <source>Chosen cluster</source>
        <translation>Gewähltes Cluster</translation>
    </message>
    <message>
        <source>Typical requests of the cluster</source>
        <translation>Typische Anfragen des Clusters</translation>
    </message>
    <message>
        <source>Typical requests; Return opens one</source>
        <translation>Typische Anfragen; Eingabe öffnet eine</translation>
    </message>
    <message>
        <source>Clusters, dearest first</source>
        <translation>Cluster, teuerste zuerst</translation>
    </message>
    <message>
        <source>Suggestions by words alone: read the examples before acting.</source>
        <translation>Vorschläge allein nach Wörtern: vor dem Handeln die Beispiele lesen.</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Grouping the failures of the range…</source>
        <translation>Die Fehlschläge des Zeitraums werden gruppiert…</translation>
    </message>
    <message>
        <source>The failures could not be read: %1 Press F5 to try again.</source>
        <translation>Die Fehlschläge ließen sich nicht lesen: %1 F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>%1 failures in %2 clusters, %3 unclustered · silhouette %4, stability %5</source>
        <translation>%1 Fehlschläge in %2 Clustern, %3 ohne Cluster · Silhouette %4, Stabilität %5</translation>
    </message>
    <message>
        <source>Unclustered</source>
        <translation>Ohne Cluster</translation>
    </message>
    <message>
        <source>%1 failures that are like no other group. Draw around dots to make a cluster of them.</source>
        <translation>%1 Fehlschläge, die keiner Gruppe gleichen. Punkte umzeichnen, um ein Cluster daraus zu bilden.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Too few failures are alike to make a cluster.</source>
        <translation>Zu wenige Fehlschläge gleichen sich für ein Cluster.</translation>
    </message>
    <message>
        <source>%1 failures, %2 of them escalated at %3 in all; %4 of %5 judged answers missed the target.</source>
        <translation>%1 Fehlschläge, davon %2 eskaliert für zusammen %3; %4 von %5 bewerteten Antworten verfehlten das Ziel.</translation>
    </message>
    <message>
        <source>Save the clusters</source>
        <translation>Cluster speichern</translation>
    </message>
    <message>
        <source>RouteNLP failure clusters</source>
        <translation>RouteNLP-Fehlschlagcluster</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another directory.</source>
        <translation>%1 ließ sich nicht schreiben. Bitte ein anderes Verzeichnis wählen.</translation>
    </message>
</context>
<context>
    <name>ui::pages::CostControls</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 spent this month. There is no budget.</source>
        <translation>%1 in diesem Monat ausgegeben. Es gibt kein Budget.</translation>
    </message>
    <message>
        <source>%1 of %2 spent this month.</source>
        <translation>%1 von %2 in diesem Monat ausgegeben.</translation>
    </message>
    <message>
        <source>The budget is exceeded by %1.</source>
        <translation>Das Budget ist um %1 überschritten.</translation>
    </message>
    <message>
        <source>A forecast needs three whole days of traffic.</source>
        <translation>Eine Prognose braucht drei ganze Tage mit Verkehr.</translation>
    </message>
    <message>
        <source>%1 (%2 to %3) is expected by its end:</source>
        <translation>Bis zum Ende werden %1 (%2 bis %3) erwartet:</translation>
    </message>
    <message>
        <source>within the budget.</source>
        <translation>im Rahmen des Budgets.</translation>
    </message>
    <message>
        <source>over the budget.</source>
        <translation>über dem Budget.</translation>
    </message>
    <message>
        <source>it may exceed the budget.</source>
        <translation>das Budget könnte überschritten werden.</translation>
    </message>
    <message>
        <source>Budget of the month</source>
        <translation>Monatsbudget</translation>
    </message>
    <message>
        <source>For the task chosen above, or for all</source>
        <translation>Für die oben gewählte Aufgabe oder für alle</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>USD a million tokens. A new version counts from the next request on.</source>
        <translation>USD je Million Tokens. Eine neue Version gilt ab der nächsten Anfrage.</translation>
    </message>
    <message>
        <source>Budget of a month in USD; 0 for none</source>
        <translation>Budget eines Monats in USD; 0 für keines</translation>
    </message>
    <message>
        <source>No budget</source>
        <translation>Kein Budget</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Price versions</source>
        <translation>Preisversionen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Source, since</source>
        <translation>Quelle, seit</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>USD a million tokens, with a point; empty: unknown</source>
        <translation>USD je Million Tokens, mit Punkt; leer: unbekannt</translation>
    </message>
    <message>
        <source>Add version</source>
        <translation>Version hinzufügen</translation>
    </message>
    <message>
        <source>Budgets and prices could not be read: %1</source>
        <translation>Budgets und Preise ließen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Say where the prices come from</source>
        <translation>Sagen, woher die Preise stammen</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Nichts wurde geändert: %1</translation>
    </message>
    <message>
        <source>There is no tier to price yet</source>
        <translation>Es gibt noch keine Stufe für einen Preis</translation>
    </message>
</context>
<context>
    <name>ui::pages::CostsPage</name>
    <message>
        <source>Nothing was spent in this range.</source>
        <translation>In diesem Zeitraum wurde nichts ausgegeben.</translation>
    </message>
    <message>
        <source>No request was recorded for the task and range chosen above. A wider range may have some.</source>
        <translation>Für die oben gewählte Aufgabe und den Zeitraum ist keine Anfrage verzeichnet. Ein längerer Zeitraum hat vielleicht welche.</translation>
    </message>
    <message>
        <source>Open Overview</source>
        <translation>Überblick öffnen</translation>
    </message>
    <message>
        <source>From last tier only to what was spent</source>
        <translation>Von nur letzter Stufe zu den Ausgaben</translation>
    </message>
    <message>
        <source>USD, by task</source>
        <translation>USD, nach Aufgabe</translation>
    </message>
    <message>
        <source>Why did spend change?</source>
        <translation>Warum änderten sich die Ausgaben?</translation>
    </message>
    <message>
        <source>USD, against the range of equal length just before</source>
        <translation>USD, gegenüber dem gleich langen Zeitraum direkt davor</translation>
    </message>
    <message>
        <source>Why spend changed</source>
        <translation>Warum sich die Ausgaben änderten</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Kostenbuch</translation>
    </message>
    <message>
        <source>Group the ledger by</source>
        <translation>Kostenbuch gruppieren nach</translation>
    </message>
    <message>
        <source>By task</source>
        <translation>Nach Aufgabe</translation>
    </message>
    <message>
        <source>By tier</source>
        <translation>Nach Stufe</translation>
    </message>
    <message>
        <source>By task and tier</source>
        <translation>Nach Aufgabe und Stufe</translation>
    </message>
    <message>
        <source>By client key</source>
        <translation>Nach Client-Schlüssel</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save the ledger as shown, with all nine decimals</source>
        <translation>Das Kostenbuch wie gezeigt speichern, mit allen neun Nachkommastellen</translation>
    </message>
    <message>
        <source>PDF report</source>
        <translation>PDF-Bericht</translation>
    </message>
    <message>
        <source>Save the whole ledger of this range as a document</source>
        <translation>Das ganze Kostenbuch dieses Zeitraums als Dokument speichern</translation>
    </message>
    <message>
        <source>Save the cost report</source>
        <translation>Kostenbericht speichern</translation>
    </message>
    <message>
        <source>The ledger could not be read: %1 It is tried again with the next refresh.</source>
        <translation>Das Kostenbuch ließ sich nicht lesen: %1 Es wird mit der nächsten Aktualisierung erneut versucht.</translation>
    </message>
    <message>
        <source>Each cause is changed in this order with the ones above already new; together they are the change to the nanodollar.</source>
        <translation>Die Ursachen werden in dieser Reihenfolge geändert, die oberen sind jeweils schon neu; zusammen ergeben sie die Änderung auf den Nanodollar genau.</translation>
    </message>
    <message>
        <source>There is no traffic in the range before this one to compare with.</source>
        <translation>Im Zeitraum davor gibt es keinen Verkehr zum Vergleichen.</translation>
    </message>
    <message>
        <source>RouteNLP spend by day and tier</source>
        <translation>RouteNLP-Ausgaben nach Tag und Stufe</translation>
    </message>
    <message>
        <source>RouteNLP cost ledger, %1</source>
        <translation>RouteNLP-Kostenbuch, %1</translation>
    </message>
    <message>
        <source>%1 could not be written. Choose another directory.</source>
        <translation>%1 ließ sich nicht schreiben. Bitte ein anderes Verzeichnis wählen.</translation>
    </message>
    <message>
        <source>Save the ledger</source>
        <translation>Kostenbuch speichern</translation>
    </message>
    <message>
        <source>Month&apos;s report</source>
        <translation>Monatsbericht</translation>
    </message>
    <message>
        <source>Save the ledger of this calendar month so far as a document</source>
        <translation>Das Kostenbuch des bisherigen Kalendermonats als Dokument speichern</translation>
    </message>
    <message>
        <source>Save the month&apos;s report</source>
        <translation>Monatsbericht speichern</translation>
    </message>
</context>
<context>
    <name>ui::pages::CoveragePage</name>
    <message>
        <source>Nothing is certified yet.</source>
        <translation>Noch ist nichts zertifiziert.</translation>
    </message>
    <message>
        <source>A certificate comes out of calibration, which follows the training of a student. Until then the last tier answers every request, and it promises nothing.</source>
        <translation>Ein Zertifikat entsteht aus der Kalibrierung, die dem Training eines Schülers folgt. Bis dahin beantwortet die letzte Stufe jede Anfrage, und sie verspricht nichts.</translation>
    </message>
    <message>
        <source>Open Runs</source>
        <translation>Läufe öffnen</translation>
    </message>
    <message>
        <source>Certified tiers</source>
        <translation>Zertifizierte Stufen</translation>
    </message>
    <message>
        <source>of the answers a tier keeps, at most α may miss the target</source>
        <translation>von den Antworten, die eine Stufe behält, darf höchstens α das Ziel verfehlen</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Evidenz</translation>
    </message>
    <message>
        <source>against the promise</source>
        <translation>gegen das Versprechen</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>right and wrong answers</source>
        <translation>richtiger und falscher Antworten</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Verlässlichkeit</translation>
    </message>
    <message>
        <source>share right by score</source>
        <translation>Anteil richtig nach Score</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Versprechen</translation>
    </message>
    <message>
        <source>Recalibrate to a draft</source>
        <translation>Neu kalibrieren (Entwurf)</translation>
    </message>
    <message>
        <source>Choose a risk level for this task in Policy and see what it would do first</source>
        <translation>Für diese Aufgabe in der Richtlinie ein Risikoniveau wählen und zuerst sehen, was es bewirkt</translation>
    </message>
    <message>
        <source>Start probation</source>
        <translation>Bewährung beginnen</translation>
    </message>
    <message>
        <source>The tier escalates everything until it is certified anew</source>
        <translation>Die Stufe eskaliert alles, bis sie neu zertifiziert ist</translation>
    </message>
    <message>
        <source>Alarm history</source>
        <translation>Alarmverlauf</translation>
    </message>
    <message>
        <source>Alarms start probation by themselves</source>
        <translation>Alarme beginnen die Bewährung von selbst</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>No alarm so far.</source>
        <translation>Bisher kein Alarm.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Audits of the task: %1 judged, %2 open, %3 judged in the last 24 hours.</source>
        <translation>Audits der Aufgabe: %1 bewertet, %2 offen, %3 in den letzten 24 Stunden bewertet.</translation>
    </message>
    <message>
        <source>The tier accepts nothing as it is</source>
        <translation>Die Stufe nimmt ohnehin nichts an</translation>
    </message>
    <message>
        <source>Choose an alarm that nobody has acknowledged yet</source>
        <translation>Einen Alarm wählen, den noch niemand bestätigt hat</translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message>
        <source>Why was this escalated?</source>
        <translation>Warum wurde das eskaliert?</translation>
    </message>
    <message>
        <source>Open a request that a cheap tier could not answer, with every score and threshold on its way.</source>
        <translation>Eine Anfrage öffnen, die eine billige Stufe nicht beantworten konnte, mit jedem Score und jeder Schwelle auf ihrem Weg.</translation>
    </message>
    <message>
        <source>Show me one</source>
        <translation>Eine zeigen</translation>
    </message>
    <message>
        <source>Try a stricter target</source>
        <translation>Ein strengeres Ziel versuchen</translation>
    </message>
    <message>
        <source>See what a lower risk level would cost before anything is applied.</source>
        <translation>Sehen, was ein niedrigeres Risikoniveau kosten würde, bevor etwas angewendet wird.</translation>
    </message>
    <message>
        <source>Open Policy</source>
        <translation>Richtlinie öffnen</translation>
    </message>
    <message>
        <source>Connect your models</source>
        <translation>Eigene Modelle anbinden</translation>
    </message>
    <message>
        <source>The tiers, their prices, and the model names that client programs ask for.</source>
        <translation>Die Stufen, ihre Preise und die Modellnamen, nach denen Client-Programme fragen.</translation>
    </message>
    <message>
        <source>Open Portfolio</source>
        <translation>Portfolio öffnen</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Why spend changed, by cause, on Costs</source>
        <translation>Warum sich die Ausgaben änderten, nach Ursache, unter Kosten</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>By task</source>
        <translation>Nach Aufgabe</translation>
    </message>
    <message>
        <source>Figures by task</source>
        <translation>Zahlen nach Aufgabe</translation>
    </message>
    <message>
        <source>The figures could not be read: %1 They are tried again with the next refresh.</source>
        <translation>Die Zahlen ließen sich nicht lesen: %1 Sie werden mit der nächsten Aktualisierung erneut gelesen.</translation>
    </message>
    <message>
        <source>No request has been escalated yet. The first one appears soon after a student starts serving.</source>
        <translation>Noch wurde keine Anfrage eskaliert. Die erste erscheint bald, nachdem ein Schüler zu bedienen beginnt.</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyPage</name>
    <message>
        <source>Policy in force</source>
        <translation>Geltende Richtlinie</translation>
    </message>
    <message>
        <source>Policy by task</source>
        <translation>Richtlinie nach Aufgabe</translation>
    </message>
    <message>
        <source>Version %1 (no. %2), %3 by %4: %5</source>
        <translation>Version %1 (Nr. %2), %3 von %4: %5</translation>
    </message>
    <message>
        <source>No policy yet: the last tier answers every request.</source>
        <translation>Noch keine Richtlinie: Die letzte Stufe beantwortet jede Anfrage.</translation>
    </message>
</context>
<context>
    <name>ui::pages::PortfolioPage</name>
    <message>
        <source>Tiers</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>In the order of the cascade, the cheapest first. An unknown price is unknown, never zero.</source>
        <translation>In der Reihenfolge der Kaskade, die billigste zuerst. Ein unbekannter Preis ist unbekannt, nie null.</translation>
    </message>
    <message>
        <source>A client asks for a task by its model name; routing, thresholds and money are kept per task.</source>
        <translation>Ein Client fragt nach einer Aufgabe über ihren Modellnamen; Routing, Schwellen und Geld werden je Aufgabe geführt.</translation>
    </message>
    <message>
        <source>Connect your models</source>
        <translation>Eigene Modelle anbinden</translation>
    </message>
    <message>
        <source>Add an OpenAI-compatible endpoint as a tier, or import a recording of logged traffic, with the command “routenlp import FILE --workspace DIR”. Editing tiers in this window is not part of this version; what the command changes appears here at once.</source>
        <translation>Einen OpenAI-kompatiblen Endpunkt als Stufe hinzufügen oder eine Aufzeichnung importieren, mit dem Befehl „routenlp import FILE --workspace DIR“. Stufen in diesem Fenster zu ändern gehört nicht zu dieser Version; was der Befehl ändert, erscheint hier sofort.</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestFilterBar</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Words in query or answer, or an id</source>
        <translation>Wörter in Anfrage oder Antwort, oder eine Kennung</translation>
    </message>
    <message>
        <source>Search requests</source>
        <translation>Anfragen durchsuchen</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Any tier</source>
        <translation>Jede Stufe</translation>
    </message>
    <message>
        <source>Escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>Escalated or not</source>
        <translation>Eskaliert oder nicht</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Not escalated</source>
        <translation>Nicht eskaliert</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Judged or not</source>
        <translation>Bewertet oder nicht</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Meets target</source>
        <translation>Erfüllt Ziel</translation>
    </message>
    <message>
        <source>Misses target</source>
        <translation>Verfehlt Ziel</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>CSV exportieren</translation>
    </message>
    <message>
        <source>Every request that the filter matches</source>
        <translation>Jede Anfrage, auf die der Filter passt</translation>
    </message>
    <message>
        <source>Show every request of the task and range</source>
        <translation>Jede Anfrage der Aufgabe und des Zeitraums zeigen</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestSetActions</name>
    <message>
        <source>Add to review</source>
        <translation>Zur Prüfung</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Choose a filter by name, or keep this one</source>
        <translation>Einen Filter nach Namen wählen oder diesen behalten</translation>
    </message>
    <message>
        <source>Put every request that the filter matches into the review queue</source>
        <translation>Jede Anfrage, auf die der Filter passt, in die Prüfliste stellen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>Diesen Filter speichern…</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>Name of the filter; the same name replaces it</source>
        <translation>Name des Filters; derselbe Name ersetzt ihn</translation>
    </message>
    <message>
        <source>Saved the filter %1</source>
        <translation>Filter %1 gespeichert</translation>
    </message>
    <message>
        <source>The requests could not be counted: %1</source>
        <translation>Die Anfragen ließen sich nicht zählen: %1</translation>
    </message>
    <message>
        <source>The filter matches no request; there is nothing to review.</source>
        <translation>Der Filter passt auf keine Anfrage; es gibt nichts zu prüfen.</translation>
    </message>
    <message>
        <source>The filter matches more than %1 requests. Narrow it before adding them to review.</source>
        <translation>Der Filter passt auf mehr als %1 Anfragen. Bitte enger fassen, bevor sie zur Prüfung gehen.</translation>
    </message>
    <message>
        <source>Add all %1 requests that the filter matches to the review queue?</source>
        <translation>Alle %1 Anfragen, auf die der Filter passt, in die Prüfliste stellen?</translation>
    </message>
    <message>
        <source>Judgements of picked answers may train; they count in no estimate. Unanswered requests are left out.</source>
        <translation>Urteile über gewählte Antworten dürfen ins Training; sie zählen in keiner Schätzung. Unbeantwortete Anfragen bleiben draußen.</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Nothing was added: %1</source>
        <translation>Nichts wurde hinzugefügt: %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsPage</name>
    <message>
        <source>No request matches.</source>
        <translation>Keine Anfrage passt.</translation>
    </message>
    <message>
        <source>Nothing was recorded for this task, range and filter.</source>
        <translation>Für diese Aufgabe, diesen Zeitraum und Filter ist nichts verzeichnet.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>The requests could not be read: %1. Press F5 to try again.</source>
        <translation>Die Anfragen ließen sich nicht lesen: %1. F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>Wrote %1 requests to %2.</source>
        <translation>%1 Anfragen nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>Export the filtered requests</source>
        <translation>Gefilterte Anfragen exportieren</translation>
    </message>
</context>
<context>
    <name>ui::pages::ReviewPage</name>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Mostly wrong</source>
        <translation>Meist falsch</translation>
    </message>
    <message>
        <source>Half right</source>
        <translation>Halb richtig</translation>
    </message>
    <message>
        <source>Mostly right</source>
        <translation>Meist richtig</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>(The text is not stored: see the task&apos;s privacy rule.)</source>
        <translation>(Der Text ist nicht gespeichert: siehe Datenschutzregel der Aufgabe.)</translation>
    </message>
    <message>
        <source>Nothing waits for a judgement.</source>
        <translation>Nichts wartet auf ein Urteil.</translation>
    </message>
    <message>
        <source>A share of the answers, set by each task&apos;s audit rate, is drawn at random and waits here. Where references are known, they are judged automatically; you can check that judge.</source>
        <translation>Ein Teil der Antworten, den die Audit-Rate jeder Aufgabe bestimmt, wird zufällig gezogen und wartet hier. Wo Referenzen bekannt sind, wird automatisch bewertet; diese Urteile lassen sich nachprüfen.</translation>
    </message>
    <message>
        <source>Take second opinions</source>
        <translation>Zweitmeinungen abgeben</translation>
    </message>
    <message>
        <source>There is nothing to take a second opinion on.</source>
        <translation>Es gibt nichts für eine Zweitmeinung.</translation>
    </message>
    <message>
        <source>No answer of the audit sample was judged by somebody else yet, or you judged them all.</source>
        <translation>Noch keine Antwort der Stichprobe wurde von jemand anderem bewertet, oder alle sind schon nachgeprüft.</translation>
    </message>
    <message>
        <source>Show what waits</source>
        <translation>Zeigen, was wartet</translation>
    </message>
    <message>
        <source>What to review</source>
        <translation>Was geprüft wird</translation>
    </message>
    <message>
        <source>Audit sample</source>
        <translation>Audit-Stichprobe</translation>
    </message>
    <message>
        <source>Second opinions</source>
        <translation>Zweitmeinungen</translation>
    </message>
    <message>
        <source>Order of the queue</source>
        <translation>Reihenfolge der Liste</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>Nach Zeit</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>Blind</translation>
    </message>
    <message>
        <source>Hide who answered and how sure it was until you have judged</source>
        <translation>Bis zum Urteil verbergen, wer antwortete und wie sicher</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer that was sent</source>
        <translation>Gesendete Antwort</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Your judgement</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← Zurück</translation>
    </message>
    <message>
        <source>The answer before; judging it again replaces what you said (Ctrl+Z)</source>
        <translation>Die Antwort davor; ein neues Urteil ersetzt das alte (Strg+Z)</translation>
    </message>
    <message>
        <source>Skip →</source>
        <translation>Weiter →</translation>
    </message>
    <message>
        <source>Leave this one for later</source>
        <translation>Diese für später lassen</translation>
    </message>
    <message>
        <source>Corrected answer</source>
        <translation>Korrigierte Antwort</translation>
    </message>
    <message>
        <source>A better answer, if you have one: it may be trained on. Ctrl+Return records it as a correction.</source>
        <translation>Eine bessere Antwort, falls vorhanden: Sie darf ins Training. Strg+Eingabe verzeichnet sie als Korrektur.</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Share of equal calls on the same answers, and Cohen&apos;s kappa</source>
        <translation>Anteil gleicher Urteile über dieselben Antworten und Cohens Kappa</translation>
    </message>
    <message>
        <source>Write the better answer first, then press Ctrl+Return.</source>
        <translation>Zuerst die bessere Antwort schreiben, dann Strg+Eingabe.</translation>
    </message>
    <message>
        <source>The review queue could not be read: %1 Press F5 to try again.</source>
        <translation>Die Prüfliste ließ sich nicht lesen: %1 F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>%1 waiting · %2 judged in this sitting</source>
        <translation>%1 warten · %2 in dieser Sitzung bewertet</translation>
    </message>
    <message>
        <source> · simulated</source>
        <translation> · simuliert</translation>
    </message>
    <message>
        <source>Blind: who answered is shown after your judgement</source>
        <translation>Blind: Wer antwortete, erscheint nach dem Urteil</translation>
    </message>
    <message>
        <source>%1 · confidence %2</source>
        <translation>%1 · Konfidenz %2</translation>
    </message>
    <message>
        <source> · judged before: meets target</source>
        <translation> · früher bewertet: erfüllt Ziel</translation>
    </message>
    <message>
        <source> · judged before: misses target</source>
        <translation> · früher bewertet: verfehlt Ziel</translation>
    </message>
    <message>
        <source>Counts as meeting the target from %1 on; drawn with probability %2.</source>
        <translation>Gilt ab %1 als Ziel erfüllt; gezogen mit Wahrscheinlichkeit %2.</translation>
    </message>
    <message>
        <source>Picked by hand: may train, and counts in no estimate. Meets the target from %1 on.</source>
        <translation>Von Hand gewählt: darf ins Training und zählt in keiner Schätzung. Erfüllt das Ziel ab %1.</translation>
    </message>
    <message>
        <source>%1 said: %2</source>
        <translation>%1 sagte: %2</translation>
    </message>
    <message>
        <source>Another tier said: %1</source>
        <translation>Eine andere Stufe sagte: %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1 of %2 answers, kappa %3</source>
        <translation>%1 von %2 Antworten, Kappa %3</translation>
    </message>
    <message>
        <source>undefined: both always say the same</source>
        <translation>nicht definiert: beide sagen immer dasselbe</translation>
    </message>
    <message>
        <source>Two reviewers: %1</source>
        <translation>Zwei Prüfer: %1</translation>
    </message>
    <message>
        <source>Reviewer and automatic judge: %1</source>
        <translation>Prüfer und automatischer Bewerter: %1</translation>
    </message>
    <message>
        <source>Not recorded: %1 The answer is still here.</source>
        <translation>Nicht verzeichnet: %1 Die Antwort ist noch hier.</translation>
    </message>
    <message>
        <source>The judgement is being recorded</source>
        <translation>Das Urteil wird verzeichnet</translation>
    </message>
    <message>
        <source>No answer is shown</source>
        <translation>Es wird keine Antwort gezeigt</translation>
    </message>
    <message>
        <source>This is the first answer of the sitting</source>
        <translation>Das ist die erste Antwort der Sitzung</translation>
    </message>
</context>
<context>
    <name>ui::pages::RiskLevelPanel</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reason, kept in the policy history</source>
        <translation>Begründung, bleibt im Verlauf der Richtlinie</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Begründung der Änderung</translation>
    </message>
    <message>
        <source>Reverted the last change of the risk level</source>
        <translation>Letzte Änderung des Risikoniveaus zurückgenommen</translation>
    </message>
    <message>
        <source>Risk level α</source>
        <translation>Risikoniveau α</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>Risikoniveau</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Risk level in percent</source>
        <translation>Risikoniveau in Prozent</translation>
    </message>
    <message>
        <source>On the calibration answers</source>
        <translation>An den Kalibrierungsantworten</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Answered without escalation</source>
        <translation>Ohne Eskalation beantwortet</translation>
    </message>
    <message>
        <source>Failures among them</source>
        <translation>Fehler darunter</translation>
    </message>
    <message>
        <source>Upper bound of the risk</source>
        <translation>Obergrenze des Risikos</translation>
    </message>
    <message>
        <source>Risk level of %1</source>
        <translation>Risikoniveau von %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Entwurf: %1</translation>
    </message>
    <message>
        <source>The workspace is open read-only.</source>
        <translation>Der Arbeitsbereich ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet…</translation>
    </message>
    <message>
        <source>There is no preview to apply.</source>
        <translation>Es gibt keine Vorschau zum Anwenden.</translation>
    </message>
    <message>
        <source>This is the risk level in force.</source>
        <translation>Das ist das geltende Risikoniveau.</translation>
    </message>
    <message>
        <source>Give a reason first.</source>
        <translation>Zuerst eine Begründung angeben.</translation>
    </message>
    <message>
        <source>Will change α from %1 to %2.</source>
        <translation>Ändert α von %1 auf %2.</translation>
    </message>
    <message>
        <source>The change was accepted, but the active policy does not show it. Press F5 and compare the policy version.</source>
        <translation>Die Änderung wurde angenommen, aber die geltende Richtlinie zeigt sie nicht. F5 drücken und die Version vergleichen.</translation>
    </message>
    <message>
        <source>%1 Read back: α is %2 in version %3.</source>
        <translation>%1 Zurückgelesen: α ist %2 in Version %3.</translation>
    </message>
    <message>
        <source>Revert to %1</source>
        <translation>Zurück auf %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunTable</name>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>Select an unfinished run first</source>
        <translation>Zuerst einen laufenden Lauf wählen</translation>
    </message>
    <message>
        <source>This run has ended</source>
        <translation>Dieser Lauf ist beendet</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunsPage</name>
    <message>
        <source>Train students</source>
        <translation>Schüler trainieren</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Work is done by a separate process: cancelling it never stops the traffic.</source>
        <translation>Die Arbeit tut ein eigener Prozess: Ein Abbruch hält den Verkehr nie an.</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>Training and calibration appear here with progress, time left and result.</source>
        <translation>Training und Kalibrierung erscheinen hier mit Fortschritt, Restzeit und Ergebnis.</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>Train and calibrate a student for every task without one</source>
        <translation>Für jede Aufgabe ohne Schüler einen trainieren und kalibrieren</translation>
    </message>
    <message>
        <source>Every task has a serving student</source>
        <translation>Jede Aufgabe hat einen bedienenden Schüler</translation>
    </message>
</context>
<context>
    <name>ui::shell::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a few letters of a command</source>
        <translation>Ein paar Buchstaben eines Befehls tippen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Matching commands</source>
        <translation>Passende Befehle</translation>
    </message>
</context>
<context>
    <name>ui::shell::EstimateDialog</name>
    <message>
        <source>Possible saving: %1</source>
        <translation>Mögliche Ersparnis: %1</translation>
    </message>
    <message>
        <source>Saving by group of requests</source>
        <translation>Ersparnis nach Anfragegruppe</translation>
    </message>
    <message>
        <source>Requests of</source>
        <translation>Anfragen von</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>Ausgegeben</translation>
    </message>
    <message>
        <source>Possible saving</source>
        <translation>Mögliche Ersparnis</translation>
    </message>
    <message>
        <source>What cannot be known from this file</source>
        <translation>Was diese Datei nicht verrät</translation>
    </message>
    <message>
        <source>Reading the file on this computer; nothing is sent anywhere…</source>
        <translation>Die Datei wird auf diesem Rechner gelesen; nichts wird irgendwohin gesendet…</translation>
    </message>
    <message>
        <source>This file could not be estimated.</source>
        <translation>Diese Datei ließ sich nicht schätzen.</translation>
    </message>
    <message>
        <source>Between %1 and %2 of %3 could be saved (%4 to %5)</source>
        <translation>Zwischen %1 und %2 von %3 ließen sich sparen (%4 bis %5)</translation>
    </message>
    <message>
        <source>The saving cannot be told: no request has a known cost.</source>
        <translation>Die Ersparnis lässt sich nicht angeben: Keine Anfrage hat bekannte Kosten.</translation>
    </message>
    <message>
        <source>%1 · %2 requests · answered by %3 · compared with %4</source>
        <translation>%1 · %2 Anfragen · beantwortet von %3 · verglichen mit %4</translation>
    </message>
    <message>
        <source>models of unknown price</source>
        <translation>Modellen mit unbekanntem Preis</translation>
    </message>
    <message>
        <source> · left out: %1 %2</source>
        <translation> · ausgelassen: %1 %2</translation>
    </message>
    <message>
        <source>Lower end: groups in which at most %1 of the cheaper answers miss a quality of %2, certified at %3 confidence. Upper end: every request that it can answer goes to it. Asking it first everywhere costs %4. %5 requests repeat an earlier text.</source>
        <translation>Unteres Ende: Gruppen, in denen höchstens %1 der billigeren Antworten eine Qualität von %2 verfehlen, zertifiziert mit %3 Konfidenz. Oberes Ende: Jede Anfrage, die es beantworten kann, geht dorthin. Überall zuerst zu fragen kostet %4. %5 Anfragen wiederholen einen früheren Text.</translation>
    </message>
    <message>
        <source>%1 (certified)</source>
        <translation>%1 (zertifiziert)</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Which requests to keep from %1: the upper end chooses with hindsight; a router reaches part of it.</source>
        <translation>Welche Anfragen %1 nicht bekommen sollte: Das obere Ende wählt im Nachhinein; ein Router erreicht einen Teil davon.</translation>
    </message>
    <message>
        <source>How many of these requests %1 answers well enough. The log has no judgements, so nothing is certified and the lower end is 0; %2 judged answers certify a group if none misses, about %3 if every 50th does.</source>
        <translation>Wie viele dieser Anfragen %1 gut genug beantwortet. Das Protokoll hat keine Urteile, also ist nichts zertifiziert und das untere Ende ist 0; %2 bewertete Antworten zertifizieren eine Gruppe, wenn keine verfehlt, etwa %3, wenn es jede 50. tut.</translation>
    </message>
    <message>
        <source>What %1 requests cost: their models have no known price.</source>
        <translation>Was %1 Anfragen kosten: Ihre Modelle haben keinen bekannten Preis.</translation>
    </message>
    <message>
        <source>The exact tokens of %1 requests: they are estimated from words; for %2 the length of the answer is assumed.</source>
        <translation>Die genauen Tokens von %1 Anfragen: Sie sind aus Wörtern geschätzt; für %2 ist die Länge der Antwort angenommen.</translation>
    </message>
</context>
<context>
    <name>ui::shell::HelpPane</name>
    <message>
        <source>Close the help</source>
        <translation>Hilfe schließen</translation>
    </message>
    <message>
        <source>Close the help (F1)</source>
        <translation>Hilfe schließen (F1)</translation>
    </message>
    <message>
        <source>Help text</source>
        <translation>Hilfetext</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of the language: where the help texts lie</extracomment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>ui::shell::PageStack</name>
    <message>
        <source>Reading the workspace…</source>
        <translation>Der Arbeitsbereich wird gelesen…</translation>
    </message>
</context>
<context>
    <name>ui::shell::PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>&amp;Schriftgröße</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) a second</source>
        <translation>
            <numerusform>%n-mal je Sekunde</numerusform>
            <numerusform>%n-mal je Sekunde</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Refresh live views</source>
        <translation>&amp;Live-Ansichten aktualisieren</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>In force when the console is started again</source>
        <translation>Gilt nach dem nächsten Start der Konsole</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>As the system (%1)</source>
        <translation>Wie das System (%1)</translation>
    </message>
    <message>
        <source>Reporting time &amp;zone</source>
        <translation>&amp;Zeitzone der Berichte</translation>
    </message>
</context>
<context>
    <name>ui::shell::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>In a chart: step from datum to datum</source>
        <translation>Im Diagramm: von Wert zu Wert gehen</translation>
    </message>
    <message>
        <source>←, →, Home, End</source>
        <translation>←, →, Pos1, Ende</translation>
    </message>
    <message>
        <source>In a table: copy the selected rows</source>
        <translation>In einer Tabelle: gewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
</context>
<context>
    <name>ui::shell::StatusLine</name>
    <message>
        <source>, read-only</source>
        <translation>, nur lesend</translation>
    </message>
    <message>
        <source>, attached to a serving process</source>
        <translation>, an einen bedienenden Prozess angehängt</translation>
    </message>
    <message>
        <source>Workspace %1</source>
        <translation>Arbeitsbereich %1</translation>
    </message>
    <message>
        <source>No request yet</source>
        <translation>Noch keine Anfrage</translation>
    </message>
    <message>
        <source>Newest request just now</source>
        <translation>Neueste Anfrage eben jetzt</translation>
    </message>
    <message>
        <source>Newest request %1 ago</source>
        <translation>Neueste Anfrage vor %1</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Times in %1, money in US dollars</source>
        <translation>Zeiten in %1, Beträge in US-Dollar</translation>
    </message>
    <message>
        <source>Recording, the policy chain and the workspace are well</source>
        <translation>Aufzeichnung, Richtlinienkette und Arbeitsbereich sind in Ordnung</translation>
    </message>
</context>
<context>
    <name>ui::shell::TopBar</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Task that every view is narrowed to</source>
        <translation>Aufgabe, auf die jede Ansicht eingeschränkt ist</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Live: press to hold everything still</source>
        <translation>Live: drücken, um alles anzuhalten</translation>
    </message>
    <message>
        <source>Paused: press to follow again</source>
        <translation>Angehalten: drücken, um wieder zu folgen</translation>
    </message>
    <message>
        <source>Policy %1</source>
        <translation>Richtlinie %1</translation>
    </message>
    <message>
        <source>No policy</source>
        <translation>Keine Richtlinie</translation>
    </message>
    <message>
        <source>Version %1, no. %2, by %3: %4</source>
        <translation>Version %1, Nr. %2, von %3: %4</translation>
    </message>
    <message>
        <source>The last tier answers every request</source>
        <translation>Die letzte Stufe beantwortet jede Anfrage</translation>
    </message>
</context>
<context>
    <name>ui::shell::WindowActions</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow new requests, or hold everything still</source>
        <translation>Neuen Anfragen folgen oder alles anhalten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Read the view&apos;s data again</source>
        <translation>Die Daten der Ansicht neu lesen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the requests</source>
        <translation>Die Anfragen durchsuchen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write what the view shows to a file</source>
        <translation>Was die Ansicht zeigt, in eine Datei schreiben</translation>
    </message>
    <message>
        <source>Search commands…</source>
        <translation>Befehle suchen…</translation>
    </message>
    <message>
        <source>Find any command by a few letters of its name</source>
        <translation>Jeden Befehl mit ein paar Buchstaben seines Namens finden</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Theme, refresh rate, reporting time zone, text size</source>
        <translation>Farben, Aktualisierung, Zeitzone der Berichte, Schriftgröße</translation>
    </message>
    <message>
        <source>Help on this view</source>
        <translation>Hilfe zu dieser Ansicht</translation>
    </message>
    <message>
        <source>What the view shows and how to use it</source>
        <translation>Was die Ansicht zeigt und wie man sie benutzt</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Every shortcut on one sheet</source>
        <translation>Alle Kürzel auf einem Blatt</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Show or hide the route of the selected request</source>
        <translation>Den Weg der gewählten Anfrage zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Show or hide running and finished work</source>
        <translation>Laufende und beendete Arbeit zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Train students</source>
        <translation>Schüler trainieren</translation>
    </message>
    <message>
        <source>Train and calibrate a student for every task without one</source>
        <translation>Für jede Aufgabe ohne Schüler einen trainieren und kalibrieren</translation>
    </message>
    <message>
        <source>Pause or resume the simulated traffic</source>
        <translation>Simulierten Verkehr anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Only in the demo workspace</source>
        <translation>Nur im Demo-Arbeitsbereich</translation>
    </message>
    <message>
        <source>Estimate from a log…</source>
        <translation>Aus einem Protokoll schätzen…</translation>
    </message>
    <message>
        <source>What routing could save on the requests of a file; drop it on the window</source>
        <translation>Was Routing bei den Anfragen einer Datei sparen könnte; sie auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Show the hints again</source>
        <translation>Hinweise wieder zeigen</translation>
    </message>
    <message>
        <source>Bring back the cards that were dismissed</source>
        <translation>Die weggelegten Karten zurückholen</translation>
    </message>
    <message>
        <source>Copy the policy version</source>
        <translation>Richtlinienversion kopieren</translation>
    </message>
    <message>
        <source>The full hash of the version in force</source>
        <translation>Der volle Hash der geltenden Version</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Close the console</source>
        <translation>Die Konsole schließen</translation>
    </message>
    <message>
        <source>Last %1</source>
        <translation>Letzte %1</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Die letzten %1 zeigen</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark text on light ground</source>
        <translation>Dunkle Schrift auf hellem Grund</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Light text on dark ground</source>
        <translation>Helle Schrift auf dunklem Grund</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>Farben der Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light or dark as the desktop prefers</source>
        <translation>Hell oder dunkel, wie die Arbeitsumgebung es vorzieht</translation>
    </message>
    <message>
        <source>Task: %1</source>
        <translation>Aufgabe: %1</translation>
    </message>
    <message>
        <source>Narrow every view to this task</source>
        <translation>Jede Ansicht auf diese Aufgabe einschränken</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
</context>
<context>
    <name>ui::widgets::HintCards</name>
    <message>
        <source>Dismiss: %1</source>
        <translation>Weglegen: %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Weglegen</translation>
    </message>
</context>
<context>
    <name>ui::widgets::MessageBar</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ScoreScale</name>
    <message>
        <source>Score %1</source>
        <translation>Score %1</translation>
    </message>
    <message>
        <source>No score</source>
        <translation>Kein Score</translation>
    </message>
    <message>
        <source>%1, threshold %2</source>
        <translation>%1, Schwelle %2</translation>
    </message>
</context>
<context>
    <name>ui::widgets::TrainingStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Training progress</source>
        <translation>Trainingsfortschritt</translation>
    </message>
    <message>
        <source>Cancel this training</source>
        <translation>Dieses Training abbrechen</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>It is being cancelled</source>
        <translation>Es wird abgebrochen</translation>
    </message>
</context>
<context>
    <name>ui::widgets::WorkloadBanner</name>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>%1 / s</source>
        <translation>%1 / s</translation>
    </message>
    <message>
        <source>Rate of the simulated traffic</source>
        <translation>Rate des simulierten Verkehrs</translation>
    </message>
    <message>
        <source>Simulated workload: generated queries and upper tiers, really trained students.</source>
        <translation>Simulierte Last: erzeugte Anfragen und obere Stufen, wirklich trainierte Schüler.</translation>
    </message>
    <message>
        <source>History: %1 filled in.</source>
        <translation>Verlauf: %1 aufgefüllt.</translation>
    </message>
    <message>
        <source>Pause traffic</source>
        <translation>Verkehr anhalten</translation>
    </message>
    <message>
        <source>Resume traffic</source>
        <translation>Verkehr fortsetzen</translation>
    </message>
</context>
</TS>
