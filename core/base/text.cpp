#include "core/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <utf8.h>

#include <algorithm>

namespace core {

namespace {

icu::UnicodeString folded(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto source
        = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    if (U_FAILURE(status)) {
        return source;
    }
    icu::UnicodeString result = normalizer->normalize(source, status);
    return U_SUCCESS(status) ? result : source;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string foldedUtf8(std::string_view utf8)
{
    std::string text;
    if (isAscii(utf8)) { // the common case needs no ICU: case folding of ASCII is lower-casing
        text.assign(utf8);
        std::transform(text.begin(), text.end(), text.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    } else {
        folded(utf8).toUTF8String(text); // always valid UTF-8: ICU replaces what is not
    }
    return text;
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

} // namespace

std::size_t findInvalidText(std::string_view bytes)
{
    const auto invalid = utf8::find_invalid(bytes.begin(), bytes.end());
    const std::size_t invalidAt
        = invalid == bytes.end() ? std::string_view::npos : static_cast<std::size_t>(invalid - bytes.begin());
    return std::min(invalidAt, bytes.find('\0'));
}

std::string normalisedText(std::string_view utf8)
{
    const std::string text = foldedUtf8(utf8);
    std::string normalised;
    normalised.reserve(text.size());
    bool pendingSpace = false;
    for (const char c : text) {
        if (isSpace(c)) {
            pendingSpace = !normalised.empty();
            continue;
        }
        if (pendingSpace) {
            normalised += ' ';
            pendingSpace = false;
        }
        normalised += c;
    }
    return normalised;
}

std::vector<std::string> wordsOf(std::string_view utf8)
{
    const std::string text = foldedUtf8(utf8);
    std::vector<std::string> words;
    std::string word;
    auto position = text.begin();
    while (position != text.end()) {
        const auto start = position;
        const auto codePoint = static_cast<UChar32>(utf8::next(position, text.end()));
        if (u_isalnum(codePoint) != 0) {
            word.append(start, position);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

std::size_t countWords(std::string_view utf8)
{
    std::size_t count = 0;
    bool inWord = false;
    for (const char c : utf8) {
        const bool space = isSpace(c);
        count += (!space && !inWord) ? 1 : 0;
        inWord = !space;
    }
    return count;
}

} // namespace core
