#include "ui/models/engine_sentences.h"

#include "ui/models/axis_formats.h"
#include "ui/models/engine_errors.h"
#include "ui/models/strings.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>
#include <vector>

namespace ui::models {

namespace {

/// As the engine writes them; %1 to %9 stand for numbers and names, (s) for a plural that may be there. Where one sentence
/// begins another, the longer one is tried first.
constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("EngineSentences",
        "Too few judged answers: %1 of at least %2 (with no failure) in the calibration sample; %3 more are "
        "needed."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Too few judged answers: %1 failure(s) among %2 answer(s) at a score of %3 or more, where %4 answers "
        "are needed with %5 failure(s); %6 more without a further failure would do (about %7 more judged "
        "answers in all)."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "No scored answers in the tuning sample, so there is no threshold to test; judge some answers of the "
        "tuning split."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The tier fails on %1 of all judged queries, so any valid rule must escalate at least %2 of them."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Failure rate too high: %1 failure(s) among %2 answer(s) at a score of %3 or more, which does not "
        "show a rate of %4 or less."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Left out: by the tuning answers, asking this tier would cost more than it saves, because the other "
        "tiers can accept more without it."),
    QT_TRANSLATE_NOOP("EngineSentences", "It answers nothing alone."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Not reached: the tiers before it accept all of %1 judged answer(s) that it could have been asked "
        "for."),
    QT_TRANSLATE_NOOP("EngineSentences", "There is nothing to certify, and it answers nothing alone."),
    QT_TRANSLATE_NOOP("EngineSentences", "The task is on probation: it is certified only on answers judged since the alarm."),
    QT_TRANSLATE_NOOP("EngineSentences", "Conformal initialisation, no failure guarantee: for comparison only."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Conformal initialisation gives no failure guarantee; it is shown for comparison and cannot be "
        "applied."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The data cannot support this risk level: about %1 more judged answers are needed at the failure "
        "rate of the tuning answers."),
    QT_TRANSLATE_NOOP("EngineSentences", "The data cannot support this risk level."),
    QT_TRANSLATE_NOOP("EngineSentences", "At the present audit rate that is %1 day(s) at the least."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "To certify a risk level of %1 at a failure rate of %2 you need about %3 judged answers: %4 more, %5 "
        "day(s) at the present audit rate."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "To certify a risk level of %1 at a failure rate of %2 you need about %3 judged answers: %4 more."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Coverage (1 - alpha) %1 at confidence %2: %3 keeps answers to %4 with a score of %5 or more."),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 answers nothing alone for %2: no certificate at %3 coverage."),
    QT_TRANSLATE_NOOP("EngineSentences", "Nothing is promised for %1 on %2, so every query it sees is escalated."),
    QT_TRANSLATE_NOOP("EngineSentences", "Of the answers that %1 keeps for %2, at most %3 fail the target in the long run."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The certificate of this tier goes wrong with probability at most %1 over the draw of the "
        "calibration sample."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Any certificate among the tiers of this task goes wrong with probability at most %1 over the draw "
        "of the calibration sample."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Any certificate among all tiers of all tasks goes wrong with probability at most %1 over the draw "
        "of the calibration sample."),
    QT_TRANSLATE_NOOP("EngineSentences", "This tier's part of it is %1."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 failure(s) among %2 kept answer(s) of %3 calibration answers; upper bound of the failure rate %4 "
        "(Clopper-Pearson)."),
    QT_TRANSLATE_NOOP("EngineSentences", "Whether an answer meets the target is as judged by %1."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "It assumes that traffic is drawn like the calibration sample and passes through the same router, "
        "plan and models; once that stops being true, nothing is promised until a recalibration."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "It is not a promise for one answer, for a sub-topic or for a day, and says nothing about answers of "
        "other tiers."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The failure rate of accepted answers exceeds %1: %2 failure(s) among %3 judged answer(s); such an "
        "alarm is false with probability at most %4."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Failures among accepted answers are becoming frequent: %1 failure(s) among %2 judged answer(s), "
        "promised at most %3."),
    QT_TRANSLATE_NOOP("EngineSentences", "This lamp is quick, not proof."),
    QT_TRANSLATE_NOOP("EngineSentences", "The certificate is void and the tier accepts nothing until it is certified anew."),
    QT_TRANSLATE_NOOP("EngineSentences", "The quality target changed; other answers count as failures now."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The list of tiers or a tier's model changed; the certificate speaks of the earlier ones."),
    QT_TRANSLATE_NOOP("EngineSentences", "The limits of latency or cost changed, and with them which queries reach the tier."),
    QT_TRANSLATE_NOOP("EngineSentences", "A price changed, and with it which queries the plan sends to the tier."),
    QT_TRANSLATE_NOOP("EngineSentences", "The router changed, so other queries reach the tier than those it was certified on."),
    QT_TRANSLATE_NOOP("EngineSentences", "The tier's model changed; the certificate speaks of the earlier one."),
    QT_TRANSLATE_NOOP("EngineSentences", "The risk level was lowered to %1; the certificate shows only %2."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "The promise was widened to all %1 tasks at once; the certificate spent a larger part of delta."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Expected by %1 tuning answers; the calibration answers, %2 of them, are looked at when the draft is "
        "applied, which spends a part of delta."),
    QT_TRANSLATE_NOOP("EngineSentences", "Replayed on %1 recent queries."),
    QT_TRANSLATE_NOOP("EngineSentences", "Replayed on %1 tuning answers, for want of traffic."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "50% and 95% bands from %1 bootstrap resamples of the replayed queries; they do not include the "
        "uncertainty of the thresholds."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "p99 sums the latencies of the tiers asked; a tier that was not asked takes those of its other "
        "answers."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Quality and failure rate come from the tuning answers, because most of the traffic is not judged."),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning)."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning); certifying."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning); ready, waiting for "
        "your word."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 of %2 judged for a certificate of %3 (%4 more answer(s) judged for tuning), %5 day(s) at the "
        "present pace."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 judged; at the failure rate seen so far no number certifies %2 (%3 more answer(s) judged for "
        "tuning)."),
    QT_TRANSLATE_NOOP("EngineSentences", "Not reached: the tiers before it accept all of %1 judged answer(s) so far."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Begun anew: %1 answer(s) judged since the alarm under another student, router or list of tiers does "
        "not count."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Begun anew: %1 answer(s) judged since the alarm under another student, router or list of tiers do "
        "not count."),
    QT_TRANSLATE_NOOP("EngineSentences",
        "People have reviewed %1 verdict(s) of the judge; %2 are needed before its verdicts may certify "
        "anything."),
    QT_TRANSLATE_NOOP("EngineSentences", "Everything is routed again"),
    QT_TRANSLATE_NOOP("EngineSentences", "Everything of '%1' is routed again"),
    QT_TRANSLATE_NOOP("EngineSentences", "Everything goes to the last tier until %1 UTC"),
    QT_TRANSLATE_NOOP("EngineSentences", "Everything of '%1' goes to the last tier until %2 UTC"),
    QT_TRANSLATE_NOOP("EngineSentences", "The cluster has its new name"),
    QT_TRANSLATE_NOOP("EngineSentences", "The clusters are one"),
    QT_TRANSLATE_NOOP("EngineSentences", "The cluster is excluded"),
    QT_TRANSLATE_NOOP("EngineSentences", "The cluster counts again"),
    QT_TRANSLATE_NOOP("EngineSentences", "The requests are a cluster of their own"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 of %2 requests are a cluster of their own now"),
    QT_TRANSLATE_NOOP("EngineSentences", "The last edit is taken back"),
    QT_TRANSLATE_NOOP("EngineSentences", "The budget of a month is $%1"),
    QT_TRANSLATE_NOOP("EngineSentences", "There is no budget"),
    QT_TRANSLATE_NOOP("EngineSentences", "Price version %1 of %2 is in force"),
    QT_TRANSLATE_NOOP("EngineSentences", "Alarm acknowledged"),
    QT_TRANSLATE_NOOP("EngineSentences", "Probation: the tier escalates everything from policy %1 on"),
    QT_TRANSLATE_NOOP("EngineSentences", "Alarms start probation by themselves"),
    QT_TRANSLATE_NOOP("EngineSentences", "Alarms wait for your word"),
    QT_TRANSLATE_NOOP("EngineSentences", "Policy %1 is active"),
    QT_TRANSLATE_NOOP("EngineSentences", "From the next query on it runs beside the traffic"),
    QT_TRANSLATE_NOOP("EngineSentences", "Nothing runs beside the traffic any more"),
    QT_TRANSLATE_NOOP("EngineSentences", "Certified on answers judged beside the traffic: policy %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "Not certified on answers judged beside the traffic: policy %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "Recorded"),
    QT_TRANSLATE_NOOP("EngineSentences", "Recorded: meets the target"),
    QT_TRANSLATE_NOOP("EngineSentences", "Recorded: misses the target"),
    QT_TRANSLATE_NOOP("EngineSentences", "Taken back"),
    QT_TRANSLATE_NOOP("EngineSentences", "Promises cover all tasks at once; narrower ones are void"),
    QT_TRANSLATE_NOOP("EngineSentences", "Each promise covers its own task"),
    QT_TRANSLATE_NOOP("EngineSentences", "The gateway has stopped"),
    QT_TRANSLATE_NOOP("EngineSentences", "The gateway answers at %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "Tier '%1' is answered by %2"),
    QT_TRANSLATE_NOOP("EngineSentences", "Nothing answers for tier '%1' any more"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 answered in %2 ms with %3 model(s)"),
    QT_TRANSLATE_NOOP("EngineSentences", "Streamed answers of '%1' are held until they are scored"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Streamed answers of '%1' are the router's choice, sent at once; no certificate covers them"),
    QT_TRANSLATE_NOOP("EngineSentences", "Key '%1' may use the gateway"),
    QT_TRANSLATE_NOOP("EngineSentences", "Key '%1' is revoked"),
    QT_TRANSLATE_NOOP("EngineSentences", "The key %1 is in the keyring"),
    QT_TRANSLATE_NOOP("EngineSentences", "The key %1 is gone from the keyring"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 run(s) queued"),
    QT_TRANSLATE_NOOP("EngineSentences", "Router training queued"),
    QT_TRANSLATE_NOOP("EngineSentences", "Training of a student for %1 is queued"),
    QT_TRANSLATE_NOOP("EngineSentences", "Calibration of %1 is queued"),
    QT_TRANSLATE_NOOP("EngineSentences", "Cancelling"),
    QT_TRANSLATE_NOOP("EngineSentences", "The run goes on after its last finished stage"),
    QT_TRANSLATE_NOOP("EngineSentences", "The challenger answers beside the traffic from the next query on; no client sees it"),
    QT_TRANSLATE_NOOP("EngineSentences", "The challenger answers no more; what was compared stays with the run"),
    QT_TRANSLATE_NOOP("EngineSentences", "Loops start by hand alone"),
    QT_TRANSLATE_NOOP("EngineSentences", "Loops start every night at %1 UTC and on every coverage alarm"),
    QT_TRANSLATE_NOOP("EngineSentences", "Loops start every night at %1 UTC"),
    QT_TRANSLATE_NOOP("EngineSentences", "Loops start on every coverage alarm"),
    QT_TRANSLATE_NOOP("EngineSentences", "Version %1 is in force again, as version %2"),
    QT_TRANSLATE_NOOP("EngineSentences", "Task %1 is served as model routenlp/%2"),
    QT_TRANSLATE_NOOP("EngineSentences", "Task %1 is saved"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 is asked in place %2 of %3"),
    QT_TRANSLATE_NOOP("EngineSentences", "Added %1 to review"),
    QT_TRANSLATE_NOOP("EngineSentences", "Added %1 to review; %2 were in it already"),
    QT_TRANSLATE_NOOP("EngineSentences", "Router %1 serves %2 task(s); policy %3 is active"),
    QT_TRANSLATE_NOOP("EngineSentences", "Drew %1 pairs out of %2 answers of cheaper tiers"),
    QT_TRANSLATE_NOOP("EngineSentences", "it ended early: %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "the program is ending"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "Drew %1 pairs out of %2 answers of cheaper tiers; %3 more have no answer of the last tier"),
    QT_TRANSLATE_NOOP("EngineSentences", "Simulated traffic is running"),
    QT_TRANSLATE_NOOP("EngineSentences", "Simulated traffic is paused"),
    QT_TRANSLATE_NOOP("EngineSentences", "the first student of the task; it accepts what its certificate allows"),
    QT_TRANSLATE_NOOP("EngineSentences", "there is no text of the training split that the student does not know"),
    QT_TRANSLATE_NOOP("EngineSentences", "not worth it: the expected saving does not exceed its cost"),
    QT_TRANSLATE_NOOP("EngineSentences", "not worth it: the expected saving does not exceed teacher and training cost"),
    QT_TRANSLATE_NOOP("EngineSentences", "the budget does not pay for one teacher answer"),
    QT_TRANSLATE_NOOP("EngineSentences", "no text of the pool qualifies"),
    QT_TRANSLATE_NOOP("EngineSentences", "Certified on answers judged beside the traffic"),
    QT_TRANSLATE_NOOP("EngineSentences", "Not certified on answers judged beside the traffic"),
    QT_TRANSLATE_NOOP("EngineSentences", "Revert to version %1 (no. %2)"),
    QT_TRANSLATE_NOOP("EngineSentences", "Back to policy %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "Challenger of run %1 promoted"),
    QT_TRANSLATE_NOOP("EngineSentences", "Probation"),
    QT_TRANSLATE_NOOP("EngineSentences", "the operator's word"),
    QT_TRANSLATE_NOOP("EngineSentences", "the failure rate of accepted answers is too high"),
    QT_TRANSLATE_NOOP("EngineSentences", "a judge that was not recorded"),
    QT_TRANSLATE_NOOP("EngineSentences", "reference answers of the data set"),
    QT_TRANSLATE_NOOP("EngineSentences", "reference answers of the data set, and of traffic what people and the last tier said"),
    QT_TRANSLATE_NOOP("EngineSentences", "agreement with %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "every gate passed"),
    QT_TRANSLATE_NOOP("EngineSentences", "a gate failed: %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "a gate failed: slice '%1'"),
    QT_TRANSLATE_NOOP("EngineSentences", "not enough data to decide about %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "no gate failed, but the result is marginal: %1"),
    QT_TRANSLATE_NOOP("EngineSentences", "no gate failed, but the result is marginal: slice '%1'"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "of %1 accepted answers %2 fail, above the risk level, which does not refute the certificate (p = %3)"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "the last tier's answers to %1 of %2 gate texts are not known and count as meeting the target, never as a gain"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "the last tier has not answered this task yet: what it costs is estimated from the length of texts and references"),
    QT_TRANSLATE_NOOP("EngineSentences", "look %1 at the gate texts with this champion, level %2"),
    QT_TRANSLATE_NOOP("EngineSentences", "thresholds held back: the tier is on probation"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "what an escalation costs is not known: for the tuning texts neither an answer of the last tier nor its price is "
        "known"),
    QT_TRANSLATE_NOOP("EngineSentences", "the student's own answers"),
    QT_TRANSLATE_NOOP("EngineSentences", "what clients would get"),
    QT_TRANSLATE_NOOP("EngineSentences", "the student's own answers since the first certified champion"),
    QT_TRANSLATE_NOOP("EngineSentences", "what clients would get since the first certified champion"),
    QT_TRANSLATE_NOOP("EngineSentences", "the cost at equal certified risk"),
    QT_TRANSLATE_NOOP("EngineSentences", "the risk of accepted answers"),
    QT_TRANSLATE_NOOP("EngineSentences", "one slice"),
    QT_TRANSLATE_NOOP("EngineSentences", "since the first certified champion clients would get %1 (of %2 that may go), the student's own answers %3 (of %4)"),
    QT_TRANSLATE_NOOP("EngineSentences", "since the first certified champion clients would get %1 (of %2 that may go)"),
    QT_TRANSLATE_NOOP("EngineSentences", "the models' own answers"),
    QT_TRANSLATE_NOOP("EngineSentences", "the cost of a call"),
    QT_TRANSLATE_NOOP("EngineSentences", "both models answered %1 of %2 gate texts for %3"),
    QT_TRANSLATE_NOOP("EngineSentences", "The comparison of %1 with %2 is queued"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 took the place of %2 in tier %3"),
    QT_TRANSLATE_NOOP("EngineSentences", "%1 is back in tier %2"),
    QT_TRANSLATE_NOOP("EngineSentences",
        "%1 thresholds that were certified with the former model are not in force until they are certified anew"),
    // as earlier versions said it
    QT_TRANSLATE_NOOP("EngineSentences", "since the first certified champion clients would get %1, the student's own answers %2, of one margin of %3"),
    QT_TRANSLATE_NOOP("EngineSentences", "since the first certified champion clients would get %1, of one margin of %2"),
    QT_TRANSLATE_NOOP("EngineSentences", "nothing of it is certified: it answers nothing, every query goes where it went, and it can be taught"),
    QT_TRANSLATE_NOOP("EngineSentences", "nothing of it is certified, as nothing of the champion is: every query goes where it went, its own answers are better, and it can be taught further"),
    QT_TRANSLATE_NOOP("EngineSentences", "the first student of the task, against the tiers in force"),
    QT_TRANSLATE_NOOP("EngineSentences", "the task has no traffic yet: the prediction assumes each of the %1 imported texts once a day"),
    QT_TRANSLATE_NOOP("EngineSentences", "the run ends with the teacher's answers"),
    QT_TRANSLATE_NOOP("EngineSentences", "the teacher gave no answer that can be learnt"),
    QT_TRANSLATE_NOOP("EngineSentences", "waits for the operator, who took the last promotion of this task back"),
    QT_TRANSLATE_NOOP("EngineSentences", "waits for the operator"),
    QT_TRANSLATE_NOOP("EngineSentences", "certified as attempt %1 on the task's calibration texts"),
    QT_TRANSLATE_NOOP("EngineSentences", "nothing is new since the challenger of run %1, which was not promoted (%2)"),
    QT_TRANSLATE_NOOP("EngineSentences", "not compared with an earlier champion that cannot be loaded (%1)"),
    QT_TRANSLATE_NOOP("EngineSentences", "Router %1 takes over %2"),
    QT_TRANSLATE_NOOP("EngineSentences", "Limits lifted"),
    QT_TRANSLATE_NOOP("EngineSentences", "Limits of latency or cost"),
    QT_TRANSLATE_NOOP("EngineSentences", "Student for %1 takes over"),
};

constexpr int kMostPlaces = 10;

struct Place {
    int number = 0; ///< n of %n
    bool isName = false; ///< shown as it is
};

struct Pattern {
    const char* source;
    QRegularExpression expression; ///< matches at the start of a text
    std::vector<Place> places; ///< of the captures, in their order
};

/// What follows one of these is a name or an id, whatever it looks like.
bool introducesName(const QString& text)
{
    static const QRegularExpression kBefore(
        QStringLiteral("(?:'|\\b(?:policy|version|run|router|task|key|over|for))\\s?$"),
        QRegularExpression::CaseInsensitiveOption);
    return kBefore.match(text).hasMatch();
}

const QRegularExpression& placeExpression()
{
    static const QRegularExpression kPlace(QStringLiteral("%([1-9])"));
    return kPlace;
}

Pattern patternOf(const char* source)
{
    Pattern pattern{source, {}, {}};
    const QString text = QString::fromLatin1(source);
    QString expression;
    qsizetype end = 0;
    for (auto match = placeExpression().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch place = match.next();
        const QString before = text.mid(end, place.capturedStart() - end);
        expression += QRegularExpression::escape(before) + QStringLiteral("(.+?)");
        pattern.places.push_back({place.captured(1).toInt(), introducesName(before)});
        end = place.capturedEnd();
    }
    expression += QRegularExpression::escape(text.mid(end));
    expression.replace(QStringLiteral("\\(s\\)"), QStringLiteral("s?"));
    const QString after = text.endsWith(QLatin1Char('.')) ? QStringLiteral("$| ") : QStringLiteral("$|[.:;](?: |$)");
    pattern.expression.setPattern(QStringLiteral("^%1(?=%2)").arg(expression, after));
    pattern.expression.optimize();
    return pattern;
}

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> kPatterns = [] {
        std::vector<Pattern> made;
        for (const char* source : kSentences) {
            made.push_back(patternOf(source));
        }
        for (const char* source : engineErrors()) {
            made.push_back(patternOf(source));
        }
        std::stable_sort(made.begin(), made.end(), [](const Pattern& a, const Pattern& b) {
            const auto order = [](const Pattern& pattern) { // one that begins with a place would swallow those before it
                return std::pair(pattern.source[0] != '%', std::strlen(pattern.source));
            };
            return order(a) > order(b);
        });
        return made;
    }();
    return kPatterns;
}

QString translated(const char* source)
{
    return QCoreApplication::translate("EngineSentences", source);
}

/// A number as the language writes it; another word as it is, unless the engine put it there.
QString partWords(const QString& part, const QLocale& locale)
{
    static const QRegularExpression kNumber(QStringLiteral("^(0|[1-9]\\d{0,8})(?:\\.(\\d+))?(%?)$"));
    const QRegularExpressionMatch number = kNumber.match(part);
    if (number.hasMatch()) {
        const double value = (number.captured(1) + QLatin1Char('.') + number.captured(2)).toDouble();
        return locale.toString(value, 'f', static_cast<int>(number.captured(2).size()))
            + (number.captured(3).isEmpty() ? QString() : percentSuffix());
    }
    const auto known = std::find_if(std::begin(kSentences), std::end(kSentences),
        [&](const char* source) { return part == QLatin1String(source); });
    return known == std::end(kSentences) ? part : translated(*known);
}

/// `words` with part n in place of %n.
QString filledIn(const QString& words, const QStringList& parts)
{
    QString filled;
    qsizetype end = 0;
    for (auto match = placeExpression().globalMatch(words); match.hasNext();) {
        const QRegularExpressionMatch place = match.next();
        filled += words.mid(end, place.capturedStart() - end) + parts[place.captured(1).toInt()];
        end = place.capturedEnd();
    }
    return filled + words.mid(end);
}

/// The words of the sentence that `text` begins with, and how long it is in `text`; a length of 0 where none is known.
std::pair<QString, qsizetype> leadingSentence(const QString& text, const QLocale& locale)
{
    for (const Pattern& pattern : patterns()) {
        const QRegularExpressionMatch match = pattern.expression.match(text);
        if (!match.hasMatch()) {
            continue;
        }
        QStringList parts(kMostPlaces);
        for (std::size_t i = 0; i < pattern.places.size(); ++i) {
            const auto [place, isName] = pattern.places[i];
            const QString part = match.captured(static_cast<int>(i) + 1);
            parts[place] = isName ? part : partWords(part, locale);
        }
        return {filledIn(translated(pattern.source), parts), match.capturedLength()};
    }
    return {QString(), 0};
}

QString lineWords(QString rest, const QLocale& locale)
{
    QString words;
    while (!rest.isEmpty()) {
        auto [sentence, length] = leadingSentence(rest, locale);
        if (length == 0) { // up to the next one
            const qsizetype stop = rest.indexOf(QStringLiteral(". "));
            length = stop < 0 ? rest.size() : stop + 2;
            sentence = rest.left(length);
        }
        words += sentence;
        rest.remove(0, length);
        while (!rest.isEmpty() && QStringLiteral(" .:;").contains(rest.front())) { // between sentences
            words += rest.front();
            rest.remove(0, 1);
        }
    }
    return words;
}

} // namespace

QString sentenceWords(const std::string& text, const QLocale& locale)
{
    const QString source = toQt(text);
    if (translated(kSentences[0]) == QLatin1String(kSentences[0])) {
        return source; // the window speaks as the engine does
    }
    QStringList lines = source.split(QLatin1Char('\n'));
    for (QString& line : lines) {
        line = lineWords(line, locale);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui::models
