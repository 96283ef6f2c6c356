// Faults of data/parameters/priors.csv, each refused with its line.
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/model/inputs/fault.hpp"

namespace kozqaras {
namespace {

TEST(BadPriors, AreChecked) {
    const std::string file = "parameters/priors.csv", shown = "data/" + file;
    const auto fault = [&](const std::string& before, const std::string& after) {
        const tests::DataCopy copy;
        copy.replace(file, before, after);
        return tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
    };
    const auto whole = tests::DataCopy().read(file);
    const auto lines = std::ranges::count(whole, '\n');
    const auto line_of = [&](std::string_view start) {
        const auto at = static_cast<std::ptrdiff_t>(whole.find("\n" + std::string(start)));
        return 2 + std::count(whole.begin(), whole.begin() + at, '\n');
    };
    const std::string row = "event.war,latent s.d.,identity,0,0.4,yes";
    EXPECT_EQ(
        fault("memory.noise,latent s.d. per week,log", "memory.noise,latent s.d. per week,lg"),
        shown + ":6:35: unknown transform 'lg'. Did you mean 'log'? Allowed: identity, log, logit");
    for (const auto& [value, column] : {std::pair("0,-0.4", "'standard_deviation' is -0.4"),
                                        {"0,0", "'standard_deviation' is 0"},
                                        {"0,1e308", "'standard_deviation' is 1e308"},
                                        {"-6,0.4", "'mean' is -6"}})
        EXPECT_NE(fault(row, std::string("event.war,latent s.d.,identity,") + value + ",yes")
                      .find(column),
                  std::string::npos)
            << value;
    EXPECT_NE(
        fault(row, "event.war,latent s.d.,identity,0,0.4,maybe").find("unknown answer in 'fitted'"),
        std::string::npos);
    EXPECT_EQ(fault("event.war,", "event.warr,"),
              fmt::format("{0}:{1}:1: the model has no parameter 'event.warr'; is 'event.war' "
                          "meant?\n{0}:{2}:1: the row for parameter 'event.war' is missing",
                          shown, line_of("event.war,"), lines + 1));
    EXPECT_EQ(fault("event.war,", "event.diplomacy,"),
              fmt::format("{}:{}:1: a second row for name event.diplomacy; the first is on line {}",
                          shown, line_of("event.war,"), line_of("event.diplomacy,")));
    // A row of its own is needed where the model has one, though its family would do.
    const std::string trip = "experience.trip.general";
    const auto begin = whole.find(trip), end = whole.find('\n', begin) + 1;
    EXPECT_EQ(fault(whole.substr(begin, end - begin), ""),
              fmt::format("{}:{}:1: the row for parameter '{}' is missing", shown, lines, trip));
    // A finer row than those that are needed is welcome.
    EXPECT_EQ(fault("event.war,",
                    "event.war.economic,latent s.d.,identity,0.1,0.4,yes,judgement,m,s\n"
                    "event.war,"),
              "no error");
    // Channels of single questions may be left out; what is there must name a question and a class.
    const std::string channel = "item.cult_visit.travel,";
    EXPECT_EQ(fault(channel, "item.cult_visit.travels,"),
              fmt::format("{}:{}:1: the model has no parameter 'item.cult_visit.travels'; is "
                          "'item.cult_visit.travel' meant?",
                          shown, line_of(channel)));
    const auto row_of = whole.find(channel);
    EXPECT_EQ(fault(whole.substr(row_of, whole.find('\n', row_of) + 1 - row_of), ""), "no error");
}

} // namespace
} // namespace kozqaras
