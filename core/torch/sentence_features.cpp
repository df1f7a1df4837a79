#include "core/torch/sentence_features.h"

#include "core/base/text.h"
#include "core/torch/word_overlap.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace core::torch {

namespace {

constexpr std::string_view kSpace = " \t\r\v\f";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// True when a sentence ends behind text[at].
bool isEnd(std::string_view text, std::size_t at)
{
    if (text[at] == '\n') {
        return true;
    }
    if (text[at] != '.' && text[at] != '!' && text[at] != '?') {
        return false;
    }
    const std::size_t next = text.find_first_not_of(kSpace, at + 1);
    return next == std::string_view::npos || (next > at + 1 && !(text[next] >= 'a' && text[next] <= 'z'));
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n\v\f";
    const std::size_t start = text.find_first_not_of(kBlank);
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(kBlank) - start + 1);
}

float share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
}

/// Mean over the sentence's words of the share of sentences that have them.
float centrality(
    const WordBag& words, const std::map<FeatureHash, std::size_t>& sentencesWith, std::size_t sentences)
{
    float sum = 0;
    for (const FeatureHash word : words) {
        sum += share(sentencesWith.at(word), sentences);
    }
    return words.empty() ? 0.0F : sum / static_cast<float>(words.size());
}

std::vector<float> sideOf(
    const std::string& sentence, std::size_t at, std::size_t count, const WordBag& words)
{
    const auto characters = [&](auto predicate) {
        return static_cast<std::size_t>(std::count_if(sentence.begin(), sentence.end(), predicate));
    };
    const std::size_t digits = characters(isDigit);
    const std::size_t units = characters([](char c) { return c == '$' || c == '%'; });
    return {share(at, count), 1.0F / static_cast<float>(1 + at),
        share(count - at, count) < 0.1F ? 1.0F : 0.0F, std::log1p(static_cast<float>(words.size())) / 4.0F,
        share(digits, sentence.size()) * 4.0F, digits > 0 ? 1.0F : 0.0F,
        std::min(1.0F, 0.5F * static_cast<float>(units)),
        share(characters([](char c) { return c >= 'A' && c <= 'Z'; }), sentence.size()) * 4.0F,
        std::log1p(static_cast<float>(count)) / 4.0F};
}

} // namespace

std::vector<std::string> splitSentences(std::string_view text)
{
    std::vector<std::string> sentences;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isEnd(text, i) || i + 1 == text.size()) {
            const std::string_view sentence = trimmed(text.substr(start, i + 1 - start));
            if (!sentence.empty()) {
                sentences.emplace_back(sentence);
            }
            start = i + 1;
        }
    }
    return sentences;
}

std::vector<SentenceInput> sentenceInputs(std::span<const std::string> sentences)
{
    std::vector<WordBag> words;
    std::map<FeatureHash, std::size_t> sentencesWith;
    for (const std::string& sentence : sentences) {
        WordBag bag = wordBag(sentence);
        bag.erase(std::unique(bag.begin(), bag.end()), bag.end());
        for (const FeatureHash word : bag) {
            ++sentencesWith[word];
        }
        words.push_back(std::move(bag));
    }
    std::vector<SentenceInput> inputs(sentences.size());
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        inputs[i].bag = ngramFeatures(sentences[i]);
        inputs[i].side = sideOf(sentences[i], i, sentences.size(), words[i]);
        inputs[i].side.push_back(centrality(words[i], sentencesWith, sentences.size()));
    }
    return inputs;
}

} // namespace core::torch
