#include "core/conformal/simulation.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace core::conformal;

namespace {

constexpr int kTrials = 300;

std::vector<CertificationRow> rowsOf(const std::vector<ThresholdMethod>& methods)
{
    CertificationGrid grid;
    grid.sizes = {100, 500};
    grid.trials = kTrials;
    return simulateCertification(grid, methods);
}

} // namespace

/// A short form of the benchmark's grid with fixed seeds.
class TestCertificationSimulation final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_rows = rowsOf(
            {fixedSequenceMethod("default", {}), fixedSequenceMethod("counted", {40, StartRule::MostPower})});
    }

    void violationStaysBelowDeltaInEveryCell()
    {
        for (const CertificationRow& row : m_rows) {
            QVERIFY2(row.violation <= 0.1 + 2 * row.violationError,
                qPrintable(QStringLiteral("%1 n=%2 alpha=%3: %4")
                               .arg(QString::fromStdString(std::string(toString(row.scenario))))
                               .arg(row.n)
                               .arg(row.alpha)
                               .arg(row.violation)));
        }
    }

    void acceptedShareReachesTheReference()
    {
        const auto reference = vectors::reference("certification_reference.json");
        if (reference.is_null()) {
            QSKIP("SKIPPED: shared/reference/certification_reference.json is absent");
        }
        int compared = 0;
        for (const auto& cell : reference["rows"]) {
            for (const CertificationRow& row : m_rows) {
                // E only accepts by mistake; what it accepts is no merit.
                const bool isSame = row.method == "default" && toString(row.scenario) == cell["scenario"]
                    && row.n == cell["n"] && row.alpha == cell["alpha"];
                if (!isSame || cell["accepted_share"] < 0.05 || cell["oracle_share"] == 0.0) {
                    continue;
                }
                ++compared;
                const double share = cell["accepted_share"];
                const double accepting = 1 - cell["none"].get<double>();
                const double given = share / accepting;
                const double error = given * std::sqrt(accepting * (1 - accepting) / kTrials) + 0.01;
                QVERIFY2(row.acceptedShare >= 0.95 * share - 2 * error,
                    qPrintable(QStringLiteral("%1 n=%2 alpha=%3: %4 < %5")
                                   .arg(QString::fromStdString(std::string(toString(row.scenario))))
                                   .arg(row.n)
                                   .arg(row.alpha)
                                   .arg(row.acceptedShare)
                                   .arg(share)));
            }
        }
        QVERIFY(compared >= 7);
    }

    void theComparisonRulesDoViolate()
    {
        CertificationGrid grid;
        grid.scenarios = {Scenario::Graded};
        grid.sizes = {500};
        grid.alphas = {0.05};
        grid.trials = 100;
        for (const CertificationRow& row : simulateCertification(grid, certificationMethods())) {
            if (row.method == "conformal_on_correct") {
                QVERIFY(row.violation > 0.95);
            }
            if (row.method == "plug_in") {
                QVERIFY(row.violation > 0.3);
            }
        }
    }

    void equalSeedsGiveEqualRows()
    {
        CertificationGrid grid;
        grid.scenarios = {Scenario::OverconfidentTop};
        grid.sizes = {100};
        grid.trials = 20;
        const std::vector<ThresholdMethod> methods{fixedSequenceMethod("default", {})};
        const auto first = simulateCertification(grid, methods);
        const auto second = simulateCertification(grid, methods);
        QCOMPARE(first[0].acceptedShare, second[0].acceptedShare);
        QCOMPARE(first[1].violation, second[1].violation);
    }

private:
    std::vector<CertificationRow> m_rows;
};

QTEST_GUILESS_MAIN(TestCertificationSimulation)
#include "tst_certification_simulation.moc"
