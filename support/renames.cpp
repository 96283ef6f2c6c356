#include "support/renames.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

namespace fs = std::filesystem;

/// 0, or what the system said.
int renamed(const fs::path& from, const fs::path& to, unsigned flags) {
    return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

bool is_unknown(int error) {
    return error == EINVAL || error == ENOSYS || error == ENOTSUP;
}

[[noreturn]] void fail(const fs::path& path, int error) {
    throw FileError(path.string(), error == EEXIST || error == ENOTEMPTY
                                       ? "exists already"
                                       : fmt::format("cannot be written: {}", system_words(error)));
}

/// A second name for the file, then only that; a copy where a file cannot have two.
void link_or_copy(const fs::path& from, const fs::path& to) {
    constexpr std::size_t kLargest = std::size_t{1} << 40;
    if (::link(from.c_str(), to.c_str()) != 0) {
        if (errno == EEXIST)
            fail(to, EEXIST);
        write_and_flush(to, read_file(from, from.string(), kLargest), to, Existing::refuse);
    }
    std::error_code ignored;
    fs::remove(from, ignored);
}

} // namespace

void move_to_free_name(const fs::path& from, const fs::path& to) {
    int error = renamed(from, to, RENAME_NOREPLACE);
    std::error_code ignored;
    if (is_unknown(error) && !fs::is_directory(from, ignored)) {
        link_or_copy(from, to);
        return;
    }
    if (is_unknown(error)) // a folder replaces an empty one at most
        error = fs::exists(fs::symlink_status(to, ignored)) ? EEXIST : renamed(from, to, 0);
    if (error != 0)
        fail(to, error);
}

void Renames::move(const fs::path& from, const fs::path& to) {
    move_to_free_name(from, to);
    changes_.push_back({from, to, false});
}

void Renames::exchange(const fs::path& left, const fs::path& right) {
    const int error = renamed(left, right, RENAME_EXCHANGE);
    if (is_unknown(error)) {
        auto aside = left;
        aside += ".aside";
        move(right, aside);
        move(left, right);
        move(aside, left);
        return;
    }
    if (error != 0)
        fail(right, error);
    changes_.push_back({left, right, true});
}

void Renames::undo() noexcept {
    for (; !changes_.empty(); changes_.pop_back()) {
        const Change& last = changes_.back();
        if (last.exchanged)
            (void)renamed(last.from, last.to, RENAME_EXCHANGE);
        else
            (void)renamed(last.to, last.from, 0);
    }
}

} // namespace kozqaras
