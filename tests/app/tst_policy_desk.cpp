#include "app/in_process_console_service.h"
#include "app/policy_archive.h"

#include <QTemporaryDir>
#include <QTest>

namespace domain = core::domain;
namespace ports = core::ports;

/// Reverting on a real workspace.
class TestPolicyDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        app::EngineHostOptions options;
        options.workspace = m_directory->path().toStdString() + "/w";
        options.createsIfMissing = true;
        auto host = app::EngineHost::open(std::move(options));
        QVERIFY(host);
        m_host = std::move(*host);
        QVERIFY(m_host->stores().portfolio->saveTask(*domain::presetTask("cs_intent")));
        QVERIFY(m_host->reload());
        m_service = std::make_unique<app::InProcessConsoleService>(*m_host, nullptr);
    }
    void cleanup()
    {
        m_service.reset();
        m_host.reset();
    }

    void aRevertIsANewVersionThatServesAsTheOldOneDid()
    {
        const domain::PolicyVersion first = applied(0.05, 0.6);
        const domain::PolicyVersion second = applied(0.10, 0.4);
        const auto receipt = m_service->execute(ports::RevertPolicy{first.id, {}, "too many complaints"});
        QVERIFY2(receipt, receipt ? "" : receipt.error().message.c_str());
        const auto chain = app::PolicyArchive(m_host->stores()).chain();
        QVERIFY(chain && !chain->brokenAt);
        QCOMPARE(chain->versions.size(), std::size_t(3));
        const domain::PolicyVersion& active = chain->versions.back();
        QCOMPARE(active.id, receipt->reference);
        QVERIFY(active.tasks == first.tasks);
        QCOMPARE(active.previousHash, second.hash);
        QVERIFY(active.reason.find("too many complaints") != std::string::npos);
        // what is served and what is shown follow
        QCOMPARE(m_host->engine().servingState()->tasks.at("cs_intent").policy.alpha, 0.05);
        QCOMPARE(m_service->snapshot()->policy->id, active.id);
        QCOMPARE(m_service->snapshot()->certificates.front().threshold, std::optional(0.6));
    }

    void whatCannotBeRevertedIsRefusedAndNothingChanges()
    {
        const domain::PolicyVersion first = applied(0.05, 0.6);
        const auto same = m_service->execute(ports::RevertPolicy{first.id, {}, {}});
        QVERIFY(!same && same.error().code == core::ErrorCode::InvalidArgument);
        const auto unknown = m_service->execute(ports::RevertPolicy{"nosuch", {}, {}});
        QVERIFY(!unknown && unknown.error().code == core::ErrorCode::NotFound);
        // a version whose model is gone
        const auto lost = m_host->policyJournal().append("test", "names a lost model", [](domain::PolicyVersion& next) {
            next.tasks["cs_intent"].routerVersion = "router-lost";
        });
        QVERIFY(lost);
        const domain::PolicyVersion third = applied(0.10, 0.4, "");
        const auto gone = m_service->execute(ports::RevertPolicy{lost->id, {}, {}});
        QVERIFY(!gone);
        QVERIFY(gone.error().message.find("router-lost") != std::string::npos);
        QCOMPARE(m_host->stores().policies->active()->value().id, third.id);
    }

private:
    domain::PolicyVersion applied(double alpha, double threshold, const std::string& router = {})
    {
        domain::Certificate certificate;
        certificate.taskId = "cs_intent";
        certificate.tierId = "student";
        certificate.alpha = alpha;
        certificate.threshold = threshold;
        certificate.routerVersion = router;
        const auto version
            = m_host->applyCertificates("cs_intent", {certificate}, "test", "change", [&](domain::TaskPolicy& policy) {
                  policy.alpha = alpha;
                  policy.routerVersion = router;
              });
        return version ? *version : domain::PolicyVersion{};
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<app::EngineHost> m_host;
    std::unique_ptr<app::InProcessConsoleService> m_service;
};

QTEST_GUILESS_MAIN(TestPolicyDesk)
#include "tst_policy_desk.moc"
