#include "core/torch/word_overlap.h"

#include "core/base/text.h"

#include <algorithm>
#include <string>

namespace core::torch {

WordBag wordBag(std::string_view utf8)
{
    WordBag bag;
    for (const std::string& word : wordsOf(utf8)) {
        bag.push_back(featureHash(word));
    }
    std::sort(bag.begin(), bag.end());
    return bag;
}

std::size_t sharedWords(const WordBag& a, const WordBag& b)
{
    std::size_t shared = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left == *right) {
            ++shared;
            ++left;
            ++right;
        } else if (*left < *right) {
            ++left;
        } else {
            ++right;
        }
    }
    return shared;
}

double overlapF1(const WordBag& a, const WordBag& b)
{
    const std::size_t words = a.size() + b.size();
    return words == 0 ? 1.0 : 2.0 * static_cast<double>(sharedWords(a, b)) / static_cast<double>(words);
}

} // namespace core::torch
