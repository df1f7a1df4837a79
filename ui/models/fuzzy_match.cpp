#include "ui/models/fuzzy_match.h"

namespace ui::models {

std::optional<int> fuzzyScore(const QString& pattern, const QString& text)
{
    const QString wanted = pattern.toCaseFolded().remove(QLatin1Char(' '));
    const QString folded = text.toCaseFolded();
    const qsizetype whole = folded.indexOf(pattern.trimmed().toCaseFolded());
    int score = whole >= 0 && !wanted.isEmpty() ? 100 - static_cast<int>(whole) : 0;
    qsizetype position = 0;
    qsizetype previous = -2;
    for (const QChar letter : wanted) {
        const qsizetype found = folded.indexOf(letter, position);
        if (found < 0) {
            return std::nullopt;
        }
        const bool startsWord = found == 0 || !folded.at(found - 1).isLetterOrNumber();
        score += (startsWord ? 10 : 0) + (found == previous + 1 ? 6 : 0) - static_cast<int>(found - position);
        previous = found;
        position = found + 1;
    }
    return score;
}

} // namespace ui::models
