#include "db/soft_target_text.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QString>

namespace db {

namespace {

template <typename Entry>
std::string textOf(const std::vector<std::vector<Entry>>& lists, std::string Entry::* name, double Entry::* value)
{
    if (lists.empty()) {
        return {};
    }
    QJsonArray all;
    for (const std::vector<Entry>& list : lists) {
        QJsonArray one;
        for (const Entry& entry : list) {
            one.append(QJsonArray{QString::fromStdString(entry.*name), entry.*value});
        }
        all.append(one);
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
}

template <typename Entry>
std::vector<std::vector<Entry>> listsFrom(std::string_view text)
{
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    std::vector<std::vector<Entry>> lists;
    const QJsonArray all = QJsonDocument::fromJson(bytes).array();
    for (const auto& list : all) {
        std::vector<Entry>& entries = lists.emplace_back();
        const QJsonArray one = list.toArray();
        for (const auto& entry : one) {
            entries.push_back({entry.toArray().at(0).toString().toStdString(), entry.toArray().at(1).toDouble()});
        }
    }
    return lists;
}

} // namespace

using core::domain::LabelProbability;
using core::domain::TokenLogprob;

std::string softTargetText(const std::vector<core::domain::LabelDistribution>& targets)
{
    return textOf(targets, &LabelProbability::label, &LabelProbability::probability);
}

std::vector<core::domain::LabelDistribution> softTargetsFrom(std::string_view text)
{
    return listsFrom<LabelProbability>(text);
}

std::string topLogprobText(const std::vector<core::domain::TokenAlternatives>& tokens)
{
    return textOf(tokens, &TokenLogprob::token, &TokenLogprob::logprob);
}

std::vector<core::domain::TokenAlternatives> topLogprobsFrom(std::string_view text)
{
    return listsFrom<TokenLogprob>(text);
}

} // namespace db
