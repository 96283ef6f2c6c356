#include "support/sha256.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(Sha256, OfPiecesIsThatOfTheWhole) {
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += static_cast<char>(i * 7);
    for (std::size_t cut = 0; cut <= text.size(); cut += 13) {
        Sha256 hash;
        hash.add(std::string_view(text).substr(0, cut));
        hash.add(std::string_view(text).substr(cut));
        EXPECT_EQ(hash.digits(), sha256(text)) << cut;
    }
}

TEST(Sha256, OfAPartOfAFile) {
    const auto path = std::filesystem::path(testing::TempDir()) / "kozqaras_sha256.bin";
    std::ofstream(path, std::ios::binary) << "0123456789";
    EXPECT_EQ(sha256_of_file(path), sha256("0123456789"));
    EXPECT_EQ(sha256_of_file(path, 4), sha256("456789"));
    EXPECT_EQ(sha256_of_file(path, 4, 3), sha256("456"));
    EXPECT_EQ(sha256_of_file(path, 8, 100), sha256("89"));
    EXPECT_EQ(sha256_of_file(path, 10), sha256(""));
    std::filesystem::remove(path);
}

} // namespace
} // namespace kozqaras
