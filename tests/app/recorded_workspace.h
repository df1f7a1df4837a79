// A workspace with recorded tiers of which nothing is judged.
#pragma once

#include "app/engine_host.h"
#include "core/base/rng.h"
#include "core/engine/simulated_traffic.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace recorded {

using namespace core;
namespace domain = core::domain;

inline constexpr const char* kTask = "cs_intent";

/// Two models on texts of four intents. "large" is right; "small" is wrong at a rate that can change.
class Workload {
public:
    /// `isRecordedQuality`: the recording has qualities and no texts, as public routing recordings do.
    explicit Workload(bool isRecordedQuality)
        : m_isRecordedQuality(isRecordedQuality)
    {
    }
    double failureRate = 0.01;

    domain::Example next()
    {
        const std::string label = "intent_" + std::to_string(m_rng.below(4));
        const bool isWrong = m_rng.chance(failureRate);
        domain::Example example;
        example.id = "q" + std::to_string(++m_count);
        example.taskId = kTask;
        example.text = "please handle " + label + " number " + std::to_string(m_count);
        domain::RecordedResponse small;
        domain::RecordedResponse large;
        small.promptTokens = large.promptTokens = 100;
        small.completionTokens = large.completionTokens = 10;
        if (m_isRecordedQuality) {
            small.quality = isWrong ? 0.0 : 1.0;
            large.quality = 1.0;
        } else {
            small.text = isWrong ? "intent_other" : label;
            large.text = label;
        }
        example.responses = {{"small-model", small}, {"medium-model", large}, {"large-model", large}};
        wasWrong = isWrong;
        return example;
    }
    bool wasWrong = false; ///< "small" on the text that next() gave last

private:
    const bool m_isRecordedQuality;
    Rng m_rng{17};
    int m_count = 0;
};

class Workspace {
public:
    explicit Workspace(app::ModelLoaders theLoaders = {}, std::shared_ptr<const Clock> theClock = nullptr)
        : loaders(std::move(theLoaders))
        , clock(std::move(theClock))
    {
        open();
    }
    void open()
    {
        app::EngineHostOptions options;
        options.workspace = directory.path().toStdString() + "/w";
        options.createsIfMissing = true;
        options.splitKey = std::string(64, '7');
        options.loaders = loaders;
        options.clock = clock;
        auto opened = app::EngineHost::open(std::move(options));
        if (!opened) {
            qFatal("%s", opened.error().message.c_str());
        }
        host = std::move(*opened);
    }
    /// `hasMedium`: a tier between the two.
    void addPortfolio(bool hasMedium = false) const
    {
        domain::Task task = domain::presetTask(kTask).value();
        task.auditRate = 1; // every accepted answer is judged
        QVERIFY(host->stores().portfolio->saveTask(task).has_value());
        addTier("small", "Small", "small-model", 0, {100'000, 100'000});
        if (hasMedium) {
            addTier("medium", "Medium", "medium-model", 1, {1'000'000, 1'000'000});
        }
        addTier("large", "Large", "large-model", 2, {10'000'000, 30'000'000});
        QVERIFY(host->reload().has_value());
    }
    Result<engine::EngineAnswer> ask(const domain::Example& example) const
    {
        engine::EngineQuery query;
        query.taskId = example.taskId;
        query.text = example.text;
        query.source = "test";
        return engine::askRecorded(host->engine(), *host->catalog(), example, query, host->splitKey());
    }
    [[nodiscard]] std::vector<ports::EvidenceProgress> progress() const { return host->evidenceProgress(); }
    [[nodiscard]] bool isCertified(const char* tierId = "small") const
    {
        const auto state = host->engine().servingState();
        return state->tasks.at(kTask).policy.thresholds.contains(tierId);
    }
    /// So many queries are answered, and what runs beside them is judged.
    void askMore(Workload& workload, int count) const
    {
        for (int i = 0; i < count; ++i) {
            QVERIFY(ask(workload.next()).has_value());
        }
        host->shadowRunner().drain();
        host->evidenceChanged();
    }
    [[nodiscard]] std::vector<domain::Certificate> certificates(const char* tierId = "small") const
    {
        return host->stores().policies->certificates(kTask, tierId).value();
    }

    app::ModelLoaders loaders;
    std::shared_ptr<const Clock> clock; ///< null: the system's
    QTemporaryDir directory;
    std::unique_ptr<app::EngineHost> host;

private:
    void addTier(const char* id, const char* name, const char* model, int rank, domain::TokenPrices prices) const
    {
        domain::PriceVersion version;
        version.id = std::string("price-") + id;
        version.model = model;
        version.prices = prices;
        version.source = "test";
        QVERIFY(host->stores().portfolio->addPriceVersion(version).has_value());
        domain::Tier tier;
        tier.id = id;
        tier.name = name;
        tier.model = model;
        tier.rank = rank;
        tier.priceVersionId = version.id;
        QVERIFY(host->stores().portfolio->saveTier(tier).has_value());
    }
};

inline domain::ShadowPlan everything()
{
    domain::ShadowPlan plan;
    plan.share = 1;
    return plan;
}

/// Everything runs in shadow and the operator says when to certify; so many queries are answered already.
struct CollectingWorkspace : Workspace {
    explicit CollectingWorkspace(double failureRate = 0, int asked = 900, double reviewShare = 0)
    {
        addPortfolio();
        workload.failureRate = failureRate;
        domain::ShadowPlan plan = everything();
        plan.isAutomatic = false;
        plan.reviewShare = reviewShare;
        QVERIFY(host->setShadowPlan(kTask, plan).has_value());
        askMore(asked);
    }
    void askMore(int count) { Workspace::askMore(workload, count); }
    /// People judge every answer that was drawn for them: as the judge did, or all of them failures. Again: they think
    /// better of it.
    void reviewEverything(bool agree = true)
    {
        const auto items = host->stores().shadows->reviewItems(kTask, 5'000);
        QVERIFY(items.has_value());
        drawn.insert(drawn.end(), items->begin(), items->end());
        QVERIFY(!drawn.empty());
        for (const ports::ShadowReviewItem& item : drawn) {
            const domain::ShadowReview review{item.query.id, item.answer.attempt.tierId, host->clock().now(), "ann",
                agree && item.answer.meetsTarget.value_or(false)};
            QVERIFY(host->stores().shadows->review(review).has_value());
        }
        host->evidenceChanged();
    }

    std::vector<ports::ShadowReviewItem> drawn; ///< and judged
    Workload workload{false};
};

} // namespace recorded
