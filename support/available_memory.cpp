#include "support/available_memory.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/numbers.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

/// The number after `name` in a file of "name number" lines; of the first line if `name` is empty.
std::optional<double> number_in(const fs::path& path, std::string_view name = {}) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        if (!line.starts_with(name))
            continue;
        const auto begin = line.find_first_of("0123456789", name.size());
        if (begin == std::string::npos)
            return std::nullopt; // "max"
        const auto end = std::min(line.find_first_not_of("0123456789", begin), line.size());
        return read_real(line.substr(begin, end - begin));
    }
    return std::nullopt;
}

/// Names of the files of one version.
struct GroupFiles {
    const char *limit, *used, *cache;
};

constexpr GroupFiles kVersion1{"memory.limit_in_bytes", "memory.usage_in_bytes",
                               "total_inactive_file"};
constexpr GroupFiles kVersion2{"memory.max", "memory.current", "inactive_file"};

std::optional<double> left_in(const fs::path& group, const GroupFiles& files) {
    const auto limit = number_in(group / files.limit);
    const auto used = number_in(group / files.used);
    if (!limit || !used)
        return std::nullopt;
    const double cache = number_in(group / "memory.stat", files.cache).value_or(0);
    return std::max(0.0, *limit - std::max(0.0, *used - cache));
}

std::optional<double> least(std::optional<double> one, std::optional<double> other) {
    return !one ? other : !other ? one : std::optional(std::min(*one, *other));
}

/// The group `name` below `mount` and all above it.
std::optional<double> least_upwards(const fs::path& mount, const std::string& name,
                                    const GroupFiles& files) {
    std::optional<double> found;
    for (fs::path group = fs::path(name).relative_path(); !group.empty();
         group = group.parent_path())
        found = least(found, left_in(mount / group, files));
    return least(found, left_in(mount, files));
}

std::optional<double> left_of(int resource, std::optional<double> used) {
    rlimit limit{};
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || !used)
        return std::nullopt;
    return std::max(0.0, static_cast<double>(limit.rlim_cur) - *used);
}

} // namespace

std::optional<double> memory_of_control_group(const fs::path& membership, const fs::path& mount) {
    std::ifstream file(membership);
    std::optional<double> found;
    std::string line;
    while (std::getline(file, line)) { // "0::/path", "9:memory:/path"
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const auto controllers = fmt::format(",{},", line.substr(first + 1, second - first - 1));
        const auto name = line.substr(second + 1);
        if (controllers == ",,")
            found = least(found, least_upwards(mount, name, kVersion2));
        else if (controllers.find(",memory,") != std::string::npos)
            found = least(found, least_upwards(mount / "memory", name, kVersion1));
    }
    return found;
}

double available_memory() {
    constexpr double kKibi = 1024;
    const auto in_bytes = [](std::optional<double> kibibytes) {
        return kibibytes ? std::optional(*kibibytes * kKibi) : std::nullopt;
    };
    auto found = in_bytes(number_in("/proc/meminfo", "MemAvailable:"));
    found = least(found, left_of(RLIMIT_AS, in_bytes(number_in("/proc/self/status", "VmSize:"))));
    found = least(found, left_of(RLIMIT_DATA, in_bytes(number_in("/proc/self/status", "VmData:"))));
    found = least(found, memory_of_control_group("/proc/self/cgroup", "/sys/fs/cgroup"));
    return found.value_or(0);
}

} // namespace kozqaras
