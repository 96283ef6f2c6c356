#include "support/file_bytes.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/utf8.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kLongestShown = 60; ///< bytes of a cell that a message repeats

/// ". Did you mean 'x.toml'?" if a file of the same folder has nearly this name; else nothing.
std::string nearest_file(const std::filesystem::path& path) {
    constexpr std::size_t kMostFiles = 10'000;
    std::error_code code;
    if (std::filesystem::exists(path, code))
        return "";
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator entry(folder, code), end;
         !code && entry != end && names.size() < kMostFiles; entry.increment(code))
        if (entry->path().filename() != path.filename()) // a link to nothing has the name itself
            names.push_back(entry->path().filename().string());
    std::ranges::sort(names);
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto nearest = nearest_name(path.filename().string(), views);
    return nearest.empty() ? "" : fmt::format(". Did you mean '{}'?", (folder / nearest).string());
}

} // namespace

std::string read_file(const std::filesystem::path& path, const std::string& shown_name,
                      std::size_t largest) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code))
        throw FileError(shown_name, "a file is needed, but this is a directory");
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw FileError(shown_name, fmt::format("cannot be opened: {}{}", std::strerror(errno),
                                                nearest_file(path)));
    std::string bytes;
    std::array<char, 65536> chunk{};
    while (stream) {
        stream.read(chunk.data(), chunk.size());
        bytes.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
        if (bytes.size() > largest)
            throw InputError({shown_name, 0, 0},
                             fmt::format("the file is larger than {} MiB", largest >> 20U));
    }
    if (stream.bad())
        throw FileError(shown_name, fmt::format("cannot be read: {}", std::strerror(errno)));
    return bytes;
}

void check_text(std::string_view text, const std::string& shown_name) {
    constexpr std::string_view advice = "save it as 'CSV UTF-8' and give that file";
    for (const std::string_view workbook : {"PK\x03\x04", "\xD0\xCF\x11\xE0"})
        if (text.starts_with(workbook))
            throw InputError({shown_name, 1, 1},
                             fmt::format("this is a workbook (Excel or the like), not a text "
                                         "table; {}",
                                         advice));
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        throw InputError({shown_name, 1, 1}, fmt::format("this is UTF-16 text; {}", advice));
    int line = 1, column = 1;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text.substr(at, 4));
        if (length == 0)
            throw InputError(
                {shown_name, line, column},
                fmt::format("this is not UTF-8 text, perhaps Windows-1251; {}", advice));
        if (text[at] == '\0')
            throw InputError({shown_name, line, column}, "the file holds a NUL byte; is it text?");
        const bool new_line = text[at] == '\n';
        line += new_line ? 1 : 0;
        column = new_line ? 1 : column + 1;
        at += length;
    }
}

std::string shortened(std::string_view text) {
    std::size_t length = std::min(text.size(), kLongestShown);
    while (length > 0 && length < text.size() && is_utf8_continuation(text[length]))
        --length;
    std::string shown(text.substr(0, length));
    for (char& character : shown) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x20U || byte == 0x7FU)
            character = '?';
    }
    return length < text.size() ? shown + "..." : shown;
}

std::string hash_of(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 1099511628211U;
    }
    return fmt::format("{:016x}", hash);
}

} // namespace kozqaras
