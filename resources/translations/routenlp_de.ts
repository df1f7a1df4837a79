<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AttemptSection</name>
    <message>
        <source>score %1 against %2</source>
        <translation>Score %1, Schwelle %2</translation>
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
    <message>
        <source>token probability %1</source>
        <translation>Tokenwahrscheinlichkeit %1</translation>
    </message>
    <message>
        <source>least likely token %1</source>
        <translation>unwahrscheinlichstes Token %1</translation>
    </message>
    <message>
        <source>margin %1</source>
        <translation>Abstand %1</translation>
    </message>
    <message>
        <source>entropy %1 nats</source>
        <translation>Entropie %1 nat</translation>
    </message>
    <message>
        <source>length %1 tokens</source>
        <translation>Länge %1 Tokens</translation>
    </message>
    <message>
        <source>router %1</source>
        <translation>Router %1</translation>
    </message>
    <message>
        <source>learned from these; %1 without</source>
        <translation>daraus gelernt; ohne dies %1</translation>
    </message>
    <message>
        <source>What the answer&apos;s tokens tell, means over the answer. The score is learned from all of these for this task and tier; until it is, it is a model server&apos;s token probability, or else what the router expects.</source>
        <translation>Was die Tokens der Antwort sagen, im Mittel über die Antwort. Der Score wird aus all dem für diese Aufgabe und Stufe gelernt; bis dahin ist er die Tokenwahrscheinlichkeit eines Modellservers, sonst das, was der Router erwartet.</translation>
    </message>
</context>
<context>
    <name>Availability</name>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
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
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Watch, acknowledged: %1</source>
        <translation>Warnung, bestätigt: %1</translation>
    </message>
    <message>
        <source>Alarm, acknowledged: %1</source>
        <translation>Alarm, bestätigt: %1</translation>
    </message>
    <message>
        <source>Watch: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>This window runs the gateway: client programs are answered by it.</source>
        <translation>Dieses Fenster betreibt das Gateway: Es beantwortet Client-Programme.</translation>
    </message>
    <message>
        <source>In the background it goes on without a window until its gateway is stopped; opening the workspace again shows it. Otherwise requests under way are finished and no more are accepted.</source>
        <translation>Im Hintergrund läuft es ohne Fenster weiter, bis sein Gateway angehalten wird; den Arbeitsbereich erneut zu öffnen zeigt es. Sonst werden laufende Anfragen beendet und keine weiteren angenommen.</translation>
    </message>
    <message>
        <source>Keep serving in the background</source>
        <translation>Im Hintergrund weiter bedienen</translation>
    </message>
    <message>
        <source>Drain and stop</source>
        <translation>Auslaufen lassen und anhalten</translation>
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
        <translation>Tokens ein</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>Tokens aus</translation>
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
    <message>
        <source>Training: teacher&apos;s answers</source>
        <translation>Training: Antworten des Lehrers</translation>
    </message>
    <message>
        <source>Blind studies</source>
        <translation>Blindstudien</translation>
    </message>
    <message>
        <source>Audits by the last tier</source>
        <translation>Audits durch die letzte Stufe</translation>
    </message>
    <message>
        <source>Shadow calls for certificates</source>
        <translation>Schattenaufrufe für Zertifikate</translation>
    </message>
    <message>
        <source>Shadow calls to compare</source>
        <translation>Schattenaufrufe zum Vergleich</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>alle Aufgaben</translation>
    </message>
    <message>
        <source>Spent beside the traffic: there is no request to open.</source>
        <translation>Neben dem Verkehr ausgegeben: Es gibt keine Anfrage zu öffnen.</translation>
    </message>
    <message>
        <source>Opens all requests of the range.</source>
        <translation>Öffnet alle Anfragen des Zeitraums.</translation>
    </message>
    <message>
        <source>Opens the requests of this line.</source>
        <translation>Öffnet die Anfragen dieser Zeile.</translation>
    </message>
    <message>
        <source>Opens the requests that this tier answered. The calls of the line are more: those whose answer was not sent, too. Their requests are with the tier that answered.</source>
        <translation>Öffnet die Anfragen, die diese Stufe beantwortet hat. Die Aufrufe der Zeile sind mehr: auch die, deren Antwort nicht gesendet wurde. Deren Anfragen stehen bei der Stufe, die geantwortet hat.</translation>
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
    <message>
        <source>Beside the traffic</source>
        <translation>Neben dem Verkehr</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Spend a day, US dollars</source>
        <translation>Ausgaben je Tag, US-Dollar</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
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
    <message numerus="yes">
        <source>for %1 request(s)</source>
        <translation>
            <numerusform>für %1 Anfrage</numerusform>
            <numerusform>für %1 Anfragen</numerusform>
        </translation>
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
        <translation>Gespart ggü. letzter Stufe</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>last tier&apos;s price unknown</source>
        <translation>letzte Stufe ohne Preis</translation>
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
        <translation>95‑%‑Band aus %1 Tagen</translation>
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
        <translation>Andere Tokenpreise</translation>
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
    <message>
        <source>Routing</source>
        <translation>Routing</translation>
    </message>
    <message>
        <source>Other tiers giving the answers</source>
        <translation>Andere Stufen geben die Antworten</translation>
    </message>
    <message>
        <source>Escalation, retries</source>
        <translation>Eskalation, Wiederholungen</translation>
    </message>
    <message>
        <source>More or fewer calls whose answer was not sent: passed on, failed or tried again</source>
        <translation>Mehr oder weniger Aufrufe, deren Antwort nicht gesendet wurde: weitergereicht, fehlgeschlagen oder wiederholt</translation>
    </message>
    <message>
        <source>Beside the traffic %1 more was spent, on training, audits and studies; %2 in all.</source>
        <translation>Neben dem Verkehr wurden weitere %1 für Training, Audits und Studien ausgegeben; insgesamt %2.</translation>
    </message>
    <message>
        <source>days in %1</source>
        <translation>Tage in %1</translation>
    </message>
    <message>
        <source>%1 beside the traffic</source>
        <translation>%1 neben dem Verkehr</translation>
    </message>
    <message>
        <source>%1 of it for training, audits and studies</source>
        <translation>davon %1 für Training, Audits und Studien</translation>
    </message>
    <message>
        <source>Audits are foreseen with the traffic; training and studies count as spent so far, and none are foreseen.</source>
        <translation>Audits sind mit dem Verkehr vorhergesehen; Training und Studien zählen, wie sie bisher sind, und weitere sind nicht vorhergesehen.</translation>
    </message>
    <message>
        <source>Opens the requests of the range before.</source>
        <translation>Öffnet die Anfragen des Zeitraums davor.</translation>
    </message>
    <message>
        <source>Opens the requests of %1, whose share grew most.</source>
        <translation>Öffnet die Anfragen von %1, deren Anteil am meisten wuchs.</translation>
    </message>
    <message>
        <source>Opens what %1 answered, whose share grew most.</source>
        <translation>Öffnet, was %1 beantwortet hat; der Anteil dieser Stufe wuchs am meisten.</translation>
    </message>
    <message>
        <source>Opens the escalated requests, the dearest first. A call that failed and was tried again at the same tier is no escalation.</source>
        <translation>Öffnet die eskalierten Anfragen, die teuersten zuerst. Ein Aufruf, der fehlschlug und bei derselben Stufe wiederholt wurde, ist keine Eskalation.</translation>
    </message>
    <message>
        <source>Opens all requests of the range, the dearest first.</source>
        <translation>Öffnet alle Anfragen des Zeitraums, die teuersten zuerst.</translation>
    </message>
    <message>
        <source>Opens what %1 answered, whose price changed, the dearest first.</source>
        <translation>Öffnet, was %1 beantwortet hat, das Teuerste zuerst; der Preis dieser Stufe änderte sich.</translation>
    </message>
    <message>
        <source>No price changed. Opens all requests of the range.</source>
        <translation>Kein Preis änderte sich. Öffnet alle Anfragen des Zeitraums.</translation>
    </message>
    <message>
        <source>Opens all requests of the range.</source>
        <translation>Öffnet alle Anfragen des Zeitraums.</translation>
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
    <name>EngineSentences</name>
    <message>
        <source>every gate passed</source>
        <translation>jeder Prüfstein ist bestanden</translation>
    </message>
    <message>
        <source>a gate failed: %1</source>
        <translation>ein Prüfstein ist nicht bestanden: %1</translation>
    </message>
    <message>
        <source>a gate failed: slice &apos;%1&apos;</source>
        <translation>ein Prüfstein ist nicht bestanden: Teilmenge „%1“</translation>
    </message>
    <message>
        <source>not enough data to decide about %1</source>
        <translation>zu wenige Daten für ein Urteil über %1</translation>
    </message>
    <message>
        <source>no gate failed, but the result is marginal: %1</source>
        <translation>kein Prüfstein ist verfehlt, aber das Ergebnis ist knapp: %1</translation>
    </message>
    <message>
        <source>the student&apos;s own answers</source>
        <translation>die eigenen Antworten des Schülers</translation>
    </message>
    <message>
        <source>what clients would get</source>
        <translation>was Clients bekämen</translation>
    </message>
    <message>
        <source>the student&apos;s own answers since the first certified champion</source>
        <translation>die eigenen Antworten des Schülers seit dem ersten zertifizierten Champion</translation>
    </message>
    <message>
        <source>what clients would get since the first certified champion</source>
        <translation>was Clients bekämen seit dem ersten zertifizierten Champion</translation>
    </message>
    <message>
        <source>the cost at equal certified risk</source>
        <translation>die Kosten bei gleichem zertifizierten Risiko</translation>
    </message>
    <message>
        <source>the risk of accepted answers</source>
        <translation>das Risiko angenommener Antworten</translation>
    </message>
    <message>
        <source>one slice</source>
        <translation>eine Teilmenge</translation>
    </message>
    <message>
        <source>since the first certified champion clients would get %1, the student&apos;s own answers %2, of one margin of %3</source>
        <translation>seit dem ersten zertifizierten Champion bekämen Clients %1, die eigenen Antworten des Schülers %2, bei einer Marge von %3 für alles zusammen</translation>
    </message>
    <message>
        <source>since the first certified champion clients would get %1, of one margin of %2</source>
        <translation>seit dem ersten zertifizierten Champion bekämen Clients %1, bei einer Marge von %2 für alles zusammen</translation>
    </message>
    <message>
        <source>nothing of it is certified: it answers nothing, every query goes where it went, and it can be taught</source>
        <translation>nichts davon ist zertifiziert: Er beantwortet nichts, jede Anfrage geht, wohin sie ging, und er kann unterrichtet werden</translation>
    </message>
    <message>
        <source>nothing of it is certified, as nothing of the champion is: every query goes where it went, its own answers are better, and it can be taught further</source>
        <translation>nichts davon ist zertifiziert, so wie beim Champion nichts: Jede Anfrage geht, wohin sie ging, seine eigenen Antworten sind besser, und er kann weiter unterrichtet werden</translation>
    </message>
    <message>
        <source>the first student of the task, against the tiers in force</source>
        <translation>der erste Schüler der Aufgabe, gegen die Stufen, die gelten</translation>
    </message>
    <message>
        <source>the task has no traffic yet: the prediction assumes each of the %1 imported texts once a day</source>
        <translation>die Aufgabe hat noch keinen Verkehr: Die Vorhersage nimmt jeden der %1 importierten Texte einmal am Tag an</translation>
    </message>
    <message>
        <source>the run ends with the teacher&apos;s answers</source>
        <translation>der Lauf endet mit den Antworten des Lehrers</translation>
    </message>
    <message>
        <source>the teacher gave no answer that can be learnt</source>
        <translation>der Lehrer gab keine Antwort, die sich lernen lässt</translation>
    </message>
    <message>
        <source>waits for the operator, who took the last promotion of this task back</source>
        <translation>wartet auf den Betreiber, der die letzte Beförderung dieser Aufgabe zurückgenommen hat</translation>
    </message>
    <message>
        <source>Router %1 takes over %2</source>
        <translation>Router %1 übernimmt %2</translation>
    </message>
    <message>
        <source>Limits lifted</source>
        <translation>Grenzen aufgehoben</translation>
    </message>
    <message>
        <source>Limits of latency or cost</source>
        <translation>Grenzen für Latenz oder Kosten</translation>
    </message>
    <message>
        <source>Student for %1 takes over</source>
        <translation>Schüler für %1 übernimmt</translation>
    </message>
    <message>
        <source>Too few judged answers: %1 of at least %2 (with no failure) in the calibration sample; %3 more are needed.</source>
        <translation>Zu wenige bewertete Antworten: %1 von mindestens %2 (ohne Fehler) in der Kalibrierstichprobe; es fehlen noch %3.</translation>
    </message>
    <message>
        <source>Too few judged answers: %1 failure(s) among %2 answer(s) at a score of %3 or more, where %4 answers are needed with %5 failure(s); %6 more without a further failure would do (about %7 more judged answers in all).</source>
        <translation>Zu wenige bewertete Antworten: ab Score %3 sind %1 von %2 Antworten Fehler; nötig sind %4 Antworten bei einer Fehlerzahl von %5. %6 weitere ohne neuen Fehler genügen (insgesamt etwa %7 weitere bewertete Antworten).</translation>
    </message>
    <message>
        <source>No scored answers in the tuning sample, so there is no threshold to test; judge some answers of the tuning split.</source>
        <translation>In der Abstimmstichprobe hat keine Antwort einen Score, also gibt es keine Schwelle zu prüfen; bitte einige Antworten des Abstimmteils bewerten.</translation>
    </message>
    <message>
        <source>The tier fails on %1 of all judged queries, so any valid rule must escalate at least %2 of them.</source>
        <translation>Die Stufe scheitert an %1 aller bewerteten Anfragen; jede gültige Regel muss daher mindestens %2 davon eskalieren.</translation>
    </message>
    <message>
        <source>Failure rate too high: %1 failure(s) among %2 answer(s) at a score of %3 or more, which does not show a rate of %4 or less.</source>
        <translation>Fehlerrate zu hoch: ab Score %3 sind %1 von %2 Antworten Fehler; das belegt keine Rate von höchstens %4.</translation>
    </message>
    <message>
        <source>Left out: by the tuning answers, asking this tier would cost more than it saves, because the other tiers can accept more without it.</source>
        <translation>Ausgelassen: Nach den Abstimmantworten würde es mehr kosten als sparen, diese Stufe zu fragen, weil die anderen Stufen ohne sie mehr annehmen können.</translation>
    </message>
    <message>
        <source>It answers nothing alone.</source>
        <translation>Sie beantwortet nichts allein.</translation>
    </message>
    <message>
        <source>Not reached: the tiers before it accept all of %1 judged answer(s) that it could have been asked for.</source>
        <translation>Nicht erreicht: Die Stufen davor nehmen alle %1 bewerteten Antworten an, nach denen sie hätte gefragt werden können.</translation>
    </message>
    <message>
        <source>There is nothing to certify, and it answers nothing alone.</source>
        <translation>Es gibt nichts zu zertifizieren, und sie beantwortet nichts allein.</translation>
    </message>
    <message>
        <source>The task is on probation: it is certified only on answers judged since the alarm.</source>
        <translation>Die Aufgabe ist auf Bewährung: Sie wird nur an Antworten zertifiziert, die seit dem Alarm bewertet wurden.</translation>
    </message>
    <message>
        <source>Conformal initialisation, no failure guarantee: for comparison only.</source>
        <translation>Konforme Initialisierung, keine Fehlergarantie: nur zum Vergleich.</translation>
    </message>
    <message>
        <source>Conformal initialisation gives no failure guarantee; it is shown for comparison and cannot be applied.</source>
        <translation>Konforme Initialisierung gibt keine Fehlergarantie; sie wird zum Vergleich gezeigt und kann nicht angewendet werden.</translation>
    </message>
    <message>
        <source>The data cannot support this risk level: about %1 more judged answers are needed at the failure rate of the tuning answers.</source>
        <translation>Die Daten tragen dieses Risikoniveau nicht: Bei der Fehlerrate der Abstimmantworten fehlen etwa %1 bewertete Antworten.</translation>
    </message>
    <message>
        <source>The data cannot support this risk level.</source>
        <translation>Die Daten tragen dieses Risikoniveau nicht.</translation>
    </message>
    <message>
        <source>At the present audit rate that is %1 day(s) at the least.</source>
        <translation>Dauer bei der jetzigen Audit-Rate, in Tagen: mindestens %1.</translation>
    </message>
    <message>
        <source>To certify a risk level of %1 at a failure rate of %2 you need about %3 judged answers: %4 more, %5 day(s) at the present audit rate.</source>
        <translation>Um ein Risikoniveau von %1 bei einer Fehlerrate von %2 zu zertifizieren, braucht es etwa %3 bewertete Antworten: %4 weitere (Tage bei der jetzigen Audit-Rate: %5).</translation>
    </message>
    <message>
        <source>To certify a risk level of %1 at a failure rate of %2 you need about %3 judged answers: %4 more.</source>
        <translation>Um ein Risikoniveau von %1 bei einer Fehlerrate von %2 zu zertifizieren, braucht es etwa %3 bewertete Antworten: %4 weitere.</translation>
    </message>
    <message>
        <source>Coverage (1 - alpha) %1 at confidence %2: %3 keeps answers to %4 with a score of %5 or more.</source>
        <translation>Abdeckung (1 − α) %1 bei Konfidenz %2: %3 behält Antworten auf %4 ab Score %5.</translation>
    </message>
    <message>
        <source>%1 answers nothing alone for %2: no certificate at %3 coverage.</source>
        <translation>%1 beantwortet für %2 nichts allein: kein Zertifikat bei %3 Abdeckung.</translation>
    </message>
    <message>
        <source>Nothing is promised for %1 on %2, so every query it sees is escalated.</source>
        <translation>Für %1 ist bei %2 nichts zugesagt, also wird jede Anfrage eskaliert, die dort ankommt.</translation>
    </message>
    <message>
        <source>Of the answers that %1 keeps for %2, at most %3 fail the target in the long run.</source>
        <translation>Von den Antworten, die %1 für %2 behält, verfehlen auf Dauer höchstens %3 das Ziel.</translation>
    </message>
    <message>
        <source>The certificate of this tier goes wrong with probability at most %1 over the draw of the calibration sample.</source>
        <translation>Das Zertifikat dieser Stufe ist mit Wahrscheinlichkeit höchstens %1 falsch, über die Ziehung der Kalibrierstichprobe.</translation>
    </message>
    <message>
        <source>Any certificate among the tiers of this task goes wrong with probability at most %1 over the draw of the calibration sample.</source>
        <translation>Irgendein Zertifikat der Stufen dieser Aufgabe ist mit Wahrscheinlichkeit höchstens %1 falsch, über die Ziehung der Kalibrierstichprobe.</translation>
    </message>
    <message>
        <source>Any certificate among all tiers of all tasks goes wrong with probability at most %1 over the draw of the calibration sample.</source>
        <translation>Irgendein Zertifikat aller Stufen aller Aufgaben ist mit Wahrscheinlichkeit höchstens %1 falsch, über die Ziehung der Kalibrierstichprobe.</translation>
    </message>
    <message>
        <source>This tier&apos;s part of it is %1.</source>
        <translation>Der Anteil dieser Stufe daran ist %1.</translation>
    </message>
    <message>
        <source>%1 failure(s) among %2 kept answer(s) of %3 calibration answers; upper bound of the failure rate %4 (Clopper-Pearson).</source>
        <translation>%1 Fehler unter %2 behaltenen von %3 Kalibrierantworten; Obergrenze der Fehlerrate %4 (Clopper-Pearson).</translation>
    </message>
    <message>
        <source>Whether an answer meets the target is as judged by %1.</source>
        <translation>Ob eine Antwort das Ziel erfüllt, beurteilt: %1.</translation>
    </message>
    <message>
        <source>It assumes that traffic is drawn like the calibration sample and passes through the same router, plan and models; once that stops being true, nothing is promised until a recalibration.</source>
        <translation>Vorausgesetzt ist, dass der Verkehr wie die Kalibrierstichprobe gezogen ist und durch denselben Router, Plan und dieselben Modelle geht; gilt das nicht mehr, ist bis zu einer neuen Kalibrierung nichts zugesagt.</translation>
    </message>
    <message>
        <source>It is not a promise for one answer, for a sub-topic or for a day, and says nothing about answers of other tiers.</source>
        <translation>Es ist keine Zusage für eine einzelne Antwort, ein Unterthema oder einen Tag und sagt nichts über Antworten anderer Stufen.</translation>
    </message>
    <message>
        <source>The failure rate of accepted answers exceeds %1: %2 failure(s) among %3 judged answer(s); such an alarm is false with probability at most %4.</source>
        <translation>Die Fehlerrate angenommener Antworten übersteigt %1: %2 Fehler unter %3 bewerteten Antworten; ein solcher Alarm ist mit Wahrscheinlichkeit höchstens %4 falsch.</translation>
    </message>
    <message>
        <source>Failures among accepted answers are becoming frequent: %1 failure(s) among %2 judged answer(s), promised at most %3.</source>
        <translation>Fehler unter angenommenen Antworten häufen sich: %1 unter %2 bewerteten Antworten, zugesagt sind höchstens %3.</translation>
    </message>
    <message>
        <source>This lamp is quick, not proof.</source>
        <translation>Diese Warnung ist schnell, kein Beweis.</translation>
    </message>
    <message>
        <source>The certificate is void and the tier accepts nothing until it is certified anew.</source>
        <translation>Das Zertifikat ist ungültig, und die Stufe nimmt nichts an, bis sie neu zertifiziert ist.</translation>
    </message>
    <message>
        <source>The quality target changed; other answers count as failures now.</source>
        <translation>Das Qualitätsziel hat sich geändert; jetzt zählen andere Antworten als Fehler.</translation>
    </message>
    <message>
        <source>The list of tiers or a tier&apos;s model changed; the certificate speaks of the earlier ones.</source>
        <translation>Die Liste der Stufen oder das Modell einer Stufe hat sich geändert; das Zertifikat spricht von den früheren.</translation>
    </message>
    <message>
        <source>The limits of latency or cost changed, and with them which queries reach the tier.</source>
        <translation>Die Grenzen für Zeit oder Kosten haben sich geändert und mit ihnen, welche Anfragen die Stufe erreichen.</translation>
    </message>
    <message>
        <source>A price changed, and with it which queries the plan sends to the tier.</source>
        <translation>Ein Preis hat sich geändert und mit ihm, welche Anfragen der Plan an die Stufe sendet.</translation>
    </message>
    <message>
        <source>The router changed, so other queries reach the tier than those it was certified on.</source>
        <translation>Der Router hat sich geändert, also erreichen die Stufe andere Anfragen als die, an denen sie zertifiziert wurde.</translation>
    </message>
    <message>
        <source>The tier&apos;s model changed; the certificate speaks of the earlier one.</source>
        <translation>Das Modell der Stufe hat sich geändert; das Zertifikat spricht vom früheren.</translation>
    </message>
    <message>
        <source>The risk level was lowered to %1; the certificate shows only %2.</source>
        <translation>Das Risikoniveau wurde auf %1 gesenkt; das Zertifikat belegt nur %2.</translation>
    </message>
    <message>
        <source>The promise was widened to all %1 tasks at once; the certificate spent a larger part of delta.</source>
        <translation>Die Zusage wurde auf alle %1 Aufgaben zugleich ausgedehnt; das Zertifikat verbrauchte einen größeren Teil von Delta.</translation>
    </message>
    <message>
        <source>Expected by %1 tuning answers; the calibration answers, %2 of them, are looked at when the draft is applied, which spends a part of delta.</source>
        <translation>Erwartet nach %1 Abstimmantworten; die %2 Kalibrierantworten werden erst beim Anwenden angesehen, was einen Teil von Delta verbraucht.</translation>
    </message>
    <message>
        <source>Replayed on %1 recent queries.</source>
        <translation>Nachgespielt auf %1 neueren Anfragen.</translation>
    </message>
    <message>
        <source>Replayed on %1 tuning answers, for want of traffic.</source>
        <translation>Mangels Verkehr nachgespielt auf %1 Abstimmantworten.</translation>
    </message>
    <message>
        <source>50% and 95% bands from %1 bootstrap resamples of the replayed queries; they do not include the uncertainty of the thresholds.</source>
        <translation>50‑%‑ und 95‑%‑Bänder aus %1 Bootstrap-Ziehungen der nachgespielten Anfragen; die Unsicherheit der Schwellen ist nicht enthalten.</translation>
    </message>
    <message>
        <source>p99 sums the latencies of the tiers asked; a tier that was not asked takes those of its other answers.</source>
        <translation>p99 summiert die Zeiten der gefragten Stufen; für eine nicht gefragte Stufe gelten die ihrer anderen Antworten.</translation>
    </message>
    <message>
        <source>Quality and failure rate come from the tuning answers, because most of the traffic is not judged.</source>
        <translation>Qualität und Fehlerrate stammen aus den Abstimmantworten, weil der Verkehr größtenteils nicht bewertet ist.</translation>
    </message>
    <message>
        <source>Everything is routed again</source>
        <translation>Alles wird wieder geroutet</translation>
    </message>
    <message>
        <source>Everything of &apos;%1&apos; is routed again</source>
        <translation>Alles von „%1“ wird wieder geroutet</translation>
    </message>
    <message>
        <source>Everything goes to the last tier until %1 UTC</source>
        <translation>Alles geht bis %1 UTC an die letzte Stufe</translation>
    </message>
    <message>
        <source>Everything of &apos;%1&apos; goes to the last tier until %2 UTC</source>
        <translation>Alles von „%1“ geht bis %2 UTC an die letzte Stufe</translation>
    </message>
    <message>
        <source>The cluster has its new name</source>
        <translation>Das Cluster hat seinen neuen Namen</translation>
    </message>
    <message>
        <source>The clusters are one</source>
        <translation>Die Cluster sind eines</translation>
    </message>
    <message>
        <source>The cluster is excluded</source>
        <translation>Das Cluster ist ausgeschlossen</translation>
    </message>
    <message>
        <source>The cluster counts again</source>
        <translation>Das Cluster zählt wieder</translation>
    </message>
    <message>
        <source>The requests are a cluster of their own</source>
        <translation>Die Anfragen sind ein eigenes Cluster</translation>
    </message>
    <message>
        <source>%1 of %2 requests are a cluster of their own now</source>
        <translation>%1 von %2 Anfragen sind jetzt ein eigenes Cluster</translation>
    </message>
    <message>
        <source>The last edit is taken back</source>
        <translation>Die letzte Änderung ist zurückgenommen</translation>
    </message>
    <message>
        <source>The budget of a month is $%1</source>
        <translation>Das Monatsbudget beträgt $%1</translation>
    </message>
    <message>
        <source>There is no budget</source>
        <translation>Es gibt kein Budget</translation>
    </message>
    <message>
        <source>Price version %1 of %2 is in force</source>
        <translation>Preisversion %1 von %2 gilt</translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation>Alarm bestätigt</translation>
    </message>
    <message>
        <source>Probation: the tier escalates everything from policy %1 on</source>
        <translation>Bewährung: Die Stufe eskaliert ab Richtlinie %1 alles</translation>
    </message>
    <message>
        <source>Alarms start probation by themselves</source>
        <translation>Alarme beginnen die Bewährung von selbst</translation>
    </message>
    <message>
        <source>Alarms wait for your word</source>
        <translation>Alarme warten auf eine Entscheidung</translation>
    </message>
    <message>
        <source>Policy %1 is active</source>
        <translation>Richtlinie %1 gilt</translation>
    </message>
    <message>
        <source>From the next query on it runs beside the traffic</source>
        <translation>Ab der nächsten Anfrage läuft es neben dem Verkehr</translation>
    </message>
    <message>
        <source>Nothing runs beside the traffic any more</source>
        <translation>Neben dem Verkehr läuft nichts mehr</translation>
    </message>
    <message>
        <source>Certified on answers judged beside the traffic: policy %1</source>
        <translation>An Antworten zertifiziert, die neben dem Verkehr bewertet wurden: Richtlinie %1</translation>
    </message>
    <message>
        <source>Not certified on answers judged beside the traffic: policy %1</source>
        <translation>An Antworten, die neben dem Verkehr bewertet wurden, nicht zertifiziert: Richtlinie %1</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Verzeichnet</translation>
    </message>
    <message>
        <source>Recorded: meets the target</source>
        <translation>Verzeichnet: erfüllt das Ziel</translation>
    </message>
    <message>
        <source>Recorded: misses the target</source>
        <translation>Verzeichnet: verfehlt das Ziel</translation>
    </message>
    <message>
        <source>Promises cover all tasks at once; narrower ones are void</source>
        <translation>Zusagen gelten für alle Aufgaben zugleich; engere sind ungültig</translation>
    </message>
    <message>
        <source>Each promise covers its own task</source>
        <translation>Jede Zusage gilt für ihre eigene Aufgabe</translation>
    </message>
    <message>
        <source>The gateway has stopped</source>
        <translation>Das Gateway ist angehalten</translation>
    </message>
    <message>
        <source>The gateway answers at %1</source>
        <translation>Das Gateway antwortet unter %1</translation>
    </message>
    <message>
        <source>Tier &apos;%1&apos; is answered by %2</source>
        <translation>Für Stufe „%1“ antwortet %2</translation>
    </message>
    <message>
        <source>Nothing answers for tier &apos;%1&apos; any more</source>
        <translation>Für Stufe „%1“ antwortet nichts mehr</translation>
    </message>
    <message>
        <source>%1 answered in %2 ms with %3 model(s)</source>
        <translation>%1 antwortete in %2 ms; Modelle: %3</translation>
    </message>
    <message>
        <source>Key &apos;%1&apos; may use the gateway</source>
        <translation>Schlüssel „%1“ darf das Gateway benutzen</translation>
    </message>
    <message>
        <source>Key &apos;%1&apos; is revoked</source>
        <translation>Schlüssel „%1“ ist widerrufen</translation>
    </message>
    <message>
        <source>The key %1 is in the keyring</source>
        <translation>Der Schlüssel %1 liegt im Schlüsselbund</translation>
    </message>
    <message>
        <source>The key %1 is gone from the keyring</source>
        <translation>Der Schlüssel %1 ist aus dem Schlüsselbund entfernt</translation>
    </message>
    <message>
        <source>%1 run(s) queued</source>
        <translation>Eingereihte Läufe: %1</translation>
    </message>
    <message>
        <source>Router training queued</source>
        <translation>Routertraining eingereiht</translation>
    </message>
    <message>
        <source>Training of a student for %1 is queued</source>
        <translation>Das Training eines Schülers für %1 ist eingereiht</translation>
    </message>
    <message>
        <source>Calibration of %1 is queued</source>
        <translation>Die Kalibrierung von %1 ist eingereiht</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>The run goes on after its last finished stage</source>
        <translation>Der Lauf geht nach seiner letzten fertigen Stufe weiter</translation>
    </message>
    <message>
        <source>The challenger answers beside the traffic from the next query on; no client sees it</source>
        <translation>Der Herausforderer antwortet ab der nächsten Anfrage neben dem Verkehr; kein Client sieht ihn</translation>
    </message>
    <message>
        <source>The challenger answers no more; what was compared stays with the run</source>
        <translation>Der Herausforderer antwortet nicht mehr; was verglichen wurde, bleibt beim Lauf</translation>
    </message>
    <message>
        <source>Loops start by hand alone</source>
        <translation>Schleifen beginnen nur von Hand</translation>
    </message>
    <message>
        <source>Loops start every night at %1 UTC and on every coverage alarm</source>
        <translation>Schleifen beginnen jede Nacht um %1 UTC und bei jedem Abdeckungsalarm</translation>
    </message>
    <message>
        <source>Loops start every night at %1 UTC</source>
        <translation>Schleifen beginnen jede Nacht um %1 UTC</translation>
    </message>
    <message>
        <source>Loops start on every coverage alarm</source>
        <translation>Schleifen beginnen bei jedem Abdeckungsalarm</translation>
    </message>
    <message>
        <source>Version %1 is in force again, as version %2</source>
        <translation>Version %1 gilt wieder, als Version %2</translation>
    </message>
    <message>
        <source>Task %1 is served as model routenlp/%2</source>
        <translation>Aufgabe %1 wird als Modell routenlp/%2 bedient</translation>
    </message>
    <message>
        <source>Task %1 is saved</source>
        <translation>Aufgabe %1 ist gespeichert</translation>
    </message>
    <message>
        <source>%1 is asked in place %2 of %3</source>
        <translation>%1 wird an Stelle %2 von %3 gefragt</translation>
    </message>
    <message>
        <source>Added %1 to review</source>
        <translation>%1 zur Prüfung hinzugefügt</translation>
    </message>
    <message>
        <source>Added %1 to review; %2 were in it already</source>
        <translation>%1 zur Prüfung hinzugefügt; %2 waren schon darin</translation>
    </message>
    <message>
        <source>Router %1 serves %2 task(s); policy %3 is active</source>
        <translation>Aufgaben mit Router %1: %2; Richtlinie %3 gilt</translation>
    </message>
    <message>
        <source>Drew %1 pairs out of %2 answers of cheaper tiers</source>
        <translation>%1 Paare aus %2 Antworten billigerer Stufen gezogen</translation>
    </message>
    <message>
        <source>it ended early: %1</source>
        <translation>vorzeitig beendet: %1</translation>
    </message>
    <message>
        <source>the program is ending</source>
        <translation>das Programm wird beendet</translation>
    </message>
    <message>
        <source>Drew %1 pairs out of %2 answers of cheaper tiers; %3 more have no answer of the last tier</source>
        <translation>%1 Paare aus %2 Antworten billigerer Stufen gezogen; zu %3 weiteren fehlt die Antwort der letzten Stufe</translation>
    </message>
    <message>
        <source>Simulated traffic is running</source>
        <translation>Der simulierte Verkehr läuft</translation>
    </message>
    <message>
        <source>Simulated traffic is paused</source>
        <translation>Der simulierte Verkehr ist angehalten</translation>
    </message>
    <message>
        <source>the first student of the task; it accepts what its certificate allows</source>
        <translation>der erste Schüler der Aufgabe; er nimmt an, was sein Zertifikat erlaubt</translation>
    </message>
    <message>
        <source>there is no text of the training split that the student does not know</source>
        <translation>es gibt keinen Trainingstext, den der Schüler nicht kennt</translation>
    </message>
    <message>
        <source>not worth it: the expected saving does not exceed its cost</source>
        <translation>lohnt nicht: Die erwartete Ersparnis übersteigt die Kosten nicht</translation>
    </message>
    <message>
        <source>not worth it: the expected saving does not exceed teacher and training cost</source>
        <translation>lohnt nicht: Die erwartete Ersparnis übersteigt die Kosten für Lehrer und Training nicht</translation>
    </message>
    <message>
        <source>the budget does not pay for one teacher answer</source>
        <translation>das Budget reicht nicht für eine einzige Antwort des Lehrers</translation>
    </message>
    <message>
        <source>no text of the pool qualifies</source>
        <translation>kein Text kommt infrage</translation>
    </message>
    <message>
        <source>a judge that was not recorded</source>
        <translation>nicht verzeichnet</translation>
    </message>
    <message>
        <source>reference answers of the data set</source>
        <translation>Referenzantworten des Datensatzes</translation>
    </message>
    <message>
        <source>Certified on answers judged beside the traffic</source>
        <translation>An Antworten zertifiziert, die neben dem Verkehr bewertet wurden</translation>
    </message>
    <message>
        <source>Not certified on answers judged beside the traffic</source>
        <translation>An Antworten, die neben dem Verkehr bewertet wurden, nicht zertifiziert</translation>
    </message>
    <message>
        <source>Revert to version %1 (no. %2)</source>
        <translation>Zurück zu Version %1 (Nr. %2)</translation>
    </message>
    <message>
        <source>Back to policy %1</source>
        <translation>Zurück zu Richtlinie %1</translation>
    </message>
    <message>
        <source>Challenger of run %1 promoted</source>
        <translation>Herausforderer von Lauf %1 eingesetzt</translation>
    </message>
    <message>
        <source>Probation</source>
        <translation>Bewährung</translation>
    </message>
    <message>
        <source>the operator&apos;s word</source>
        <translation>auf Wunsch des Betreibers</translation>
    </message>
    <message>
        <source>the failure rate of accepted answers is too high</source>
        <translation>die Fehlerrate angenommener Antworten ist zu hoch</translation>
    </message>
    <message>
        <source>since the first certified champion clients would get %1 (of %2 that may go), the student&apos;s own answers %3 (of %4)</source>
        <translation>seit dem ersten zertifizierten Champion bekämen Clients %1 (von %2, die verloren gehen dürfen), die eigenen Antworten des Schülers %3 (von %4)</translation>
    </message>
    <message>
        <source>since the first certified champion clients would get %1 (of %2 that may go)</source>
        <translation>seit dem ersten zertifizierten Champion bekämen Clients %1 (von %2, die verloren gehen dürfen)</translation>
    </message>
    <message>
        <source>the program ended while this run was under way; take it up again</source>
        <translation>das Programm endete, während dieser Lauf im Gange war; ihn wieder aufnehmen</translation>
    </message>
    <message>
        <source>the program ended while this run was under way; start it again</source>
        <translation>das Programm endete, während dieser Lauf im Gange war; ihn neu starten</translation>
    </message>
    <message>
        <source>the program was closed while this run was under way</source>
        <translation>das Programm wurde geschlossen, während dieser Lauf im Gange war</translation>
    </message>
    <message>
        <source>cancelled on request</source>
        <translation>auf Wunsch abgebrochen</translation>
    </message>
    <message>
        <source>training was cancelled</source>
        <translation>das Training wurde abgebrochen</translation>
    </message>
    <message>
        <source>run %1 is neither queued nor running</source>
        <translation>Lauf %1 steht weder an noch ist er im Gange</translation>
    </message>
    <message>
        <source>run %1 is no run of stages that failed or was cancelled</source>
        <translation>Lauf %1 ist kein Lauf in Schritten, der misslang oder abgebrochen wurde</translation>
    </message>
    <message>
        <source>the worker ended with code %1 before it was done; see logs/ in the workspace</source>
        <translation>der Arbeitsprozess endete mit Code %1, bevor er fertig war; siehe logs/ im Arbeitsbereich</translation>
    </message>
    <message>
        <source>another artefact is called &apos;%1&apos;; train with another seed</source>
        <translation>ein anderes Artefakt heißt „%1“; mit einem anderen Startwert trainieren</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; was removed while its student was trained</source>
        <translation>Aufgabe „%1“ wurde entfernt, während ihr Schüler trainiert wurde</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; was removed before it was calibrated</source>
        <translation>Aufgabe „%1“ wurde entfernt, bevor sie kalibriert wurde</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; has %2 training, %3 tuning and %4 calibration examples with a reference; import a labelled file so that each split has some</source>
        <translation>Aufgabe „%1“ hat %2 Beispiele mit Referenz zum Trainieren, %3 zum Abstimmen und %4 zum Kalibrieren; eine beschriftete Datei importieren, damit jeder Teil welche hat</translation>
    </message>
    <message>
        <source>training needs a student tier and a tier above it in the portfolio</source>
        <translation>zum Training gehören eine Schülerstufe und eine Stufe darüber im Portfolio</translation>
    </message>
    <message>
        <source>the loop needs a student tier and a tier above it in the portfolio</source>
        <translation>zur Schleife gehören eine Schülerstufe und eine Stufe darüber im Portfolio</translation>
    </message>
    <message>
        <source>a training run has no parameter &apos;%1&apos;</source>
        <translation>ein Trainingslauf hat keinen Parameter „%1“</translation>
    </message>
    <message>
        <source>the parameter &apos;%1&apos; is out of its bounds</source>
        <translation>der Parameter „%1“ liegt außerhalb seiner Grenzen</translation>
    </message>
    <message>
        <source>no task has labelled texts; import a labelled file first</source>
        <translation>keine Aufgabe hat beschriftete Texte; zuerst eine beschriftete Datei importieren</translation>
    </message>
    <message>
        <source>the last tier &apos;%1&apos; cannot be asked from here; start the gateway that knows its endpoint and run the loop there</source>
        <translation>die letzte Stufe „%1“ ist von hier nicht zu fragen; das Gateway starten, das ihren Endpunkt kennt, und die Schleife dort ausführen</translation>
    </message>
    <message>
        <source>the last tier &apos;%1&apos; does not answer (%2); take the run up again once it does: what it answered is kept</source>
        <translation>die letzte Stufe „%1“ antwortet nicht (%2); den Lauf wieder aufnehmen, sobald sie es tut: ihre Antworten bleiben erhalten</translation>
    </message>
    <message>
        <source>the price of the last tier &apos;%1&apos; is unknown, so that no budget can hold; set its price or run without a budget</source>
        <translation>der Preis der letzten Stufe „%1“ ist unbekannt, so dass kein Budget halten kann; den Preis setzen oder ohne Budget ausführen</translation>
    </message>
    <message>
        <source>the student tier was removed from the portfolio</source>
        <translation>die Schülerstufe wurde aus dem Portfolio entfernt</translation>
    </message>
    <message>
        <source>run %1 taught task &apos;%2&apos; nothing</source>
        <translation>Lauf %1 hat Aufgabe „%2“ nichts beigebracht</translation>
    </message>
    <message>
        <source>grouping the failures was stopped</source>
        <translation>das Gruppieren der Fehlschläge wurde angehalten</translation>
    </message>
    <message>
        <source>training diverged: the loss is no longer finite</source>
        <translation>das Training ist auseinandergelaufen: Der Verlust ist nicht mehr endlich</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; is served by another student than the one that the challenger was compared with; run the loop again</source>
        <translation>Aufgabe „%1“ bedient ein anderer Schüler als der, mit dem der Herausforderer verglichen wurde; die Schleife noch einmal ausführen</translation>
    </message>
    <message>
        <source>run %1 has no challenger for task &apos;%2&apos;</source>
        <translation>Lauf %1 hat keinen Herausforderer für Aufgabe „%2“</translation>
    </message>
    <message>
        <source>the challenger is not promoted</source>
        <translation>der Herausforderer wird nicht befördert</translation>
    </message>
    <message>
        <source>the challenger is not put in shadow</source>
        <translation>der Herausforderer kommt nicht in den Schatten</translation>
    </message>
    <message>
        <source>the challenger was promoted already</source>
        <translation>der Herausforderer ist schon befördert</translation>
    </message>
    <message>
        <source>the challenger of run %1 for task &apos;%2&apos; is not in shadow</source>
        <translation>der Herausforderer aus Lauf %1 für Aufgabe „%2“ ist nicht im Schatten</translation>
    </message>
    <message>
        <source>the challenger of run %1 is in shadow for this task already; stop it first</source>
        <translation>der Herausforderer aus Lauf %1 ist für diese Aufgabe schon im Schatten; ihn zuerst anhalten</translation>
    </message>
    <message>
        <source>the challenger cannot answer beside the traffic: its champion is not served any more, or its model cannot be loaded; run the loop again</source>
        <translation>der Herausforderer kann nicht neben dem Verkehr antworten: Sein Titelhalter wird nicht mehr eingesetzt, oder sein Modell lässt sich nicht laden; die Schleife noch einmal ausführen</translation>
    </message>
    <message>
        <source>say why the challenger is promoted all the same</source>
        <translation>sagen, warum der Herausforderer dennoch befördert wird</translation>
    </message>
    <message>
        <source>the cluster has queries of several tasks; choose one task first: students answer one each</source>
        <translation>der Cluster hat Anfragen mehrerer Aufgaben; zuerst eine Aufgabe wählen: Jeder Schüler beantwortet eine</translation>
    </message>
    <message>
        <source>no task &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist keine Aufgabe „%1“</translation>
    </message>
    <message>
        <source>no tier &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist keine Stufe „%1“</translation>
    </message>
    <message>
        <source>no run &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist kein Lauf „%1“</translation>
    </message>
    <message>
        <source>no router &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist kein Router „%1“</translation>
    </message>
    <message>
        <source>no key &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist kein Schlüssel „%1“</translation>
    </message>
    <message>
        <source>no alarm &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist kein Alarm „%1“</translation>
    </message>
    <message>
        <source>no policy version &apos;%1&apos; in this workspace</source>
        <translation>in diesem Arbeitsbereich ist keine Version „%1“ der Richtlinie</translation>
    </message>
    <message>
        <source>no request %1 in this workspace</source>
        <translation>in diesem Arbeitsbereich ist keine Anfrage %1</translation>
    </message>
    <message>
        <source>what version %1 says is in force already; there is nothing to revert</source>
        <translation>was Version %1 sagt, ist schon in Kraft; es gibt nichts zurückzunehmen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is on probation: its thresholds in version %2 are from before the alarm and stay out of force until new answers certify them; there is nothing else to revert</source>
        <translation>„%1“ ist auf Bewährung: Die Schwellen in Version %2 stammen von vor dem Alarm und bleiben außer Kraft, bis neue Antworten sie zertifizieren; sonst ist nichts zurückzunehmen</translation>
    </message>
    <message>
        <source>version %1 cannot be served any more</source>
        <translation>Version %1 ist nicht mehr einzusetzen</translation>
    </message>
    <message>
        <source>another policy version became active while this one was applied; look at the history and apply again</source>
        <translation>während diese Version angewendet wurde, trat eine andere in Kraft; den Verlauf ansehen und noch einmal anwenden</translation>
    </message>
    <message>
        <source>the quality target and the audit rate lie between 0 and 1</source>
        <translation>Qualitätsziel und Audit-Rate liegen zwischen 0 und 1</translation>
    </message>
    <message>
        <source>the task has no student</source>
        <translation>die Aufgabe hat keinen Schüler</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; needs two tiers before one can be certified</source>
        <translation>Aufgabe „%1“ braucht zwei Stufen, bevor eine zertifiziert werden kann</translation>
    </message>
    <message>
        <source>nothing of task &apos;%1&apos; is judged yet; train a student on labelled examples, or let the cheaper tiers run in shadow</source>
        <translation>von Aufgabe „%1“ ist noch nichts bewertet; einen Schüler an beschrifteten Beispielen trainieren oder die billigeren Stufen im Schatten laufen lassen</translation>
    </message>
    <message>
        <source>nothing of task &apos;%1&apos; is judged since the alarm yet; train a student on labelled examples, or let the cheaper tiers run in shadow</source>
        <translation>von Aufgabe „%1“ ist seit dem Alarm noch nichts bewertet; einen Schüler an beschrifteten Beispielen trainieren oder die billigeren Stufen im Schatten laufen lassen</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; accepts nothing of task &apos;%2&apos;; there is nothing to take back</source>
        <translation>Stufe „%1“ nimmt von Aufgabe „%2“ nichts an; es gibt nichts zurückzunehmen</translation>
    </message>
    <message>
        <source>task &apos;%1&apos; has no tier that could be certified</source>
        <translation>Aufgabe „%1“ hat keine Stufe, die zertifiziert werden könnte</translation>
    </message>
    <message>
        <source>every tier of task &apos;%1&apos; holds a threshold already</source>
        <translation>jede Stufe von Aufgabe „%1“ hat schon eine Schwelle</translation>
    </message>
    <message>
        <source>the conformal initialisation gives no failure guarantee; it is there for comparison and cannot be put in force</source>
        <translation>die konforme Initialisierung gibt keine Fehlergarantie; sie dient dem Vergleich und kann nicht in Kraft treten</translation>
    </message>
    <message>
        <source>alpha must lie between 0 and 1; 0 keeps the level in force</source>
        <translation>Alpha muss zwischen 0 und 1 liegen; 0 behält das geltende Niveau</translation>
    </message>
    <message>
        <source>a bypass ends in the future, within 30 days</source>
        <translation>eine Umgehung endet in der Zukunft, innerhalb von 30 Tagen</translation>
    </message>
    <message>
        <source>no such bypass is in force</source>
        <translation>eine solche Umgehung ist nicht in Kraft</translation>
    </message>
    <message>
        <source>No number of judged answers certifies a risk level of %1 when answers fail at a rate of %2; raise alpha, or let the tier keep only answers that fail less.</source>
        <translation>Keine Zahl bewerteter Antworten zertifiziert ein Risikoniveau von %1, wenn Antworten mit der Rate %2 fehlschlagen; Alpha erhöhen oder die Stufe nur Antworten behalten lassen, die seltener fehlschlagen.</translation>
    </message>
    <message>
        <source>People have reviewed the judge by the target in force; by another one their reviews say nothing. Keep the target, or collect answers anew under the other one.</source>
        <translation>Menschen haben den Bewerter am geltenden Ziel geprüft; über ein anderes sagen ihre Prüfungen nichts. Das Ziel behalten oder unter dem anderen neue Antworten sammeln.</translation>
    </message>
    <message>
        <source>no router was in force for this request</source>
        <translation>für diese Anfrage war kein Router in Kraft</translation>
    </message>
    <message>
        <source>the text of this request is not stored, and a prediction is about its words</source>
        <translation>der Text dieser Anfrage ist nicht gespeichert, und eine Vorhersage handelt von seinen Wörtern</translation>
    </message>
    <message>
        <source>router &apos;%1&apos; was trained for task &apos;%2&apos; alone</source>
        <translation>Router „%1“ wurde nur für Aufgabe „%2“ trainiert</translation>
    </message>
    <message>
        <source>no text of the gate split has a judged answer of a tier that both routers know; import recorded answers</source>
        <translation>kein Text des Prüfteils hat eine bewertete Antwort einer Stufe, die beide Router kennen; aufgezeichnete Antworten importieren</translation>
    </message>
    <message>
        <source>the model &apos;%1&apos; is not in the workspace</source>
        <translation>das Modell „%1“ ist nicht im Arbeitsbereich</translation>
    </message>
    <message>
        <source>a cluster of %1 queries with a stored text is too small to be split</source>
        <translation>ein Cluster aus %1 Anfragen mit gespeichertem Text ist zu klein, um ihn zu teilen</translation>
    </message>
    <message>
        <source>the queries of this cluster are too much alike to be split by their words; draw around some of them instead</source>
        <translation>die Anfragen dieses Clusters sind sich zu ähnlich, um ihn nach ihren Wörtern zu teilen; stattdessen einige von ihnen umfahren</translation>
    </message>
    <message>
        <source>a cluster is drawn around at least one request</source>
        <translation>ein Cluster wird um mindestens eine Anfrage gezogen</translation>
    </message>
    <message>
        <source>no edit of a cluster is left to take back</source>
        <translation>es ist keine Änderung an Clustern mehr da, die sich zurücknehmen ließe</translation>
    </message>
    <message>
        <source>quality lies between 0 and 1</source>
        <translation>Qualität liegt zwischen 0 und 1</translation>
    </message>
    <message>
        <source>a judgement needs the name of its reviewer</source>
        <translation>zu einer Bewertung gehört der Name der prüfenden Person</translation>
    </message>
    <message>
        <source>a judgement needs the name of who judged</source>
        <translation>zu einer Bewertung gehört der Name dessen, der bewertet hat</translation>
    </message>
    <message>
        <source>query %1 is not in this workspace</source>
        <translation>Anfrage %1 ist nicht in diesem Arbeitsbereich</translation>
    </message>
    <message>
        <source>query %1 is not in the review queue; add it in Requests, where it may train but does not count</source>
        <translation>Anfrage %1 wartet nicht auf Prüfung; sie unter Anfragen hinzufügen, wo sie trainieren darf, aber nicht zählt</translation>
    </message>
    <message>
        <source>a study has between 1 and %1 pairs</source>
        <translation>eine Studie hat zwischen 1 und %1 Paare</translation>
    </message>
    <message>
        <source>a study is being drawn already, and its answers are being paid for; wait until it is there</source>
        <translation>eine Studie wird schon gezogen, und ihre Antworten werden bezahlt; warten, bis sie da ist</translation>
    </message>
    <message>
        <source>the workspace has no tier to compare with</source>
        <translation>der Arbeitsbereich hat keine Stufe zum Vergleichen</translation>
    </message>
    <message>
        <source>no cheaper tier sent an answer in this range, so there is nothing to compare; take a longer range</source>
        <translation>keine billigere Stufe hat in diesem Zeitraum geantwortet, also gibt es nichts zu vergleichen; einen längeren Zeitraum wählen</translation>
    </message>
    <message>
        <source>the last tier, %1, could not be asked about any of the %2 drawn requests; a recording answers only what it holds, so take a more recent range</source>
        <translation>die letzte Stufe, %1, war zu keiner der %2 gezogenen Anfragen zu fragen; eine Aufzeichnung beantwortet nur, was sie enthält, also einen jüngeren Zeitraum wählen</translation>
    </message>
    <message>
        <source>a tier needs a name</source>
        <translation>eine Stufe braucht einen Namen</translation>
    </message>
    <message>
        <source>there is a task &apos;%1&apos; already; give another id</source>
        <translation>es gibt schon eine Aufgabe „%1“; eine andere Kennung vergeben</translation>
    </message>
    <message>
        <source>the last place always answers, and a student may not; put a model there that serves every task</source>
        <translation>der letzte Platz antwortet immer, und das darf ein Schüler nicht; dorthin ein Modell stellen, das jede Aufgabe bedient</translation>
    </message>
    <message>
        <source>then a student would be last, which always answers; move another tier there first</source>
        <translation>dann stünde ein Schüler zuletzt, und die letzte Stufe antwortet immer; zuerst eine andere Stufe dorthin stellen</translation>
    </message>
    <message>
        <source>a key needs a name to be found by</source>
        <translation>ein Schlüssel braucht einen Namen, unter dem er zu finden ist</translation>
    </message>
    <message>
        <source>the key &apos;%1&apos; is read from the environment; set the variable where the program is started</source>
        <translation>der Schlüssel „%1“ wird aus der Umgebung gelesen; die Variable dort setzen, wo das Programm gestartet wird</translation>
    </message>
    <message>
        <source>this process keeps no keys; set the environment variable %1 where it is started</source>
        <translation>dieser Prozess bewahrt keine Schlüssel auf; die Umgebungsvariable %1 dort setzen, wo er gestartet wird</translation>
    </message>
    <message>
        <source>the key &apos;%1&apos; is not stored</source>
        <translation>der Schlüssel „%1“ ist nicht gespeichert</translation>
    </message>
    <message>
        <source>there is a key &apos;%1&apos; already; choose another id</source>
        <translation>es gibt schon einen Schlüssel „%1“; eine andere Kennung wählen</translation>
    </message>
    <message>
        <source>a price needs its source: say where the figures come from</source>
        <translation>zu einem Preis gehört seine Quelle: angeben, woher die Zahlen kommen</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; has no model server</source>
        <translation>Stufe „%1“ hat keinen Modellserver</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; is not connected</source>
        <translation>Stufe „%1“ ist nicht verbunden</translation>
    </message>
    <message>
        <source>the gateway is running</source>
        <translation>das Gateway läuft</translation>
    </message>
    <message>
        <source>this process cannot run a gateway; use `routenlp serve` or the window for it</source>
        <translation>dieser Prozess kann kein Gateway betreiben; dafür `routenlp serve` oder das Fenster verwenden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no IP address to listen on</source>
        <translation>„%1“ ist keine IP-Adresse, an der sich lauschen ließe</translation>
    </message>
    <message>
        <source>listening on %1 would let anybody in; make a client key first, and put a TLS proxy in front (docs/gateway.md)</source>
        <translation>an %1 zu lauschen ließe jeden herein; zuerst einen Client-Schlüssel anlegen und einen TLS-Proxy davorsetzen (docs/gateway.md)</translation>
    </message>
    <message>
        <source>cannot listen on %1: %2; choose another port or end the program that holds it</source>
        <translation>an %1 ist nicht zu lauschen: %2; einen anderen Port wählen oder das Programm beenden, das ihn hält</translation>
    </message>
    <message>
        <source>something answers at %1, but not as an OpenAI-compatible server</source>
        <translation>an %1 antwortet etwas, aber nicht als OpenAI-kompatibler Server</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no base URL of a model server</source>
        <translation>„%1“ ist keine Basis-URL eines Modellservers</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort in der gesetzten Zeit</translation>
    </message>
    <message>
        <source>this workspace has no simulated workload</source>
        <translation>dieser Arbeitsbereich hat keine simulierte Last</translation>
    </message>
    <message>
        <source>every task has a serving student</source>
        <translation>jede Aufgabe hat einen Schüler im Einsatz</translation>
    </message>
    <message>
        <source>no answered request is in it; export requests together with their answers</source>
        <translation>darin ist keine beantwortete Anfrage; Anfragen zusammen mit ihren Antworten exportieren</translation>
    </message>
    <message>
        <source>the cheaper model &apos;%1&apos; is neither in the log nor in the price map; name one that is</source>
        <translation>das billigere Modell „%1“ steht weder im Protokoll noch in der Preistabelle; eines nennen, das dort steht</translation>
    </message>
    <message>
        <source>the workspace is open read-only</source>
        <translation>der Arbeitsbereich ist nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>the workspace cannot be read; run routenlp doctor on it</source>
        <translation>der Arbeitsbereich ist nicht lesbar; routenlp doctor darauf ausführen</translation>
    </message>
    <message>
        <source>the process that runs this workspace has not answered yet and may still be doing it; look before you try again</source>
        <translation>der Prozess dieses Arbeitsbereichs hat noch nicht geantwortet und ist vielleicht noch dabei; vor einem neuen Versuch nachsehen</translation>
    </message>
    <message>
        <source>the other process does not answer</source>
        <translation>der andere Prozess antwortet nicht</translation>
    </message>
    <message>
        <source>the other process closed the connection</source>
        <translation>der andere Prozess hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>no process answers for %1</source>
        <translation>für %1 antwortet kein Prozess</translation>
    </message>
    <message>
        <source>task &apos;%1&apos;</source>
        <translation>Aufgabe „%1“</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos;</source>
        <translation>Stufe „%1“</translation>
    </message>
    <message>
        <source>student of task &apos;%1&apos;</source>
        <translation>Schüler der Aufgabe „%1“</translation>
    </message>
    <message>
        <source>router of task &apos;%1&apos;</source>
        <translation>Router der Aufgabe „%1“</translation>
    </message>
    <message>
        <source>The shadow plans cannot be read</source>
        <translation>Die Schattenpläne sind nicht lesbar</translation>
    </message>
    <message>
        <source>The active policy cannot be read</source>
        <translation>Die geltende Richtlinie ist nicht lesbar</translation>
    </message>
    <message>
        <source>The gateway does not answer</source>
        <translation>Das Gateway antwortet nicht</translation>
    </message>
    <message>
        <source>Recording is in trouble</source>
        <translation>Die Aufzeichnung ist gestört</translation>
    </message>
    <message>
        <source>Alarm, %1, %2</source>
        <translation>Alarm, %1, %2</translation>
    </message>
    <message>
        <source>Watch, %1, %2</source>
        <translation>Warnung, %1, %2</translation>
    </message>
    <message>
        <source>failed requests</source>
        <translation>misslungene Anfragen</translation>
    </message>
    <message>
        <source>answers from a cache</source>
        <translation>Antworten aus einem Zwischenspeicher</translation>
    </message>
    <message>
        <source>spans and events</source>
        <translation>Spannen und Ereignisse</translation>
    </message>
    <message>
        <source>queries without answers</source>
        <translation>Anfragen ohne Antwort</translation>
    </message>
    <message>
        <source>%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning).</source>
        <translation>%1 von %2 für ein Zertifikat von %3 bewertet (zum Abstimmen weitere: %4).</translation>
    </message>
    <message>
        <source>%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning); certifying.</source>
        <translation>%1 von %2 für ein Zertifikat von %3 bewertet (zum Abstimmen weitere: %4); es wird zertifiziert.</translation>
    </message>
    <message>
        <source>%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning); ready, waiting for your word.</source>
        <translation>%1 von %2 für ein Zertifikat von %3 bewertet (zum Abstimmen weitere: %4); bereit, wartet auf eine Entscheidung.</translation>
    </message>
    <message>
        <source>%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning), %5 day(s) at the present pace.</source>
        <translation>%1 von %2 für ein Zertifikat von %3 bewertet (zum Abstimmen weitere: %4); Tage beim jetzigen Tempo: %5.</translation>
    </message>
    <message>
        <source>%1 judged; at the failure rate seen so far no number certifies %2 (%3 more answer(s) judged for tuning).</source>
        <translation>%1 bewertet; bei der bisherigen Fehlerrate zertifiziert keine Zahl %2 (zum Abstimmen weitere: %3).</translation>
    </message>
    <message>
        <source>Not reached: the tiers before it accept all of %1 judged answer(s) so far.</source>
        <translation>Nicht erreicht: Die Stufen davor nehmen bisher alle %1 bewerteten Antworten an.</translation>
    </message>
    <message>
        <source>Begun anew: %1 answer(s) judged since the alarm under another student, router or list of tiers does not count.</source>
        <translation>Neu begonnen: %1 Antwort zählt nicht; sie wurde seit dem Alarm unter einem anderen Schüler, einem anderen Router oder einer anderen Liste der Stufen bewertet.</translation>
    </message>
    <message>
        <source>Begun anew: %1 answer(s) judged since the alarm under another student, router or list of tiers do not count.</source>
        <translation>Neu begonnen: %1 Antworten zählen nicht; sie wurden seit dem Alarm unter einem anderen Schüler, einem anderen Router oder einer anderen Liste der Stufen bewertet.</translation>
    </message>
    <message>
        <source>People have reviewed %1 verdict(s) of the judge; %2 are needed before its verdicts may certify anything.</source>
        <translation>Menschen haben %1 Urteile des Bewerters nachgeprüft; nötig sind %2, bevor seine Urteile etwas zertifizieren können.</translation>
    </message>
    <message>
        <source>agreement with %1</source>
        <translation>Übereinstimmung mit %1</translation>
    </message>
    <message>
        <source>the last tier &apos;%1&apos; gave %2 answers in a row that do not have the form of the task&apos;s answers; give it a model that answers in that form, then take the run up again: what it answered is kept</source>
        <translation>die letzte Stufe „%1“ gab nacheinander %2 Antworten, die nicht die Form der Antworten dieser Aufgabe haben; ihr ein Modell geben, das in dieser Form antwortet, dann den Lauf wieder aufnehmen: ihre Antworten bleiben erhalten</translation>
    </message>
    <message>
        <source>no gate failed, but the result is marginal: slice &apos;%1&apos;</source>
        <translation>kein Prüfstein ist verfehlt, aber das Ergebnis ist knapp: Teilmenge „%1“</translation>
    </message>
    <message>
        <source>of %1 accepted answers %2 fail, above the risk level, which does not refute the certificate (p = %3)</source>
        <translation>von %1 angenommenen Antworten verfehlen %2 das Ziel, mehr als das Risikoniveau, was das Zertifikat nicht widerlegt (p = %3)</translation>
    </message>
    <message>
        <source>the last tier&apos;s answers to %1 of %2 gate texts are not known and count as meeting the target, never as a gain</source>
        <translation>zu %1 von %2 Prüftexten ist die Antwort der letzten Stufe nicht bekannt und zählt als erfülltes Ziel, nie als Gewinn</translation>
    </message>
    <message>
        <source>the last tier has not answered this task yet: what it costs is estimated from the length of texts and references</source>
        <translation>die letzte Stufe hat diese Aufgabe noch nicht beantwortet: Ihre Kosten sind aus der Länge der Texte und Referenzen geschätzt</translation>
    </message>
    <message>
        <source>thresholds held back: the tier is on probation</source>
        <translation>Schwellen zurückgehalten: Die Stufe ist auf Bewährung</translation>
    </message>
    <message>
        <source>what an escalation costs is not known: for the tuning texts neither an answer of the last tier nor its price is known</source>
        <translation>was eine Eskalation kostet, ist nicht bekannt: Zu den Abstimmtexten ist weder eine Antwort der letzten Stufe noch deren Preis bekannt</translation>
    </message>
    <message>
        <source>The draft would leave task &apos;%1&apos; without a threshold and is not applied; nothing was changed.</source>
        <translation>Der Entwurf ließe Aufgabe „%1“ ohne Schwelle und wird nicht angewendet; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1 has no judgement of query %2 to take back</source>
        <translation>von %1 gibt es kein Urteil über Anfrage %2, das sich zurücknehmen ließe</translation>
    </message>
    <message>
        <source>%1 has no judgement of pair %2 to take back</source>
        <translation>von %1 gibt es kein Urteil über Paar %2, das sich zurücknehmen ließe</translation>
    </message>
    <message>
        <source>a key has neither spaces nor accents; paste it again</source>
        <translation>ein Schlüssel hat weder Leerzeichen noch Umlaute oder Akzente; ihn noch einmal einfügen</translation>
    </message>
    <message>
        <source>no desktop keyring answers here (%1); set the environment variable %2 where the program is started</source>
        <translation>hier antwortet kein Schlüsselbund des Desktops (%1); die Umgebungsvariable %2 dort setzen, wo das Programm gestartet wird</translation>
    </message>
    <message>
        <source>the desktop keyring did not answer in %1 seconds; unlock it and try again</source>
        <translation>der Schlüsselbund des Desktops antwortete nicht innerhalb von %1 Sekunden; ihn entsperren und es erneut versuchen</translation>
    </message>
    <message>
        <source>the desktop keyring refused access; unlock it and try again</source>
        <translation>der Schlüsselbund des Desktops verweigerte den Zugriff; ihn entsperren und es erneut versuchen</translation>
    </message>
    <message>
        <source>%1: &apos;key_env&apos; and &apos;key_keyring&apos; name a key each; keep one of them</source>
        <translation>%1: „key_env“ und „key_keyring“ nennen je einen Schlüssel; nur einen davon behalten</translation>
    </message>
    <message>
        <source>the gateway is configured to require client keys and there is none; make one first: routenlp key add</source>
        <translation>das Gateway ist so eingestellt, dass es Client-Schlüssel verlangt, und es gibt keinen; zuerst einen anlegen: routenlp key add</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>waits for the operator</source>
        <translation>wartet auf den Betreiber</translation>
    </message>
    <message>
        <source>certified as attempt %1 on the task&apos;s calibration texts</source>
        <translation>zertifiziert als Versuch %1 an den Kalibriertexten der Aufgabe</translation>
    </message>
    <message>
        <source>nothing is new since the challenger of run %1, which was not promoted (%2)</source>
        <translation>nichts ist neu seit dem Herausforderer aus Lauf %1, der nicht eingesetzt wurde (%2)</translation>
    </message>
    <message>
        <source>not compared with an earlier champion that cannot be loaded (%1)</source>
        <translation>nicht mit einem früheren Champion verglichen, der sich nicht laden lässt (%1)</translation>
    </message>
    <message>
        <source>beside the traffic %1 queries were compared, of %2 that are wanted</source>
        <translation>neben dem Verkehr wurden %1 Anfragen verglichen, von %2 gewünschten</translation>
    </message>
    <message>
        <source>task &apos;%1&apos;, which the tier serves too, was not compared</source>
        <translation>die Aufgabe „%1“, die die Stufe auch bedient, wurde nicht verglichen</translation>
    </message>
    <message>
        <source>a gate failed beside the traffic</source>
        <translation>ein Prüfstein ist neben dem Verkehr durchgefallen</translation>
    </message>
    <message>
        <source>the model is not put in shadow</source>
        <translation>das Modell kommt nicht in den Schattenbetrieb</translation>
    </message>
    <message>
        <source>the model was promoted already</source>
        <translation>das Modell wurde schon übernommen</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; has another model (%2) than the one that was compared; compare again</source>
        <translation>die Stufe „%1“ hat ein anderes Modell (%2) als das verglichene; neu vergleichen</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; has the model &apos;%2&apos; already; give the tuned model&apos;s name</source>
        <translation>die Stufe „%1“ hat das Modell „%2“ schon; den Namen des abgestimmten Modells angeben</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; has the model &apos;%2&apos; by now; edit it in Portfolio</source>
        <translation>die Stufe „%1“ hat inzwischen das Modell „%2“; in Portfolio ändern</translation>
    </message>
    <message>
        <source>the tuned model&apos;s server cannot be asked from here; start the gateway (`routenlp serve`, or Portfolio in the window) and compare it there</source>
        <translation>der Server des abgestimmten Modells lässt sich von hier nicht fragen; das Gateway starten (`routenlp serve` oder Portfolio im Fenster) und dort vergleichen</translation>
    </message>
    <message>
        <source>the price of tier &apos;%1&apos; is unknown, so that its calls cannot be booked; set its price first</source>
        <translation>der Preis der Stufe „%1“ ist unbekannt, ihre Aufrufe lassen sich nicht buchen; zuerst den Preis setzen</translation>
    </message>
    <message>
        <source>no task has labelled texts in its gate split, which both models could answer; import a labelled file first</source>
        <translation>keine Aufgabe hat beschriftete Prüftexte, die beide Modelle beantworten könnten; zuerst eine beschriftete Datei einlesen</translation>
    </message>
    <message>
        <source>tier &apos;%1&apos; needs the key &apos;%2&apos;, which is not stored; set it in Portfolio or as the environment variable %3</source>
        <translation>die Stufe „%1“ braucht den Schlüssel „%2“, der nicht gespeichert ist; legen Sie ihn im Portfolio oder als Umgebungsvariable %3 fest</translation>
    </message>
    <message>
        <source>Streamed answers of &apos;%1&apos; are held until they are scored</source>
        <translation>Gestreamte Antworten von „%1“ werden zurückgehalten, bis sie bewertet sind</translation>
    </message>
    <message>
        <source>Streamed answers of &apos;%1&apos; are the router&apos;s choice, sent at once; no certificate covers them</source>
        <translation>Gestreamte Antworten von „%1“ sind die Wahl des Routers, sofort gesendet; kein Zertifikat gilt für sie</translation>
    </message>
    <message>
        <source>reference answers of the data set, and of traffic what people and the last tier said</source>
        <translation>Referenzantworten des Datensatzes und, beim Verkehr, was Menschen und die letzte Stufe sagten</translation>
    </message>
    <message>
        <source>look %1 at the gate texts with this champion, level %2</source>
        <translation>Blick %1 auf die Prüftexte mit diesem Champion, Niveau %2</translation>
    </message>
    <message>
        <source>the models&apos; own answers</source>
        <translation>die eigenen Antworten der Modelle</translation>
    </message>
    <message>
        <source>the cost of a call</source>
        <translation>die Kosten eines Aufrufs</translation>
    </message>
    <message>
        <source>both models answered %1 of %2 gate texts for %3</source>
        <translation>beide Modelle beantworteten %1 von %2 Prüftexten für %3</translation>
    </message>
    <message>
        <source>The comparison of %1 with %2 is queued</source>
        <translation>Der Vergleich von %1 mit %2 ist eingereiht</translation>
    </message>
    <message>
        <source>%1 took the place of %2 in tier %3</source>
        <translation>%1 hat in der Stufe %3 den Platz von %2 eingenommen</translation>
    </message>
    <message>
        <source>%1 is back in tier %2</source>
        <translation>%1 ist zurück in der Stufe %2</translation>
    </message>
    <message>
        <source>%1 thresholds that were certified with the former model are not in force until they are certified anew</source>
        <translation>%1 Schwellen, die mit dem früheren Modell zertifiziert waren, gelten nicht, bis sie neu zertifiziert sind</translation>
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
        <translation>&lt;%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
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
    <name>MonthOutlook</name>
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
        <source>%1 of it went beside the traffic, on training, audits and studies.</source>
        <translation>Davon gingen %1 neben dem Verkehr in Training, Audits und Studien.</translation>
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
    <message>
        <source>no request, as before</source>
        <translation>keine Anfrage, wie zuvor</translation>
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
        <translation>× %1 ggü. zuvor</translation>
    </message>
    <message>
        <source>%1 vs before</source>
        <translation>%1 ggü. zuvor</translation>
    </message>
    <message>
        <source>%1 pp vs before</source>
        <translation>%1 PP ggü. zuvor</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>without %1 of unknown price</source>
        <translation>ohne %1 mit unbekanntem Preis</translation>
    </message>
    <message numerus="yes">
        <source>for %1 request(s)</source>
        <translation>
            <numerusform>für %1 Anfrage</numerusform>
            <numerusform>für %1 Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 for %2 requests and %3 calls</source>
        <translation>%1 für %2 Anfragen und %3 Aufrufe</translation>
    </message>
    <message>
        <source>Saved vs last tier only</source>
        <translation>Ersparnis</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>last tier&apos;s price unknown</source>
        <translation>letzte Stufe ohne Preis</translation>
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
    <message numerus="yes">
        <source>%1 request(s), %2 of them without an answer</source>
        <translation>
            <numerusform>%1 Anfrage, davon %2 ohne Antwort</numerusform>
            <numerusform>%1 Anfragen, davon %2 ohne Antwort</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>As clients saw it, %1 request(s); p95 %2</source>
        <translation>
            <numerusform>Aus Sicht der Clients, %1 Anfrage; p95 %2</numerusform>
            <numerusform>Aus Sicht der Clients, %1 Anfragen; p95 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>people</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>a tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>%1 pp</source>
        <translation>%1 PP</translation>
    </message>
    <message numerus="yes">
        <source>%1 by %n judge(s)</source>
        <translation>
            <numerusform>%1, %n Bewerter</numerusform>
            <numerusform>%1, %n Bewerter</numerusform>
        </translation>
    </message>
    <message>
        <source>Judged by: %1</source>
        <translation>Bewertet durch: %1</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>Tabellenzeilen</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>Label-Glättung</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Teile der Trainingstexte</translation>
    </message>
    <message>
        <source>Router: epochs</source>
        <translation>Router: Epochen</translation>
    </message>
    <message>
        <source>Router: learning rate</source>
        <translation>Router: Lernrate</translation>
    </message>
    <message>
        <source>Router: dimensions</source>
        <translation>Router: Dimensionen</translation>
    </message>
    <message>
        <source>Router: task dimensions</source>
        <translation>Router: Aufgabendimensionen</translation>
    </message>
    <message>
        <source>Router: buckets</source>
        <translation>Router: Tabellenzeilen</translation>
    </message>
    <message>
        <source>Router: batch</source>
        <translation>Router: Stapelgröße</translation>
    </message>
    <message>
        <source>Router: seed</source>
        <translation>Router: Startwert</translation>
    </message>
    <message>
        <source>Router: threads</source>
        <translation>Router: Threads</translation>
    </message>
    <message>
        <source>Learn from preferences</source>
        <translation>Aus Präferenzen lernen</translation>
    </message>
    <message>
        <source>Learn from judgements</source>
        <translation>Aus Urteilen lernen</translation>
    </message>
    <message>
        <source>Weight of preferences</source>
        <translation>Gewicht der Präferenzen</translation>
    </message>
    <message>
        <source>Weight of cost</source>
        <translation>Gewicht der Kosten</translation>
    </message>
    <message>
        <source>Weight of the target</source>
        <translation>Gewicht des Ziels</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>Texts taught</source>
        <translation>Zu lernende Texte</translation>
    </message>
    <message>
        <source>Teacher budget, $</source>
        <translation>Lehrerbudget, $</translation>
    </message>
    <message>
        <source>Days looked back</source>
        <translation>Tage zurück</translation>
    </message>
    <message>
        <source>Promote what passes the gates</source>
        <translation>Einsetzen, was die Prüfsteine besteht</translation>
    </message>
    <message>
        <source>Choice of texts</source>
        <translation>Auswahl der Texte</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>Days ahead</source>
        <translation>Tage voraus</translation>
    </message>
    <message>
        <source>Stop below</source>
        <translation>Beenden unter</translation>
    </message>
    <message>
        <source>First texts</source>
        <translation>Erste Texte</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>Risikoniveau</translation>
    </message>
    <message>
        <source>Teacher budget, nanodollars</source>
        <translation>Lehrerbudget, Nanodollar</translation>
    </message>
    <message>
        <source>Cost of training, nanodollars</source>
        <translation>Trainingskosten, Nanodollar</translation>
    </message>
    <message>
        <source>Old texts a new one</source>
        <translation>Alte Texte je neuem</translation>
    </message>
    <message>
        <source>Teach only</source>
        <translation>Nur unterrichten</translation>
    </message>
    <message>
        <source>Texts of the cluster</source>
        <translation>Texte des Clusters</translation>
    </message>
    <message>
        <source>Started by the schedule</source>
        <translation>Vom Zeitplan begonnen</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Reads words and letters</source>
        <translation>Liest Wörter und Buchstaben</translation>
    </message>
    <message>
        <source>Begins with router</source>
        <translation>Beginnt mit Router</translation>
    </message>
    <message>
        <source>Passes over the training texts.</source>
        <translation>Durchläufe durch die Trainingstexte.</translation>
    </message>
    <message>
        <source>Networks whose answers are averaged: steadier, and as many times slower.</source>
        <translation>Netze, deren Antworten gemittelt werden: verlässlicher und um denselben Faktor langsamer.</translation>
    </message>
    <message>
        <source>Step size of the optimiser.</source>
        <translation>Schrittweite des Optimierers.</translation>
    </message>
    <message>
        <source>The same seed on the same texts makes the same student.</source>
        <translation>Derselbe Startwert mit denselben Texten ergibt denselben Schüler.</translation>
    </message>
    <message>
        <source>Width of the representation of a text.</source>
        <translation>Breite der Darstellung eines Textes.</translation>
    </message>
    <message>
        <source>Rows of the table that word and letter sequences are hashed into.</source>
        <translation>Zeilen der Tabelle, auf die Wort- und Buchstabenfolgen per Hash verteilt werden.</translation>
    </message>
    <message>
        <source>Texts between two steps of the optimiser.</source>
        <translation>Texte zwischen zwei Schritten des Optimierers.</translation>
    </message>
    <message>
        <source>Share of certainty that is taken from the right label in training.</source>
        <translation>Anteil der Gewissheit, der dem richtigen Label beim Training genommen wird.</translation>
    </message>
    <message>
        <source>Share of a text&apos;s features that is left out, anew for every batch.</source>
        <translation>Anteil der Merkmale eines Textes, der weggelassen wird, für jeden Stapel neu.</translation>
    </message>
    <message>
        <source>Networks trained at the same time.</source>
        <translation>Netze, die gleichzeitig trainiert werden.</translation>
    </message>
    <message>
        <source>Parts of the training texts that students trained without them answer, so that the router learns where the student errs.</source>
        <translation>Teile der Trainingstexte, die ohne sie trainierte Schüler beantworten, damit der Router lernt, wo der Schüler irrt.</translation>
    </message>
    <message>
        <source>Passes of the router over the training texts.</source>
        <translation>Durchläufe des Routers durch die Trainingstexte.</translation>
    </message>
    <message>
        <source>Step size of the router&apos;s optimiser.</source>
        <translation>Schrittweite des Optimierers des Routers.</translation>
    </message>
    <message>
        <source>Width of the router&apos;s representation of a text.</source>
        <translation>Breite der Darstellung eines Textes im Router.</translation>
    </message>
    <message>
        <source>Width of the router&apos;s representation of a task.</source>
        <translation>Breite der Darstellung einer Aufgabe im Router.</translation>
    </message>
    <message>
        <source>Rows of the router&apos;s hashed table.</source>
        <translation>Zeilen der Hash-Tabelle des Routers.</translation>
    </message>
    <message>
        <source>Texts between two steps of the router&apos;s optimiser.</source>
        <translation>Texte zwischen zwei Schritten des Optimierers des Routers.</translation>
    </message>
    <message>
        <source>The same seed on the same texts makes the same router.</source>
        <translation>Derselbe Startwert mit denselben Texten ergibt denselben Router.</translation>
    </message>
    <message>
        <source>Networks of the router trained at the same time.</source>
        <translation>Netze des Routers, die gleichzeitig trainiert werden.</translation>
    </message>
    <message>
        <source>Imported pairs of answers of which one was preferred.</source>
        <translation>Importierte Antwortpaare, von denen eine Antwort vorgezogen wurde.</translation>
    </message>
    <message>
        <source>Judged answers of live traffic.</source>
        <translation>Bewertete Antworten des laufenden Verkehrs.</translation>
    </message>
    <message>
        <source>Of the Bradley-Terry term beside judged qualities.</source>
        <translation>Des Bradley-Terry-Terms neben bewerteten Qualitäten.</translation>
    </message>
    <message>
        <source>Of the expected relative cost; 0: cost is the plan&apos;s business alone.</source>
        <translation>Der erwarteten relativen Kosten; 0: Kosten sind allein Sache des Plans.</translation>
    </message>
    <message>
        <source>Of missing the target; 0: the target is the plan&apos;s business alone.</source>
        <translation>Eines verfehlten Ziels; 0: Das Ziel ist allein Sache des Plans.</translation>
    </message>
    <message>
        <source>Rounds of finding failures and teaching, at most.</source>
        <translation>Runden aus Suche nach Fehlschlägen und Unterricht, höchstens.</translation>
    </message>
    <message>
        <source>Texts that the teacher answers at most, a task and iteration.</source>
        <translation>Texte, die der Lehrer höchstens beantwortet, je Aufgabe und Durchgang.</translation>
    </message>
    <message>
        <source>New teacher spend at most, a task and iteration; 0: no limit.</source>
        <translation>Neue Ausgaben für den Lehrer, höchstens, je Aufgabe und Durchgang; 0: keine Grenze.</translation>
    </message>
    <message>
        <source>Traffic whose failures are looked at.</source>
        <translation>Verkehr, dessen Fehlschläge angesehen werden.</translation>
    </message>
    <message>
        <source>Otherwise a challenger that passes waits for the operator.</source>
        <translation>Sonst wartet ein Herausforderer, der sie besteht, auf den Betreiber.</translation>
    </message>
    <message>
        <source>How the texts that are taught are chosen.</source>
        <translation>Wie die Texte gewählt werden, die unterrichtet werden.</translation>
    </message>
    <message>
        <source>Quality that a challenger may lose before it counts as worse.</source>
        <translation>Qualität, die ein Herausforderer verlieren darf, bevor er als schlechter gilt.</translation>
    </message>
    <message>
        <source>Traffic ahead that the saving is predicted for.</source>
        <translation>Künftiger Verkehr, für den die Ersparnis vorhergesagt wird.</translation>
    </message>
    <message>
        <source>The same seed on the same texts gives the same result.</source>
        <translation>Derselbe Startwert mit denselben Texten ergibt dasselbe Ergebnis.</translation>
    </message>
    <message>
        <source>A task ends once its cost ratio changes by less than this.</source>
        <translation>Eine Aufgabe endet, sobald sich ihr Kostenverhältnis um weniger ändert.</translation>
    </message>
    <message>
        <source>Labelled texts that the first student of a task without one is given.</source>
        <translation>Beschriftete Texte, die der erste Schüler einer Aufgabe ohne Schüler bekommt.</translation>
    </message>
    <message>
        <source>Of the answers that a tier keeps, the share that may miss the target. 0 keeps the level in force.</source>
        <translation>Von den Antworten, die eine Stufe behält, der Anteil, der das Ziel verfehlen darf. 0 behält das geltende Niveau.</translation>
    </message>
    <message>
        <source>expected saving</source>
        <translation>erwartete Ersparnis</translation>
    </message>
    <message>
        <source>top clusters</source>
        <translation>wichtigste Cluster</translation>
    </message>
    <message>
        <source>stratified failures</source>
        <translation>geschichtete Fehlschläge</translation>
    </message>
    <message>
        <source>least confident</source>
        <translation>unsicherste</translation>
    </message>
    <message>
        <source>random failures</source>
        <translation>zufällige Fehlschläge</translation>
    </message>
    <message>
        <source>random escalated</source>
        <translation>zufällige Eskalationen</translation>
    </message>
    <message>
        <source>random traffic</source>
        <translation>zufälliger Verkehr</translation>
    </message>
    <message>
        <source>Distillation temperature</source>
        <translation>Destillationstemperatur</translation>
    </message>
    <message>
        <source>Distillation weight</source>
        <translation>Destillationsgewicht</translation>
    </message>
    <message>
        <source>Where the teacher tells how likely it takes each label: higher values weigh unlikely labels more.</source>
        <translation>Wo der Lehrer sagt, für wie wahrscheinlich er jedes Label hält: Höhere Werte gewichten unwahrscheinliche stärker.</translation>
    </message>
    <message>
        <source>Weight of the teacher&apos;s probabilities beside its labels; 0: labels alone.</source>
        <translation>Gewicht der Wahrscheinlichkeiten des Lehrers neben seinen Labels; 0: nur Labels.</translation>
    </message>
</context>
<context>
    <name>PolicyHistory</name>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1, n = %2</source>
        <translation>%1, n = %2</translation>
    </message>
    <message>
        <source>Task has a policy of its own</source>
        <translation>Aufgabe hat eine eigene Richtlinie</translation>
    </message>
    <message>
        <source>Task has no policy any more</source>
        <translation>Aufgabe hat keine Richtlinie mehr</translation>
    </message>
    <message>
        <source>Quality target</source>
        <translation>Qualitätsziel</translation>
    </message>
    <message>
        <source>Risk level α</source>
        <translation>Risikoniveau α</translation>
    </message>
    <message>
        <source>Confidence 1−δ</source>
        <translation>Konfidenz 1−δ</translation>
    </message>
    <message>
        <source>Audit rate</source>
        <translation>Audit-Rate</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>Model of %1</source>
        <translation>Modell von %1</translation>
    </message>
    <message>
        <source>Threshold of %1</source>
        <translation>Schwelle von %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Cost of 1,000 requests</source>
        <translation>Kosten von 1.000 Anfragen</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Latency limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>Budget a request</source>
        <translation>Budget je Anfrage</translation>
    </message>
    <message>
        <source>Learned confidence of %1</source>
        <translation>Gelernter Score von %1</translation>
    </message>
</context>
<context>
    <name>PolicyPreview</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <translation>%1: nicht bekannt</translation>
    </message>
    <message>
        <source>%1: %2; 50% band %3, 95% band %4</source>
        <translation>%1: %2; 50‑%‑Band %3, 95‑%‑Band %4</translation>
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
        <source>Cost a day</source>
        <translation>Kosten je Tag</translation>
    </message>
    <message>
        <source>Cost of 1,000 requests</source>
        <translation>Je 1.000 Anfragen</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Failures kept</source>
        <translation>Behaltene Fehler</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Audits a day</source>
        <translation>Audits je Tag</translation>
    </message>
    <message>
        <source>p99 latency</source>
        <translation>p99-Zeit</translation>
    </message>
    <message>
        <source>No request of this task came in the last 24 hours.</source>
        <translation>In den letzten 24 Stunden kam keine Anfrage dieser Aufgabe.</translation>
    </message>
    <message>
        <source>No price of this task&apos;s tiers is known.</source>
        <translation>Von den Stufen dieser Aufgabe ist kein Preis bekannt.</translation>
    </message>
    <message>
        <source>No answer is judged.</source>
        <translation>Keine Antwort ist bewertet.</translation>
    </message>
    <message>
        <source>At the volume of the last 24 hours</source>
        <translation>Bei der Menge der letzten 24 Stunden</translation>
    </message>
    <message>
        <source>All tiers that are asked</source>
        <translation>Alle Stufen, die gefragt werden</translation>
    </message>
    <message>
        <source>Mean quality of the answers sent</source>
        <translation>Mittlere Qualität der gesendeten Antworten</translation>
    </message>
    <message>
        <source>Share of the answers kept below the last tier that miss the target</source>
        <translation>Anteil der unterhalb der letzten Stufe behaltenen Antworten, die das Ziel verfehlen</translation>
    </message>
    <message>
        <source>No tier below the last keeps an answer, or none is judged.</source>
        <translation>Keine Stufe vor der letzten behält eine Antwort, oder keine ist bewertet.</translation>
    </message>
    <message>
        <source>Requests that at least one tier passes on</source>
        <translation>Anfragen, die mindestens eine Stufe weitergibt</translation>
    </message>
    <message>
        <source>Answers that are judged at the audit rate</source>
        <translation>Antworten, die bei dieser Audit-Rate bewertet werden</translation>
    </message>
    <message>
        <source>Sum over the tiers that a request goes through</source>
        <translation>Summe über die Stufen, durch die eine Anfrage geht</translation>
    </message>
    <message>
        <source>The times of this task&apos;s tiers are not known: too little traffic is recorded.</source>
        <translation>Die Zeiten der Stufen sind nicht bekannt: Es ist zu wenig Verkehr aufgezeichnet.</translation>
    </message>
    <message>
        <source>Conformal initialisation gives no failure guarantee: to compare only, it cannot be applied.</source>
        <translation>Konforme Initialisierung gibt keine Fehlergarantie: nur zum Vergleich, nicht anwendbar.</translation>
    </message>
    <message numerus="yes">
        <source>The data cannot support α = %1: %n more judged answer(s) needed.</source>
        <translation>
            <numerusform>Die Daten tragen α = %1 nicht: %n bewertete Antwort fehlt.</numerusform>
            <numerusform>Die Daten tragen α = %1 nicht: %n bewertete Antworten fehlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The data cannot support α = %1: too many of the judged answers fail for any number to do.</source>
        <translation>Die Daten tragen α = %1 nicht: Von den bewerteten Antworten sind so viele falsch, dass keine Anzahl genügt.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Replayed on the newest %1 requests.</source>
        <translation>Nachgespielt auf den neuesten %1 Anfragen.</translation>
    </message>
    <message>
        <source>Too little traffic: replayed on %1 tuning answers.</source>
        <translation>Zu wenig Verkehr: nachgespielt auf %1 Abstimmantworten.</translation>
    </message>
    <message>
        <source>The curve is what tuning answers lead to expect; what is in force was certified on others and may lie off it.</source>
        <translation>Die Kurve ist das, was Abstimmantworten erwarten lassen; was gilt, wurde an anderen zertifiziert und kann daneben liegen.</translation>
    </message>
    <message>
        <source>With %1 confidence, at most %2 of the answers it sends are expected to miss the target.</source>
        <translation>Mit %1 Konfidenz verfehlen voraussichtlich höchstens %2 der gesendeten Antworten das Ziel.</translation>
    </message>
    <message>
        <source>Expected by %1 tuning answers: Apply certifies on %2 others and spends a part of δ.</source>
        <translation>Erwartet nach %1 Abstimmantworten: Anwenden zertifiziert auf %2 anderen und verbraucht einen Teil von δ.</translation>
    </message>
    <message>
        <source>First asked → answers</source>
        <translation>Zuerst gefragt → antwortet</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>Risk α</source>
        <translation>Risiko α</translation>
    </message>
    <message>
        <source>$ per 1,000 requests</source>
        <translation>$ je 1.000 Anfragen</translation>
    </message>
    <message>
        <source>Kept below the last tier</source>
        <translation>Vor der letzten Stufe behalten</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Curve, nothing certified</source>
        <translation>Kurve, nichts zertifiziert</translation>
    </message>
    <message>
        <source>With these values the alarm of %1 would have rung on %2 (replayed on %3 judged answers since %4).</source>
        <translation>Mit diesen Werten hätte der Alarm von %1 am %2 angeschlagen (nachgespielt auf %3 bewerteten Antworten seit %4).</translation>
    </message>
    <message>
        <source>With these values the alarm would not have rung in the last %1 judged answers, since %2.</source>
        <translation>Mit diesen Werten hätte der Alarm bei den letzten %1 bewerteten Antworten, seit %2, nicht angeschlagen.</translation>
    </message>
</context>
<context>
    <name>PolicyRevert</name>
    <message>
        <source>Version %1 was written, but another one is in force. Press F5 and look at the history.</source>
        <translation>Version %1 wurde geschrieben, aber eine andere gilt. Bitte F5 drücken und den Verlauf ansehen.</translation>
    </message>
    <message>
        <source>%1. Read back: version %2 (no. %3) is in force.</source>
        <translation>%1. Zurückgelesen: Version %2 (Nr. %3) gilt.</translation>
    </message>
</context>
<context>
    <name>Portfolio</name>
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
    <message>
        <source>Held until scored</source>
        <translation>Zurückgehalten bis bewertet</translation>
    </message>
    <message>
        <source>Router&apos;s choice at once</source>
        <translation>Wahl des Routers, sofort</translation>
    </message>
    <message>
        <source>A streamed answer is held back until its score is known, and escalated like any other: the task&apos;s certificate covers it. The last tier streams at once.</source>
        <translation>Eine gestreamte Antwort wird zurückgehalten, bis ihr Score bekannt ist, und eskaliert wie jede andere: Das Zertifikat der Aufgabe gilt für sie. Die letzte Stufe streamt sofort.</translation>
    </message>
    <message>
        <source>The tier that the router likes best streams at once. Its answer is not scored before it is sent and never escalated: no certificate covers it.</source>
        <translation>Die Stufe, die der Router vorzieht, streamt sofort. Ihre Antwort wird vor dem Senden nicht bewertet und nie eskaliert: Kein Zertifikat gilt für sie.</translation>
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
        <source>It started at %1, for which it is unlike anything learnt.</source>
        <translation>Sie begann bei %1; was dort gelernt wurde, gleicht ihr nicht.</translation>
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
        <translation>%1 ein, %2 aus</translation>
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
    <name>RunDetails</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n Wert</numerusform>
            <numerusform>%n Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>Parameter</translation>
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
    <message>
        <source>Comparison of a tuned model</source>
        <translation>Vergleich eines abgestimmten Modells</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Training the student</source>
        <translation>Schüler wird trainiert</translation>
    </message>
    <message>
        <source>Measuring the student&apos;s errors</source>
        <translation>Fehler des Schülers werden gemessen</translation>
    </message>
    <message>
        <source>Training the router</source>
        <translation>Router wird trainiert</translation>
    </message>
    <message>
        <source>Extending the router</source>
        <translation>Router wird erweitert</translation>
    </message>
    <message>
        <source>Certifying thresholds</source>
        <translation>Schwellen werden zertifiziert</translation>
    </message>
    <message>
        <source>Grouping failures</source>
        <translation>Fehlschläge werden gruppiert</translation>
    </message>
    <message>
        <source>Finding what is worth teaching</source>
        <translation>Lohnender Lehrstoff wird gesucht</translation>
    </message>
    <message>
        <source>Champion against challenger</source>
        <translation>Champion gegen Herausforderer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Certificates that no longer hold are void</source>
        <translation>Nicht mehr gültige Zertifikate sind aufgehoben</translation>
    </message>
    <message>
        <source>student training failed</source>
        <translation>Schülertraining fehlgeschlagen</translation>
    </message>
    <message>
        <source>router training failed</source>
        <translation>Routertraining fehlgeschlagen</translation>
    </message>
    <message>
        <source>calibration failed</source>
        <translation>Kalibrierung fehlgeschlagen</translation>
    </message>
    <message>
        <source>clustering failed</source>
        <translation>Clusterbildung fehlgeschlagen</translation>
    </message>
    <message>
        <source>distillation failed</source>
        <translation>Destillation fehlgeschlagen</translation>
    </message>
    <message>
        <source>loop failed</source>
        <translation>Schleife fehlgeschlagen</translation>
    </message>
    <message>
        <source>tuning quality</source>
        <translation>Qualität auf Abstimmtexten</translation>
    </message>
    <message>
        <source>training examples</source>
        <translation>Trainingsbeispiele</translation>
    </message>
    <message>
        <source>fresh texts</source>
        <translation>neue Texte</translation>
    </message>
    <message>
        <source>replay texts</source>
        <translation>wiederholte Texte</translation>
    </message>
    <message>
        <source>%1, iteration %2</source>
        <translation>%1, Durchgang %2</translation>
    </message>
    <message>
        <source>Calibration run %1</source>
        <translation>Kalibrierungslauf %1</translation>
    </message>
    <message>
        <source>Student for %1 takes over</source>
        <translation>Schüler für %1 übernimmt</translation>
    </message>
    <message>
        <source>Challenger promoted</source>
        <translation>Herausforderer eingesetzt</translation>
    </message>
    <message>
        <source>loss: %1</source>
        <translation>Verlust: %1</translation>
    </message>
    <message>
        <source>Encoding failures</source>
        <translation>Fehlschläge werden kodiert</translation>
    </message>
    <message>
        <source>Asking both models</source>
        <translation>Beide Modelle werden gefragt</translation>
    </message>
    <message>
        <source>model comparison failed</source>
        <translation>Modellvergleich fehlgeschlagen</translation>
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
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>28 d</source>
        <translation>28 Tage</translation>
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
        <translation>Was die Zertifikate zusagen und wie gut es belegt ist</translation>
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
    <message>
        <source>Directory of the new workspace</source>
        <translation>Verzeichnis des neuen Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Einen Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>The program could not be started again. Start routenlp-console from a terminal to see why.</source>
        <translation>Das Programm ließ sich nicht erneut starten. Ein Start von routenlp-console im Terminal zeigt, warum.</translation>
    </message>
    <message>
        <source>Only the demo workspace has simulated traffic</source>
        <translation>Nur der Demo-Arbeitsbereich hat simulierten Verkehr</translation>
    </message>
    <message>
        <source>This window reads no logs</source>
        <translation>Dieses Fenster liest keine Protokolle</translation>
    </message>
    <message>
        <source>No policy is in force yet</source>
        <translation>Noch ist keine Richtlinie in Kraft</translation>
    </message>
</context>
<context>
    <name>ui::charts::ChartMenu</name>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Export as PNG…</source>
        <translation>Als PNG exportieren…</translation>
    </message>
    <message>
        <source>Export as PNG</source>
        <translation>Als PNG exportieren</translation>
    </message>
    <message>
        <source>Export as SVG…</source>
        <translation>Als SVG exportieren…</translation>
    </message>
    <message>
        <source>Export as SVG</source>
        <translation>Als SVG exportieren</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Could not write %1. Choose another place or free some space.</source>
        <translation>%1 ließ sich nicht schreiben. Bitte einen anderen Ort wählen oder Platz schaffen.</translation>
    </message>
    <message>
        <source>Export as PDF…</source>
        <translation>Als PDF exportieren…</translation>
    </message>
    <message>
        <source>Export as PDF</source>
        <translation>Als PDF exportieren</translation>
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
    <message>
        <source>Export as PDF…</source>
        <translation>Als PDF exportieren…</translation>
    </message>
    <message>
        <source>Export as PDF</source>
        <translation>Als PDF exportieren</translation>
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
        <source>alarm at %1</source>
        <translation>Alarm bei %1</translation>
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
        <source>score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>mean score, off by %1</source>
        <translation>mittl. Score, %1 daneben</translation>
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
    <message>
        <source>%1 of judged answers missed the target, between %2 and %3 with 95% confidence at every time; at most %4 is promised</source>
        <translation>%1 der bewerteten Antworten verfehlten das Ziel, mit 95&#xa0;% Konfidenz zu jeder Zeit zwischen %2 und %3; zugesagt sind höchstens %4</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>at most α = %1</source>
        <translation>höchstens α = %1</translation>
    </message>
    <message>
        <source>accepted from %1</source>
        <translation>angenommen ab %1</translation>
    </message>
</context>
<context>
    <name>ui::charts::LinePlot</name>
    <message>
        <source>%1: %2 at %3</source>
        <translation>%1: %2 bei %3</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
</context>
<context>
    <name>ui::charts::MonthBar</name>
    <message>
        <source>This month against its budget</source>
        <translation>Dieser Monat gegen sein Budget</translation>
    </message>
    <message numerus="yes">
        <source>%1
95% band from %n whole day(s) behind today</source>
        <translation>
            <numerusform>%1
95‑%‑Band aus %n ganzen Tag vor heute</numerusform>
            <numerusform>%1
95‑%‑Band aus %n ganzen Tagen vor heute</numerusform>
        </translation>
    </message>
    <message>
        <source>over the budget of %1</source>
        <translation>über dem Budget von %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>Budget %1</translation>
    </message>
    <message>
        <source>spent %1</source>
        <translation>ausgegeben %1</translation>
    </message>
    <message>
        <source>forecast %1</source>
        <translation>Prognose %1</translation>
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
    <message>
        <source>Copy or export %1</source>
        <translation>%1 kopieren oder exportieren</translation>
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
    <message>
        <source>Working it out…</source>
        <translation>Wird ermittelt…</translation>
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
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>ui::models::ClientKeyModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>budget spent</source>
        <translation>Budget verbraucht</translation>
    </message>
    <message>
        <source>may ask</source>
        <translation>darf fragen</translation>
    </message>
    <message>
        <source>all, and models by name</source>
        <translation>alle, und Modelle mit Namen</translation>
    </message>
    <message>
        <source>%1 requests/min</source>
        <translation>%1 Anfragen/min</translation>
    </message>
    <message>
        <source>%1 tokens/min</source>
        <translation>%1 Tokens/min</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Spent today</source>
        <translation>Heute ausgegeben</translation>
    </message>
    <message>
        <source>In the UTC day, of the daily budget</source>
        <translation>Am UTC-Tag, vom Tagesbudget</translation>
    </message>
    <message>
        <source>Spent this month</source>
        <translation>Im Monat ausgegeben</translation>
    </message>
    <message>
        <source>In the UTC month, of the monthly budget</source>
        <translation>Im UTC-Monat, vom Monatsbudget</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>gateway.json</source>
        <translation>gateway.json</translation>
    </message>
    <message>
        <source>workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>%1; /metrics</source>
        <translation>%1; /metrics</translation>
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
        <source>Of traffic</source>
        <translation>Vom Verkehr</translation>
    </message>
    <message>
        <source>Escalation cost</source>
        <translation>Eskalationskosten</translation>
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
    <message>
        <source>Predicted saving</source>
        <translation>Vorhergesagte Ersparnis</translation>
    </message>
    <message>
        <source>Of teaching the cluster, net of the teacher, with its 95% interval; choose one task to see it</source>
        <translation>Aus dem Unterricht für das Cluster, nach Abzug des Lehrers, mit 95‑%‑Intervall; zu sehen, wenn eine Aufgabe gewählt ist</translation>
    </message>
    <message>
        <source>not worth it</source>
        <translation>lohnt nicht</translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s), at a cost of %1</source>
        <translation>
            <numerusform>In %n Tag, bei Kosten von %1</numerusform>
            <numerusform>In %n Tagen, bei Kosten von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Escalated, sent past the cheaper tiers, or judged to miss the target</source>
        <translation>Eskaliert, an den billigeren Stufen vorbeigeleitet oder als Ziel verfehlend bewertet</translation>
    </message>
    <message>
        <source>%1 escalated, %2 sent past the cheaper tiers, %3 judged to miss the target</source>
        <translation>%1 eskaliert, %2 an den billigeren Stufen vorbeigeleitet, %3 als Ziel verfehlend bewertet</translation>
    </message>
    <message>
        <source>A day: every call after the first of a request; where none but the last tier was asked, its price over the cheapest tier&apos;s</source>
        <translation>Je Tag: jeder Aufruf nach dem ersten einer Anfrage; wo nur die letzte Stufe gefragt wurde, ihr Mehrpreis gegenüber der billigsten Stufe</translation>
    </message>
    <message>
        <source>Of the judged answers that a cheaper tier accepted, each weighed by how rarely its like is judged, with its 95% interval. Requests that were escalated do not count here</source>
        <translation>Von den bewerteten Antworten, die eine billigere Stufe annahm, jede danach gewichtet, wie selten ihresgleichen bewertet wird, mit 95‑%‑Intervall. Eskalierte Anfragen zählen hier nicht</translation>
    </message>
    <message>
        <source>No answer about this that a cheaper tier accepted is judged yet</source>
        <translation>Hierzu ist noch keine Antwort bewertet, die eine billigere Stufe annahm</translation>
    </message>
    <message>
        <source>Same label</source>
        <translation>Gleiches Label</translation>
    </message>
    <message>
        <source>Of the requests whose right label is known, those with the most frequent one</source>
        <translation>Von den Anfragen, deren richtiges Label bekannt ist, die mit dem häufigsten</translation>
    </message>
    <message>
        <source>No right label is known: none was imported, and nobody corrected an answer</source>
        <translation>Kein richtiges Label ist bekannt: Keines wurde importiert, und niemand hat eine Antwort korrigiert</translation>
    </message>
    <message>
        <source>%1 of %2 are %3</source>
        <translation>%1 von %2 sind %3</translation>
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
        <translation>Tatsächliche Fehlerrate bewerteter Live-Antworten und das Intervall, das mit 95&#xa0;% Konfidenz zu allen Zeiten zugleich gilt</translation>
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
        <source>How strongly the judged answers speak against the promise; the alarm rings at the second number, 1/δ</source>
        <translation>Wie stark die bewerteten Antworten gegen die Zusage sprechen; der Alarm schlägt bei der zweiten Zahl an, 1/δ</translation>
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
    <name>ui::models::EffectModel</name>
    <message>
        <source>Measure</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>The range of equal length just before the version, at most a week</source>
        <translation>Der gleich lange Zeitraum direkt vor der Version, höchstens eine Woche</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>By the preview that was on screen when it was applied, with its 95% band</source>
        <translation>Von der Vorschau, die beim Anwenden zu sehen war, mit ihrem 95‑%‑Band</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>Eingetreten</translation>
    </message>
    <message>
        <source>While the version was in force, with its 95% interval</source>
        <translation>Solange die Version galt, mit 95‑%‑Intervall</translation>
    </message>
</context>
<context>
    <name>ui::models::EndpointModel</name>
    <message>
        <source>key missing</source>
        <translation>Schlüssel fehlt</translation>
    </message>
    <message>
        <source>circuit open</source>
        <translation>Schutzschalter offen</translation>
    </message>
    <message>
        <source>gateway is off</source>
        <translation>Gateway ist aus</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>A circuit opens after repeated outages: the tier is not asked for a while, then by one probe at a time</source>
        <translation>Ein Schutzschalter öffnet nach wiederholten Ausfällen: Die Stufe wird eine Weile nicht gefragt, dann mit je einem Versuch</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Laufend</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Since the gateway began</source>
        <translation>Seit dem Start des Gateways</translation>
    </message>
    <message>
        <source>Outages</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Until the answer&apos;s header, of the newest 256 answers</source>
        <translation>Bis zum Kopf der Antwort, aus den neuesten 256 Antworten</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>%1 (keyring)</source>
        <translation>%1 (Schlüsselbund)</translation>
    </message>
    <message>
        <source>%1 of %2 requests left</source>
        <translation>%1 von %2 Anfragen übrig</translation>
    </message>
    <message>
        <source>requests left: %1</source>
        <translation>Anfragen übrig: %1</translation>
    </message>
    <message>
        <source>%1 of %2 tokens left</source>
        <translation>%1 von %2 Tokens übrig</translation>
    </message>
    <message>
        <source>tokens left: %1</source>
        <translation>Tokens übrig: %1</translation>
    </message>
    <message numerus="yes">
        <source>refused %1 time(s)</source>
        <translation>
            <numerusform>%1-mal abgewiesen</numerusform>
            <numerusform>%1-mal abgewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>asks to be left alone until %1</source>
        <translation>will bis %1 nicht gefragt werden</translation>
    </message>
    <message>
        <source>The server does not say how much may be asked</source>
        <translation>Der Server sagt nicht, wie viel gefragt werden darf</translation>
    </message>
    <message>
        <source>Environment variable, or name in the desktop keyring; never the key</source>
        <translation>Umgebungsvariable oder Name im Schlüsselbund des Desktops; nie der Schlüssel selbst</translation>
    </message>
    <message>
        <source>Since the gateway began: no connection, no answer in time or 5xx</source>
        <translation>Seit dem Start des Gateways: keine Verbindung, keine Antwort in der Zeit oder 5xx</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Anfragegrenze</translation>
    </message>
    <message>
        <source>What the server&apos;s newest answer said that may still be asked, and how often it refused (429)</source>
        <translation>Was nach der neuesten Antwort des Servers noch gefragt werden darf und wie oft er abwies (429)</translation>
    </message>
</context>
<context>
    <name>ui::models::GateModel</name>
    <message>
        <source>Student&apos;s own answers</source>
        <translation>Eigene Antworten des Schülers</translation>
    </message>
    <message>
        <source>Answers as served</source>
        <translation>Gesendete Antworten</translation>
    </message>
    <message>
        <source>Cost over last tier only</source>
        <translation>Kosten gegen nur letzte Stufe</translation>
    </message>
    <message>
        <source>Failures among accepted</source>
        <translation>Fehler unter angenommenen</translation>
    </message>
    <message>
        <source>Slice: %1</source>
        <translation>Teilmenge: %1</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>marginal</source>
        <translation>knapp</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>durchgefallen</translation>
    </message>
    <message>
        <source>not enough data</source>
        <translation>zu wenig Daten</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Prüfstein</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Of the gate split, which nothing is trained, tuned or calibrated on</source>
        <translation>Aus dem Prüfteil, auf dem nichts trainiert, abgestimmt oder kalibriert wird</translation>
    </message>
    <message>
        <source>Champion</source>
        <translation>Champion</translation>
    </message>
    <message>
        <source>Challenger</source>
        <translation>Herausforderer</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Of &quot;no worse&quot;: exact McNemar, over slices adjusted by Holm</source>
        <translation>Zu „nicht schlechter“: exakter McNemar-Test, über Teilmengen nach Holm angepasst</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Student&apos;s own answers, since the first champion</source>
        <translation>Eigene Antworten des Schülers, seit dem ersten Champion</translation>
    </message>
    <message>
        <source>Answers as served, since the first champion</source>
        <translation>Antworten wie bedient, seit dem ersten Champion</translation>
    </message>
    <message>
        <source>Since the first champion: that one</source>
        <translation>Seit dem ersten Champion: dieser</translation>
    </message>
    <message>
        <source>Models&apos; own answers</source>
        <translation>Eigene Antworten der Modelle</translation>
    </message>
    <message>
        <source>Cost of a call, over the champion&apos;s</source>
        <translation>Kosten eines Aufrufs, über denen des Champions</translation>
    </message>
    <message>
        <source>With its interval, whose ends are one-sided bounds: at 95%, or at the level of the look where a gate has to pass</source>
        <translation>Mit Intervall, dessen Enden einseitige Schranken sind: zu 95 % oder, wo ein Prüfstein zu bestehen ist, zum Niveau des Blicks</translation>
    </message>
</context>
<context>
    <name>ui::models::LineageModel</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Hash over the texts and labels that it was made of</source>
        <translation>Hash über die Texte und Labels, aus denen es entstand</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Artefact</source>
        <translation>Artefakt</translation>
    </message>
    <message>
        <source>%1
SHA-256 %2</source>
        <translation>%1
SHA-256 %2</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>The first version that served it</source>
        <translation>Die erste Version, die es in Dienst nahm</translation>
    </message>
    <message>
        <source>never served</source>
        <translation>nie im Dienst</translation>
    </message>
    <message>
        <source>no. %1, %2</source>
        <translation>Nr. %1, %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>in service</source>
        <translation>im Dienst</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
</context>
<context>
    <name>ui::models::LoopDecisionModel</name>
    <message>
        <source>promoted</source>
        <translation>eingesetzt</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Entscheidung</translation>
    </message>
    <message>
        <source>not enough data</source>
        <translation>zu wenig Daten</translation>
    </message>
    <message>
        <source>not worth it</source>
        <translation>lohnt nicht</translation>
    </message>
    <message>
        <source>taught</source>
        <translation>unterrichtet</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>train and calibrate</source>
        <translation>trainieren und kalibrieren</translation>
    </message>
    <message>
        <source>gates</source>
        <translation>Prüfsteine</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>entscheiden</translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation>Durchgang</translation>
    </message>
    <message>
        <source>0 is the first student of a task that had none</source>
        <translation>0 ist der erste Schüler einer Aufgabe, die keinen hatte</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Taught</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Texts that the student learnt from</source>
        <translation>Texte, aus denen der Schüler lernte</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>New teacher spend, on the ledger as training</source>
        <translation>Neue Ausgaben für den Lehrer, im Kostenbuch als Training</translation>
    </message>
    <message>
        <source>Cost ratio</source>
        <translation>Kostenverhältnis</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Freed</source>
        <translation>Entlastet</translation>
    </message>
    <message>
        <source>Queries answered below the last tier: measured on the gate texts, and what was predicted</source>
        <translation>Anfragen, die unter der letzten Stufe beantwortet werden: auf den Prüftexten gemessen und vorhergesagt</translation>
    </message>
    <message>
        <source>%1 (%2 predicted)</source>
        <translation>%1 (%2 vorhergesagt)</translation>
    </message>
    <message>
        <source>Predicted saving</source>
        <translation>Vorhergesagte Ersparnis</translation>
    </message>
    <message>
        <source>Net of teacher and training cost, with its interval</source>
        <translation>Nach Abzug von Lehrer und Training, mit Intervall</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n day(s)</source>
        <translation>
            <numerusform>%1 an %n Tag</numerusform>
            <numerusform>%1 in %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Realised</source>
        <translation>Eingetreten</translation>
    </message>
    <message>
        <source>In traffic since the promotion: what it would have cost before, less what it cost</source>
        <translation>Im Verkehr seit dem Einsatz: was er vorher gekostet hätte, weniger was er kostete</translation>
    </message>
    <message>
        <source>%1 queries before, %2 since</source>
        <translation>%1 Anfragen vorher, %2 seither</translation>
    </message>
    <message>
        <source>Of what is in force before and after the decision: its cost over that of the last tier answering everything, on the gate texts. What the challenger would cost is among its gates</source>
        <translation>Dessen, was vor und nach der Entscheidung gilt: seine Kosten im Verhältnis zur letzten Stufe, die alles beantwortet, auf den Prüftexten. Was der Herausforderer kosten würde, steht bei seinen Prüfsteinen</translation>
    </message>
    <message>
        <source>Nothing was compared on the gate texts</source>
        <translation>Auf den Prüftexten wurde nichts verglichen</translation>
    </message>
    <message>
        <source>Its gates measured %1 for the challenger, which the decision put in force</source>
        <translation>Die Prüfsteine maßen %1 für den Herausforderer, den die Entscheidung in Kraft setzte</translation>
    </message>
    <message>
        <source>Its gates measured %1 for the challenger, whose thresholds are held back: the task was on probation</source>
        <translation>Die Prüfsteine maßen %1 für den Herausforderer, dessen Schwellen zurückgehalten werden: Die Aufgabe war auf Bewährung</translation>
    </message>
    <message>
        <source>Its gates measured %1 for the challenger, which the decision did not put in force</source>
        <translation>Die Prüfsteine maßen %1 für den Herausforderer, den die Entscheidung nicht in Kraft setzte</translation>
    </message>
    <message>
        <source>Predicted with %1 (%2 to %3) of the queries near taught texts learnt</source>
        <translation>Vorhergesagt mit %1 (%2 bis %3) gelernten Anfragen nahe gelehrten Texten</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyDiffModel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyHistoryModel</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>The first digits of its hash</source>
        <translation>Die ersten Stellen ihres Hashs</translation>
    </message>
    <message>
        <source>SHA-256 %1
after %2</source>
        <translation>SHA-256 %1
nach %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>chain broken</source>
        <translation>Kette unterbrochen</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>gilt</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Tasks that are served differently since</source>
        <translation>Aufgaben, die seither anders bedient werden</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
</context>
<context>
    <name>ui::models::PolicyModel</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Risk α</source>
        <translation>Risiko α</translation>
    </message>
    <message>
        <source>Tolerated share of failures among accepted answers</source>
        <translation>Tolerierter Anteil von Fehlern unter angenommenen Antworten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2 Calibrated %3 on %4 answers.</source>
        <translation>%1: %2 Kalibriert %3 an %4 Antworten.</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>That may answer by themselves, and from which score on they do</source>
        <translation>Die selbst antworten dürfen, und ab welchem Score sie es tun</translation>
    </message>
    <message>
        <source>not in force</source>
        <translation>nicht in Kraft</translation>
    </message>
    <message>
        <source>escalates all</source>
        <translation>eskaliert alles</translation>
    </message>
    <message>
        <source>Bypass to the last tier</source>
        <translation>Umgehung zur letzten Stufe</translation>
    </message>
    <message>
        <source>Last tier answers all</source>
        <translation>Letzte Stufe für alles</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>Risikoniveau</translation>
    </message>
    <message>
        <source>Streamed answers: %1</source>
        <translation>Gestreamte Antworten: %1</translation>
    </message>
    <message>
        <source>Streamed answers</source>
        <translation>Gestreamte Antworten</translation>
    </message>
    <message>
        <source>not certified</source>
        <translation>nicht zertifiziert</translation>
    </message>
</context>
<context>
    <name>ui::models::PriceModel</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>USD a million tokens</source>
        <translation>USD je Million Tokens</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
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
    <message>
        <source>Score / needed</source>
        <translation>Score / nötig</translation>
    </message>
</context>
<context>
    <name>ui::models::RunComparisonModel</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
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
    <message>
        <source>Streamed answers</source>
        <translation>Gestreamte Antworten</translation>
    </message>
    <message>
        <source>How a request for a stream is answered</source>
        <translation>Wie eine Anfrage nach einem Stream beantwortet wird</translation>
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
        <translation>Anteil bewerteter Antworten, die das Ziel erreichen; „unter“, wo er mehr als zufällig (95&#xa0;%) unter eins minus Risikoniveau liegt</translation>
    </message>
    <message>
        <source>%1, under %2</source>
        <translation>%1, unter %2</translation>
    </message>
</context>
<context>
    <name>ui::models::TierModel</name>
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
    <message>
        <source>always answers</source>
        <translation>antwortet immer</translation>
    </message>
    <message>
        <source>oracle: upper bound for tests</source>
        <translation>Orakel: obere Grenze für Tests</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Input, $/M</source>
        <translation>Eingabe, $/M</translation>
    </message>
    <message>
        <source>USD a million tokens</source>
        <translation>USD je Million Tokens</translation>
    </message>
    <message>
        <source>Output, $/M</source>
        <translation>Ausgabe, $/M</translation>
    </message>
</context>
<context>
    <name>ui::pages::ArtefactCard</name>
    <message>
        <source>Students and routers</source>
        <translation>Schüler und Router</translation>
    </message>
    <message>
        <source>No model was trained here yet. New run in Runs trains one.</source>
        <translation>Hier wurde noch kein Modell trainiert. „Neuer Lauf“ unter Läufe trainiert eines.</translation>
    </message>
    <message>
        <source>Every version that was trained here; Runs says how they came about.</source>
        <translation>Jede Version, die hier trainiert wurde; „Läufe“ zeigt, wie sie entstanden.</translation>
    </message>
    <message>
        <source>Use this router…</source>
        <translation>Diesen Router verwenden…</translation>
    </message>
    <message>
        <source>See how it compares with the router that serves, and put it in service</source>
        <translation>Zeigt, wie er gegenüber dem Router im Dienst abschneidet, und stellt ihn in Dienst</translation>
    </message>
    <message>
        <source>Select a router among the students and routers in Portfolio first</source>
        <translation>Zuerst unter Portfolio einen Router bei den Schülern und Routern wählen</translation>
    </message>
</context>
<context>
    <name>ui::pages::ArtefactModel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>SHA-256 %1</source>
        <translation>SHA-256 %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Hash over the texts and labels that it was made of</source>
        <translation>Hash über die Texte und Labels, aus denen es entstand</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Tasks that it serves now</source>
        <translation>Aufgaben, die er jetzt bedient</translation>
    </message>
    <message>
        <source>nothing, kept</source>
        <translation>nichts, aufbewahrt</translation>
    </message>
    <message>
        <source>Learned confidence</source>
        <translation>Gelernter Score</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClientKeyCard</name>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>Client keys</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>What a program may ask, how often, and for how much money. A key is shown once; its SHA-256 is kept.</source>
        <translation>Was ein Programm fragen darf, wie oft und für wie viel Geld. Ein Schlüssel wird einmal gezeigt; aufbewahrt wird sein SHA-256.</translation>
    </message>
    <message>
        <source>This key stands in gateway.json; remove it there</source>
        <translation>Dieser Schlüssel steht in gateway.json; dort entfernen</translation>
    </message>
    <message>
        <source>Revoke a key</source>
        <translation>Einen Schlüssel widerrufen</translation>
    </message>
    <message>
        <source>Programs that use the key “%1” are refused from their next request on. This cannot be taken back.</source>
        <translation>Programme mit dem Schlüssel „%1“ werden ab ihrer nächsten Anfrage abgewiesen. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Select a key first</source>
        <translation>Erst einen Schlüssel wählen</translation>
    </message>
    <message>
        <source>This key is revoked already</source>
        <translation>Dieser Schlüssel ist schon widerrufen</translation>
    </message>
    <message>
        <source>No key yet: without keys every program that reaches the gateway may ask.</source>
        <translation>Noch kein Schlüssel: Ohne Schlüssel darf jedes Programm fragen, das das Gateway erreicht.</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClientKeyDialog</name>
    <message>
        <source>Add a client key</source>
        <translation>Einen Client-Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>for example billing-bot</source>
        <translation>zum Beispiel rechnungs-bot</translation>
    </message>
    <message>
        <source>&amp;Id</source>
        <translation>&amp;Kennung</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>None ticked: all tasks, and models by their own names</source>
        <translation>Keine angehakt: alle Aufgaben, und Modelle mit ihren eigenen Namen</translation>
    </message>
    <message>
        <source>&amp;Requests a minute</source>
        <translation>&amp;Anfragen je Minute</translation>
    </message>
    <message>
        <source>&amp;Tokens a minute</source>
        <translation>&amp;Tokens je Minute</translation>
    </message>
    <message>
        <source>&amp;Daily budget</source>
        <translation>Ta&amp;gesbudget</translation>
    </message>
    <message>
        <source>&amp;Monthly budget</source>
        <translation>&amp;Monatsbudget</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>This is the key. It is shown this once only: give it to the client program now.</source>
        <translation>Das ist der Schlüssel. Er wird nur dieses eine Mal gezeigt: Jetzt dem Client-Programm geben.</translation>
    </message>
    <message>
        <source>The new key</source>
        <translation>Der neue Schlüssel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>No budget</source>
        <translation>Kein Budget</translation>
    </message>
    <message>
        <source>The key is being made</source>
        <translation>Der Schlüssel wird gerade erzeugt</translation>
    </message>
    <message>
        <source>Give the key an id first</source>
        <translation>Erst dem Schlüssel eine Kennung geben</translation>
    </message>
    <message>
        <source>May read /metrics</source>
        <translation>Darf /metrics lesen</translation>
    </message>
    <message>
        <source>For a program that watches the gateway, such as Prometheus: counts, times and cost of all keys&apos; traffic</source>
        <translation>Für ein Programm, das das Gateway überwacht, etwa Prometheus: Zahlen, Zeiten und Kosten des Verkehrs aller Schlüssel</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClusterEditor</name>
    <message>
        <source>Name of the chosen cluster</source>
        <translation>Name des gewählten Clusters</translation>
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
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Make the chosen clusters one, from now on</source>
        <translation>Die gewählten Cluster von nun an als eines führen</translation>
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
        <translation>Umranden</translation>
    </message>
    <message>
        <source>Draw around requests on the map; Shift and drag does it too</source>
        <translation>Anfragen auf der Karte umranden; Ziehen mit der Umschalttaste tut es auch</translation>
    </message>
    <message>
        <source>Make a cluster</source>
        <translation>Cluster bilden</translation>
    </message>
    <message>
        <source>Of the requests that were drawn around</source>
        <translation>Aus den umrandeten Anfragen</translation>
    </message>
    <message>
        <source>Add to review</source>
        <translation>Zur Prüfung</translation>
    </message>
    <message>
        <source>Put the requests drawn around, or those of the chosen clusters, into the review queue</source>
        <translation>Die umrandeten Anfragen oder die der gewählten Cluster in die Prüfliste stellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 requests drawn around. Make a cluster of them, or add them to review.</source>
        <translation>%1 Anfragen umrandet. Ein Cluster daraus bilden oder sie zur Prüfung geben.</translation>
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
        <translation>Zuerst auf der Karte Anfragen umranden</translation>
    </message>
    <message>
        <source>Choose a cluster, or draw around requests, first</source>
        <translation>Zuerst ein Cluster wählen oder Anfragen umranden</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Name this cluster</source>
        <translation>Diesen Cluster benennen</translation>
    </message>
    <message>
        <source>Review shows them under &quot;Picked by hand&quot;.</source>
        <translation>Die Prüfung zeigt sie unter „Von Hand gewählt“.</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClustersPage</name>
    <message>
        <source>Nothing failed in this range.</source>
        <translation>In diesem Zeitraum ist nichts fehlgeschlagen.</translation>
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
        <source>The list below holds the same clusters</source>
        <translation>Die Liste darunter enthält dieselben Cluster</translation>
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
        <source>Unclustered</source>
        <translation>Ohne Cluster</translation>
    </message>
    <message>
        <source>%1 failures that are like no other group. Draw around dots to make a cluster of them.</source>
        <translation>%1 Fehlschläge, die keiner Gruppe gleichen. Punkte umranden, um ein Cluster daraus zu bilden.</translation>
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
    <message>
        <source>Layout of the map</source>
        <translation>Anordnung der Karte</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>Hauptkomponenten</translation>
    </message>
    <message>
        <source>Neighbourhoods (t-SNE)</source>
        <translation>Nachbarschaften (t-SNE)</translation>
    </message>
    <message>
        <source>t-SNE keeps like requests side by side. It takes seconds for thousands of failures, minutes for tens of thousands</source>
        <translation>t-SNE hält ähnliche Anfragen beieinander. Bei Tausenden von Fehlschlägen dauert es Sekunden, bei Zehntausenden Minuten</translation>
    </message>
    <message>
        <source>Teach the chosen cluster</source>
        <translation>Das gewählte Cluster unterrichten</translation>
    </message>
    <message>
        <source>The last tier&apos;s answers train a challenger; it is served only if it passes the gates.</source>
        <translation>Die Antworten der letzten Stufe trainieren einen Herausforderer; eingesetzt wird er nur, wenn er die Prüfsteine besteht.</translation>
    </message>
    <message>
        <source>Grouping the failures of the range and laying out their neighbourhoods…</source>
        <translation>Die Fehlschläge des Zeitraums werden gruppiert und ihre Nachbarschaften angeordnet…</translation>
    </message>
    <message>
        <source>%1 failures of the last %2 in %3 clusters, %4 unclustered · separation %5, stability %6, map %7</source>
        <translation>%1 Fehlschläge der letzten %2 in %3 Clustern, %4 ohne Cluster · Trennung %5, Stabilität %6, Karte %7</translation>
    </message>
    <message>
        <source>One dot a request, a ring if it is like no other group. Distance between clusters carries no meaning.</source>
        <translation>Ein Punkt je Anfrage, ein Ring ohne Cluster. Abstände zwischen Clustern bedeuten nichts.</translation>
    </message>
    <message>
        <source>Wheel or + and − zoom, drag or arrows move, Shift and drag draws around requests, double click or 0 shows all, Ctrl+Z goes back</source>
        <translation>Mausrad oder + und − vergrößern, Ziehen oder Pfeiltasten verschieben, Umschalt und Ziehen umreißt Anfragen, Doppelklick oder 0 zeigt alles, Strg+Z geht zurück</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Give up grouping; what is shown stays</source>
        <translation>Gruppieren abbrechen; was zu sehen ist, bleibt</translation>
    </message>
    <message>
        <source>Stopped. The clusters shown are those of %1.</source>
        <translation>Angehalten. Zu sehen sind die Cluster von %1.</translation>
    </message>
    <message>
        <source>Stopped. &quot;Find again&quot; groups the failures.</source>
        <translation>Angehalten. „Neu suchen“ gruppiert die Fehlschläge.</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>alle Aufgaben</translation>
    </message>
    <message>
        <source>The failures are being grouped anew</source>
        <translation>Die Fehlschläge werden gerade neu gruppiert</translation>
    </message>
    <message>
        <source>%1 failures of the last %2, too few alike for a cluster</source>
        <translation>%1 Fehlschläge der letzten %2, zu wenige ähnliche für ein Cluster</translation>
    </message>
    <message>
        <source>Requests that the cheaper tiers did not answer, or that were judged to miss their target, are grouped here by what they are about. Choose a wider range to look further back.</source>
        <translation>Anfragen, die die billigeren Stufen nicht beantworteten oder deren Antwort das Ziel verfehlte, werden hier danach gruppiert, wovon sie handeln. Ein längerer Zeitraum blickt weiter zurück.</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Separation: silhouette of the clusters, 1 is best, 0 is none.
Stability: how far the clusters of two random drawings of the failures agree, 1 is best, 0 is chance.
Map: trustworthiness, how far the ten nearest dots are the ten most alike requests; 1 is best, about 0.5 is chance.</source>
        <translation>Trennung: Silhouette der Cluster, 1 ist am besten, 0 ist keine.
Stabilität: wie weit die Cluster zweier zufälliger Ziehungen der Fehlschläge übereinstimmen, 1 ist am besten, 0 ist Zufall.
Karte: Vertrauenswürdigkeit, wie weit die zehn nächsten Punkte die zehn ähnlichsten Anfragen sind; 1 ist am besten, etwa 0,5 ist Zufall.</translation>
    </message>
    <message>
        <source>%1 failures, %2 of them escalated and %3 sent past the cheaper tiers, at %4 in all</source>
        <translation>%1 Fehlschläge, davon %2 eskaliert und %3 an den billigeren Stufen vorbeigeleitet, für zusammen %4</translation>
    </message>
    <message>
        <source>%1; no answer that a cheaper tier accepted is judged yet.</source>
        <translation>%1; noch ist keine Antwort bewertet, die eine billigere Stufe annahm.</translation>
    </message>
    <message>
        <source>%1; %2 of %3 judged answers that a cheaper tier accepted missed the target.</source>
        <translation>%1; %2 von %3 bewerteten Antworten, die eine billigere Stufe annahm, verfehlten das Ziel.</translation>
    </message>
    <message>
        <source>Encode the others</source>
        <translation>Übrige kodieren</translation>
    </message>
    <message>
        <source>Suggestions: read the examples before acting.</source>
        <translation>Vorschläge: zuerst die Beispiele lesen, dann handeln.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Compared by the encoder %1, which has encoded %2 failures; the others are unclustered until it has.</source>
        <translation>Verglichen mit dem Encoder %1, der %2 Fehlschläge kodiert hat; die übrigen sind bis dahin ohne Cluster.</translation>
    </message>
    <message>
        <source>Compared by their words: the encoder %1 has encoded %2 failures, which is too few.</source>
        <translation>Nach Wörtern verglichen: Der Encoder %1 hat %2 Fehlschläge kodiert, das sind zu wenige.</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>A clustering run in the background: a worker encodes what is missing, lays the map out and keeps both</source>
        <translation>Ein Clusterlauf im Hintergrund: Ein Arbeitsprozess kodiert, was fehlt, ordnet die Karte an und bewahrt beides auf</translation>
    </message>
    <message>
        <source>A clustering run encodes them; Runs shows how far it is</source>
        <translation>Ein Clusterlauf kodiert sie; Läufe zeigt, wie weit er ist</translation>
    </message>
    <message>
        <source>The failures are being encoded in the background; the groups follow when that is done.</source>
        <translation>Die Fehlschläge werden im Hintergrund kodiert; danach folgen die Cluster.</translation>
    </message>
</context>
<context>
    <name>ui::pages::CostControls</name>
    <message>
        <source>Budget of the month</source>
        <translation>Monatsbudget</translation>
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
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
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
    <message>
        <source>Input $</source>
        <translation>Eingabe $</translation>
    </message>
    <message>
        <source>Output $</source>
        <translation>Ausgabe $</translation>
    </message>
    <message>
        <source>For the task chosen above, or for all: traffic, training, audits and studies together. It stops nothing.</source>
        <translation>Für die oben gewählte Aufgabe oder für alle: Verkehr, Training, Audits und Studien zusammen. Es hält nichts an.</translation>
    </message>
    <message>
        <source>USD a million tokens, like %1; empty: unknown</source>
        <translation>USD je Million Tokens, zum Beispiel %1; leer: unbekannt</translation>
    </message>
    <message>
        <source>Put the prices right first</source>
        <translation>Erst die Preise berichtigen</translation>
    </message>
</context>
<context>
    <name>ui::pages::CostsPage</name>
    <message>
        <source>No request was recorded for the task and range chosen above. A wider range may have some.</source>
        <translation>Für die oben gewählte Aufgabe und den Zeitraum ist keine Anfrage verzeichnet. Ein längerer Zeitraum hat vielleicht welche.</translation>
    </message>
    <message>
        <source>From last tier only to what was spent</source>
        <translation>Von „nur letzte Stufe“ zu den Ausgaben</translation>
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
    <message>
        <source>By model</source>
        <translation>Nach Modell</translation>
    </message>
    <message>
        <source>Beside the traffic</source>
        <translation>Neben dem Verkehr</translation>
    </message>
    <message>
        <source>Nothing was spent on training, audits and studies in this range.</source>
        <translation>In diesem Zeitraum wurde nichts für Training, Audits und Studien ausgegeben.</translation>
    </message>
    <message>
        <source>The calls of this range are not stored any more.</source>
        <translation>Die Aufrufe dieses Zeitraums sind nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>The calls of this range are being read…</source>
        <translation>Die Aufrufe dieses Zeitraums werden gelesen…</translation>
    </message>
    <message>
        <source>There is no traffic in this range, nor in the one before it.</source>
        <translation>In diesem Zeitraum gibt es keinen Verkehr und in dem davor auch nicht.</translation>
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
        <translation>Ein Zertifikat entsteht bei der Kalibrierung, die dem Training eines Schülers folgt. Bis dahin beantwortet die letzte Stufe jede Anfrage, ohne etwas zuzusagen.</translation>
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
        <translation>gegen die Zusage</translation>
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
        <translation>Zusage</translation>
    </message>
    <message>
        <source>Recalibrate to a draft</source>
        <translation>Neu kalibrieren (Entwurf)</translation>
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
    <message>
        <source>Novel: %1 of the newest %2 queries are unlike anything the router or the student learnt from; they go up.</source>
        <translation>Neuartig: %1 der neuesten %2 Anfragen gleichen nichts, woraus Router oder Schüler lernten; sie gehen nach oben.</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Fehlschläge</translation>
    </message>
    <message>
        <source>of judged answers, 95% interval</source>
        <translation>der bewerteten Antworten, 95‑%‑Intervall</translation>
    </message>
    <message>
        <source>The certificates could not be read: %1 They are tried again with the next refresh.</source>
        <translation>Die Zertifikate ließen sich nicht lesen: %1 Sie werden mit der nächsten Aktualisierung erneut gelesen.</translation>
    </message>
    <message>
        <source>See its failures</source>
        <translation>Fehlschläge ansehen</translation>
    </message>
    <message>
        <source>Opens Clusters with the failures of this task in the range chosen above</source>
        <translation>Öffnet „Cluster“ mit den Fehlschlägen dieser Aufgabe im oben gewählten Zeitraum</translation>
    </message>
    <message>
        <source>Opens Policy with a draft that certifies the thresholds of this task anew on the judged answers. You see what it would do before you apply it</source>
        <translation>Öffnet „Richtlinie“ mit einem Entwurf, der die Schwellen dieser Aufgabe an den bewerteten Antworten neu zertifiziert. Was er bewirken würde, ist vor dem Anwenden zu sehen</translation>
    </message>
</context>
<context>
    <name>ui::pages::DistilPanel</name>
    <message>
        <source>What would it take?</source>
        <translation>Was wäre nötig?</translation>
    </message>
    <message>
        <source>Distil this cluster</source>
        <translation>Dieses Cluster destillieren</translation>
    </message>
    <message>
        <source>Texts taught at most</source>
        <translation>Zu lernende Texte, höchstens</translation>
    </message>
    <message>
        <source>Texts that would be taught</source>
        <translation>Texte, die gelernt würden</translation>
    </message>
    <message>
        <source>First see what it would take</source>
        <translation>Erst ansehen, was nötig wäre</translation>
    </message>
    <message>
        <source>Choose a cluster to teach.</source>
        <translation>Zuerst ein Cluster wählen, das gelernt werden soll.</translation>
    </message>
    <message>
        <source>Choose one task above: a student answers one task.</source>
        <translation>Oben eine Aufgabe wählen: Ein Schüler beantwortet eine Aufgabe.</translation>
    </message>
    <message>
        <source>The student reads the cluster&apos;s texts…</source>
        <translation>Der Schüler liest die Texte des Clusters…</translation>
    </message>
    <message>
        <source>%1 training texts of the cluster are new to the student; it would pass on %2 of them and is known to answer %3 wrongly. %4 would be taught: %5 answers of %6 are paid for, %7 in all.</source>
        <translation>%1 Trainingstexte des Clusters sind dem Schüler neu; %2 davon gäbe er weiter, und %3 beantwortet er bekanntermaßen falsch. %4 würden unterrichtet: Bezahlt werden %5 Antworten von %6, insgesamt %7.</translation>
    </message>
    <message>
        <source>The oracle answers with the reference: an upper bound, no model.</source>
        <translation>Das Orakel antwortet mit der Referenz: eine Obergrenze, kein Modell.</translation>
    </message>
    <message numerus="yes">
        <source>Predicted for the next %n day(s): %1 (%2 to %3) fewer escalations, a net saving of %4 (%5 to %6).</source>
        <translation>
            <numerusform>Vorhersage für den nächsten Tag: %1 (%2 bis %3) Eskalationen weniger, netto gespart %4 (%5 bis %6).</numerusform>
            <numerusform>Vorhersage für die nächsten %n Tage: %1 (%2 bis %3) Eskalationen weniger, netto gespart %4 (%5 bis %6).</numerusform>
        </translation>
    </message>
    <message>
        <source>Starts a run: teacher, challenger, gates; it is served only if it passes them</source>
        <translation>Startet einen Lauf: Lehrer, Herausforderer, Prüfsteine; eingesetzt wird nur, was sie besteht</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>The expected saving does not exceed its cost</source>
        <translation>Die erwartete Ersparnis übersteigt die Kosten nicht</translation>
    </message>
    <message>
        <source>The run is queued; Runs shows its stages and gates.</source>
        <translation>Der Lauf ist eingereiht; „Läufe“ zeigt seine Schritte und Prüfsteine.</translation>
    </message>
    <message>
        <source>The student is reading the cluster&apos;s texts</source>
        <translation>Der Schüler liest gerade die Texte des Clusters</translation>
    </message>
    <message numerus="yes">
        <source>That takes %1 (%2 to %3) of the queries near taught texts to be learnt, by %n earlier distillation(s) of this workspace.</source>
        <translation><numerusform>Angenommen sind %1 (%2 bis %3) gelernte Anfragen nahe gelehrten Texten, nach %n früherer Destillation dieses Arbeitsbereichs.</numerusform><numerusform>Angenommen sind %1 (%2 bis %3) gelernte Anfragen nahe gelehrten Texten, nach %n früheren Destillationen dieses Arbeitsbereichs.</numerusform></translation>
    </message>
    <message>
        <source>That assumes that %1 (%2 to %3) of the queries near taught texts are learnt: nothing was distilled in this workspace yet.</source>
        <translation>Angenommen sind %1 (%2 bis %3) gelernte Anfragen nahe gelehrten Texten: Hier wurde noch nichts destilliert.</translation>
    </message>
    <message>
        <source>The run is being queued</source>
        <translation>Der Lauf wird eingereiht</translation>
    </message>
    <message>
        <source>The run is queued: see what another would take first</source>
        <translation>Der Lauf ist eingereiht: Sehen Sie zuerst, was ein weiterer bräuchte</translation>
    </message>
</context>
<context>
    <name>ui::pages::EndpointCard</name>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Model servers</source>
        <translation>Modellserver</translation>
    </message>
    <message>
        <source>Any OpenAI-compatible server can be a tier: OpenAI, Azure, vLLM, llama.cpp, Ollama.</source>
        <translation>Jeder OpenAI-kompatible Server kann eine Stufe sein: OpenAI, Azure, vLLM, llama.cpp, Ollama.</translation>
    </message>
    <message>
        <source>Asks the server for its list of models: costs nothing</source>
        <translation>Fragt den Server nach seiner Modellliste: kostet nichts</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet…</translation>
    </message>
    <message>
        <source>No connection: %1</source>
        <translation>Keine Verbindung: %1</translation>
    </message>
    <message>
        <source>Remove a model server</source>
        <translation>Einen Modellserver entfernen</translation>
    </message>
    <message>
        <source>Nothing will answer for tier “%1” any more; its history stays.</source>
        <translation>Für die Stufe „%1“ antwortet dann nichts mehr; ihr Verlauf bleibt.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Nothing was changed: %1</source>
        <translation>Nichts wurde geändert: %1</translation>
    </message>
    <message>
        <source>Select a model server first</source>
        <translation>Erst einen Modellserver wählen</translation>
    </message>
    <message>
        <source>The connection is being tested</source>
        <translation>Die Verbindung wird getestet</translation>
    </message>
    <message>
        <source>No model server yet: only local students and recordings can answer.</source>
        <translation>Noch kein Modellserver: Nur lokale Schüler und Aufzeichnungen können antworten.</translation>
    </message>
    <message>
        <source>Tuned model…</source>
        <translation>Abgestimmtes Modell…</translation>
    </message>
    <message>
        <source>Compares a model that was tuned on a run&apos;s teacher set with this one, by the gates</source>
        <translation>Vergleicht ein Modell, das auf dem Lehrersatz eines Laufs abgestimmt wurde, anhand der Prüfsteine mit diesem</translation>
    </message>
</context>
<context>
    <name>ui::pages::EndpointDialog</name>
    <message>
        <source>Add a model server</source>
        <translation>Einen Modellserver hinzufügen</translation>
    </message>
    <message>
        <source>Change a model server</source>
        <translation>Einen Modellserver ändern</translation>
    </message>
    <message>
        <source>&amp;Tier</source>
        <translation>&amp;Stufe</translation>
    </message>
    <message>
        <source>a short id, for example small</source>
        <translation>eine kurze Kennung, zum Beispiel small</translation>
    </message>
    <message>
        <source>&amp;Base URL</source>
        <translation>&amp;Basis-URL</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>the server&apos;s own name of it</source>
        <translation>wie der Server es nennt</translation>
    </message>
    <message>
        <source>&amp;Input, $/M tokens</source>
        <translation>&amp;Eingabe, $/M Tokens</translation>
    </message>
    <message>
        <source>empty: unknown, and so not routed to</source>
        <translation>leer: unbekannt, also nicht angesteuert</translation>
    </message>
    <message>
        <source>&amp;Output, $/M tokens</source>
        <translation>&amp;Ausgabe, $/M Tokens</translation>
    </message>
    <message>
        <source>&amp;Cached input, $/M tokens</source>
        <translation>&amp;Zwischengespeicherte Eingabe, $/Mio. Tokens</translation>
    </message>
    <message>
        <source>empty: as other input</source>
        <translation>leer: wie andere Eingabe</translation>
    </message>
    <message>
        <source>Gives token log-&amp;probabilities: confidence is taken from them</source>
        <translation>Gibt &amp;Log-Wahrscheinlichkeiten der Tokens: Daraus wird die Konfidenz bestimmt</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Give the tier an id first</source>
        <translation>Erst der Stufe eine Kennung geben</translation>
    </message>
    <message>
        <source>Say where the server is first: its base URL</source>
        <translation>Erst angeben, wo der Server ist: seine Basis-URL</translation>
    </message>
    <message>
        <source>Name the model first</source>
        <translation>Erst das Modell nennen</translation>
    </message>
    <message>
        <source>Put the prices right first</source>
        <translation>Erst die Preise berichtigen</translation>
    </message>
    <message>
        <source>It is being saved</source>
        <translation>Es wird gerade gespeichert</translation>
    </message>
    <message>
        <source>Save first: the connection is tested with the key that the keyring has</source>
        <translation>Erst speichern: Die Verbindung wird mit dem Schlüssel getestet, der im Schlüsselbund liegt</translation>
    </message>
    <message>
        <source>The connection is being tested</source>
        <translation>Die Verbindung wird getestet</translation>
    </message>
</context>
<context>
    <name>ui::pages::EndpointKeyFields</name>
    <message>
        <source>Where the key comes from</source>
        <translation>Woher der Schlüssel kommt</translation>
    </message>
    <message>
        <source>The server wants no key</source>
        <translation>Der Server verlangt keinen Schlüssel</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Umgebungsvariable</translation>
    </message>
    <message>
        <source>Desktop keyring</source>
        <translation>Schlüsselbund des Desktops</translation>
    </message>
    <message>
        <source>Name of the key</source>
        <translation>Name des Schlüssels</translation>
    </message>
    <message>
        <source>The key itself</source>
        <translation>Der Schlüssel selbst</translation>
    </message>
    <message>
        <source>Key &amp;from</source>
        <translation>Schlüssel a&amp;us</translation>
    </message>
    <message>
        <source>Key &amp;name</source>
        <translation>Schlüssel&amp;name</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>S&amp;chlüssel</translation>
    </message>
    <message>
        <source>for example openai</source>
        <translation>zum Beispiel openai</translation>
    </message>
    <message>
        <source>for example OPENAI_API_KEY</source>
        <translation>zum Beispiel OPENAI_API_KEY</translation>
    </message>
    <message>
        <source>stored; not shown</source>
        <translation>gespeichert; nicht gezeigt</translation>
    </message>
    <message>
        <source>There is a key of this name. Leave the field empty to keep it; what is typed replaces it.</source>
        <translation>Es gibt einen Schlüssel dieses Namens. Das Feld leer lassen, um ihn zu behalten; eine Eingabe ersetzt ihn.</translation>
    </message>
    <message>
        <source>The key goes to the keyring of the computer that runs this workspace and is never shown again. Leave the field empty if the keyring has a key of this name already.</source>
        <translation>Der Schlüssel geht in den Schlüsselbund des Rechners, der diesen Arbeitsbereich betreibt, und wird nie wieder gezeigt. Das Feld leer lassen, wenn im Schlüsselbund schon ein Schlüssel dieses Namens liegt.</translation>
    </message>
    <message>
        <source>Name the environment variable that holds the key: letters, digits and _</source>
        <translation>Die Umgebungsvariable nennen, die den Schlüssel enthält: Buchstaben, Ziffern und _</translation>
    </message>
    <message>
        <source>Name the key, to find it in the keyring: up to 64 letters, digits and . _ -</source>
        <translation>Den Schlüssel benennen, um ihn im Schlüsselbund zu finden: bis zu 64 Buchstaben, Ziffern und . _ -</translation>
    </message>
    <message>
        <source>A key has neither spaces nor accents: paste it again</source>
        <translation>Ein Schlüssel hat weder Leerzeichen noch Umlaute oder Akzente: noch einmal einfügen</translation>
    </message>
</context>
<context>
    <name>ui::pages::GatewayCard</name>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Answers OpenAI-compatible requests of client programs.</source>
        <translation>Beantwortet OpenAI-kompatible Anfragen von Client-Programmen.</translation>
    </message>
    <message>
        <source>Connect a client program</source>
        <translation>Ein Client-Programm anbinden</translation>
    </message>
    <message>
        <source>Only its base URL, model name and key change.</source>
        <translation>Nur Basis-URL, Modellname und Schlüssel ändern sich.</translation>
    </message>
    <message>
        <source>Address to listen on</source>
        <translation>Adresse, auf der gelauscht wird</translation>
    </message>
    <message>
        <source>127.0.0.1: this computer only. Any other address demands client keys.</source>
        <translation>127.0.0.1: nur dieser Rechner. Jede andere Adresse verlangt Client-Schlüssel.</translation>
    </message>
    <message>
        <source>Port to listen on</source>
        <translation>Port, auf dem gelauscht wird</translation>
    </message>
    <message>
        <source>Client library</source>
        <translation>Client-Bibliothek</translation>
    </message>
    <message>
        <source>openai for Python</source>
        <translation>openai für Python</translation>
    </message>
    <message>
        <source>openai for Node</source>
        <translation>openai für Node</translation>
    </message>
    <message>
        <source>LangChain</source>
        <translation>LangChain</translation>
    </message>
    <message>
        <source>curl</source>
        <translation>curl</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Modellname</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>First request of a client program</source>
        <translation>Erste Anfrage eines Client-Programms</translation>
    </message>
    <message>
        <source>The request is on the clipboard.</source>
        <translation>Die Anfrage ist in der Zwischenablage.</translation>
    </message>
    <message numerus="yes">
        <source>Answers at %1. %n request(s) under way.</source>
        <translation>
            <numerusform>Antwortet unter %1. %n Anfrage läuft.</numerusform>
            <numerusform>Antwortet unter %1. %n Anfragen laufen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Off: client programs are not answered.</source>
        <translation>Aus: Client-Programme werden nicht beantwortet.</translation>
    </message>
    <message>
        <source>Off: %1</source>
        <translation>Aus: %1</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Accepts no more requests; those under way are finished</source>
        <translation>Nimmt keine Anfragen mehr an; laufende werden beendet</translation>
    </message>
    <message>
        <source>Other computers can reach this address: a client key is demanded of everybody, and TLS belongs in front of it.</source>
        <translation>Andere Rechner erreichen diese Adresse: Von allen wird ein Client-Schlüssel verlangt, und davor gehört TLS.</translation>
    </message>
    <message>
        <source>Only this computer can reach it, with one of the keys below.</source>
        <translation>Nur dieser Rechner erreicht es, mit einem der Schlüssel unten.</translation>
    </message>
    <message>
        <source>Only this computer can reach it. Without keys any program on it may ask.</source>
        <translation>Nur dieser Rechner erreicht es. Ohne Schlüssel darf jedes Programm auf ihm fragen.</translation>
    </message>
    <message>
        <source>The gateway is being started or stopped</source>
        <translation>Das Gateway wird gerade gestartet oder angehalten</translation>
    </message>
    <message>
        <source>Stop the gateway to change where it listens</source>
        <translation>Zum Ändern von Adresse und Port das Gateway anhalten</translation>
    </message>
</context>
<context>
    <name>ui::pages::LoopScheduleDialog</name>
    <message>
        <source>nightly at %1 UTC, and on alarms</source>
        <translation>nachts um %1 UTC und bei Alarmen</translation>
    </message>
    <message>
        <source>nightly at %1 UTC</source>
        <translation>nachts um %1 UTC</translation>
    </message>
    <message>
        <source>on coverage alarms</source>
        <translation>bei Abdeckungsalarmen</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Every night at</source>
        <translation>Jede Nacht um</translation>
    </message>
    <message>
        <source>When a coverage alarm rings, for its task</source>
        <translation>Bei einem Abdeckungsalarm, für seine Aufgabe</translation>
    </message>
    <message>
        <source>Schedule of the loop</source>
        <translation>Zeitplan der Schleife</translation>
    </message>
    <message>
        <source>A loop finds what the cheap tiers fail at, teaches them, and compares the result with what serves. Nothing that fails a gate is ever served.</source>
        <translation>Eine Schleife findet, woran die billigen Stufen scheitern, unterrichtet sie darin und vergleicht das Ergebnis mit dem, was im Dienst ist. Was an einem Prüfstein scheitert, kommt nie in Dienst.</translation>
    </message>
    <message>
        <source>Time of the nightly loop, UTC</source>
        <translation>Zeit der nächtlichen Schleife, UTC</translation>
    </message>
    <message>
        <source>Parameters of these loops</source>
        <translation>Parameter dieser Schleifen</translation>
    </message>
    <message>
        <source>All parameters</source>
        <translation>Alle Parameter</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Tick “Every night at” first</source>
        <translation>Zuerst „Jede Nacht um“ ankreuzen</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>UTC, today %1 in %2</source>
        <translation>UTC, heute %1 in %2</translation>
    </message>
    <message>
        <source>The schedule was written, but another one is in force. Open it again and compare.</source>
        <translation>Der Zeitplan wurde geschrieben, aber ein anderer gilt. Noch einmal öffnen und vergleichen.</translation>
    </message>
    <message>
        <source>It is being saved</source>
        <translation>Es wird gespeichert</translation>
    </message>
</context>
<context>
    <name>ui::pages::MonthStrip</name>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Budget and forecast</source>
        <translation>Budget und Prognose</translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message>
        <source>Why escalated?</source>
        <translation>Warum eskaliert?</translation>
    </message>
    <message>
        <source>Open a request that a cheap tier could not answer, with every score and threshold on its way.</source>
        <translation>Eine Anfrage, die eine billige Stufe nicht beantworten konnte, mit jedem Score und jeder Schwelle.</translation>
    </message>
    <message>
        <source>Show me one</source>
        <translation>Eine zeigen</translation>
    </message>
    <message>
        <source>Try a stricter target</source>
        <translation>Strengeres Ziel</translation>
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
        <translation>Eigene Modelle</translation>
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
    <message>
        <source>1  Connect a model server</source>
        <translation>1  Einen Modellserver anbinden</translation>
    </message>
    <message>
        <source>Any OpenAI-compatible server: its address, its price and where its key is. The dearest one always answers.</source>
        <translation>Jeder OpenAI-kompatible Server: seine Adresse, sein Preis und wo sein Schlüssel liegt. Der teuerste antwortet immer.</translation>
    </message>
    <message>
        <source>2  Add a task</source>
        <translation>2  Eine Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>One kind of work that your programs ask for, with the quality that it needs.</source>
        <translation>Eine Art von Arbeit, nach der Programme fragen, mit der Qualität, die sie braucht.</translation>
    </message>
    <message>
        <source>3  Send the first request</source>
        <translation>3  Die erste Anfrage senden</translation>
    </message>
    <message>
        <source>Point a client at the gateway, or drop a log on this window to see what routing could save on it first.</source>
        <translation>Einen Client auf das Gateway richten, oder ein Protokoll auf dieses Fenster ziehen und erst sehen, was Routing daran sparen könnte.</translation>
    </message>
    <message>
        <source>Show me how</source>
        <translation>So geht es</translation>
    </message>
    <message numerus="yes">
        <source>%n under</source>
        <translation>
            <numerusform>%n darunter</numerusform>
            <numerusform>%n darunter</numerusform>
        </translation>
    </message>
    <message>
        <source>Under target: %1</source>
        <translation>Unter dem Ziel: %1</translation>
    </message>
    <message>
        <source>No figures have been read yet</source>
        <translation>Noch wurden keine Zahlen gelesen</translation>
    </message>
    <message>
        <source>RouteNLP overview</source>
        <translation>RouteNLP-Überblick</translation>
    </message>
</context>
<context>
    <name>ui::pages::Page</name>
    <message>
        <source>This view has no table to export</source>
        <translation>Diese Ansicht hat keine Tabelle zum Exportieren</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
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
    <name>ui::pages::PolicyApplyBar</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Revert this change</source>
        <translation>Diese Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Grund der Änderung</translation>
    </message>
    <message>
        <source>Give a reason first.</source>
        <translation>Zuerst einen Grund nennen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Why, in your words: it stands in the history of versions</source>
        <translation>Warum, in eigenen Worten: Es steht im Verlauf der Versionen</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyCharts</name>
    <message>
        <source>%1 answers %2; 50% band %3 – %4, 95% band %5 – %6</source>
        <translation>%1 beantwortet %2; 50‑%‑Band %3 – %4, 95‑%‑Band %5 – %6</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Wer antwortet</translation>
    </message>
    <message>
        <source>Share of the requests that each tier answers</source>
        <translation>Anteil der Anfragen, die jede Stufe beantwortet</translation>
    </message>
    <message>
        <source>Cost against risk</source>
        <translation>Kosten gegen Risiko</translation>
    </message>
    <message>
        <source>certified anew at each risk level, at the draft&apos;s other values</source>
        <translation>je Risikoniveau neu zertifiziert, mit den übrigen Werten des Entwurfs</translation>
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
        <source>risk level α, %</source>
        <translation>Risikoniveau α, %</translation>
    </message>
    <message>
        <source>certified</source>
        <translation>zertifiziert</translation>
    </message>
    <message>
        <source>nothing certified</source>
        <translation>nichts zertifiziert</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>in Kraft</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>No price of this task&apos;s tiers is known.</source>
        <translation>Von den Stufen dieser Aufgabe ist kein Preis bekannt.</translation>
    </message>
    <message>
        <source>Who answers, % of requests</source>
        <translation>Wer antwortet, % der Anfragen</translation>
    </message>
    <message>
        <source>By tier, the cheapest first</source>
        <translation>Nach Stufen, die billigste zuerst</translation>
    </message>
    <message>
        <source>Cost against risk, $ per 1,000 requests</source>
        <translation>Kosten gegen Risiko, $ je 1.000 Anfragen</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyComparison</name>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Above, in grey, what is in force; below the draft. The thick bar is the 50% band, the line the 95% band.</source>
        <translation>Oben in Grau, was in Kraft ist; unten der Entwurf. Der dicke Balken ist das 50‑%‑Band, die Linie das 95‑%‑Band.</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Bänder</translation>
    </message>
    <message>
        <source>95% band</source>
        <translation>95‑%‑Band</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyDraftControls</name>
    <message>
        <source>Quality target</source>
        <translation>Qualitätsziel</translation>
    </message>
    <message>
        <source>Least quality of one answer that counts as success</source>
        <translation>Geringste Qualität einer Antwort, die als Erfolg zählt</translation>
    </message>
    <message>
        <source>Risk level α</source>
        <translation>Risikoniveau α</translation>
    </message>
    <message>
        <source>Tolerated share of failures among the answers that a tier keeps</source>
        <translation>Tolerierter Anteil von Fehlern unter den Antworten, die eine Stufe behält</translation>
    </message>
    <message>
        <source>Confidence 1−δ</source>
        <translation>Konfidenz 1−δ</translation>
    </message>
    <message>
        <source>How often, over calibration samples, the certified level holds</source>
        <translation>Wie oft, über Kalibrierstichproben, das zertifizierte Niveau hält</translation>
    </message>
    <message>
        <source>Audit rate</source>
        <translation>Audit-Rate</translation>
    </message>
    <message>
        <source>Share of the kept answers that is judged</source>
        <translation>Anteil der behaltenen Antworten, der bewertet wird</translation>
    </message>
    <message>
        <source>Of the answers a tier keeps, the share meeting the target. Conformal methods call it coverage; it is the risk level seen from the other side.</source>
        <translation>Von den Antworten, die eine Stufe behält, der Anteil, der das Ziel erreicht. Konforme Verfahren nennen es Abdeckung; es ist das Risikoniveau von der anderen Seite.</translation>
    </message>
    <message>
        <source>Coverage (1 − α)</source>
        <translation>Abdeckung (1 − α)</translation>
    </message>
    <message>
        <source>Latency limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>Expected time of all tiers that a request may go through</source>
        <translation>Erwartete Zeit aller Stufen, durch die eine Anfrage gehen kann</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Budget a request</source>
        <translation>Budget je Anfrage</translation>
    </message>
    <message>
        <source>Expected cost of one request. A plan that does not fit ends with a cheaper tier, unchecked.</source>
        <translation>Erwartete Kosten einer Anfrage. Ein Plan, der nicht passt, endet bei einer billigeren Stufe, ungeprüft.</translation>
    </message>
    <message>
        <source>$</source>
        <translation>$</translation>
    </message>
    <message>
        <source>Thresholds by</source>
        <translation>Schwellen durch</translation>
    </message>
    <message>
        <source>How thresholds are made</source>
        <translation>Wie Schwellen entstehen</translation>
    </message>
    <message>
        <source>Union bound</source>
        <translation>Vereinigungsschranke</translation>
    </message>
    <message>
        <source>Every tier is certified on all judged answers; the confidence is shared by union bound</source>
        <translation>Jede Stufe wird auf allen bewerteten Antworten zertifiziert; die Konfidenz wird durch die Vereinigungsschranke geteilt</translation>
    </message>
    <message>
        <source>Sample split</source>
        <translation>Geteilte Stichprobe</translation>
    </message>
    <message>
        <source>Every tier is certified on a part of the judged answers of its own</source>
        <translation>Jede Stufe wird auf einem eigenen Teil der bewerteten Antworten zertifiziert</translation>
    </message>
    <message>
        <source>Conformal initialisation – no failure guarantee</source>
        <translation>Konforme Initialisierung – keine Fehlergarantie</translation>
    </message>
    <message>
        <source>A quantile of the scores of right answers, as in the paper: to compare with, it cannot be applied</source>
        <translation>Ein Quantil der Scores richtiger Antworten, wie in der Veröffentlichung: zum Vergleich, nicht anwendbar</translation>
    </message>
    <message>
        <source>in force %1</source>
        <translation>in Kraft %1</translation>
    </message>
    <message>
        <source>in force: none</source>
        <translation>in Kraft: keine</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyDraftPanel</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes back the last step of the draft (Ctrl+Z)</source>
        <translation>Nimmt den letzten Schritt des Entwurfs zurück (Strg+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Does the step again</source>
        <translation>Macht den Schritt noch einmal</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to what is in force</source>
        <translation>Zurück zu dem, was in Kraft ist</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Draft of %1 restored.</source>
        <translation>Entwurf vom %1 wiederhergestellt.</translation>
    </message>
    <message>
        <source>This holds for traffic like the calibration sample; it is no promise for one answer, a sub-topic or a day.</source>
        <translation>Das gilt für Verkehr wie den der Kalibrierstichprobe; es ist keine Zusage für eine einzelne Antwort, ein Unterthema oder einen Tag.</translation>
    </message>
    <message>
        <source>Replaying the draft…</source>
        <translation>Der Entwurf wird nachgespielt…</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>%1 %2 (95% band %3)</source>
        <translation>%1 %2 (95‑%‑Band %3)</translation>
    </message>
    <message>
        <source>Expected: %1. Stops itself: when audits show more failures than α, the alarm puts the tier on probation.</source>
        <translation>Erwartet: %1. Hält von selbst an: Zeigen Audits mehr Fehler als α, setzt der Alarm die Stufe auf Bewährung.</translation>
    </message>
    <message>
        <source>The workspace is open read-only.</source>
        <translation>Der Arbeitsbereich ist nur zum Lesen offen.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet…</translation>
    </message>
    <message>
        <source>This is what is in force.</source>
        <translation>Das ist, was in Kraft ist.</translation>
    </message>
    <message>
        <source>Conformal initialisation gives no failure guarantee and cannot be applied.</source>
        <translation>Konforme Initialisierung gibt keine Fehlergarantie und kann nicht angewendet werden.</translation>
    </message>
    <message>
        <source>There is no step to take back.</source>
        <translation>Es gibt keinen Schritt zurückzunehmen.</translation>
    </message>
    <message>
        <source>There is no step to do again.</source>
        <translation>Es gibt keinen Schritt zu wiederholen.</translation>
    </message>
    <message>
        <source>The version is in force, but it does not say what the draft said. Press F5 and compare.</source>
        <translation>Die Version ist in Kraft, sagt aber nicht, was der Entwurf sagte. F5 drücken und vergleichen.</translation>
    </message>
    <message>
        <source>Puts what version %1 says of this task in force again</source>
        <translation>Setzt wieder in Kraft, was Version %1 für diese Aufgabe sagt</translation>
    </message>
    <message>
        <source>The alarm of Coverage, replayed on recent judged answers that the draft keeps, too. What the draft would keep and what was passed on until now is mostly not judged.</source>
        <translation>Der Alarm der Abdeckung, nachgespielt auf neueren bewerteten Antworten, die auch der Entwurf behält. Was erst der Entwurf behalten würde und bisher weitergegeben wurde, ist größtenteils nicht bewertet.</translation>
    </message>
    <message>
        <source>Thresholds: certified anew on %1 judged answers</source>
        <translation>Schwellen: neu zertifiziert an %1 bewerteten Antworten</translation>
    </message>
    <message>
        <source>Thresholds: certified anew</source>
        <translation>Schwellen: neu zertifiziert</translation>
    </message>
    <message>
        <source>The version is in force, but the judged answers certified no tier: every request of the task goes to the last tier now. Revert this change to have the thresholds of before.</source>
        <translation>Die Version ist in Kraft, aber die bewerteten Antworten zertifizierten keine Stufe: Jede Anfrage der Aufgabe geht jetzt an die letzte Stufe. „Diese Änderung zurücknehmen“ bringt die Schwellen von vorher zurück.</translation>
    </message>
</context>
<context>
    <name>ui::pages::PolicyHistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>In force at</source>
        <translation>Gültig am</translation>
    </message>
    <message>
        <source>Selects the version that was in force at this time of the reporting zone</source>
        <translation>Wählt die Version, die zu dieser Zeit der Berichtszone galt</translation>
    </message>
    <message>
        <source>Policy versions</source>
        <translation>Richtlinienversionen</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>Was anders ist</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Revert to this version</source>
        <translation>Zu dieser Version zurück</translation>
    </message>
    <message>
        <source>Differences of two policy versions</source>
        <translation>Unterschiede zweier Richtlinienversionen</translation>
    </message>
    <message>
        <source>These two versions serve every task the same.</source>
        <translation>Diese beiden Versionen bedienen jede Aufgabe gleich.</translation>
    </message>
    <message>
        <source>Predicted and realised</source>
        <translation>Vorhergesagt und eingetreten</translation>
    </message>
    <message>
        <source>Task of the effect</source>
        <translation>Aufgabe der Wirkung</translation>
    </message>
    <message>
        <source>Predicted and realised effect</source>
        <translation>Vorhergesagte und eingetretene Wirkung</translation>
    </message>
    <message>
        <source>The policy history could not be read: %1 Press F5 to try again.</source>
        <translation>Der Richtlinienverlauf ließ sich nicht lesen: %1 F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>The hash chain is broken at no. %1: the history was changed outside this program</source>
        <translation>Die Hashkette ist bei Nr. %1 gebrochen: Der Verlauf wurde außerhalb dieses Programms geändert</translation>
    </message>
    <message numerus="yes">
        <source>Hash chain whole, %n version(s)</source>
        <translation>
            <numerusform>Hashkette intakt, %n Version</numerusform>
            <numerusform>Hashkette intakt, %n Versionen</numerusform>
        </translation>
    </message>
    <message>
        <source>to the version in force</source>
        <translation>mit der geltenden Version</translation>
    </message>
    <message>
        <source>from the version before it</source>
        <translation>mit der Version davor</translation>
    </message>
    <message>
        <source>to no. %1, %2</source>
        <translation>mit Nr. %1, %2</translation>
    </message>
    <message>
        <source>This version serves every task as the one before it did.</source>
        <translation>Diese Version bedient jede Aufgabe wie die davor.</translation>
    </message>
    <message>
        <source>In force for this task from %1 to %2.</source>
        <translation>Gültig für diese Aufgabe von %1 bis %2.</translation>
    </message>
    <message>
        <source>No preview was on screen when it was written, so nothing was predicted.</source>
        <translation>Beim Schreiben war keine Vorschau zu sehen, also wurde nichts vorhergesagt.</translation>
    </message>
    <message>
        <source>No policy was in force then: the last tier answered every request.</source>
        <translation>Damals galt keine Richtlinie: Die letzte Stufe beantwortete jede Anfrage.</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Select a version first</source>
        <translation>Erst eine Version wählen</translation>
    </message>
    <message>
        <source>What this version says is in force already</source>
        <translation>Was diese Version sagt, gilt schon</translation>
    </message>
    <message>
        <source>Writes a new version that serves as this one did; nothing is lost</source>
        <translation>Schreibt eine neue Version, die wie diese bedient; nichts geht verloren</translation>
    </message>
    <message>
        <source>It is being reverted</source>
        <translation>Es wird gerade zurückgesetzt</translation>
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
    <message>
        <source>Revert the last change</source>
        <translation>Letzte Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Part of the policy</source>
        <translation>Teil der Richtlinie</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Puts version %1 in force again, as a new version</source>
        <translation>Setzt Version %1 als neue Version wieder in Kraft</translation>
    </message>
    <message>
        <source>There is no earlier version</source>
        <translation>Es gibt keine frühere Version</translation>
    </message>
    <message>
        <source>No task yet.</source>
        <translation>Noch keine Aufgabe.</translation>
    </message>
    <message>
        <source>Targets, risk levels and thresholds are set for each task. Without a task there is nothing to route, and nothing to promise.</source>
        <translation>Ziele, Risikoniveaus und Schwellen gelten je Aufgabe. Ohne Aufgabe gibt es nichts zu routen und nichts zuzusagen.</translation>
    </message>
    <message>
        <source>Open Portfolio</source>
        <translation>Portfolio öffnen</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>Umgehung</translation>
    </message>
    <message>
        <source>All to the last tier, whatever the thresholds say, until it is lifted or over</source>
        <translation>Alles an die letzte Stufe, was immer die Schwellen sagen, bis es aufgehoben oder vorbei ist</translation>
    </message>
    <message>
        <source>It is being reverted</source>
        <translation>Es wird gerade zurückgesetzt</translation>
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
    <message>
        <source>No filter is set: every request of the task and range is listed</source>
        <translation>Es ist kein Filter gesetzt: Alle Anfragen der Aufgabe und des Zeitraums sind aufgeführt</translation>
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
    <message numerus="yes">
        <source>Add all %1 request(s) that the filter matches to the review queue?</source>
        <translation>
            <numerusform>Die %1 Anfrage, auf die der Filter passt, in die Prüfliste stellen?</numerusform>
            <numerusform>Alle %1 Anfragen, auf die der Filter passt, in die Prüfliste stellen?</numerusform>
        </translation>
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
    <message>
        <source>Bring back %1</source>
        <translation>%1 zurückholen</translation>
    </message>
    <message>
        <source>The filter %1 is forgotten. “Saved filters” can bring it back.</source>
        <translation>Der Filter %1 ist vergessen. „Gespeicherte Filter“ kann ihn zurückholen.</translation>
    </message>
    <message>
        <source>Review shows them under &quot;Picked by hand&quot;.</source>
        <translation>Die Prüfung zeigt sie unter „Von Hand gewählt“.</translation>
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
    <message numerus="yes">
        <source>Wrote %1 request(s) to %2.</source>
        <translation>
            <numerusform>%1 Anfrage nach %2 geschrieben.</numerusform>
            <numerusform>%1 Anfragen nach %2 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>An export is still being written. Export again once it has finished.</source>
        <translation>Ein Export wird noch geschrieben. Danach erneut exportieren.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 Anfrage</numerusform>
            <numerusform>%1 Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the filtered requests</source>
        <translation>Gefilterte Anfragen exportieren</translation>
    </message>
    <message>
        <source>without a client key, </source>
        <translation>ohne Client-Schlüssel, </translation>
    </message>
    <message>
        <source>client key %1, </source>
        <translation>Client-Schlüssel %1, </translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>alle Aufgaben</translation>
    </message>
    <message>
        <source>all times</source>
        <translation>alle Zeiten</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>The task %1 of this filter is not in the portfolio any more; the task chosen above is shown.</source>
        <translation>Die Aufgabe %1 dieses Filters ist nicht mehr im Portfolio; gezeigt wird die oben gewählte Aufgabe.</translation>
    </message>
    <message>
        <source>Shown: %1%2, %3. “Clear” and every choice above go back to the task and range of the toolbar.</source>
        <translation>Gezeigt: %1%2, %3. „Leeren“ und jede Wahl oben führen zurück zu Aufgabe und Zeitraum der Werkzeugleiste.</translation>
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
    <message>
        <source>Part of the review</source>
        <translation>Teil der Prüfung</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Blind study</source>
        <translation>Blindstudie</translation>
    </message>
    <message>
        <source>Answers of other tiers</source>
        <translation>Antworten anderer Stufen</translation>
    </message>
    <message>
        <source>%1  Correct with it</source>
        <translation>%1  Damit berichtigen</translation>
    </message>
    <message>
        <source>Takes this answer over as the better one; Ctrl+Return records it</source>
        <translation>Übernimmt diese Antwort als die bessere; Strg+Eingabe trägt sie ein</translation>
    </message>
    <message>
        <source>%1  %2 said:
%3</source>
        <translation>%1  %2 sagte:
%3</translation>
    </message>
    <message>
        <source>%1  Another tier said:
%2</source>
        <translation>%1  Eine andere Stufe sagte:
%2</translation>
    </message>
    <message>
        <source>Nothing waits in the audit sample. These answers were judged by somebody else already, or automatically.</source>
        <translation>In der Audit-Stichprobe wartet nichts. Diese Antworten hat schon jemand anders oder der automatische Bewerter beurteilt.</translation>
    </message>
    <message>
        <source>Nothing that was picked by hand waits.</source>
        <translation>Nichts von Hand Gewähltes wartet.</translation>
    </message>
    <message>
        <source>&quot;Add to review&quot; in Requests and in Clusters puts answers here. Judgements of them may train; they count in no estimate.</source>
        <translation>„Zur Prüfung“ unter „Anfragen“ und „Cluster“ stellt Antworten hierher. Urteile über sie dürfen ins Training; sie zählen in keiner Schätzung.</translation>
    </message>
    <message>
        <source>Picked by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes your last judgement back and shows its answer again (Ctrl+Z)</source>
        <translation>Nimmt das letzte eigene Urteil zurück und zeigt seine Antwort wieder (Strg+Z)</translation>
    </message>
    <message>
        <source>The answer before, with your grade; judging it again replaces what you said (←)</source>
        <translation>Die Antwort davor, mit der eigenen Note; ein neues Urteil ersetzt das alte (←)</translation>
    </message>
    <message>
        <source>Taken back. Judge the answer again, or go on.</source>
        <translation>Zurückgenommen. Die Antwort neu bewerten oder weitergehen.</translation>
    </message>
    <message>
        <source>Not taken back: %1</source>
        <translation>Nicht zurückgenommen: %1</translation>
    </message>
    <message>
        <source>You have judged nothing in this sitting</source>
        <translation>In dieser Sitzung ist noch nichts bewertet</translation>
    </message>
    <message>
        <source>Review shows one answer at a time. Export in Requests lists the judged ones.</source>
        <translation>Die Prüfung zeigt eine Antwort nach der anderen. Der Export unter „Anfragen“ führt die bewerteten auf.</translation>
    </message>
</context>
<context>
    <name>ui::pages::RouterDialog</name>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>no difference shown</source>
        <translation>kein Unterschied gezeigt</translation>
    </message>
    <message>
        <source>Use router %1</source>
        <translation>Router %1 verwenden</translation>
    </message>
    <message>
        <source>Thresholds are certified anew behind the router, and the next request meets both together. It is a policy version like any other: Policy reverts it.</source>
        <translation>Die Schwellen werden hinter dem Router neu zertifiziert, und die nächste Anfrage trifft auf beides zusammen. Es ist eine Version der Richtlinie wie jede andere: Unter „Richtlinie“ lässt sie sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Task that the router is to serve</source>
        <translation>Aufgabe, die der Router bedienen soll</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
    <message>
        <source>Reason, kept in the policy history</source>
        <translation>Grund, steht im Verlauf der Richtlinie</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Grund der Änderung</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Bedient</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Comparison of the routers</source>
        <translation>Vergleich der Router</translation>
    </message>
    <message>
        <source>Use this router</source>
        <translation>Diesen Router verwenden</translation>
    </message>
    <message>
        <source>This router serves it already.</source>
        <translation>Dieser Router ist dafür schon im Dienst.</translation>
    </message>
    <message>
        <source>No router serves it now, so there is nothing to compare with.</source>
        <translation>Jetzt ist kein Router im Dienst, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>This window cannot compare routers; `routenlp router compare` does.</source>
        <translation>Dieses Fenster kann Router nicht vergleichen; `routenlp router compare` kann es.</translation>
    </message>
    <message>
        <source>Comparing with %1, which serves now…</source>
        <translation>Vergleich mit %1, der jetzt im Dienst ist…</translation>
    </message>
    <message>
        <source>No verdict: %1</source>
        <translation>Kein Urteil: %1</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Judged answers</source>
        <translation>Bewertete Antworten</translation>
    </message>
    <message>
        <source>Error now</source>
        <translation>Fehler jetzt</translation>
    </message>
    <message>
        <source>Error then</source>
        <translation>Fehler dann</translation>
    </message>
    <message>
        <source>Difference (95% interval)</source>
        <translation>Unterschied (95‑%‑Intervall)</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message numerus="yes">
        <source>Worse than %1 at %n tier(s).</source>
        <translation>
            <numerusform>Schlechter als %1 bei %n Stufe.</numerusform>
            <numerusform>Schlechter als %1 bei %n Stufen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Better than %1 at %n tier(s), worse at none.</source>
        <translation>
            <numerusform>Besser als %1 bei %n Stufe, bei keiner schlechter.</numerusform>
            <numerusform>Besser als %1 bei %n Stufen, bei keiner schlechter.</numerusform>
        </translation>
    </message>
    <message>
        <source>No difference to %1 shown.</source>
        <translation>Kein Unterschied zu %1 gezeigt.</translation>
    </message>
    <message numerus="yes">
        <source>Error is the Brier score of the expectation that a tier meets the target, on %n text(s) that neither has learnt from.</source>
        <translation>
            <numerusform>Fehler ist der Brier-Score der Erwartung, dass eine Stufe das Ziel erreicht, an %n Text, aus dem keiner gelernt hat.</numerusform>
            <numerusform>Fehler ist der Brier-Score der Erwartung, dass eine Stufe das Ziel erreicht, an %n Texten, aus denen keiner gelernt hat.</numerusform>
        </translation>
    </message>
    <message>
        <source>The thresholds are being certified</source>
        <translation>Die Schwellen werden zertifiziert</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunChallengerPanel</name>
    <message>
        <source>Run in shadow</source>
        <translation>Im Schatten laufen lassen</translation>
    </message>
    <message>
        <source>Stop shadow</source>
        <translation>Schatten beenden</translation>
    </message>
    <message>
        <source>Lets the challenger answer beside the live traffic. No client sees its answers; only texts that no model has learnt are compared.</source>
        <translation>Lässt den Herausforderer neben dem laufenden Verkehr antworten. Kein Client sieht seine Antworten; verglichen werden nur Texte, die kein Modell gelernt hat.</translation>
    </message>
    <message>
        <source>Champion against challenger beside the traffic</source>
        <translation>Champion gegen Herausforderer neben dem Verkehr</translation>
    </message>
    <message>
        <source>Beside the traffic now</source>
        <translation>Läuft neben dem Verkehr</translation>
    </message>
    <message>
        <source>Was beside the traffic until its promotion</source>
        <translation>Lief bis zum Einsatz neben dem Verkehr</translation>
    </message>
    <message>
        <source>Was beside the traffic</source>
        <translation>Lief neben dem Verkehr</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n query(s) compared.</source>
        <translation>
            <numerusform>%1: %n Anfrage verglichen.</numerusform>
            <numerusform>%1: %n Anfragen verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Promote challenger</source>
        <translation>Herausforderer einsetzen</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>How each iteration ended</source>
        <translation>Wie jeder Durchgang endete</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Reason, kept in the policy history</source>
        <translation>Grund, steht im Verlauf der Richtlinie</translation>
    </message>
    <message>
        <source>Serves the challenger as a new policy version</source>
        <translation>Setzt den Herausforderer als neue Version der Richtlinie ein</translation>
    </message>
    <message>
        <source>Puts what served this task before in force again, as a new policy version</source>
        <translation>Setzt wieder in Kraft, was diese Aufgabe vorher bediente, als neue Version der Richtlinie</translation>
    </message>
    <message>
        <source>Champion against challenger</source>
        <translation>Champion gegen Herausforderer</translation>
    </message>
    <message>
        <source>Select one run to see its challenger.</source>
        <translation>Einen Lauf wählen, um seinen Herausforderer zu sehen.</translation>
    </message>
    <message>
        <source>A loop or a distillation makes a challenger and compares it with the champion; this run made none.</source>
        <translation>Eine Schleife oder Destillation bildet einen Herausforderer und vergleicht ihn mit dem Champion; dieser Lauf bildete keinen.</translation>
    </message>
    <message>
        <source>No challenger has been compared yet: this run is still choosing, teaching or training.</source>
        <translation>Noch kein Herausforderer verglichen: Dieser Lauf wählt, unterrichtet oder trainiert noch.</translation>
    </message>
    <message>
        <source>Share of comparable queries</source>
        <translation>Anteil der vergleichbaren Anfragen</translation>
    </message>
    <message>
        <source>Of the queries whose text no model has learnt, about a tenth of all. Each costs what the challenger&apos;s tiers and the last tier ask for it</source>
        <translation>Von den Anfragen, deren Text kein Modell gelernt hat, etwa einem Zehntel aller. Jede kostet, was die Stufen des Herausforderers und die letzte Stufe dafür verlangen</translation>
    </message>
    <message>
        <source>This challenger no longer serves its task: Policy&apos;s history tells what does</source>
        <translation>Dieser Herausforderer bedient seine Aufgabe nicht mehr: der Verlauf der Richtlinie sagt, was sie bedient</translation>
    </message>
    <message>
        <source>In the history</source>
        <translation>Im Verlauf</translation>
    </message>
    <message>
        <source>The versions that served this task, in Policy</source>
        <translation>Die Versionen, die diese Aufgabe bedienten, unter „Richtlinie“</translation>
    </message>
    <message>
        <source>Only a challenger that waits, or whose gates could not decide, can be promoted</source>
        <translation>Nur ein Herausforderer, der wartet oder über den die Prüfsteine nicht entscheiden konnten, kann eingesetzt werden</translation>
    </message>
    <message>
        <source>Its gates could not decide: give the reason why it is promoted all the same</source>
        <translation>Die Prüfsteine konnten nicht entscheiden: Nennen Sie den Grund, warum er trotzdem eingesetzt wird</translation>
    </message>
    <message>
        <source>Its tier has another model by now: Portfolio tells which</source>
        <translation>Seine Stufe hat inzwischen ein anderes Modell: Portfolio sagt, welches</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunDetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Part of the details</source>
        <translation>Teil der Einzelheiten</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Figures of the selected runs</source>
        <translation>Zahlen der gewählten Läufe</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Metric over the run</source>
        <translation>Metrik über den Lauf</translation>
    </message>
    <message>
        <source>From data to artefact to policy</source>
        <translation>Von den Daten über das Artefakt zur Richtlinie</translation>
    </message>
    <message>
        <source>Nothing was made by this run.</source>
        <translation>Dieser Lauf hat nichts hervorgebracht.</translation>
    </message>
    <message>
        <source>Select a run, or several with Ctrl to compare them.</source>
        <translation>Einen Lauf wählen, oder mehrere mit Strg zum Vergleichen.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs side by side</source>
        <translation>
            <numerusform>%n Lauf</numerusform>
            <numerusform>%n Läufe nebeneinander</numerusform>
        </translation>
    </message>
    <message>
        <source>(The worker wrote nothing.)</source>
        <translation>(Der Arbeitsprozess schrieb nichts.)</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>No metric of this run was measured more than once. Curves appear while a student is trained.</source>
        <translation>Keine Metrik dieses Laufs wurde mehr als einmal gemessen. Kurven erscheinen, während ein Schüler trainiert wird.</translation>
    </message>
    <message>
        <source>Challenger</source>
        <translation>Herausforderer</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>Alle Aufgaben</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunForm</name>
    <message>
        <source>New run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>All parameters</source>
        <translation>Alle Parameter</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Kind of run</source>
        <translation>Art des Laufs</translation>
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
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Add a task in Portfolio first</source>
        <translation>Erst unter Portfolio eine Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>The run is being queued</source>
        <translation>Der Lauf wird eingereiht</translation>
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
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Select an unfinished run first</source>
        <translation>Zuerst einen laufenden Lauf wählen</translation>
    </message>
    <message>
        <source>This run has ended</source>
        <translation>Dieser Lauf ist beendet</translation>
    </message>
    <message>
        <source>Take up again</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Goes on after the last finished stage</source>
        <translation>Geht nach der letzten fertigen Stufe weiter</translation>
    </message>
    <message>
        <source>It ends by itself, or is ended after 10 seconds</source>
        <translation>Er endet von selbst oder wird nach 10 Sekunden beendet</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunsPage</name>
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
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Trains a local student and its router on the task&apos;s labelled texts, certifies a threshold on texts that neither has seen, and puts them in service as a new policy version.</source>
        <translation>Trainiert einen lokalen Schüler und seinen Router auf den Texten der Aufgabe mit Labels, zertifiziert eine Schwelle auf Texten, die beide nie sahen, und stellt sie als neue Richtlinienversion in Dienst.</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>Neuer Lauf</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>Formular schließen</translation>
    </message>
    <message>
        <source>Finds what the cheap tier fails at, has the last tier answer those texts, trains a challenger on them and compares it with what serves. It is served only if it passes every gate.</source>
        <translation>Findet, woran die billige Stufe scheitert, lässt die letzte Stufe diese Texte beantworten, trainiert damit einen Herausforderer und vergleicht ihn mit dem, was im Dienst ist. Eingesetzt wird er nur, wenn er jeden Prüfstein besteht.</translation>
    </message>
    <message>
        <source>Certifies the task&apos;s thresholds anew on its calibration answers and puts them in force as a new policy version. Every look spends some of delta; Policy shows what another level would do first.</source>
        <translation>Zertifiziert die Schwellen der Aufgabe neu an ihren Kalibrierantworten und setzt sie als neue Richtlinienversion in Kraft. Jedes Hinsehen verbraucht einen Teil von Delta; „Richtlinie“ zeigt vorher, was ein anderes Niveau bewirken würde.</translation>
    </message>
    <message>
        <source>Groups what was escalated or missed its target by what it is about, in the background; Clusters shows the same groups and can teach one of them.</source>
        <translation>Gruppiert im Hintergrund nach dem Thema, was eskaliert wurde oder sein Ziel verfehlte; „Cluster“ zeigt dieselben Gruppen und kann eine davon unterrichten.</translation>
    </message>
    <message>
        <source>One round of teaching for one task, on everything that its cheap tiers failed at; Clusters teaches a single group of failures.</source>
        <translation>Ein Durchgang Unterricht für eine Aufgabe, zu allem, woran ihre billigen Stufen scheiterten; unter „Cluster“ lässt sich eine einzelne Gruppe unterrichten.</translation>
    </message>
    <message>
        <source>Trains a router on recorded answers, preferences and judgements. It is not served until it is chosen in Portfolio, where it is compared with the one that serves.</source>
        <translation>Trainiert einen Router an aufgezeichneten Antworten, Präferenzen und Urteilen. Er kommt erst in Dienst, wenn er unter „Portfolio“ gewählt wird, wo er mit dem jetzigen verglichen wird.</translation>
    </message>
    <message>
        <source>When loops start by themselves</source>
        <translation>Wann Schleifen von selbst beginnen</translation>
    </message>
    <message>
        <source>Loop: %1</source>
        <translation>Schleife: %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::ShadowCard</name>
    <message>
        <source>On the way to a certificate</source>
        <translation>Auf dem Weg zum Zertifikat</translation>
    </message>
    <message>
        <source>cheaper tiers run beside the traffic; no client sees or waits for them</source>
        <translation>billigere Stufen laufen neben dem Verkehr; kein Client sieht sie oder wartet auf sie</translation>
    </message>
    <message>
        <source>Nothing runs beside the traffic.</source>
        <translation>Neben dem Verkehr läuft nichts.</translation>
    </message>
    <message>
        <source>Task whose cheaper tiers run beside the traffic</source>
        <translation>Aufgabe, deren billigere Stufen neben dem Verkehr laufen</translation>
    </message>
    <message>
        <source>Share of queries run beside the traffic</source>
        <translation>Anteil der Anfragen, der neben dem Verkehr läuft</translation>
    </message>
    <message>
        <source>Of the queries whose texts certificates are made of; its cost is booked apart</source>
        <translation>Von den Anfragen, aus deren Texten Zertifikate entstehen; die Kosten werden getrennt gebucht</translation>
    </message>
    <message>
        <source>Share of shadow answers that people judge too</source>
        <translation>Anteil der Schattenantworten, den auch Menschen bewerten</translation>
    </message>
    <message>
        <source>People&apos;s verdicts correct the automatic judge; without them the promise says who judged</source>
        <translation>Menschliche Urteile berichtigen den automatischen Bewerter; ohne sie sagt die Zusage, wer bewertete</translation>
    </message>
    <message>
        <source>Certify by itself</source>
        <translation>Von selbst zertifizieren</translation>
    </message>
    <message>
        <source>Last tier judges audits</source>
        <translation>Letzte Stufe bewertet Audits</translation>
    </message>
    <message>
        <source>Audited answers are compared with the last tier&apos;s, which is asked for it</source>
        <translation>Auditierte Antworten werden mit denen der letzten Stufe verglichen, die dafür gefragt wird</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>run</source>
        <translation>laufen mit</translation>
    </message>
    <message>
        <source>people judge</source>
        <translation>Menschen bewerten</translation>
    </message>
    <message>
        <source>Certify now</source>
        <translation>Jetzt zertifizieren</translation>
    </message>
    <message>
        <source>Looks at the judged answers and spends this attempt&apos;s part of delta</source>
        <translation>Sieht sich die bewerteten Antworten an und verbraucht den Teil von Delta für diesen Versuch</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 judged</source>
        <translation>%1 von %2 bewertet</translation>
    </message>
    <message>
        <source>Judged by %1.</source>
        <translation>Bewertet durch: %1.</translation>
    </message>
    <message>
        <source>Only what was judged since the alarm counts.</source>
        <translation>Nur was seit dem Alarm bewertet wurde, zählt.</translation>
    </message>
    <message>
        <source>Too few answers are judged yet</source>
        <translation>Noch sind zu wenige Antworten bewertet</translation>
    </message>
    <message>
        <source>Add a task in Portfolio first</source>
        <translation>Erst unter Portfolio eine Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>Noch nichts geändert</translation>
    </message>
</context>
<context>
    <name>ui::pages::StudyPanel</name>
    <message>
        <source>(The text is not stored: see the task&apos;s privacy rule.)</source>
        <translation>(Der Text ist nicht gespeichert: siehe Datenschutzregel der Aufgabe.)</translation>
    </message>
    <message>
        <source>No study yet.</source>
        <translation>Noch keine Studie.</translation>
    </message>
    <message>
        <source>A study shows people pairs of answers without saying which tier gave which, and measures how often the routed answer is as good as the last tier&apos;s or better. Until then that is not measured.</source>
        <translation>Eine Studie zeigt Menschen Antwortpaare, ohne zu sagen, welche Stufe welche gab, und misst, wie oft die geroutete Antwort so gut wie die der letzten Stufe ist oder besser. Bis dahin ist das nicht gemessen.</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>Neue Studie</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Studie</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Draw the pairs</source>
        <translation>Paare ziehen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer A</source>
        <translation>Antwort A</translation>
    </message>
    <message>
        <source>Answer B</source>
        <translation>Antwort B</translation>
    </message>
    <message>
        <source>1  A is better</source>
        <translation>1  A ist besser</translation>
    </message>
    <message>
        <source>2  Equally good</source>
        <translation>2  Gleich gut</translation>
    </message>
    <message>
        <source>3  B is better</source>
        <translation>3  B ist besser</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← Zurück</translation>
    </message>
    <message>
        <source>Skip →</source>
        <translation>Weiter →</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Routed answer equal or better</source>
        <translation>Geroutete Antwort gleich gut oder besser</translation>
    </message>
    <message>
        <source>Better · equal · worse</source>
        <translation>Besser · gleich · schlechter</translation>
    </message>
    <message>
        <source>Two reviewers, Cohen&apos;s kappa</source>
        <translation>Zwei Prüfer, Cohens Kappa</translation>
    </message>
    <message>
        <source>all tasks</source>
        <translation>alle Aufgaben</translation>
    </message>
    <message>
        <source>Draws from what cheaper tiers answered in the last %1, %2 (chosen in the toolbar), in the proportions of task and tier, and asks the last tier for its answer to each drawn request. That costs what these requests cost at the last tier.</source>
        <translation>Zieht aus dem, was billigere Stufen im Zeitraum %1, %2 (in der Werkzeugleiste gewählt) beantworteten, in den Anteilen von Aufgabe und Stufe, und fragt die letzte Stufe nach ihrer Antwort auf jede gezogene Anfrage. Das kostet, was diese Anfragen auf der letzten Stufe kosten.</translation>
    </message>
    <message>
        <source>The study could not be read: %1 Press F5 to try again.</source>
        <translation>Die Studie ließ sich nicht lesen: %1 F5 versucht es erneut.</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 pairs</source>
        <translation>%1 · %2 · %3 Paare</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Asking the last tier about every drawn request…</source>
        <translation>Die letzte Stufe wird nach jeder gezogenen Anfrage gefragt…</translation>
    </message>
    <message>
        <source> · simulated</source>
        <translation> · simuliert</translation>
    </message>
    <message>
        <source>Pair %1 of %2 · %3 judged by you</source>
        <translation>Paar %1 von %2 · %3 selbst bewertet</translation>
    </message>
    <message>
        <source>You judged every pair of this study. A second reviewer makes agreement measurable: give another name above.</source>
        <translation>Jedes Paar dieser Studie ist bewertet. Ein zweiter Prüfer macht Übereinstimmung messbar: oben einen anderen Namen angeben.</translation>
    </message>
    <message>
        <source>%1 judged by you</source>
        <translation>%1 selbst bewertet</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>%1 (%2 – %3)</source>
        <translation>%1 (%2 – %3)</translation>
    </message>
    <message>
        <source>%1, n = %2</source>
        <translation>%1, n = %2</translation>
    </message>
    <message>
        <source>undefined: both always say the same</source>
        <translation>nicht definiert: beide sagen immer dasselbe</translation>
    </message>
    <message>
        <source>n = %1 of %2 pairs, Wilson&apos;s 95% interval, seed %3. Drawn from %4 answers of cheaper tiers; the last tier, %5, sent %6 of %7 answers in that time itself, and those are equal without a comparison.</source>
        <translation>n = %1 von %2 Paaren, 95‑%‑Intervall nach Wilson, Startwert %3. Gezogen aus %4 Antworten billigerer Stufen; die letzte Stufe, %5, sandte in dieser Zeit selbst %6 von %7 Antworten, und die sind ohne Vergleich gleich.</translation>
    </message>
    <message>
        <source>Over all of that traffic: %1.</source>
        <translation>Über diesen ganzen Verkehr: %1.</translation>
    </message>
    <message>
        <source>Not recorded: %1 The pair is still here.</source>
        <translation>Nicht verzeichnet: %1 Das Paar ist noch da.</translation>
    </message>
    <message>
        <source>Say who judges first</source>
        <translation>Erst angeben, wer bewertet</translation>
    </message>
    <message>
        <source>Next →</source>
        <translation>Weiter →</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Takes your last judgement back and shows its pair again (Ctrl+Z)</source>
        <translation>Nimmt das letzte eigene Urteil zurück und zeigt sein Paar wieder (Strg+Z)</translation>
    </message>
    <message>
        <source>The pair before, with what you said; judging it again replaces that (←)</source>
        <translation>Das Paar davor, mit dem eigenen Urteil; ein neues ersetzt es (←)</translation>
    </message>
    <message>
        <source>What people said in the published evaluation of this kind of routing, as a reference: other models, other requests</source>
        <translation>Was Menschen in der veröffentlichten Auswertung dieser Art von Routing sagten, zum Vergleich: andere Modelle, andere Anfragen</translation>
    </message>
    <message>
        <source>published: %1</source>
        <translation>veröffentlicht: %1</translation>
    </message>
    <message>
        <source>Not taken back: %1</source>
        <translation>Nicht zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Taken back. Judge the pair again, or go on.</source>
        <translation>Zurückgenommen. Das Paar neu bewerten oder weitergehen.</translation>
    </message>
    <message>
        <source>Wait until what is under way is done</source>
        <translation>Warten, bis fertig ist, was gerade läuft</translation>
    </message>
    <message>
        <source>No pair is shown</source>
        <translation>Es wird kein Paar gezeigt</translation>
    </message>
    <message>
        <source>You have judged nothing of this study in this sitting</source>
        <translation>In dieser Sitzung ist von dieser Studie noch nichts bewertet</translation>
    </message>
    <message>
        <source>This is the first pair of the study</source>
        <translation>Das ist das erste Paar der Studie</translation>
    </message>
</context>
<context>
    <name>ui::pages::TaskCard</name>
    <message>
        <source>Tasks</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>A client asks for a task by its model name; routing, thresholds and money are kept per task.</source>
        <translation>Ein Client fragt nach einer Aufgabe über ihren Modellnamen; Routing, Schwellen und Geld werden je Aufgabe geführt.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Add a task…</source>
        <translation>Eine Aufgabe hinzufügen…</translation>
    </message>
    <message>
        <source>The workspace is open read-only</source>
        <translation>Der Arbeitsbereich ist schreibgeschützt geöffnet</translation>
    </message>
    <message>
        <source>Select a task first</source>
        <translation>Erst eine Aufgabe wählen</translation>
    </message>
</context>
<context>
    <name>ui::pages::TaskDialog</name>
    <message>
        <source>Add a task</source>
        <translation>Eine Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>Change a task</source>
        <translation>Eine Aufgabe ändern</translation>
    </message>
    <message>
        <source>of my own</source>
        <translation>eine eigene</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>what clients put behind routenlp/</source>
        <translation>was Clients hinter routenlp/ setzen</translation>
    </message>
    <message>
        <source>&amp;Id</source>
        <translation>&amp;Kennung</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Measured by</source>
        <translation>Ge&amp;messen mit</translation>
    </message>
    <message>
        <source>Quality &amp;target</source>
        <translation>Qualitäts&amp;ziel</translation>
    </message>
    <message>
        <source>&amp;Risk level α</source>
        <translation>R&amp;isikoniveau α</translation>
    </message>
    <message>
        <source>&amp;Confidence 1−δ</source>
        <translation>Kon&amp;fidenz 1−δ</translation>
    </message>
    <message>
        <source>&amp;Audit rate</source>
        <translation>&amp;Audit-Rate</translation>
    </message>
    <message>
        <source>What this task aims at is part of its policy: change it in Policy, where its effect is shown first.</source>
        <translation>Was diese Aufgabe anstrebt, gehört zu ihrer Richtlinie: unter „Richtlinie“ zu ändern, wo die Wirkung zuerst gezeigt wird.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A task needs a name and an id</source>
        <translation>Eine Aufgabe braucht einen Namen und eine Kennung</translation>
    </message>
    <message>
        <source>Change it in Policy, where its effect is shown first</source>
        <translation>Ändern Sie es in der Richtlinie, wo zuerst die Wirkung gezeigt wird</translation>
    </message>
    <message>
        <source>So gateway.json says; what is chosen here wins over it.</source>
        <translation>So steht es in gateway.json; was hier gewählt wird, geht vor.</translation>
    </message>
    <message>
        <source>&amp;Streamed answers</source>
        <translation>Gestreamte Ant&amp;worten</translation>
    </message>
    <message>
        <source>It is being saved</source>
        <translation>Es wird gespeichert</translation>
    </message>
</context>
<context>
    <name>ui::pages::TierCard</name>
    <message>
        <source>Tiers</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>In the order of the cascade, the cheapest first. An unknown price is unknown, never zero.</source>
        <translation>In der Reihenfolge der Kaskade, die billigste zuerst. Ein unbekannter Preis ist unbekannt, nie null.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Ask earlier</source>
        <translation>Früher fragen</translation>
    </message>
    <message>
        <source>Ask later</source>
        <translation>Später fragen</translation>
    </message>
    <message>
        <source>Select a tier first</source>
        <translation>Erst eine Stufe wählen</translation>
    </message>
    <message>
        <source>Certificates that rest on the old order fall void</source>
        <translation>Zertifikate, die auf der alten Reihenfolge beruhen, werden ungültig</translation>
    </message>
    <message>
        <source>Rename a tier</source>
        <translation>Eine Stufe umbenennen</translation>
    </message>
    <message>
        <source>Name of the tier</source>
        <translation>Name der Stufe</translation>
    </message>
    <message>
        <source>The tiers are being arranged</source>
        <translation>Die Stufen werden gerade geordnet</translation>
    </message>
    <message>
        <source>This tier is asked first already</source>
        <translation>Diese Stufe wird schon zuerst gefragt</translation>
    </message>
    <message>
        <source>This tier is asked last already</source>
        <translation>Diese Stufe wird schon zuletzt gefragt</translation>
    </message>
</context>
<context>
    <name>ui::pages::TunedModelDialog</name>
    <message>
        <source>A tuned model for this tier</source>
        <translation>Ein abgestimmtes Modell für diese Stufe</translation>
    </message>
    <message>
        <source>Labelled gate texts are sent to %1 and to the tuned model, and the gates judge both. What passes waits in Runs: in shadow first, then in the place of %1 for every task.</source>
        <translation>Beschriftete Texte der Prüfsteine gehen an %1 und an das abgestimmte Modell, und die Prüfsteine beurteilen beide. Was besteht, wartet in Läufe: erst im Schattenbetrieb, dann für jede Aufgabe am Platz von %1.</translation>
    </message>
    <message>
        <source>Tuned &amp;model</source>
        <translation>Abgestimmtes &amp;Modell</translation>
    </message>
    <message>
        <source>what its server calls it</source>
        <translation>wie sein Server es nennt</translation>
    </message>
    <message>
        <source>&amp;Base URL</source>
        <translation>&amp;Basis-URL</translation>
    </message>
    <message>
        <source>empty: the tier&apos;s own server</source>
        <translation>leer: der Server der Stufe</translation>
    </message>
    <message>
        <source>&amp;Key of that server</source>
        <translation>&amp;Schlüssel dieses Servers</translation>
    </message>
    <message>
        <source>environment variable or keyring:NAME; empty: none</source>
        <translation>Umgebungsvariable oder keyring:NAME; leer: keiner</translation>
    </message>
    <message>
        <source>&amp;Input, $/M tokens</source>
        <translation>&amp;Eingabe, $/M Tokens</translation>
    </message>
    <message>
        <source>&amp;Output, $/M tokens</source>
        <translation>&amp;Ausgabe, $/M Tokens</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>of the tuned model</source>
        <translation>des abgestimmten Modells</translation>
    </message>
    <message>
        <source>Tuned on the teacher set of</source>
        <translation>Abgestimmt auf dem Lehrersatz von</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>run %1, %2</source>
        <translation>Lauf %1, %2</translation>
    </message>
    <message>
        <source>Its clusters are the slices that the gates look at, and what lies in none shows what was forgotten</source>
        <translation>Seine Cluster sind die Teilmengen, auf die die Prüfsteine sehen; was in keiner liegt, zeigt, was vergessen wurde</translation>
    </message>
    <message>
        <source>Compared on</source>
        <translation>Verglichen an</translation>
    </message>
    <message>
        <source>every task with labelled gate texts</source>
        <translation>jeder Aufgabe mit beschrifteten Prüftexten</translation>
    </message>
    <message>
        <source>Gate texts of a task</source>
        <translation>Prüftexte je Aufgabe</translation>
    </message>
    <message>
        <source>Budget of both models&apos; calls</source>
        <translation>Budget für Aufrufe beider Modelle</translation>
    </message>
    <message>
        <source>Name the tuned model first</source>
        <translation>Zuerst das abgestimmte Modell benennen</translation>
    </message>
    <message>
        <source>Say what its tokens cost first: calls without a price cannot be booked</source>
        <translation>Zuerst angeben, was seine Tokens kosten: Aufrufe ohne Preis lassen sich nicht buchen</translation>
    </message>
    <message>
        <source>Nothing can be estimated here</source>
        <translation>Hier lässt sich nichts schätzen</translation>
    </message>
    <message>
        <source>The gate texts are being counted…</source>
        <translation>Die Prüftexte werden gezählt…</translation>
    </message>
    <message>
        <source>%1 texts go to both models: about %2 for %3 and %4 for the tuned model, %5 in all. Tokens are estimated; no call begins that the budget does not pay at the mean price so far.</source>
        <translation>%1 Texte gehen an beide Modelle: etwa %2 für %3 und %4 für das abgestimmte Modell, zusammen %5. Tokens sind geschätzt; kein Aufruf beginnt, den das Budget zum bisherigen mittleren Preis nicht zahlt.</translation>
    </message>
    <message>
        <source>What it costs is not estimated yet</source>
        <translation>Was es kostet, ist noch nicht geschätzt</translation>
    </message>
    <message>
        <source>Give a budget first</source>
        <translation>Zuerst ein Budget angeben</translation>
    </message>
    <message>
        <source>It is being started</source>
        <translation>Es wird gestartet</translation>
    </message>
    <message>
        <source>The comparison is queued; Runs shows its gates.</source>
        <translation>Der Vergleich ist eingereiht; Läufe zeigt seine Prüfsteine.</translation>
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
    <message>
        <source>Not possible now</source>
        <translation>Jetzt nicht möglich</translation>
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
    <name>ui::shell::PageCommands</name>
    <message>
        <source>Add the filtered requests to review…</source>
        <translation>Gefilterte Anfragen zur Prüfung geben…</translation>
    </message>
    <message>
        <source>Every request that the filter matches; says how many first</source>
        <translation>Jede Anfrage, auf die der Filter passt; sagt zuerst, wie viele</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Revert the last policy change</source>
        <translation>Letzte Änderung der Richtlinie zurücknehmen</translation>
    </message>
    <message>
        <source>Puts the version before in force again, as a new version</source>
        <translation>Setzt die Version davor als neue Version wieder in Kraft</translation>
    </message>
    <message>
        <source>Policy history</source>
        <translation>Richtlinienverlauf</translation>
    </message>
    <message>
        <source>Every version, its differences, what it promised and what came of it</source>
        <translation>Jede Version, ihre Unterschiede, was sie zusagte und was daraus wurde</translation>
    </message>
    <message>
        <source>Draft a policy</source>
        <translation>Richtlinie entwerfen</translation>
    </message>
    <message>
        <source>See what another risk level would do</source>
        <translation>Sehen, was ein anderes Risikoniveau bewirken würde</translation>
    </message>
    <message>
        <source>Apply the policy draft</source>
        <translation>Richtlinienentwurf anwenden</translation>
    </message>
    <message>
        <source>As a new version, with your reason</source>
        <translation>Als neue Version, mit eigener Begründung</translation>
    </message>
    <message>
        <source>Undo a step of the policy draft</source>
        <translation>Schritt des Richtlinienentwurfs zurücknehmen</translation>
    </message>
    <message>
        <source>Redo a step of the policy draft</source>
        <translation>Schritt des Richtlinienentwurfs wiederholen</translation>
    </message>
    <message>
        <source>Reset the policy draft</source>
        <translation>Richtlinienentwurf zurücksetzen</translation>
    </message>
    <message>
        <source>Back to what is in force</source>
        <translation>Zurück zu dem, was in Kraft ist</translation>
    </message>
    <message>
        <source>Revert to the chosen policy version</source>
        <translation>Zur gewählten Richtlinienversion zurück</translation>
    </message>
    <message>
        <source>Recalibrate to a draft</source>
        <translation>Neu kalibrieren (Entwurf)</translation>
    </message>
    <message>
        <source>Choose a risk level in Policy and see what it would do first</source>
        <translation>Unter „Richtlinie“ ein Risikoniveau wählen und zuerst sehen, was es bewirkt</translation>
    </message>
    <message>
        <source>Start probation</source>
        <translation>Bewährung beginnen</translation>
    </message>
    <message>
        <source>The chosen tier escalates everything until it is certified anew</source>
        <translation>Die gewählte Stufe eskaliert alles, bis sie neu zertifiziert ist</translation>
    </message>
    <message>
        <source>Acknowledge the chosen alarm</source>
        <translation>Gewählten Alarm bestätigen</translation>
    </message>
    <message>
        <source>Alarms start probation by themselves, or no longer</source>
        <translation>Alarme beginnen die Bewährung von selbst oder nicht mehr</translation>
    </message>
    <message>
        <source>Change what runs beside the traffic</source>
        <translation>Ändern, was neben dem Verkehr läuft</translation>
    </message>
    <message>
        <source>Find clusters again</source>
        <translation>Cluster neu suchen</translation>
    </message>
    <message>
        <source>Name the chosen cluster</source>
        <translation>Gewähltes Cluster benennen</translation>
    </message>
    <message>
        <source>Merge the chosen clusters</source>
        <translation>Gewählte Cluster zusammenführen</translation>
    </message>
    <message>
        <source>Split the chosen cluster</source>
        <translation>Gewähltes Cluster teilen</translation>
    </message>
    <message>
        <source>Exclude the chosen cluster, or take it back</source>
        <translation>Gewähltes Cluster ausschließen oder wieder einschließen</translation>
    </message>
    <message>
        <source>Draw around requests on the map</source>
        <translation>Anfragen auf der Karte umranden</translation>
    </message>
    <message>
        <source>Make a cluster of what was drawn around</source>
        <translation>Cluster aus dem Umrandeten bilden</translation>
    </message>
    <message>
        <source>Add the chosen clusters to review</source>
        <translation>Gewählte Cluster zur Prüfung geben</translation>
    </message>
    <message>
        <source>Undo the newest edit of a cluster</source>
        <translation>Neueste Änderung eines Clusters zurücknehmen</translation>
    </message>
    <message>
        <source>What would teaching the chosen cluster take?</source>
        <translation>Was wäre nötig, um das gewählte Cluster zu unterrichten?</translation>
    </message>
    <message>
        <source>Distil the chosen cluster</source>
        <translation>Gewähltes Cluster destillieren</translation>
    </message>
    <message>
        <source>Choose what to review</source>
        <translation>Wählen, was geprüft wird</translation>
    </message>
    <message>
        <source>Correct the answer under review</source>
        <translation>Geprüfte Antwort korrigieren</translation>
    </message>
    <message>
        <source>Blind study</source>
        <translation>Blindstudie</translation>
    </message>
    <message>
        <source>How often the routed answer is as good as the last tier&apos;s, judged by people</source>
        <translation>Wie oft die geroutete Antwort so gut ist wie die der letzten Stufe, von Menschen bewertet</translation>
    </message>
    <message>
        <source>New blind study…</source>
        <translation>Neue Blindstudie…</translation>
    </message>
    <message>
        <source>New run…</source>
        <translation>Neuer Lauf…</translation>
    </message>
    <message>
        <source>Training and more, with a form of its parameters</source>
        <translation>Training und mehr, mit einem Formular der Parameter</translation>
    </message>
    <message>
        <source>Schedule of the loop…</source>
        <translation>Zeitplan der Schleife…</translation>
    </message>
    <message>
        <source>Whether loops start by themselves: every night, or on a coverage alarm</source>
        <translation>Ob Schleifen von selbst beginnen: jede Nacht oder bei einem Abdeckungsalarm</translation>
    </message>
    <message>
        <source>Cancel the chosen run</source>
        <translation>Gewählten Lauf abbrechen</translation>
    </message>
    <message>
        <source>Take the chosen run up again</source>
        <translation>Gewählten Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Goes on after the last finished stage</source>
        <translation>Geht nach der letzten fertigen Stufe weiter</translation>
    </message>
    <message>
        <source>Curves of the chosen run</source>
        <translation>Kurven des gewählten Laufs</translation>
    </message>
    <message>
        <source>Lineage of the chosen run</source>
        <translation>Herkunft des gewählten Laufs</translation>
    </message>
    <message>
        <source>From data to artefact to policy</source>
        <translation>Von den Daten über das Artefakt zur Richtlinie</translation>
    </message>
    <message>
        <source>Log of the chosen run</source>
        <translation>Protokoll des gewählten Laufs</translation>
    </message>
    <message>
        <source>Champion against challenger</source>
        <translation>Champion gegen Herausforderer</translation>
    </message>
    <message>
        <source>Of the selected run: its gates; promote, roll back</source>
        <translation>Des gewählten Laufs: seine Prüfsteine; einsetzen, zurücknehmen</translation>
    </message>
    <message>
        <source>Run the challenger in shadow, or stop it</source>
        <translation>Herausforderer im Schatten laufen lassen oder anhalten</translation>
    </message>
    <message>
        <source>Promote the challenger</source>
        <translation>Herausforderer einsetzen</translation>
    </message>
    <message>
        <source>Roll the challenger back</source>
        <translation>Herausforderer zurücknehmen</translation>
    </message>
    <message>
        <source>Month&apos;s report as PDF…</source>
        <translation>Monatsbericht als PDF…</translation>
    </message>
    <message>
        <source>Cost report as PDF…</source>
        <translation>Kostenbericht als PDF…</translation>
    </message>
    <message>
        <source>The whole ledger of the range</source>
        <translation>Das ganze Kostenbuch des Zeitraums</translation>
    </message>
    <message>
        <source>Cost ledger as CSV…</source>
        <translation>Kostenbuch als CSV…</translation>
    </message>
    <message>
        <source>Change the monthly budget</source>
        <translation>Monatsbudget ändern</translation>
    </message>
    <message>
        <source>Change a tier&apos;s price</source>
        <translation>Preis einer Stufe ändern</translation>
    </message>
    <message>
        <source>Rename the chosen tier…</source>
        <translation>Gewählte Stufe umbenennen…</translation>
    </message>
    <message>
        <source>Ask the chosen tier earlier</source>
        <translation>Gewählte Stufe früher fragen</translation>
    </message>
    <message>
        <source>Ask the chosen tier later</source>
        <translation>Gewählte Stufe später fragen</translation>
    </message>
    <message>
        <source>Add a task…</source>
        <translation>Eine Aufgabe hinzufügen…</translation>
    </message>
    <message>
        <source>One kind of work that client programs ask for</source>
        <translation>Eine Art von Arbeit, nach der Client-Programme fragen</translation>
    </message>
    <message>
        <source>Change the chosen task…</source>
        <translation>Gewählte Aufgabe ändern…</translation>
    </message>
    <message>
        <source>Start or stop the gateway</source>
        <translation>Gateway starten oder anhalten</translation>
    </message>
    <message>
        <source>Copy the snippet that connects a client program</source>
        <translation>Code zum Anbinden eines Client-Programms kopieren</translation>
    </message>
    <message>
        <source>Add a model server…</source>
        <translation>Einen Modellserver hinzufügen…</translation>
    </message>
    <message>
        <source>Change the chosen model server…</source>
        <translation>Gewählten Modellserver ändern…</translation>
    </message>
    <message>
        <source>Test the chosen model server</source>
        <translation>Verbindung zum gewählten Modellserver testen</translation>
    </message>
    <message>
        <source>Asks the server for its list of models: costs nothing</source>
        <translation>Fragt den Server nach seiner Modellliste: kostet nichts</translation>
    </message>
    <message>
        <source>Remove the chosen model server…</source>
        <translation>Gewählten Modellserver entfernen…</translation>
    </message>
    <message>
        <source>Add a client key…</source>
        <translation>Einen Client-Schlüssel hinzufügen…</translation>
    </message>
    <message>
        <source>Revoke the chosen client key…</source>
        <translation>Gewählten Client-Schlüssel widerrufen…</translation>
    </message>
    <message>
        <source>Use another router…</source>
        <translation>Anderen Router verwenden…</translation>
    </message>
    <message>
        <source>Every router of the workspace, what it serves, and how it compares</source>
        <translation>Jeder Router des Arbeitsbereichs, was er bedient und wie er im Vergleich abschneidet</translation>
    </message>
    <message>
        <source>%1 has nothing to do this with now.</source>
        <translation>Unter „%1“ ist dafür jetzt nichts da.</translation>
    </message>
    <message>
        <source>%1 does not allow this now.</source>
        <translation>„%1“ lässt das jetzt nicht zu.</translation>
    </message>
    <message>
        <source>%1: see what is chosen here, then press the space bar.</source>
        <translation>%1: ansehen, was hier gewählt ist, dann die Leertaste drücken.</translation>
    </message>
    <message>
        <source>Certify now what has enough judged answers</source>
        <translation>Jetzt zertifizieren, was genug beurteilte Antworten hat</translation>
    </message>
    <message>
        <source>Of the first task that is ready, or of the one chosen above; spends this attempt&apos;s part of delta</source>
        <translation>Die erste Aufgabe, die so weit ist, oder die oben gewählte; verbraucht den Anteil dieses Versuchs an Delta</translation>
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
    <message>
        <source>In Review: judge, from wrong to right</source>
        <translation>In der Prüfung: bewerten, von falsch bis richtig</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>1 bis 5</translation>
    </message>
    <message>
        <source>In Review: take over another tier&apos;s answer</source>
        <translation>In der Prüfung: Antwort einer anderen Stufe übernehmen</translation>
    </message>
    <message>
        <source>6 to 9</source>
        <translation>6 bis 9</translation>
    </message>
    <message>
        <source>In Review: record the correction</source>
        <translation>In der Prüfung: Korrektur eintragen</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>In Review: back, skip</source>
        <translation>In der Prüfung: zurück, überspringen</translation>
    </message>
    <message>
        <source>←, →</source>
        <translation>←, →</translation>
    </message>
    <message>
        <source>On the map: zoom, move, show all, go back</source>
        <translation>Auf der Karte: vergrößern, verschieben, alles, zurück</translation>
    </message>
    <message>
        <source>+ −, arrows, 0, Ctrl+Z</source>
        <translation>+ −, Pfeile, 0, Strg+Z</translation>
    </message>
    <message>
        <source>In Review: take the last judgement back</source>
        <translation>In der Prüfung: letztes Urteil zurücknehmen</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
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
        <source>Recording, the policy chain and the workspace are well, and no alarm is open</source>
        <translation>Aufzeichnung, Richtlinienkette und Arbeitsbereich sind in Ordnung, und kein Alarm ist offen</translation>
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
    <message>
        <source>Bypass: %1 to the last tier for 30 minutes</source>
        <translation>Umgehung: %1 für 30 Minuten an die letzte Stufe</translation>
    </message>
    <message>
        <source>No bypass is in force</source>
        <translation>Keine Umgehung ist in Kraft</translation>
    </message>
</context>
<context>
    <name>ui::shell::WelcomeDialog</name>
    <message>
        <source>Send every request to the cheapest model that is good enough</source>
        <translation>Jede Anfrage an das billigste Modell senden, das gut genug ist</translation>
    </message>
    <message>
        <source>A workspace is a directory on this machine: requests, decisions, money, models and the history of every policy. Nothing in it leaves the machine but the requests that you route to your own model servers.</source>
        <translation>Ein Arbeitsbereich ist ein Verzeichnis auf diesem Rechner: Anfragen, Entscheidungen, Geld, Modelle und der Verlauf jeder Richtlinie. Nichts daraus verlässt den Rechner außer den Anfragen, die an eigene Modellserver gehen.</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Erst umsehen</translation>
    </message>
    <message>
        <source>Six tasks with simulated traffic. Their students are trained on this machine in a few minutes, and you see cost and quality part before your eyes.</source>
        <translation>Sechs Aufgaben mit simuliertem Verkehr. Ihre Schüler werden in wenigen Minuten auf diesem Rechner trainiert, und zusehends trennen sich Kosten und Qualität.</translation>
    </message>
    <message>
        <source>Open the demo workspace</source>
        <translation>Demo-Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Begin with your own</source>
        <translation>Mit dem eigenen beginnen</translation>
    </message>
    <message>
        <source>An empty workspace, and three steps: connect a model server, add a task, send the first request. Each can be skipped.</source>
        <translation>Ein leerer Arbeitsbereich und drei Schritte: einen Modellserver anbinden, eine Aufgabe hinzufügen, die erste Anfrage senden. Jeder lässt sich überspringen.</translation>
    </message>
    <message>
        <source>New workspace…</source>
        <translation>Neuer Arbeitsbereich…</translation>
    </message>
    <message>
        <source>Go on with one</source>
        <translation>Mit einem weitermachen</translation>
    </message>
    <message>
        <source>A workspace that is on this machine already, made here or on the command line.</source>
        <translation>Ein Arbeitsbereich, den es auf diesem Rechner schon gibt, hier oder auf der Kommandozeile angelegt.</translation>
    </message>
    <message>
        <source>Open a workspace…</source>
        <translation>Arbeitsbereich öffnen…</translation>
    </message>
    <message>
        <source>Directory of the new workspace</source>
        <translation>Verzeichnis des neuen Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Einen Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
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
        <translation>Hilfe zur Ansicht</translation>
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
        <translation>Die ausgeblendeten Karten zurückholen</translation>
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
    <message>
        <source>Open the demo workspace</source>
        <translation>Demo-Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Six tasks with simulated traffic, in a window of its own</source>
        <translation>Sechs Aufgaben mit simuliertem Verkehr, in einem eigenen Fenster</translation>
    </message>
    <message>
        <source>New workspace…</source>
        <translation>Neuer Arbeitsbereich…</translation>
    </message>
    <message>
        <source>An empty workspace in a directory of your choice, in a window of its own</source>
        <translation>Ein leerer Arbeitsbereich in einem Verzeichnis nach Wahl, in einem eigenen Fenster</translation>
    </message>
    <message>
        <source>Open a workspace…</source>
        <translation>Arbeitsbereich öffnen…</translation>
    </message>
    <message>
        <source>A workspace that is on this machine already, in a window of its own</source>
        <translation>Ein Arbeitsbereich, den es auf diesem Rechner schon gibt, in einem eigenen Fenster</translation>
    </message>
    <message>
        <source>Bypass: all to the last tier for 30 minutes</source>
        <translation>Umgehung: alles für 30 Minuten an die letzte Stufe</translation>
    </message>
    <message>
        <source>Of the task in the toolbar, or of every task; from the next request on, until it is lifted</source>
        <translation>Der Aufgabe in der Werkzeugleiste oder aller; ab der nächsten Anfrage, bis sie aufgehoben wird</translation>
    </message>
    <message>
        <source>Lift every bypass</source>
        <translation>Jede Umgehung aufheben</translation>
    </message>
    <message>
        <source>Route again from the next request on</source>
        <translation>Ab der nächsten Anfrage wieder routen</translation>
    </message>
    <message>
        <source>Saved filter: %1</source>
        <translation>Gespeicherter Filter: %1</translation>
    </message>
    <message>
        <source>Show the requests that it matches</source>
        <translation>Die Anfragen zeigen, auf die er zutrifft</translation>
    </message>
</context>
<context>
    <name>ui::widgets::BypassBanner</name>
    <message>
        <source>Lift the bypass</source>
        <translation>Umgehung aufheben</translation>
    </message>
    <message>
        <source>Routes again from the next request on</source>
        <translation>Routet ab der nächsten Anfrage wieder</translation>
    </message>
    <message numerus="yes">
        <source>Bypass: %1 go to the last tier until %2, %n more minute(s).</source>
        <translation>
            <numerusform>Umgehung: %1 gehen bis %2 an die letzte Stufe, noch %n Minute.</numerusform>
            <numerusform>Umgehung: %1 gehen bis %2 an die letzte Stufe, noch %n Minuten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::widgets::BypassMenu</name>
    <message>
        <source>all requests</source>
        <translation>alle Anfragen</translation>
    </message>
    <message>
        <source>all requests of %1</source>
        <translation>alle Anfragen von %1</translation>
    </message>
    <message>
        <source>Route again: %1</source>
        <translation>Wieder routen: %1</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30 Minuten</translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation>2 Stunden</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>%1: %2 to the last tier</source>
        <translation>%1: %2 an die letzte Stufe</translation>
    </message>
</context>
<context>
    <name>ui::widgets::HintCards</name>
    <message>
        <source>Dismiss: %1</source>
        <translation>Ausblenden: %1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ui::widgets::LimitField</name>
    <message>
        <source>There is no limit. Tick “%1” to set one.</source>
        <translation>Es gibt keine Grenze. „%1“ ankreuzen, um eine zu setzen.</translation>
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
    <name>ui::widgets::PriceField</name>
    <message>
        <source>No price: write it like %1, from %2 to %3, or leave it empty</source>
        <translation>Kein Preis: schreiben wie %1, von %2 bis %3, oder leer lassen</translation>
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
    <name>ui::widgets::TierCurves</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 unbekannt</translation>
    </message>
    <message>
        <source>Expectation by tier</source>
        <translation>Erwartung nach Stufe</translation>
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
    <name>ui::widgets::TypedConfirmation</name>
    <message>
        <source>Type “%1” to confirm:</source>
        <translation>Zum Bestätigen „%1“ eingeben:</translation>
    </message>
    <message>
        <source>Type “%1” first</source>
        <translation>Erst „%1“ eingeben</translation>
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
