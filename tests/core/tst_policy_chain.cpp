#include <QTest>

#include "core/domain/policy.h"
#include "core/domain/task_in_force.h"

using namespace core::domain;

namespace {

std::vector<PolicyVersion> chainOf(int length)
{
    std::vector<PolicyVersion> chain;
    for (int i = 0; i < length; ++i) {
        PolicyVersion version;
        version.sequence = i + 1;
        version.previousHash = chain.empty() ? std::string() : chain.back().hash;
        version.at = core::fromMicroseconds(1'000'000 * (i + 1));
        version.author = "operator";
        version.reason = "change " + std::to_string(i);
        TaskPolicy task;
        task.taskId = "cs_intent";
        task.alpha = 0.05 + 0.01 * i;
        task.thresholds["student"] = 0.5;
        version.tasks["cs_intent"] = task;
        chain.push_back(sealed(version));
    }
    return chain;
}

} // namespace

class TestPolicyChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChainAsWrittenIsWhole();
    void anyEditIsFound_data();
    void anyEditIsFound();
    void aMissingVersionIsFound();
    void fieldsCannotSlideIntoEachOther();
    void whatIsInForceWinsOverThePortfolio();
};

void TestPolicyChain::aChainAsWrittenIsWhole()
{
    QVERIFY(!findBrokenLink({}).has_value());
    QVERIFY(!findBrokenLink(chainOf(5)).has_value());
}

void TestPolicyChain::anyEditIsFound_data()
{
    QTest::addColumn<int>("edit");
    for (int edit = 0; edit < 6; ++edit) {
        QTest::newRow(qPrintable(QString::number(edit))) << edit;
    }
}

void TestPolicyChain::anyEditIsFound()
{
    QFETCH(int, edit);
    std::vector<PolicyVersion> chain = chainOf(4);
    PolicyVersion& victim = chain[1];
    switch (edit) {
    case 0: victim.tasks["cs_intent"].thresholds["student"] = 0.4999; break;
    case 1: victim.reason += " "; break;
    case 2: victim.at += std::chrono::microseconds(1); break;
    case 3: victim.author = "somebody else"; break;
    case 4: victim.tasks["cs_intent"].scorerVersions["small"] = "confidence-1"; break;
    default: victim.tasks["legal_risk"] = TaskPolicy{}; break;
    }
    QCOMPARE(findBrokenLink(chain), std::optional<std::int64_t>(2));
    victim = sealed(victim); // a forger who also fixes the hash breaks the next link
    QCOMPARE(findBrokenLink(chain), std::optional<std::int64_t>(3));
}

void TestPolicyChain::whatIsInForceWinsOverThePortfolio()
{
    Task task;
    task.id = "cs_intent";
    task.answerFloor = 0.6;
    task.alpha = 0.2;
    PolicyVersion active = chainOf(1).front();
    active.tasks["cs_intent"].answerFloor = 0.9;
    active.tasks["cs_intent"].delta = 0.01;
    const Task inForce = taskInForce(task, active);
    QCOMPARE(inForce.answerFloor, 0.9);
    QCOMPARE(inForce.alpha, 0.05);
    QCOMPARE(inForce.delta, 0.01);
    QCOMPARE(taskInForce(task, std::nullopt).answerFloor, 0.6);
    task.id = "another";
    QCOMPARE(taskInForce(task, active).answerFloor, 0.6);
}

void TestPolicyChain::aMissingVersionIsFound()
{
    std::vector<PolicyVersion> chain = chainOf(4);
    chain.erase(chain.begin() + 1);
    QVERIFY(findBrokenLink(chain).has_value());
}

void TestPolicyChain::fieldsCannotSlideIntoEachOther()
{
    PolicyVersion a;
    a.author = "ab";
    a.reason = "c";
    PolicyVersion b;
    b.author = "a";
    b.reason = "bc";
    QVERIFY(sealed(a).hash != sealed(b).hash);
}

QTEST_GUILESS_MAIN(TestPolicyChain)
#include "tst_policy_chain.moc"
