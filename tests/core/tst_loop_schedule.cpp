#include <QTest>

#include "core/engine/loop/loop_results.h"
#include "core/engine/loop/loop_schedule.h"
#include "core/engine/loop/queued_loops.h"

using namespace core;
using namespace core::engine::loop;

namespace {

TimePoint at(int day, int hour, int minute)
{
    return TimePoint{} + std::chrono::days(20'000 + day) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

ports::AlarmRow alarm(const std::string& task, TimePoint when, ports::AlarmKind kind = ports::AlarmKind::Alarm)
{
    ports::AlarmRow row;
    row.id = task;
    row.at = when;
    row.taskId = task;
    row.kind = kind;
    return row;
}

} // namespace

class TestLoopSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLoopANight();
    void aBrokenPromiseIsAnsweredOnce();
    void laterLampsDoNotOutdateAnAlarm();
    void theStoredFormSurvives();
    void aLoopThatWaitsInTheQueueIsNotQueuedTwice();
};

void TestLoopSchedule::oneLoopANight()
{
    domain::LoopSchedule schedule;
    QVERIFY(dueLoops(schedule, {}, {}, at(0, 2, 5)).tasks.empty()); // off
    schedule.isNightly = true; // at 02:00
    QVERIFY(dueLoops(schedule, {}, {}, at(0, 1, 59)).tasks.empty());
    const DueLoops first = dueLoops(schedule, {}, {}, at(0, 2, 5));
    QVERIFY(first.tasks == std::vector<std::string>{""});
    QVERIFY(dueLoops(schedule, first.progress, {}, at(0, 2, 6)).tasks.empty());
    QVERIFY(dueLoops(schedule, first.progress, {}, at(0, 9, 0)).tasks.empty());
    QCOMPARE(dueLoops(schedule, first.progress, {}, at(1, 2, 0)).tasks.size(), std::size_t{1});
    QVERIFY(dueLoops(schedule, first.progress, {}, at(1, 3, 0)).tasks.empty()); // was off that night
    schedule.minuteOfDay = 23 * 60 + 30; // the hour of grace reaches over midnight
    const DueLoops late = dueLoops(schedule, {}, {}, at(2, 0, 10));
    QCOMPARE(late.tasks.size(), std::size_t{1});
    QVERIFY(dueLoops(schedule, late.progress, {}, at(2, 0, 20)).tasks.empty());
    QVERIFY(dueLoops(schedule, late.progress, {}, at(2, 0, 45)).tasks.empty());
    QCOMPARE(dueLoops(schedule, late.progress, {}, at(2, 23, 30)).tasks.size(), std::size_t{1});
}

void TestLoopSchedule::aBrokenPromiseIsAnsweredOnce()
{
    domain::LoopSchedule schedule;
    const std::vector<ports::AlarmRow> alarms{alarm("a", at(0, 5, 0)), alarm("a", at(0, 6, 0)), alarm("b", at(0, 7, 0)),
        alarm("c", at(0, 8, 0), ports::AlarmKind::Watch), alarm("d", at(0, 9, 0), ports::AlarmKind::Void)};
    QVERIFY(dueLoops(schedule, {}, alarms, at(0, 10, 0)).tasks.empty()); // off
    schedule.answersAlarms = true;
    const DueLoops due = dueLoops(schedule, {}, alarms, at(0, 10, 0));
    QVERIFY((due.tasks == std::vector<std::string>{"a", "b"}));
    QVERIFY(dueLoops(schedule, due.progress, alarms, at(0, 10, 1)).tasks.empty());
    schedule.isNightly = true;
    QVERIFY(dueLoops(schedule, {}, alarms, at(1, 2, 0)).tasks == std::vector<std::string>{""}); // all tasks anyway
}

void TestLoopSchedule::laterLampsDoNotOutdateAnAlarm()
{
    domain::LoopSchedule schedule;
    schedule.answersAlarms = true;
    std::vector<ports::AlarmRow> alarms{alarm("c", at(0, 8, 0), ports::AlarmKind::Watch),
        alarm("d", at(0, 9, 0), ports::AlarmKind::Void)};
    const DueLoops before = dueLoops(schedule, {}, alarms, at(0, 9, 1));
    QVERIFY(before.tasks.empty());
    alarms.push_back(alarm("a", at(0, 7, 0))); // rung by a verdict that dates from before the others
    QVERIFY(dueLoops(schedule, before.progress, alarms, at(0, 9, 2)).tasks == std::vector<std::string>{"a"});
}

void TestLoopSchedule::theStoredFormSurvives()
{
    StoredSchedule stored;
    stored.schedule = {true, 30, true, {}};
    stored.schedule.options.iterations = 4;
    stored.progress = {20'000, 5};
    const auto back = storedScheduleFromJson(toJson(stored));
    QVERIFY(back.has_value());
    QVERIFY(back->schedule == stored.schedule && back->progress == stored.progress);
    QVERIFY(storedScheduleFromJson("").has_value());
    QVERIFY(!storedScheduleFromJson("{").has_value());
}

void TestLoopSchedule::aLoopThatWaitsInTheQueueIsNotQueuedTwice()
{
    const auto run = [](const std::string& task, domain::RunState state, domain::RunKind kind = domain::RunKind::Loop) {
        domain::Run made;
        made.parametersJson = toScheduledJson({});
        made.taskId = task;
        made.state = state;
        made.kind = kind;
        return made;
    };
    const std::vector<std::string> both{"a", "b"};
    const std::vector<std::string> all{""};
    const std::vector<domain::Run> ofOne{run("a", domain::RunState::Queued), run("b", domain::RunState::Running),
        run("b", domain::RunState::Queued, domain::RunKind::StudentTraining)};
    QVERIFY(withoutQueued(both, ofOne) == std::vector<std::string>{"b"});
    QVERIFY(withoutQueued(all, ofOne) == all); // more than what waits
    const std::vector<domain::Run> ofAll{run("", domain::RunState::Queued)};
    QVERIFY(withoutQueued(both, ofAll).empty());
    QVERIFY(withoutQueued(all, ofAll).empty());
    QVERIFY(withoutQueued(all, std::vector<domain::Run>{run("", domain::RunState::Failed)}) == all);
    domain::Run byHand = run("a", domain::RunState::Queued);
    byHand.parametersJson = toJson(domain::LoopOptions{}); // may be told to do less
    QVERIFY(withoutQueued(both, std::vector{byHand}) == both);
}

QTEST_GUILESS_MAIN(TestLoopSchedule)
#include "tst_loop_schedule.moc"
