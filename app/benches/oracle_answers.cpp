#include "app/benches/oracle_answers.h"

#include "core/domain/split.h"
#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <set>

namespace app::benches {

namespace {

namespace domain = core::domain;
namespace evaluation = core::evaluation;

} // namespace

OracleAnswers::OracleAnswers(const domain::Task& task, std::span<const domain::Example> lines, std::uint64_t seed)
    : m_task(task)
    , m_key("oracle " + std::to_string(seed))
{
    std::set<std::string> answers;
    std::set<std::string> opening;
    for (const domain::Example& line : lines) {
        answers.insert(evaluation::referenceAnswer(line.reference));
        for (const std::string& tag : line.reference.tags) {
            if (tag.starts_with("B-")) {
                opening.insert(tag);
            }
        }
    }
    m_answers.assign(answers.begin(), answers.end());
    m_openingTags.assign(opening.begin(), opening.end());
}

std::string OracleAnswers::answer(const domain::Example& example, double corruption) const
{
    const std::string hash = domain::identityOf(example.text, m_key).hash;
    const double chance = static_cast<double>(std::stoull(hash.substr(0, 12), nullptr, 16)) / 0x1.0p48;
    return chance >= corruption ? evaluation::referenceAnswer(example.reference)
                                : wrongAnswer(example, std::stoull(hash.substr(12, 12), nullptr, 16));
}

std::string OracleAnswers::wrongAnswer(const domain::Example& example, std::uint64_t bits) const
{
    if (m_task.kind == domain::TaskKind::Tagging) {
        std::vector<std::string> tags(example.reference.tags.size(), "O");
        const bool hasEntity = std::any_of(example.reference.tags.begin(), example.reference.tags.end(),
            [](const std::string& tag) { return tag != "O"; });
        if (!hasEntity && !m_openingTags.empty() && !tags.empty()) {
            tags[bits % tags.size()] = m_openingTags[(bits >> 8) % m_openingTags.size()];
        }
        std::string joined;
        for (const std::string& tag : tags) {
            joined += (joined.empty() ? "" : " ") + tag;
        }
        return joined;
    }
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const std::string& other = m_answers[(bits + i) % m_answers.size()];
        if (evaluation::answerQuality(m_task, other, example.reference) < m_task.answerFloor) {
            return other;
        }
    }
    return {};
}

domain::Example OracleAnswers::taught(const domain::Example& example, double corruption) const
{
    domain::Example taught = example;
    const std::string given = answer(example, corruption);
    if (given == evaluation::referenceAnswer(example.reference)) {
        taught.reference.labels.resize(std::min<std::size_t>(1, taught.reference.labels.size()));
        return taught;
    }
    if (m_task.kind == domain::TaskKind::Classification) {
        taught.reference.labels = {given};
    } else if (m_task.kind == domain::TaskKind::Tagging) {
        taught.reference.tags = evaluation::splitTags(given);
    } else {
        taught.reference.text = given;
    }
    return taught;
}

} // namespace app::benches
