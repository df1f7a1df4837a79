#include "core/clustering/cluster_identity.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace core::clustering {

using ports::BookedCluster;

namespace {

struct Overlap {
    std::size_t shared = 0;
    std::size_t booked = 0;
    int number = 0;
};

/// Positions of the booked clusters' members among the points.
std::vector<std::vector<std::size_t>> membersAmong(
    std::span<const domain::FailurePoint> points, std::span<const BookedCluster> book)
{
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < points.size(); ++i) {
        places.emplace(points[i].queryId, i);
    }
    std::vector<std::vector<std::size_t>> members(book.size());
    for (std::size_t i = 0; i < book.size(); ++i) {
        for (const std::string& id : book[i].members) {
            if (const auto found = places.find(id); found != places.end()) {
                members[i].push_back(found->second);
            }
        }
    }
    return members;
}

void addOverlaps(std::size_t booked, const std::vector<std::size_t>& members,
    const std::vector<int>& clusterOf, std::size_t count, std::vector<Overlap>& overlaps)
{
    std::map<int, std::size_t> shared;
    for (const std::size_t member : members) {
        ++shared[clusterOf[member]];
    }
    for (const auto& [number, size] : shared) {
        if (number >= 0 && static_cast<std::size_t>(number) < count && 2 * size > members.size()) {
            overlaps.push_back({size, booked, number});
        }
    }
}

/// Where merging led; the cluster itself when it was not merged or leads nowhere.
std::size_t rootOf(std::size_t booked, std::span<const BookedCluster> book)
{
    for (std::size_t steps = 0; steps < book.size() && !book[booked].mergedInto.empty(); ++steps) {
        const auto next = std::find_if(book.begin(), book.end(),
            [&](const BookedCluster& other) { return other.id == book[booked].mergedInto; });
        if (next == book.end()) {
            return booked;
        }
        booked = static_cast<std::size_t>(next - book.begin());
    }
    return booked;
}

} // namespace

std::vector<ClusterIdentity> recogniseClusters(std::span<const domain::FailurePoint> points,
    std::span<const BookedCluster> book, std::vector<int>& clusterOf, std::size_t& count)
{
    const std::size_t found = count;
    const std::vector<std::vector<std::size_t>> members = membersAmong(points, book);
    std::vector<int> numberOf(book.size(), -1);
    for (std::size_t i = 0; i < book.size(); ++i) {
        if (book[i].isDrawn && !members[i].empty()) {
            numberOf[i] = static_cast<int>(count++);
            for (const std::size_t member : members[i]) {
                clusterOf[member] = numberOf[i];
            }
        }
    }
    std::vector<Overlap> overlaps;
    for (std::size_t i = 0; i < book.size(); ++i) {
        if (!book[i].isDrawn) {
            addOverlaps(i, members[i], clusterOf, found, overlaps);
        }
    }
    std::sort(overlaps.begin(), overlaps.end(), [](const Overlap& a, const Overlap& b) {
        return std::tuple(b.shared, a.booked, a.number) < std::tuple(a.shared, b.booked, b.number);
    });
    std::vector<bool> isTaken(count, false);
    for (const Overlap& overlap : overlaps) {
        const auto number = static_cast<std::size_t>(overlap.number);
        if (numberOf[overlap.booked] < 0 && !isTaken[number]) {
            numberOf[overlap.booked] = overlap.number;
            isTaken[number] = true;
        }
    }
    std::vector<ClusterIdentity> identities(count);
    std::vector<int> becomes(count);
    for (std::size_t i = 0; i < count; ++i) {
        becomes[i] = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < book.size(); ++i) {
        if (numberOf[i] < 0) {
            continue;
        }
        const std::size_t root = rootOf(i, book);
        numberOf[root] = numberOf[root] < 0 ? numberOf[i] : numberOf[root];
        becomes[static_cast<std::size_t>(numberOf[i])] = numberOf[root];
        identities[static_cast<std::size_t>(numberOf[root])]
            = {book[root].id, book[root].label, book[root].isExcluded};
    }
    for (int& number : clusterOf) {
        number = number < 0 ? -1 : becomes[static_cast<std::size_t>(number)];
    }
    return identities;
}

} // namespace core::clustering
