#include "core/engine/log_estimation.h"

#include "core/conformal/binomial_bounds.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace core::engine {

using domain::GroupEstimate;
using domain::LogEstimate;
using domain::LoggedAnswer;
using domain::LoggedRequest;
using domain::Money;

namespace {

constexpr std::int64_t kLikelyMissEvery = 50;

std::int64_t unitPrice(const domain::TokenPrices& prices)
{
    return prices.inputPicoUsd.value_or(0) + prices.outputPicoUsd.value_or(0);
}

bool isKnown(const domain::TokenPrices* prices)
{
    return prices != nullptr && prices->inputPicoUsd && prices->outputPicoUsd;
}

const LoggedAnswer* answerOf(const LoggedRequest& request, const std::string& model)
{
    const auto found = std::find_if(request.answers.begin(), request.answers.end(),
        [&](const LoggedAnswer& answer) { return answer.model == model; });
    return found == request.answers.end() ? nullptr : &*found;
}

/// Smallest n that certifies when every 50th answer misses.
std::int64_t likelyJudgements(double alpha, double delta)
{
    if (alpha * static_cast<double>(kLikelyMissEvery) <= 1) {
        return 0;
    }
    std::int64_t failures = 0;
    std::int64_t count = conformal::smallestCertifyingCount(alpha, delta, 0);
    while ((count + kLikelyMissEvery - 1) / kLikelyMissEvery > failures) {
        failures = (count + kLikelyMissEvery - 1) / kLikelyMissEvery;
        count = conformal::smallestCertifyingCount(alpha, delta, failures);
    }
    return count;
}

} // namespace

LogEstimation::LogEstimation(LogEstimationOptions options)
    : m_options(std::move(options))
{
}

void LogEstimation::add(LoggedRequest request)
{
    for (const LoggedAnswer& answer : request.answers) {
        ++m_models[answer.model];
    }
    m_requests.push_back(std::move(request));
}

const domain::TokenPrices* LogEstimation::pricesOf(const std::string& model) const
{
    const auto found = m_options.prices.find(model);
    return found == m_options.prices.end() ? nullptr : &found->second;
}

std::string LogEstimation::dearestModel() const
{
    std::string dearest;
    for (const auto& [model, count] : m_models) {
        const bool isDearer = isKnown(pricesOf(model))
            && (dearest.empty() || unitPrice(*pricesOf(model)) > unitPrice(*pricesOf(dearest)));
        dearest = isDearer ? model : dearest;
    }
    return dearest;
}

Result<std::string> LogEstimation::cheaperModel() const
{
    if (!m_options.cheaperModel.empty()) {
        const bool isNamed
            = m_models.contains(m_options.cheaperModel) || isKnown(pricesOf(m_options.cheaperModel));
        return isNamed ? Result<std::string>(m_options.cheaperModel)
                       : fail(ErrorCode::NotFound,
                           "the cheaper model '" + m_options.cheaperModel
                               + "' is neither in the log nor in the price map; name one that is");
    }
    std::string cheapest;
    for (const auto& [model, count] : m_models) {
        const bool isCheaper = isKnown(pricesOf(model))
            && (cheapest.empty() || unitPrice(*pricesOf(model)) < unitPrice(*pricesOf(cheapest)));
        cheapest = isCheaper ? model : cheapest;
    }
    const bool isRecording = std::any_of(
        m_requests.begin(), m_requests.end(), [](const LoggedRequest& r) { return r.answers.size() > 1; });
    return isRecording ? cheapest : std::string();
}

LogEstimation::Priced LogEstimation::costOf(
    const LoggedRequest& request, const LoggedAnswer& answer, const domain::TokenPrices* prices) const
{
    Priced priced;
    priced.isEstimated = !answer.promptTokens || !answer.completionTokens;
    priced.isAssumed = !answer.completionTokens;
    if (isKnown(prices)) {
        priced.cost = domain::costOf({answer.promptTokens.value_or(request.estimatedPromptTokens),
                                         answer.completionTokens.value_or(m_options.assumedCompletionTokens)},
            *prices);
    }
    return priced;
}

void LogEstimation::addTo(LogEstimate& estimate, GroupEstimate& group, const LoggedRequest& request,
    const std::string& dearest) const
{
    const bool isRecording = request.answers.size() > 1;
    const LoggedAnswer* now = isRecording ? answerOf(request, dearest) : &request.answers.front();
    const LoggedAnswer* cheap = isRecording ? answerOf(request, estimate.cheaperModel) : nullptr;
    Priced spend;
    if (now != nullptr) {
        spend = costOf(request, *now, pricesOf(now->model));
        spend.cost = now->cost ? now->cost : spend.cost;
        estimate.estimatedTokens += spend.isEstimated ? 1 : 0;
        estimate.assumedAnswers += spend.isAssumed ? 1 : 0;
    }
    ++group.requests;
    const bool isFine = cheap == nullptr || !cheap->quality || *cheap->quality >= m_options.answerFloor;
    if (cheap != nullptr && cheap->quality) {
        ++group.judged;
        group.missed += isFine ? 0 : 1;
    }
    const LoggedAnswer* priced = cheap != nullptr ? cheap : now;
    const Priced instead = priced == nullptr ? Priced{} : costOf(request, *priced, &estimate.cheaperPrices);
    if (!spend.cost || !instead.cost || (isRecording && cheap == nullptr)) {
        estimate.unknownCost += spend.cost ? 0 : 1;
        group.spend += spend.cost.value_or(Money{});
        return;
    }
    const Money saved = *spend.cost - *instead.cost;
    group.spend += *spend.cost;
    estimate.trialCost += *instead.cost;
    group.low += saved; // taken back unless the group is certified
    group.high += isFine ? std::max(saved, Money{}) : Money{};
}

void LogEstimation::certify(LogEstimate& estimate) const
{
    const double share
        = m_options.delta / static_cast<double>(std::max<std::size_t>(1, estimate.groups.size()));
    for (GroupEstimate& group : estimate.groups) {
        const bool isWhole = group.judged == group.requests;
        group.riskUpperBound = conformal::clopperPearsonUpper(
            static_cast<std::int64_t>(group.missed), static_cast<std::int64_t>(group.judged), share);
        group.isCertified = group.judged > 0 && isWhole && group.riskUpperBound <= m_options.alpha;
        group.low = group.isCertified ? std::max(group.low, Money{}) : Money{};
        // A certified group goes to the cheaper model whole, misses and all.
        group.high = std::max(group.high, group.low);
        estimate.spend += group.spend;
        estimate.low += group.low;
        estimate.high += group.high;
        estimate.hasJudgements = estimate.hasJudgements || group.judged > 0;
    }
    std::sort(
        estimate.groups.begin(), estimate.groups.end(), [](const GroupEstimate& a, const GroupEstimate& b) {
            return std::tuple(-a.spend.nanoUsd, a.name) < std::tuple(-b.spend.nanoUsd, b.name);
        });
    estimate.judgementsAtBest = conformal::smallestCertifyingCount(m_options.alpha, share, 0);
    estimate.judgementsLikely = likelyJudgements(m_options.alpha, share);
}

Result<LogEstimate> LogEstimation::result() const
{
    if (m_requests.empty()) {
        return fail(
            ErrorCode::NotFound, "no answered request is in it; export requests together with their answers");
    }
    const Result<std::string> cheaper = cheaperModel();
    if (!cheaper) {
        return fail(cheaper.error());
    }
    LogEstimate estimate;
    estimate.answerFloor = m_options.answerFloor;
    estimate.alpha = m_options.alpha;
    estimate.delta = m_options.delta;
    estimate.cheaperModel = *cheaper;
    const domain::TokenPrices* prices = pricesOf(*cheaper);
    const bool isRecording = std::any_of(
        m_requests.begin(), m_requests.end(), [](const LoggedRequest& r) { return r.answers.size() > 1; });
    if (isKnown(prices)) {
        estimate.cheaperPrices = *prices;
    } else if (!isRecording && cheaper->empty()) {
        estimate.cheaperPrices = m_options.studentPrices;
    }
    const std::string dearest = dearestModel();
    estimate.model = isRecording ? dearest
        : m_models.size() == 1   ? m_models.begin()->first
                                 : "several models";
    std::map<std::string, GroupEstimate> groups;
    std::unordered_set<std::uint64_t> texts;
    for (const LoggedRequest& request : m_requests) {
        ++estimate.requests;
        addTo(estimate, groups[request.group], request, dearest);
        estimate.withoutText += request.textHash == 0 ? 1 : 0;
        estimate.repeats += request.textHash != 0 && !texts.insert(request.textHash).second ? 1 : 0;
        if (request.at) {
            estimate.from = std::min(estimate.from.value_or(*request.at), *request.at);
            estimate.to = std::max(estimate.to.value_or(*request.at), *request.at);
        }
    }
    for (auto& [name, group] : groups) {
        group.name = name;
        estimate.groups.push_back(std::move(group));
    }
    certify(estimate);
    return estimate;
}

} // namespace core::engine
