#include "model/inputs/place_key.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace kozqaras {

namespace {

/// The letters of a well-formed UTF-8 text; what is none is left out.
std::vector<char32_t> letters_of(std::string_view text) {
    std::vector<char32_t> letters;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        char32_t letter = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
            letter = (letter << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
        letters.push_back(letter);
        at += length;
    }
    return letters;
}

struct Substitute {
    std::u32string_view letters; ///< any of these
    std::string_view written;    ///< stands in their place
};

/// Accents of the Kazakh Latin alphabets of 2018 and 2021 and of the usual transliterations.
constexpr std::array<Substitute, 11> kLatin{{{U"áäâàãåāăÁÄÂÀÃÅĀĂ", "a"},
                                             {U"çÇ", "ch"},
                                             {U"éèêëēÉÈÊËĒ", "e"},
                                             {U"ğǵĝĞǴĜ", "g"},
                                             {U"íìîïīıİÍÌÎÏĪ", "i"},
                                             {U"ńñŋŃÑŊ", "n"},
                                             {U"óöôòõōÓÖÔÒÕŌ", "o"},
                                             {U"şșšŞȘŠ", "sh"},
                                             {U"úüûùūýŭÚÜÛÙŪÝŬ", "u"},
                                             {U"žŽ", "zh"},
                                             {U"\u00a0\u2002\u2003\u2009\u202f", " "}}};

/// Kazakh letters as a Russian keyboard has them, and Russian ones that are mixed up.
constexpr std::array<std::pair<std::u32string_view, char32_t>, 9> kCyrillic{{{U"әӘ", U'а'},
                                                                             {U"ғҒ", U'г'},
                                                                             {U"ёЁ", U'е'},
                                                                             {U"іІйЙыЫ", U'и'},
                                                                             {U"қҚ", U'к'},
                                                                             {U"ңҢ", U'н'},
                                                                             {U"өӨ", U'о'},
                                                                             {U"ұҰүҮ", U'у'},
                                                                             {U"һҺ", U'х'}}};

/// A letter as the stem writes it: one byte each, a blank where a word ends, nothing for marks.
std::string written(char32_t letter) {
    for (const auto& [letters, text] : kLatin)
        if (letters.find(letter) != std::u32string_view::npos)
            return std::string(text);
    for (const auto& [letters, plain] : kCyrillic)
        if (letters.find(letter) != std::u32string_view::npos)
            letter = plain;
    if (letter >= U'А' && letter <= U'Я')
        letter += U'а' - U'А';
    constexpr char32_t kFirstCyrillicByte = 0xe0; // as in Windows code page 1251
    if (letter >= U'а' && letter <= U'я')
        return {static_cast<char>(static_cast<unsigned char>(letter - U'а' + kFirstCyrillicByte))};
    if (letter >= U'A' && letter <= U'Z')
        letter += U'a' - U'A';
    if (letter == U'q')
        letter = U'k';
    if (letter == U'j' || letter == U'y')
        letter = U'i';
    if ((letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9'))
        return {static_cast<char>(letter)};
    const bool parts =
        std::u32string_view(U" \t.,;:()/_").find(letter) != std::u32string_view::npos;
    return parts ? " " : "";
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char32_t letter : letters_of(name)) {
        const std::string text = written(letter);
        if (text == " ")
            words.emplace_back();
        else
            words.back() += text;
    }
    std::erase(words, "");
    return words;
}

/// "kh" and "gh" stand for the sounds that others write "h" and "g".
std::string without_digraphs(std::string_view word) {
    std::string plain;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool before_h = i + 1 < word.size() && word[i + 1] == 'h';
        if (before_h && word[i] == 'k')
            continue;
        plain += word[i];
        if (before_h && word[i] == 'g')
            ++i;
    }
    return plain;
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::ranges::find(words, word) != words.end();
}

/// Whether a word, as words_of() writes it, says what kind of unit is meant.
PlaceKey::Unit unit_of(const std::string& word) {
    static const auto regions = words_of("region oblast oblasti oblys oblysy province obl область "
                                         "области обл облыс облысы регион макрорегион macroregion");
    static const auto cities = words_of("city gorod qala qalasy город гор г қала қаласы қ");
    return is_one_of(word, regions)  ? PlaceKey::Unit::region
           : is_one_of(word, cities) ? PlaceKey::Unit::city
                                     : PlaceKey::Unit::any;
}

} // namespace

PlaceKey place_key(std::string_view name) {
    PlaceKey key;
    for (const std::string& word : words_of(name)) {
        if (word == "the" || word == "of")
            continue;
        if (const auto unit = unit_of(word); unit != PlaceKey::Unit::any)
            key.unit = unit;
        else
            key.stem += without_digraphs(word);
    }
    return key;
}

bool same_script(std::string_view left, std::string_view right) {
    const auto latin = [](std::string_view stem) {
        return std::ranges::all_of(stem, [](unsigned char c) { return c < 0x80; });
    };
    const auto cyrillic = [](std::string_view stem) {
        return std::ranges::all_of(stem, [](unsigned char c) { return c >= 0x80; });
    };
    return (latin(left) && latin(right)) || (cyrillic(left) && cyrillic(right));
}

} // namespace kozqaras
