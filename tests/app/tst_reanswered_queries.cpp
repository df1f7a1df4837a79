// Evidence beside the traffic outlives the student that it was collected for: the next one answers the queries again.
#include "core/engine/certification_attempts.h"
#include "tests/app/recorded_workspace.h"

#include <set>

using namespace core;
using namespace recorded;
namespace domain = core::domain;

namespace {

/// Reads the label off the text; wrong on one text in `wrongOf`, and not as sure of it.
class ReadingStudent final : public ports::Student {
public:
    ReadingStudent(std::string id, int wrongOf)
        : m_id(std::move(id))
        , m_wrongOf(wrongOf)
    {
    }
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        ++answered[text];
        ports::StudentAnswer answer;
        const std::size_t at = text.find("intent_");
        answer.text = text.substr(at, text.find(' ', at) - at);
        answer.confidence = 0.95;
        if (m_wrongOf > 0 && std::stoi(text.substr(text.find("number ") + 7)) % m_wrongOf == 0) {
            answer.text = "intent_other";
        }
        return answer;
    }
    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return kTask; }
    std::string fingerprint() const override { return m_id; }

    static inline std::map<std::string, int> answered; ///< texts, how often

private:
    const std::string m_id;
    const int m_wrongOf;
};

app::ModelLoaders readers()
{
    return {[](const std::filesystem::path& path, const std::string&) {
                const bool isPoor = path.filename().string().starts_with("poor");
                return Result<std::unique_ptr<ports::Student>>(
                    std::make_unique<ReadingStudent>(path.filename().string(), isPoor ? 3 : 0));
            },
        {}};
}

/// A student is certified on what was judged beside the traffic, and then on probation.
struct ProbationWorkspace : Workspace {
    explicit ProbationWorkspace(bool hasMedium = false)
        : Workspace(readers())
    {
        ReadingStudent::answered.clear();
        addPortfolio(hasMedium);
        domain::Tier small = host->engine().servingState()->tiersByRank.front();
        small.provider = domain::TierProvider::Student;
        QVERIFY(host->stores().portfolio->saveTier(small).has_value());
        serve("good-1");
        domain::ShadowPlan plan = everything();
        plan.isAutomatic = false;
        QVERIFY(host->setShadowPlan(kTask, plan).has_value());
        askMore(900);
        QVERIFY(host->certifyFromShadow(kTask, "operator").has_value());
        QVERIFY(isCertified());
        QVERIFY(host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    }
    void serve(const std::string& studentId, std::vector<domain::Certificate> certificates = {}) const
    {
        domain::Artefact model;
        model.id = studentId;
        model.kind = "student";
        model.taskId = kTask;
        model.path = "models/" + studentId;
        QVERIFY(host->stores().runs->addArtefact(model).has_value());
        QVERIFY(host->applyCertificates(kTask, std::move(certificates), "engine", "a night's training",
                        [&](domain::TaskPolicy& policy) { policy.modelVersions["small"] = studentId; })
                    .has_value());
        host->evidenceChanged();
    }
    void askMore(int count, const std::string& suffix = {})
    {
        for (int i = 0; i < count; ++i) {
            domain::Example example = workload.next();
            example.text += suffix;
            QVERIFY(ask(example).has_value());
        }
        host->shadowRunner().drain();
        host->evidenceChanged();
    }
    [[nodiscard]] ports::EvidenceProgress settled() const
    {
        if (!host->settle() || progress().size() != 1) {
            return {};
        }
        return progress().front();
    }

    Workload workload{false};
};

} // namespace

class TestReansweredQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void probationSurvivesTraining();
    void aPoorerStudentIsJudgedByItsOwnAnswers();
    void aCertificateThatProbationHeldBackDelaysNothing();
    void looksAtTheSameQueriesShareOneDelta();
    void aRedactedTextLeavesTheWholeBasisOut();
    void reviewedVerdictsSpeakOfNoOtherAnswers();
    void aTierBetweenBeginsAnew();
};

void TestReansweredQueries::probationSurvivesTraining()
{
    ProbationWorkspace workspace;
    workspace.askMore(200);
    const ports::EvidenceProgress before = workspace.settled();
    QVERIFY(before.judged > 0 && before.tuningJudged > 0);
    workspace.serve("good-2");
    const ports::EvidenceProgress after = workspace.settled();
    QCOMPARE(after.judged, before.judged);
    QCOMPARE(after.tuningJudged, before.tuningJudged);
    QCOMPARE(after.judge, before.judge);
    QVERIFY2(after.sentence.find("Begun anew") == std::string::npos, after.sentence.c_str());

    workspace.askMore(700); // under the new student: both kinds together
    const ports::EvidenceProgress more = workspace.settled();
    QVERIFY(more.judged > before.judged);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
    QCOMPARE(workspace.certificates().front().calibrationSize, more.judged);
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
    const auto most = std::ranges::max_element(ReadingStudent::answered, {}, [](const auto& entry) { return entry.second; });
    QCOMPARE(most->second, 2); // by each student once, however often progress was read
}

void TestReansweredQueries::aPoorerStudentIsJudgedByItsOwnAnswers()
{
    ProbationWorkspace workspace;
    workspace.askMore(900);
    workspace.serve("poor-2"); // its failures are those of a third of the texts
    QVERIFY(workspace.settled().judged > 100);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(!workspace.isCertified());
    QVERIFY(workspace.host->stores().shadows->recertifications()->contains(kTask));
}

void TestReansweredQueries::aCertificateThatProbationHeldBackDelaysNothing()
{
    ProbationWorkspace workspace;
    workspace.askMore(600);
    const std::int64_t needed = workspace.settled().needed;
    QVERIFY(needed > 0);
    domain::Certificate held; // a night's training certifies on examples of before the alarm
    held.taskId = kTask;
    held.tierId = "small";
    held.modelVersion = "good-2";
    held.calibrationSize = 100'000;
    held.labelSource = core::engine::kReferenceAnswers;
    workspace.serve("good-2", {held});
    const ports::EvidenceProgress after = workspace.settled();
    QVERIFY2(after.needed < 3 * needed, after.sentence.c_str()); // no more than the spent part of delta asks for
}

void TestReansweredQueries::looksAtTheSameQueriesShareOneDelta()
{
    ProbationWorkspace workspace;
    workspace.askMore(300);
    workspace.serve("poor-2");
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(!workspace.isCertified());
    const int first = workspace.settled().attempt;
    workspace.serve("good-3");
    QCOMPARE(workspace.settled().attempt, first); // one look at these queries, whosever it was
}

void TestReansweredQueries::aRedactedTextLeavesTheWholeBasisOut()
{
    ProbationWorkspace workspace;
    workspace.askMore(200, " and write to ann.lee@example.com");
    workspace.askMore(200);
    QVERIFY(workspace.settled().judged > 0);
    workspace.serve("good-2");
    const ports::EvidenceProgress after = workspace.settled();
    QCOMPARE(after.judged, std::int64_t{0}); // those without an address would be another population
    QVERIFY2(after.sentence.find("Begun anew") != std::string::npos, after.sentence.c_str());
}

void TestReansweredQueries::reviewedVerdictsSpeakOfNoOtherAnswers()
{
    ProbationWorkspace workspace;
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    plan.reviewShare = 0.5;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    workspace.askMore(300);
    QVERIFY(workspace.settled().judged > 0);
    workspace.serve("good-2");
    QCOMPARE(workspace.settled().judged, std::int64_t{0});
}

void TestReansweredQueries::aTierBetweenBeginsAnew()
{
    ProbationWorkspace workspace(true);
    workspace.askMore(300);
    QVERIFY(workspace.settled().judged > 0);
    workspace.serve("good-2");
    QCOMPARE(workspace.settled().judged, std::int64_t{0}); // what "medium" would answer now nobody knows
}

QTEST_GUILESS_MAIN(TestReansweredQueries)
#include "tst_reanswered_queries.moc"
