#include "app/certificate_guard.h"
#include "core/engine/certificate_basis.h"

#include <QTest>

using core::domain::Certificate;
using core::domain::TaskPolicy;
using core::domain::Tier;

class CertificateGuardTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certificatesOfWhatServesHold();
    void anotherRouterVoidsEveryTier();
    void aStricterLevelVoidsLooserCertificatesAndTheTiersAfterThem();
    void aChangedLimitVoidsEveryTier();
    void aWiderPromiseVoidsWhatSpentMore();
    void probationTakesTheTiersAfterAlong();
};

namespace {

std::vector<Tier> tiers()
{
    std::vector<Tier> all(3);
    all[0].id = "student";
    all[1].id = "medium";
    all[2].id = "large";
    return all;
}

TaskPolicy policy()
{
    TaskPolicy policy;
    policy.taskId = "cs_intent";
    policy.alpha = 0.05;
    policy.routerVersion = "router-1";
    policy.modelVersions = {{"student", "student-1"}};
    policy.thresholds = {{"student", 0.8}, {"medium", 0.7}};
    return policy;
}

std::vector<Certificate> certificates()
{
    std::vector<Certificate> all(2);
    for (Certificate& certificate : all) {
        certificate.taskId = "cs_intent";
        certificate.alpha = 0.05;
        certificate.routerVersion = "router-1";
        certificate.modelVersion = "student-1";
    }
    all[0].tierId = "student";
    all[0].threshold = 0.8;
    all[1].tierId = "medium";
    all[1].threshold = 0.7;
    return all;
}

} // namespace

void CertificateGuardTest::certificatesOfWhatServesHold()
{
    TaskPolicy serving = policy();
    QVERIFY(app::removeVoidThresholds(serving, tiers(), certificates()).empty());
    QVERIFY(serving == policy());
}

void CertificateGuardTest::anotherRouterVoidsEveryTier()
{
    TaskPolicy serving = policy();
    serving.routerVersion = "router-2";
    const auto voided = app::removeVoidThresholds(serving, tiers(), certificates());
    QCOMPARE(voided.size(), std::size_t{2});
    QVERIFY(voided[0].reason.find("router") != std::string::npos);
    QVERIFY(serving.thresholds.empty());
}

void CertificateGuardTest::aStricterLevelVoidsLooserCertificatesAndTheTiersAfterThem()
{
    TaskPolicy serving = policy();
    serving.alpha = 0.02;
    std::vector<Certificate> known = certificates();
    known[1].alpha = 0.02; // holds by itself, yet was certified on what the student escalated
    const auto voided = app::removeVoidThresholds(serving, tiers(), known);
    QCOMPARE(voided.size(), std::size_t{2});
    QVERIFY(voided[1].reason.find("earlier tier") != std::string::npos);
}

void CertificateGuardTest::aChangedLimitVoidsEveryTier()
{
    TaskPolicy serving = policy();
    std::vector<Certificate> made = certificates();
    for (Certificate& certificate : made) {
        certificate.basis = core::engine::certificateBasis(serving, tiers());
    }
    QVERIFY(app::removeVoidThresholds(serving, tiers(), made).empty());
    serving.limits.latencyMs = 300;
    const auto voided = app::removeVoidThresholds(serving, tiers(), made);
    QCOMPARE(voided.size(), std::size_t{2});
    QVERIFY(voided.front().reason.find("limits") != std::string::npos);
    QVERIFY(serving.thresholds.empty());
}

void CertificateGuardTest::aWiderPromiseVoidsWhatSpentMore()
{
    TaskPolicy serving = policy();
    std::vector<Certificate> made = certificates();
    QCOMPARE(app::removeVoidThresholds(serving, tiers(), made, 3).size(), std::size_t{2});
    serving = policy();
    for (Certificate& certificate : made) {
        certificate.scopeTasks = 3;
    }
    QVERIFY(app::removeVoidThresholds(serving, tiers(), made, 3).empty());
}

void CertificateGuardTest::probationTakesTheTiersAfterAlong()
{
    TaskPolicy serving = policy();
    QVERIFY(app::removeThresholdsFrom(serving, tiers(), "medium"));
    QCOMPARE(serving.thresholds.size(), std::size_t{1});
    QVERIFY(app::removeThresholdsFrom(serving, tiers(), "student"));
    QVERIFY(serving.thresholds.empty());
    QVERIFY(!app::removeThresholdsFrom(serving, tiers(), "student"));
}

QTEST_GUILESS_MAIN(CertificateGuardTest)
#include "tst_certificate_guard.moc"
