#include "app/benches/pilot_world.h"

#include <algorithm>
#include <cmath>

namespace app::benches {

namespace domain = core::domain;

PilotTraffic::PilotTraffic(const LabelledData& intents, const LabelledData& replies, const PilotOptions& options)
    : m_options(options)
{
    std::set<std::string> labels;
    for (const domain::Example& example : intents.training) {
        labels.insert(example.reference.labels.front());
    }
    std::vector<std::string> order(labels.begin(), labels.end());
    core::Rng(core::mixSeed(options.seed, 1)).shuffle(std::span(order));
    order.resize(std::min(order.size(), options.newIntents));
    m_new.insert(order.begin(), order.end());
    fill(m_intents, intents, m_new);
    fill(m_replies, replies, {});
}

void PilotTraffic::fill(Pool& pool, const LabelledData& data, const std::set<std::string>& newLabels)
{
    for (const auto* lines : {&data.training, &data.test}) {
        for (const domain::Example& example : *lines) {
            const bool isNew
                = !example.reference.labels.empty() && newLabels.contains(example.reference.labels.front());
            (isNew ? pool.drifted : pool.known)[example.isTest ? 1 : 0].push_back(&example);
        }
    }
}

const domain::Example& PilotTraffic::draw(const Pool& pool, int day, core::Rng& rng) const
{
    const std::size_t test = day >= m_options.daysBefore && rng.chance(0.5) ? 1 : 0;
    const bool isDrifted
        = day >= m_options.driftDay && !pool.drifted[test].empty() && rng.chance(m_options.newIntentShare);
    const auto& texts = isDrifted ? pool.drifted[test] : pool.known[test];
    return *texts[rng.below(texts.size())];
}

std::vector<domain::Example> PilotTraffic::day(int day) const
{
    core::Rng rng(core::mixSeed(m_options.seed, 100 + static_cast<std::uint64_t>(day)));
    std::vector<domain::Example> queries;
    for (int i = 0; i < m_options.queriesPerDay; ++i) {
        queries.push_back(draw(rng.chance(0.5) ? m_intents : m_replies, day, rng));
    }
    return queries;
}

double UpstreamLatency::of(const std::string& textHash, std::int64_t completionTokens) const
{
    core::Rng rng(std::stoull(textHash.substr(0, 16), nullptr, 16));
    return medianFirstTokenMs * std::exp(spread * rng.normal()) + perTokenMs * static_cast<double>(completionTokens);
}

} // namespace app::benches
