#pragma once
// One fault in one file of a copy of data/, and what the message must say of it.

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras::tests {

struct Fault {
    std::string name, file, before, after;
    std::vector<std::string> message; ///< parts that the message must hold, in any order
};

inline std::ostream& operator<<(std::ostream& stream, const Fault& fault) {
    return stream << fault.name;
}

/// The message when a copy of data/ with that fault is loaded; "no error" if there is none.
inline std::string message_of(const Fault& fault) {
    const DataCopy copy;
    copy.replace(fault.file, fault.before, fault.after);
    return error_of<InputError>([&] { (void)load_inputs(copy.path()); });
}

inline void expect_named(const Fault& fault) {
    const auto message = message_of(fault);
    for (const auto& part : fault.message)
        EXPECT_NE(message.find(part), std::string::npos) << "the message was: " << message;
}

/// The message without the first row of `file` that begins with `start`.
inline std::string without_row(const std::string& file, const std::string& start) {
    const DataCopy copy;
    const auto whole = copy.read(file);
    const auto begin = whole.find("\n" + start) + 1;
    copy.write(file, whole.substr(0, begin) + whole.substr(whole.find('\n', begin) + 1));
    return error_of<InputError>([&] { (void)load_inputs(copy.path()); });
}

} // namespace kozqaras::tests
