#include "support/terminal.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(Terminal, DurationsAreReadable) {
    EXPECT_EQ(describe_duration(0), "0 s");
    EXPECT_EQ(describe_duration(41.2), "42 s");
    EXPECT_EQ(describe_duration(200), "3 min 20 s");
    EXPECT_EQ(describe_duration(3900), "1 h 05 min");
    EXPECT_EQ(describe_duration(-1), "0 s");
}

TEST(Terminal, BytesAreReadable) {
    EXPECT_EQ(describe_bytes(1), "1 KiB");
    EXPECT_EQ(describe_bytes(3.0 * 1024 * 1024), "3 MiB");
    EXPECT_EQ(describe_bytes(1.5 * 1024 * 1024 * 1024), "1.5 GiB");
}

TEST(Terminal, TableColumnsAlignAlsoInCyrillic) {
    EXPECT_EQ(format_table({{"A", "B"}, {"Абай", "1"}, {"x", ""}}), "A     B\nАбай  1\nx\n");
}

TEST(Terminal, WrapKeepsWordsAndWidth) {
    EXPECT_EQ(wrap("one two three", 9, "  "), "  one two\n  three\n");
    EXPECT_EQ(wrap("", 9, "  "), "");
    EXPECT_EQ(wrap("unbreakable_and_long", 5, ""), "unbreakable_and_long\n");
}

TEST(Terminal, EveryFaultHasItsLabelAndItsContinuedLinesHaveNone) {
    ::testing::internal::CaptureStderr();
    print_error("a.toml:2: unknown key 'visas'. Allowed:\n  trade, travel\nb.csv:7: too large\n");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "error: a.toml:2: unknown key 'visas'. Allowed:\n  trade, travel\n"
              "error: b.csv:7: too large\n");
}

TEST(Terminal, ProgressWithoutTerminalPrintsALineEachTenth) {
    ::testing::internal::CaptureStderr();
    {
        TerminalProgress progress(TerminalProgress::Style::lines);
        for (std::uint64_t done = 0; done <= 1000; ++done)
            progress.report("simulating", done, 1000);
    }
    const auto text = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::ranges::count(text, '\n'), 11);
    EXPECT_TRUE(text.starts_with("simulating: 0 %\n"));
    EXPECT_NE(text.find("simulating: 50 %, "), std::string::npos) << text;
    EXPECT_NE(text.find("simulating: done in"), std::string::npos);
    EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(Terminal, TimeLeftCountsFromWhatWasDoneAtTheStart) {
    ::testing::internal::CaptureStderr();
    {
        TerminalProgress progress(TerminalProgress::Style::lines);
        progress.report("simulating", 800, 1000); // resumed
        std::this_thread::sleep_for(std::chrono::milliseconds(1100));
        progress.report("simulating", 900, 1000);
    }
    const auto text = ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(text.starts_with("simulating: 80 %\nsimulating: 90 %, ")) << text;
    EXPECT_EQ(text.find("90 %, 1 s left"), std::string::npos) << text; // 1.1 s for half of it
}

TEST(Terminal, QuietProgressPrintsNothing) {
    ::testing::internal::CaptureStderr();
    TerminalProgress progress(true);
    progress.report("simulating", 1, 2);
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

} // namespace
} // namespace kozqaras
