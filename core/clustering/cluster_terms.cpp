#include "core/clustering/cluster_terms.h"

#include "core/clustering/text_vectors.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace core::clustering {

namespace {

constexpr double kFewestUses = 2;
using Counts = std::unordered_map<std::string, double>;

std::vector<std::string> mostTelling(const Counts& counts, const Counts& all, double mean, std::size_t limit)
{
    double total = 0;
    for (const auto& [term, n] : counts) {
        total += n;
    }
    std::vector<std::pair<double, std::string>> scored;
    for (const auto& [term, n] : counts) {
        if (n >= kFewestUses) {
            scored.emplace_back(n / total * std::log(1 + mean / all.at(term)), term);
        }
    }
    std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> terms;
    for (auto& [score, term] : scored) {
        const bool isPart
            = std::any_of(terms.begin(), terms.end(), [&text = term](const std::string& listed) {
                  return (" " + listed + " ").find(" " + text + " ") != std::string::npos;
              });
        if (terms.size() < limit && !isPart) {
            terms.push_back(std::move(term));
        }
    }
    return terms;
}

} // namespace

std::vector<std::vector<std::string>> clusterTerms(std::span<const std::string> texts,
    std::span<const int> clusterOf, std::size_t clusterCount, std::size_t termsACluster)
{
    std::vector<Counts> counts(clusterCount);
    Counts all;
    double clustered = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::string& term : termsOf(texts[i])) {
            all[term] += 1;
            if (clusterOf[i] >= 0) {
                clustered += 1;
                counts[static_cast<std::size_t>(clusterOf[i])][std::move(term)] += 1;
            }
        }
    }
    const double mean = clusterCount > 0 ? clustered / static_cast<double>(clusterCount) : 0;
    std::vector<std::vector<std::string>> terms;
    for (const Counts& cluster : counts) {
        terms.push_back(mostTelling(cluster, all, mean, termsACluster));
    }
    return terms;
}

} // namespace core::clustering
