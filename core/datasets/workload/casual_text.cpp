#include "core/datasets/workload/task_grammar.h"

#include <algorithm>
#include <utility>

namespace core::datasets::workload {

namespace {

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isInsideWord(const std::string& text, std::size_t i)
{
    return i > 1 && i + 2 < text.size() && isLower(text[i - 2]) && isLower(text[i - 1]) && isLower(text[i])
        && isLower(text[i + 1]);
}

} // namespace

void addTypos(std::string& text, int count, Rng& rng)
{
    for (int done = 0, tries = 0; done < count && tries < 20 && text.size() > 8; ++tries) {
        const std::size_t at = rng.below(text.size());
        if (!isInsideWord(text, at)) {
            continue;
        }
        ++done;
        switch (rng.below(3)) {
        case 0:
            text.erase(at, 1);
            break;
        case 1:
            text.insert(at, 1, text[at]);
            break;
        default:
            std::swap(text[at], text[at - 1]);
        }
    }
}

void makeCasual(std::string& text, Rng& rng)
{
    if (rng.chance(0.25)) {
        std::transform(text.begin(), text.end(), text.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    }
    if (rng.chance(0.2)) {
        std::erase_if(text, [](char c) { return c == '.' || c == ',' || c == '?' || c == '!' || c == ';'; });
    }
    if (rng.chance(0.15)) {
        addTypos(text, rng.chance(0.3) ? 2 : 1, rng);
    }
}

} // namespace core::datasets::workload
