#include <QTest>

#include "core/engine/student_onboarding.h"
#include "core/engine/training_parameters.h"

#include <nlohmann/json.hpp>

#include <set>

using namespace core;

namespace {

void collect(const nlohmann::json& object, const std::string& prefix, std::set<std::string>& keys)
{
    for (const auto& [key, value] : object.items()) {
        value.is_object() ? collect(value, prefix + key + ".", keys) : void(keys.insert(prefix + key));
    }
}

} // namespace

class TestTrainingParameters final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStoredParameterIsDocumentedAndNothingElseIs()
    {
        std::set<std::string> stored;
        collect(nlohmann::json::parse(engine::toJson(engine::OnboardingOptions{})), {}, stored);
        std::set<std::string> documented;
        for (const domain::ParameterDoc& doc : engine::trainingParameters()) {
            documented.insert(doc.key);
            QVERIFY2(!doc.name.empty() && doc.help.ends_with('.'), doc.key.c_str());
            QVERIFY2(doc.standard >= doc.least && doc.standard <= doc.most, doc.key.c_str());
        }
        QVERIFY(stored == documented);
    }

    void defaultsAreTheStructsOwn()
    {
        QCOMPARE(*engine::trainingParametersJson({}), engine::toJson(engine::OnboardingOptions{}));
    }

    void valuesReachTheStructs()
    {
        const auto json = engine::trainingParametersJson({{"student.epochs", 3}, {"router.learning_rate", 0.004}, {"folds", 4}});
        QVERIFY(json);
        const auto options = engine::onboardingOptionsFromJson(*json);
        QVERIFY(options);
        QCOMPARE(options->student.epochs, 3);
        QCOMPARE(options->router.learningRate, 0.004);
        QCOMPARE(options->folds, 4);
        QCOMPARE(options->student.members, ports::StudentOptions{}.members);
    }

    void badValuesAreRefusedByName()
    {
        const auto unknown = engine::trainingParametersJson({{"student.epoch", 3}});
        QVERIFY(!unknown && unknown.error().message.find("student.epoch") != std::string::npos);
        const auto outside = engine::trainingParametersJson({{"student.epochs", 0}});
        QVERIFY(!outside && outside.error().message.find("student.epochs") != std::string::npos);
        QVERIFY(!engine::trainingParametersJson({{"folds", std::nan("")}}));
    }
};

QTEST_GUILESS_MAIN(TestTrainingParameters)
#include "tst_training_parameters.moc"
