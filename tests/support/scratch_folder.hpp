#pragma once
// A folder of a test, empty at first and removed at the end.

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace kozqaras {

class ScratchFolder : public ::testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::remove_all(top_);
        std::filesystem::create_directories(top_);
    }

    void TearDown() override { std::filesystem::remove_all(top_); }

    static void write(const std::filesystem::path& path, const std::string& text) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }

    static std::string read(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /// Names in a folder, in order, hidden ones too: "a b".
    static std::string names_in(const std::filesystem::path& folder) {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            names.insert(entry.path().filename().string());
        std::string text;
        for (const auto& name : names)
            text += (text.empty() ? "" : " ") + name;
        return text;
    }

    const std::filesystem::path top_ = std::filesystem::canonical(::testing::TempDir()) /
                                       ("kozqaras_scratch_" + std::to_string(::getpid()));
};

/// What `action` throws, as text; "" if nothing.
template <class Action> std::string refusal(const Action& action) {
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "";
}

} // namespace kozqaras
