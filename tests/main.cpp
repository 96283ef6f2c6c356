// The start of every test program: a temporary folder of this process alone, since ctest runs tests
// side by side.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    std::string folder =
        (std::filesystem::temp_directory_path() / "kozqaras_tests_XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr ||
        setenv("TEST_TMPDIR", (folder + "/").c_str(), 1) != 0) {
        std::cerr << "no temporary folder could be made at " << folder << '\n';
        return 1;
    }
    const int failed = RUN_ALL_TESTS();
    std::error_code ignored; // a test that left a folder without rights fails by itself
    std::filesystem::remove_all(folder, ignored);
    return failed;
}
