#include "tests/db/workspace_fixture.h"

#include <QTest>

using core::ports::PredictedEffect;

class PolicyPredictionsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasPredictedOutlivesTheProcessAndIsNeverChanged()
    {
        WorkspaceFixture fixture;
        core::domain::PolicyVersion version;
        version.sequence = 1;
        version = core::domain::sealed(version);
        ROUTENLP_VERIFY(fixture.stores.policies->append(version, {}));
        const std::vector<PredictedEffect> effects{
            {"cs_intent", 120, core::ports::PredictedFigure{0.002, 0.001, 0.0008, 0.0013}, {},
                core::ports::PredictedFigure{0.5, 0.25, 0.2, 0.3}},
            {"fin_ner", 80, {}, core::ports::PredictedFigure{0.9, 0.91, 0.88, 0.94}, {}}};
        ROUTENLP_VERIFY(fixture.stores.predictions->keep(version.id, effects));
        const auto again = fixture.stores.predictions->keep(version.id, effects);
        QVERIFY(!again && again.error().code == core::ErrorCode::AlreadyExists);
        const auto unknown = fixture.stores.predictions->keep("nosuch", effects);
        QVERIFY(!unknown && unknown.error().code == core::ErrorCode::NotFound);
        fixture.close();
        fixture.open();
        const auto all = fixture.stores.predictions->all();
        ROUTENLP_VERIFY(all);
        QCOMPARE(all->size(), std::size_t(1));
        QVERIFY(all->at(version.id) == effects);
    }
};

QTEST_GUILESS_MAIN(PolicyPredictionsTest)
#include "tst_policy_predictions.moc"
