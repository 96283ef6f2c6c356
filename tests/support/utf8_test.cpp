#include "support/utf8.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

TEST(Printable, LeavesTextAsItIs) {
    EXPECT_EQ(printable("runs/Қытай, Китай \xE2\x82\xAC \\"), "runs/Қытай, Китай \xE2\x82\xAC \\");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, WritesOtherBytesInAscii) {
    EXPECT_EQ(printable("f\xE9_.json"), "f\\xE9_.json");
    EXPECT_EQ(printable("a\nb\tc\x1B[31m\x7F"), "a\\x0Ab\\x09c\\x1B[31m\\x7F");
    EXPECT_EQ(printable("\xC2\x9B"), "\\xC2\\x9B") << "a control character of one more byte";
    EXPECT_EQ(printable("\xC0\xAF \xED\xA0\x80 \xF5"), "\\xC0\\xAF \\xED\\xA0\\x80 \\xF5");
    EXPECT_EQ(printable("cut \xD2"), "cut \\xD2");
}

TEST(Utf8, IsTold) {
    EXPECT_TRUE(is_utf8("") && is_utf8("\xD2\x9A\xD1\x8B") && is_utf8("a\nb"));
    EXPECT_FALSE(is_utf8("\xFF\xFE") || is_utf8("a\xD2") || is_utf8("\xC0\xAF"));
}

TEST(Printable, IsTheFileOfEveryMessage) {
    EXPECT_STREQ(FileError("s\nw", "is a file").what(), "s\\x0Aw: is a file");
    EXPECT_STREQ(InputError({"s\xE9", 2, 3}, "x").what(), "s\\xE9:2:3: x");
}

} // namespace
} // namespace kozqaras
