#include "tests/model/inputs/data_copy.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

namespace kozqaras::tests {

namespace fs = std::filesystem;

DataCopy::DataCopy() {
    std::string pattern = (fs::temp_directory_path() / "kozqaras_inputs_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary directory could be made");
    root_ = pattern;
    fs::copy(fs::path(KOZQARAS_SOURCE_DIR) / "data", path(), fs::copy_options::recursive);
}

DataCopy::~DataCopy() {
    std::error_code code;
    fs::remove_all(root_, code);
}

std::string DataCopy::read(const std::string& file) const {
    std::ifstream stream(path() / file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

void DataCopy::write(const std::string& file, const std::string& text) const {
    fs::create_directories((path() / file).parent_path());
    std::ofstream(path() / file, std::ios::binary) << text;
}

void DataCopy::replace(const std::string& file, const std::string& before,
                       const std::string& after) const {
    std::string text = read(file);
    const auto at = text.find(before);
    ASSERT_NE(at, std::string::npos) << file << " does not hold " << before;
    write(file, text.replace(at, before.size(), after));
}

void DataCopy::remove(const std::string& file) const {
    fs::remove(path() / file);
}

} // namespace kozqaras::tests
