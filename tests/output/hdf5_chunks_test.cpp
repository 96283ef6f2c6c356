// Chunks compressed on all cores are those that HDF5 itself would have written.
#include "output/hdf5_chunks.hpp"

#include <filesystem>
#include <numeric>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <hdf5.h>
#include <zlib.h>

#include "output/hdf5_handle.hpp"
#include "output/hdf5_writer.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

constexpr std::size_t kValues = 3'000'001; // the last chunk is not full
constexpr hsize_t kChunk = 131'072;        // 512 KiB of 32-bit values, as the writer cuts them

std::vector<std::uint32_t> example_values() {
    std::vector<std::uint32_t> values(kValues);
    for (std::size_t place = 0; place < kValues; ++place)
        values[place] =
            static_cast<std::uint32_t>(place / 3 + random_block(5, Purpose::test, place)[0] % 1000);
    return values;
}

std::filesystem::path file_named(const std::string& name) {
    return std::filesystem::path(::testing::TempDir()) / name;
}

/// What Hdf5Writer makes of the values with so many threads.
std::filesystem::path written_by_us(const std::vector<std::uint32_t>& values, int threads) {
    const ThreadLimit limit(threads);
    const auto path = file_named("ours_" + std::to_string(threads) + ".h5");
    Hdf5Writer writer(path);
    writer.bare_dimension("place", values.size());
    writer.variable({"values", "some numbers", "1", {}}, {"place"},
                    std::span<const std::uint32_t>(values));
    writer.finish();
    return path;
}

/// The same by HDF5's own filters.
std::filesystem::path written_by_hdf5(const std::vector<std::uint32_t>& values) {
    const auto path = file_named("theirs.h5");
    const Hdf5Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                          H5Fclose);
    const hsize_t length = values.size();
    const Hdf5Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose);
    const Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(properties.id(), 1, &kChunk);
    H5Pset_shuffle(properties.id());
    H5Pset_deflate(properties.id(), 4);
    const Hdf5Handle dataset(H5Dcreate2(file.id(), "values", H5T_NATIVE_UINT32, space.id(),
                                        H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                             H5Dclose);
    EXPECT_GE(
        H5Dwrite(dataset.id(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
    return path;
}

/// Values and stored chunks of the dataset "values".
struct Contents {
    std::vector<std::uint32_t> values;
    std::vector<std::vector<std::uint8_t>> chunks;
};

Contents contents_of(const std::filesystem::path& path) {
    Contents contents;
    const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    const Hdf5Handle dataset(H5Dopen2(file.id(), "values", H5P_DEFAULT), H5Dclose);
    contents.values.resize(kValues);
    EXPECT_GE(H5Dread(dataset.id(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                      contents.values.data()),
              0);
    for (hsize_t offset = 0; offset < kValues; offset += kChunk) {
        hsize_t bytes = 0;
        EXPECT_GE(H5Dget_chunk_storage_size(dataset.id(), &offset, &bytes), 0);
        std::vector<std::uint8_t> chunk(bytes);
        std::uint32_t mask = 1;
        EXPECT_GE(H5Dread_chunk(dataset.id(), H5P_DEFAULT, &offset, &mask, chunk.data()), 0);
        EXPECT_EQ(mask, 0U);
        contents.chunks.push_back(std::move(chunk));
    }
    return contents;
}

TEST(Hdf5Chunks, AreThoseOfHdf5ItselfForAnyNumberOfThreads) {
    const auto values = example_values();
    const auto theirs = contents_of(written_by_hdf5(values));
    for (const int threads : {1, 2}) {
        const auto ours = contents_of(written_by_us(values, threads));
        EXPECT_EQ(ours.values, values);
        EXPECT_TRUE(ours.chunks == theirs.chunks) << threads;
    }
    for (const char* name : {"theirs.h5", "ours_1.h5", "ours_2.h5"})
        std::filesystem::remove(file_named(name));
}

TEST(Hdf5Chunks, OfSeveralAxesAreReadBack) {
    // Each chunk is one place of the first axis and 9362 of the second; the last is not full.
    const std::vector<hsize_t> shape{3, 60'001, 7, 2};
    std::vector<std::uint32_t> values(3 * 60'001 * 7 * 2);
    for (std::size_t place = 0; place < values.size(); ++place)
        values[place] = static_cast<std::uint32_t>(place) * 2'654'435'761U;
    const auto path = file_named("axes.h5");
    Hdf5Writer writer(path);
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        writer.bare_dimension(fmt::format("axis{}", axis), shape[axis]);
    writer.variable({"values", "some numbers", "1", {}}, {"axis0", "axis1", "axis2", "axis3"},
                    std::span<const std::uint32_t>(values));
    writer.finish();
    std::vector<std::uint32_t> read(values.size());
    {
        const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
        const Hdf5Handle dataset(H5Dopen2(file.id(), "values", H5P_DEFAULT), H5Dclose);
        ASSERT_GE(
            H5Dread(dataset.id(), H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()),
            0);
    }
    std::filesystem::remove(path);
    EXPECT_TRUE(read == values);
}

TEST(Hdf5Chunks, ShuffleGroupsTheBytesOfValues) {
    using Bytes = std::vector<std::uint8_t>;
    const Bytes stored = shuffle_and_deflate(Bytes{1, 2, 3, 4, 5, 6, 7, 8}, 4, 4);
    Bytes shuffled(8);
    uLongf length = shuffled.size();
    ASSERT_EQ(uncompress(shuffled.data(), &length, stored.data(), stored.size()), Z_OK);
    EXPECT_EQ(shuffled, (Bytes{1, 5, 2, 6, 3, 7, 4, 8}));
}

} // namespace
} // namespace kozqaras
