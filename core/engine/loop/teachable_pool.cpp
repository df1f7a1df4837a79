#include "core/engine/loop/teachable_pool.h"

#include "core/engine/loop/teacher.h"
#include "core/engine/tier_observation.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace core::engine::loop {

namespace {

/// Which answer goes with a text.
class KnownAnswers {
public:
    explicit KnownAnswers(const PoolSources& sources)
        : m_sources(sources)
        , m_labels(labelsOf(sources.training))
    {
        for (const domain::StoredExample& stored : sources.labelled) {
            m_labelled.insert(stored.identity.hash);
        }
        for (const domain::TaughtRow& row : sources.taught) {
            m_learnt.emplace(row.textHash, &row);
        }
        for (const domain::TaughtRow& row : sources.answered) {
            if (row.source != domain::TaughtSource::Reference) {
                m_earlier[row.textHash] = &row;
            }
        }
    }

    /// False: there is nothing to be taught about the text. `traffic`: null where nobody sent it.
    bool addTo(TeachableText& text, const ports::TrafficText* traffic) const
    {
        if (m_labelled.contains(text.textHash)) {
            return false;
        }
        if (const auto learnt = m_learnt.find(text.textHash); learnt != m_learnt.end()) {
            const std::string& answer = learnt->second->answer;
            const std::string standing = m_sources.people.standing(text.textHash, answer);
            return !standing.empty() && standing != answer && correct(text, standing);
        }
        const std::string correction = traffic != nullptr && !traffic->correction.empty()
            ? traffic->correction
            : m_sources.people.correctionOf(text.textHash);
        return !correction.empty() ? correct(text, correction) : addTeachers(text, traffic);
    }

private:
    static bool correct(TeachableText& text, const std::string& answer)
    {
        text.answer = answer;
        text.source = domain::TaughtSource::Correction;
        return true;
    }
    bool addTeachers(TeachableText& text, const ports::TrafficText* traffic) const
    {
        if (traffic != nullptr && traffic->isLastTierRejected) {
            return false; // the teacher is known to be wrong about it
        }
        const auto found = m_earlier.find(text.textHash);
        const domain::TaughtRow* earlier = found == m_earlier.end() ? nullptr : found->second;
        const bool isUsable = earlier != nullptr && earlier->state == domain::TaughtState::Taught
            && !isRejected(*earlier, traffic);
        if (isUsable) {
            take(text, earlier->answer, domain::TaughtSource::Earlier, earlier->tierId, earlier->model);
            text.softTargets = earlier->softTargets;
        } else if (traffic != nullptr && isLearnable(text, traffic->lastTierAnswer)) {
            take(text, traffic->lastTierAnswer, domain::TaughtSource::Served, m_sources.last.id, traffic->lastTierModel);
        } else if (earlier != nullptr && isOfThisTeacher(*earlier)) {
            return false; // asked again it would be paid for the same
        }
        return true;
    }
    static void take(TeachableText& text, const std::string& answer, domain::TaughtSource source,
        const std::string& tierId, const std::string& model)
    {
        text.answer = answer;
        text.source = source;
        text.tierId = tierId;
        text.model = model;
    }
    bool isRejected(const domain::TaughtRow& earlier, const ports::TrafficText* traffic) const
    {
        return m_sources.people.isRejected(earlier.textHash, earlier.answer)
            || (traffic != nullptr
                && std::ranges::find(traffic->rejectedAnswers, earlier.answer) != traffic->rejectedAnswers.end());
    }
    /// A server may name the version of the model that it was asked for.
    bool isOfThisTeacher(const domain::TaughtRow& earlier) const
    {
        return earlier.tierId == m_sources.last.id
            && (earlier.model.empty() || earlier.model.starts_with(m_sources.last.model));
    }
    bool isLearnable(const TeachableText& text, const std::string& answer) const
    {
        const std::size_t tokens = tokensFor(m_sources.task, text.text, text.tokens).size();
        return !answer.empty() && learnableAnswer(m_sources.task, answer, tokens, m_labels).has_value();
    }

    const PoolSources& m_sources;
    const std::set<std::string> m_labels;
    std::unordered_set<std::string> m_labelled;
    std::unordered_map<std::string, const domain::TaughtRow*> m_learnt;
    std::unordered_map<std::string, const domain::TaughtRow*> m_earlier; ///< the newest
};

double readQueries(const PoolSources& sources)
{
    double read = 0;
    for (const ports::TrafficText& text : sources.traffic) {
        read += static_cast<double>(text.queries);
    }
    return read;
}

} // namespace

TeachablePool teachablePool(const PoolSources& sources)
{
    TeachablePool pool;
    pool.readQueries = readQueries(sources);
    pool.queriesPerRead
        = pool.readQueries > 0 ? std::max(1.0, static_cast<double>(sources.queries) / pool.readQueries) : 1.0;
    pool.isAssumed = sources.traffic.empty() && sources.members.empty();
    const KnownAnswers known(sources);
    const std::unordered_set<std::string> members(sources.members.begin(), sources.members.end());
    const auto isMember = [&](const std::string& queryId) { return members.contains(queryId); };
    std::unordered_set<std::string> seen;
    for (const ports::TrafficText& text : sources.traffic) {
        const bool isChosen = members.empty() || std::ranges::any_of(text.queryIds, isMember);
        if (!isChosen || !seen.insert(text.textHash).second) {
            continue;
        }
        TeachableText teachable;
        teachable.textHash = text.textHash;
        teachable.queryId = text.queryId;
        teachable.text = text.text;
        teachable.queries = static_cast<double>(text.queries);
        teachable.isMissed = text.isMissed;
        if (known.addTo(teachable, &text)) {
            pool.texts.push_back(std::move(teachable));
        }
    }
    for (const domain::StoredExample& stored : sources.training) {
        const bool isAnswerable = sources.last.provider == domain::TierProvider::Endpoint
            || observeTier(sources.last, sources.task, stored.example).has_value();
        if (!members.empty() || !isAnswerable || !seen.insert(stored.identity.hash).second) {
            continue;
        }
        TeachableText teachable;
        teachable.textHash = stored.identity.hash;
        teachable.text = stored.example.text;
        teachable.tokens = stored.example.tokens;
        // nobody asked it: as good as once
        teachable.queries = pool.isAssumed ? sources.days : 1 / pool.queriesPerRead;
        if (known.addTo(teachable, nullptr)) {
            pool.texts.push_back(std::move(teachable));
        }
    }
    return pool;
}

} // namespace core::engine::loop
