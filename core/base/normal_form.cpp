#include "core/base/normal_form.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace core {

namespace {

icu::UnicodeString read(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
}

std::u32string codePoints(const icu::UnicodeString& text)
{
    std::u32string result;
    result.reserve(static_cast<std::size_t>(text.length()));
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        result.push_back(static_cast<char32_t>(text.char32At(at)));
    }
    return result;
}

} // namespace

std::u32string compatibilityForm(std::string_view utf8)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(status);
    const icu::UnicodeString source = read(utf8);
    if (U_FAILURE(status)) {
        return codePoints(source);
    }
    const icu::UnicodeString result = normalizer->normalize(source, status);
    return codePoints(U_SUCCESS(status) ? result : source);
}

std::u32string codePointsOf(std::string_view utf8)
{
    return codePoints(read(utf8));
}

} // namespace core
