#include "output/checkpoint_file.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hdf5_hl.h>

#include "output/hdf5_handle.hpp"
#include "output/hdf5_output.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/sha256.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

template <class T> hid_t type_of();

template <> hid_t type_of<std::int16_t>() {
    return H5T_NATIVE_INT16;
}

template <> hid_t type_of<std::int64_t>() {
    return H5T_NATIVE_INT64;
}

template <> hid_t type_of<float>() {
    return H5T_NATIVE_FLOAT;
}

template <> hid_t type_of<double>() {
    return H5T_NATIVE_DOUBLE;
}

/// HDF5 leaves this many bytes at the start of the file to us.
constexpr std::size_t kSealBytes = 512;
constexpr std::string_view kSealWords = "kozqaras checkpoint, SHA-256 of those of its parts: ";

/// What the first bytes must be, of the content that follows them now. In parts, so that all cores
/// help: at full scale a checkpoint has gigabytes.
std::string seal_of(const fs::path& path) {
    constexpr std::uint64_t kPart = std::uint64_t{8} << 20;
    std::vector<std::string> parts((fs::file_size(path) - kSealBytes + kPart - 1) / kPart);
    for_blocks(parts.size(), 1, [&](std::size_t part, std::size_t) {
        parts[part] = sha256_of_file(path, kSealBytes + part * kPart, kPart);
    });
    std::string seal =
        fmt::format("{}{}\n", kSealWords, sha256(fmt::format("{}", fmt::join(parts, " "))));
    seal.resize(kSealBytes, '\0');
    return seal;
}

// ---- writing --------------------------------------------------------------------------------

class Writer {
  public:
    explicit Writer(const fs::path& path) : path_(path), file_(path, behind_the_seal().id()) {}

    void group(const std::string& name) {
        const Hdf5Handle made(file_.checked(H5Gcreate2(file_.id(), name.c_str(), H5P_DEFAULT,
                                                       H5P_DEFAULT, H5P_DEFAULT)),
                              H5Gclose);
    }

    template <class T> void values(const std::string& name, const T* data, std::size_t count) {
        const hsize_t length = count;
        file_.checked(H5LTmake_dataset(file_.id(), name.c_str(), 1, &length, type_of<T>(), data));
    }

    void text(const std::string& name, const std::string& value) {
        file_.checked(H5LTmake_dataset_string(file_.id(), name.c_str(), value.c_str()));
    }

    void finish() {
        file_.close();
        write_seal();
        file_.finish();
    }

  private:
    static Hdf5Handle behind_the_seal() {
        Hdf5Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
        H5Pset_userblock(creation.id(), kSealBytes);
        return creation;
    }

    void write_seal() const {
        const auto unfinished = unfinished_name(path_);
        const std::string seal = seal_of(unfinished);
        std::fstream file(unfinished, std::ios::binary | std::ios::in | std::ios::out);
        if (!file.write(seal.data(), kSealBytes).flush())
            throw FileError(path_.string(), "cannot be written");
    }

    fs::path path_;
    Hdf5Output file_;
};

void write_state(Writer& writer, const std::string& group, const BatchState& state) {
    writer.group(group);
    const Opinions& o = state.opinions;
    const std::array<std::int64_t, 3> shape{state.next.value, static_cast<std::int64_t>(o.members),
                                            static_cast<std::int64_t>(o.stride)};
    writer.values(group + "/next_members_stride", shape.data(), shape.size());
    writer.values(group + "/opinions", o.values.data(), o.values.size());
    writer.values(group + "/quantum", o.quantum.data(), o.quantum.size());
    writer.values(group + "/mean", state.mean.data(), state.mean.size());
    std::vector<double> tones;
    for (const MediaMemory& memory : state.media)
        for (const AttitudeVector& source : memory.held())
            tones.insert(tones.end(), source.begin(), source.end());
    writer.values(group + "/tone_held", tones.data(), tones.size());
    writer.values(group + "/plant_appeal", state.plant_appeal.data(), state.plant_appeal.size());
    writer.values(group + "/exposure_appeal", state.exposure_appeal.data(),
                  state.exposure_appeal.size());
}

// ---- reading --------------------------------------------------------------------------------

class Reader {
  public:
    explicit Reader(const fs::path& path) : path_(path) {
        check_seal();
        file_ = {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
        std::error_code error;
        bytes_ = fs::file_size(path, error);
        if (file_.id() < 0)
            damaged("it is not an HDF5 file");
    }

    [[noreturn]] void damaged(std::string_view what) const {
        throw InputError({path_.string()},
                         fmt::format("damaged checkpoint: {}. Remove it and start anew", what));
    }

    /// No array is longer than the file: a header that says so is a lie.
    template <class T, class Vector = std::vector<T>> Vector values(const std::string& name) const {
        hsize_t length = 0;
        H5T_class_t kind{};
        std::size_t size = 0;
        int rank = 0;
        if (H5LTfind_dataset(file_.id(), name.c_str()) == 0 && !nested(name))
            damaged(fmt::format("no {}", name));
        if (H5LTget_dataset_ndims(file_.id(), name.c_str(), &rank) < 0 || rank != 1 ||
            H5LTget_dataset_info(file_.id(), name.c_str(), &length, &kind, &size) < 0 ||
            length > bytes_ / sizeof(T))
            damaged(fmt::format("{} has no proper length", name));
        Vector result(length);
        if (length > 0 &&
            H5LTread_dataset(file_.id(), name.c_str(), type_of<T>(), result.data()) < 0)
            damaged(fmt::format("{} cannot be read", name));
        return result;
    }

    std::string text(const std::string& name) const {
        hsize_t length = 0;
        H5T_class_t kind{};
        std::size_t size = 0;
        if (H5LTget_dataset_info(file_.id(), name.c_str(), &length, &kind, &size) < 0 ||
            kind != H5T_STRING || size == 0 || size > bytes_)
            damaged(fmt::format("no {}", name));
        std::string result(size + 1, '\0');
        if (H5LTread_dataset_string(file_.id(), name.c_str(), result.data()) < 0)
            damaged(fmt::format("{} cannot be read", name));
        result.resize(result.find('\0'));
        return result;
    }

    /// Names in a group.
    std::vector<std::string> members(const std::string& group) const {
        std::vector<std::string> names;
        const auto take = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
            static_cast<std::vector<std::string>*>(to)->emplace_back(name);
            return 0;
        };
        if (H5Literate_by_name(file_.id(), group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, take,
                               &names, H5P_DEFAULT) < 0)
            damaged(fmt::format("no {}", group));
        return names;
    }

  private:
    /// Reads all bytes: one that was altered anywhere is found.
    void check_seal() const {
        std::error_code error;
        if (!fs::exists(path_, error))
            throw FileError(path_.string(), "no checkpoint: there is nothing to resume");
        std::string seal(kSealBytes, '\0');
        std::ifstream file(path_, std::ios::binary);
        if (!file.read(seal.data(), kSealBytes) || !seal.starts_with(kSealWords))
            damaged("this version did not write it");
        if (seal != seal_of(path_))
            damaged("its content is not what was written");
    }

    /// H5LTfind_dataset looks in the root alone.
    bool nested(const std::string& name) const {
        return H5LTpath_valid(file_.id(), ("/" + name).c_str(), true) > 0;
    }

    QuietHdf5 quiet_;
    fs::path path_;
    Hdf5Handle file_;
    std::uintmax_t bytes_ = 0;
};

/// Vectors of attitudes from one array.
std::vector<AttitudeVector> in_attitudes(const std::vector<double>& values, const Reader& reader) {
    if (values.size() % kAttitudeCount != 0)
        reader.damaged("attitudes are incomplete");
    std::vector<AttitudeVector> vectors(values.size() / kAttitudeCount);
    for (std::size_t i = 0; i < values.size(); ++i)
        vectors[i / kAttitudeCount][i % kAttitudeCount] = values[i];
    return vectors;
}

/// What a damaged file may not hold.
constexpr double kMostAppeal = 10.0;

std::vector<double> read_appeal(const Reader& reader, const std::string& group, const char* name) {
    auto appeal = reader.values<double>(group + name);
    if (!std::ranges::all_of(
            appeal, [](double factor) { return factor >= -kMostAppeal && factor <= kMostAppeal; }))
        reader.damaged(group);
    return appeal;
}

BatchState read_state(const Reader& reader, const std::string& group) {
    BatchState state;
    const auto shape = reader.values<std::int64_t>(group + "/next_members_stride");
    if (shape.size() != 3 || shape[0] < 0 || shape[0] > last_week().value + 1 || shape[1] < 1 ||
        shape[1] > static_cast<std::int64_t>(kMostMembers) || shape[2] < 1 ||
        shape[2] > static_cast<std::int64_t>(kMostLanes))
        reader.damaged(group);
    state.next = {static_cast<int>(shape[0])};
    Opinions& o = state.opinions;
    o.members = static_cast<std::size_t>(shape[1]);
    o.stride = static_cast<std::size_t>(shape[2]);
    o.values = reader.values<std::int16_t, LineVector<std::int16_t>>(group + "/opinions");
    const auto quantum = reader.values<float>(group + "/quantum");
    if (quantum.size() != o.quantum.size() || o.values.size() % o.stride != 0)
        reader.damaged(group);
    std::ranges::copy(quantum, o.quantum.begin());
    state.mean = reader.values<double>(group + "/mean");
    const auto tones = in_attitudes(reader.values<double>(group + "/tone_held"), reader);
    if (tones.size() % o.members != 0)
        reader.damaged(group);
    const auto sources = static_cast<std::ptrdiff_t>(tones.size() / o.members);
    for (auto first = tones.begin(); first != tones.end(); first += sources)
        state.media.emplace_back(MediaMemory::Held(first, first + sources));
    state.plant_appeal = read_appeal(reader, group, "/plant_appeal");
    state.exposure_appeal = read_appeal(reader, group, "/exposure_appeal");
    return state;
}

} // namespace

void write_checkpoint(const fs::path& path, const RunIdentity& run, const RunPosition& at,
                      const BatchState& state, const Snapshots& snapshots,
                      const RunResult& result) {
    Writer writer(path);
    writer.text("run", run.text());
    const std::array<std::int64_t, 3> position{static_cast<std::int64_t>(at.batch),
                                               static_cast<std::int64_t>(at.scenario),
                                               static_cast<std::int64_t>(at.lone)};
    writer.values("batch_scenario_lone", position.data(), position.size());
    writer.values("share_done", &at.share_done, 1);
    write_state(writer, "state", state);
    writer.group("snapshot");
    for (const auto& [week, snapshot] : snapshots)
        write_state(writer, fmt::format("snapshot/{}", week), snapshot);
    writer.group("result");
    for (const ResultArray& array : result_arrays())
        writer.values(fmt::format("result/{}", array.name), (result.*array.values).data(),
                      (result.*array.values).size());
    writer.finish();
}

std::optional<double> share_done(const fs::path& path) {
    try {
        const auto share = Reader(path).values<double>("share_done");
        if (share.size() == 1 && share[0] >= 0 && share[0] <= 1)
            return share[0];
    } catch (const InputError&) { // damaged: reading the whole will say how
    }
    return std::nullopt;
}

RunCheckpoint read_checkpoint(const fs::path& path, const RunIdentity& run) {
    const Reader reader(path);
    require_same_work(run, reader.text("run"), path.string(), "without --resume");
    RunCheckpoint checkpoint;
    const auto position = reader.values<std::int64_t>("batch_scenario_lone");
    if (position.size() != 3 || position[0] < 0 || position[1] < 0 || position[2] < -1)
        reader.damaged("the position");
    checkpoint.at = {static_cast<std::size_t>(position[0]), static_cast<std::size_t>(position[1]),
                     static_cast<std::size_t>(position[2])};
    checkpoint.state = read_state(reader, "state");
    for (const std::string& name : reader.members("snapshot")) {
        int week = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), week);
        if (error != std::errc{} || end != name.data() + name.size())
            reader.damaged("a snapshot has no week");
        checkpoint.snapshots.emplace(week, read_state(reader, "snapshot/" + name));
    }
    for (const ResultArray& array : result_arrays())
        checkpoint.result.*array.values =
            reader.values<float>(fmt::format("result/{}", array.name));
    return checkpoint;
}

} // namespace kozqaras
