#include "core/clustering/rand_index.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace core::clustering {

namespace {

struct Table {
    std::map<std::pair<int, int>, double> cells;
    std::map<int, double> rows;
    std::map<int, double> columns;
    double count = 0;
};

Table tableOf(std::span<const int> first, std::span<const int> second)
{
    Table table;
    for (std::size_t i = 0; i < first.size(); ++i) {
        table.cells[{first[i], second[i]}] += 1;
        table.rows[first[i]] += 1;
        table.columns[second[i]] += 1;
        table.count += 1;
    }
    return table;
}

template <typename Counts>
double pairsIn(const Counts& counts)
{
    double pairs = 0;
    for (const auto& [key, n] : counts) {
        pairs += n * (n - 1) / 2;
    }
    return pairs;
}

template <typename Counts>
double entropyOf(const Counts& counts, double total)
{
    double entropy = 0;
    for (const auto& [key, n] : counts) {
        entropy -= n / total * std::log(n / total);
    }
    return entropy;
}

} // namespace

double adjustedRandIndex(std::span<const int> first, std::span<const int> second)
{
    const Table table = tableOf(first, second);
    const double all = table.count * (table.count - 1) / 2;
    if (all <= 0) {
        return 1;
    }
    const double rows = pairsIn(table.rows);
    const double columns = pairsIn(table.columns);
    const double expected = rows * columns / all;
    const double most = (rows + columns) / 2;
    return most == expected ? 1 : (pairsIn(table.cells) - expected) / (most - expected);
}

double normalisedMutualInformation(std::span<const int> first, std::span<const int> second)
{
    const Table table = tableOf(first, second);
    const double mean = (entropyOf(table.rows, table.count) + entropyOf(table.columns, table.count)) / 2;
    if (!(mean > 0)) {
        return 1;
    }
    double information = 0;
    for (const auto& [key, n] : table.cells) {
        information += n / table.count
            * std::log(n * table.count / (table.rows.at(key.first) * table.columns.at(key.second)));
    }
    return information / mean;
}

} // namespace core::clustering
