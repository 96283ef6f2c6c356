#include "forecast/forecast_file.hpp"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/sha256.hpp"

namespace kozqaras {
namespace {

Date day(const char* text) {
    return *parse_date(text);
}

/// Invented numbers.
ForecastRecord example() {
    ForecastRecord record;
    record.issued = "2026-01-01";
    record.kind = "forecast";
    record.draft = true;
    record.calibrated = false;
    record.fitted_waves = {
        {"2023", day("2023-12-05"), day("2023-12-27"), 1616, false, {"all", "age"}},
        {"w", day("2026-01-15"), day("2026-01-15"), {}, true, {"all"}}};
    record.last_wave = "2023";
    record.known_until = day("2026-01-15");
    record.members = record.draws = 2;
    record.survey_error = {1.5, 0.012, 0.03, 0.5, 2000};
    record.wave = ForeseenWave{day("2026-12-15"), 1600};
    record.dates = {day("2026-03-31"), day("2026-06-30")};
    ForecastTarget target{"composite", "composite", "all", "sample", 0.2, 0.0001, {}, {}, {}};
    target.known = {{"2023", day("2023-12-16"), 0.39, 1616, true}};
    target.wave_respondents = 1600;
    target.members = {{0.41, 0.39}, {0.5, std::nan("")}};
    target.wave_quantiles = {0.1, 0.2, 0.3, 0.4, 0.5};
    record.targets = {target};
    return record;
}

std::string message_of(const std::string& text) {
    try {
        (void)parse_forecast(text, "f.json");
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Sha256, IsThatOfTheStandardsExamples) {
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(ForecastFile, ComesBackAsItWasWritten) {
    auto record = example();
    const auto back = parse_forecast(forecast_text(record), "f.json");
    EXPECT_EQ(back.hash, record.hash);
    EXPECT_EQ(back.dates, record.dates);
    ASSERT_EQ(back.targets.size(), 1U);
    EXPECT_EQ(back.targets[0].members[0], record.targets[0].members[0]);
    EXPECT_TRUE(std::isnan(back.targets[0].members[1][1]));
    EXPECT_EQ(back.targets[0].known[0].date, record.targets[0].known[0].date);
    EXPECT_EQ(back.wave->respondents, 1600);
    EXPECT_EQ(back.survey_error.item_drift, 0.03);
    EXPECT_TRUE(back.draft);
    EXPECT_FALSE(back.calibrated);
    EXPECT_EQ(back.known_until, record.known_until);
    ASSERT_EQ(back.fitted_waves.size(), 2U);
    EXPECT_EQ(back.fitted_waves[0].numbers, record.fitted_waves[0].numbers);
    EXPECT_EQ(back.fitted_waves[0].respondents, 1616);
    EXPECT_FALSE(back.fitted_waves[1].respondents);
    EXPECT_TRUE(back.fitted_waves[1].further);
    EXPECT_TRUE(back.targets[0].known[0].fitted);
    EXPECT_EQ(back.targets[0].wave_respondents, 1600);
}

TEST(ForecastFile, AFileOfTheFirstVersionIsRead) {
    auto record = example();
    record.posterior_name = "posterior";
    auto text = forecast_text(record);
    const auto cut = [&](const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.erase(at, text.find(to, at) - at);
    };
    cut("\"draft\"", "\"methodology\"");
    cut("\"calibrated\"", "\"note\"");
    cut("\"fitted_waves\"", "\"last_wave\"");
    cut("\"known_until\"", "\"events\"");
    cut("\"wave_respondents\"", "\"wave_quantiles\"");
    const std::string fitted = ",\"fitted\":true";
    text.erase(text.find(fitted), fitted.size());
    const std::string zeros(64, '0');
    auto hashed = text;
    const auto at = text.find(record.hash);
    hashed.replace(at, 64, zeros);
    text.replace(at, 64, sha256(hashed));
    const auto back = parse_forecast(text, "f.json");
    EXPECT_FALSE(back.draft);
    EXPECT_TRUE(back.calibrated);
    EXPECT_TRUE(back.fitted_waves.empty());
}

TEST(ForecastFile, AChangedNumberIsRefused) {
    auto record = example();
    auto text = forecast_text(record);
    text.replace(text.find("0.41"), 4, "0.42");
    EXPECT_NE(message_of(text).find("f.json:4: the file was changed after it was issued"),
              std::string::npos)
        << message_of(text);
}

TEST(ForecastFile, ATruncatedFileIsRefused) {
    auto record = example();
    const auto text = forecast_text(record);
    EXPECT_NE(message_of(text.substr(0, text.size() - 30)).find("cut off"), std::string::npos);
    EXPECT_NE(message_of("{}").find("is no forecast"), std::string::npos);
    EXPECT_NE(message_of("").find("is no forecast"), std::string::npos);
    for (std::size_t length = 0; length < text.size(); length += 7)
        EXPECT_NE(message_of(text.substr(0, length)), "accepted");
}

TEST(ForecastFile, ARightHashDoesNotExcuseMissingMembers) {
    auto record = example();
    record.targets[0].members[1].pop_back();
    EXPECT_NE(message_of(forecast_text(record)).find("must hold 2 draws at each of 2 dates"),
              std::string::npos);
    record = example();
    record.targets[0].unit_variance = 0;
    EXPECT_NE(message_of(forecast_text(record)).find("variances"), std::string::npos);
    record = example();
    record.dates.clear();
    EXPECT_NE(message_of(forecast_text(record)).find("'dates'"), std::string::npos);
}

/// With a right hash. Before, scoring such a file never ended, or was called our bug.
TEST(ForecastFile, NumbersThatCannotBeScoredAreRefused) {
    const auto refusal = [](const auto& spoil) {
        auto record = example();
        spoil(record);
        return message_of(forecast_text(record));
    };
    const auto target = [&](const auto& spoil) {
        return refusal([&](ForecastRecord& record) { spoil(record.targets[0]); });
    };
    EXPECT_NE(target([](auto& t) { t.members[0][1] = 1e7; }).find("no net"), std::string::npos);
    EXPECT_NE(target([](auto& t) { t.unit_variance = 1e300; }).find("variance"), std::string::npos);
    EXPECT_NE(target([](auto& t) { t.wave_variance = 1e300; }).find("variance"), std::string::npos);
    EXPECT_NE(target([](auto& t) { t.known[0].value = 1e300; }).find("nets"), std::string::npos);
    EXPECT_NE(target([](auto& t) { t.known[0].respondents = 1e-300; }).find("respondents"),
              std::string::npos);
    EXPECT_NE(target([](auto& t) {
                  t.known.push_back(t.known[0]);
                  t.known[1].date -= std::chrono::days(1);
              }).find("order of their dates"),
              std::string::npos);
    EXPECT_NE(refusal([](auto& record) {
                  record.draws = 1;
                  for (auto& draws : record.targets[0].members)
                      draws.resize(1);
              }).find("at least 2 members"),
              std::string::npos);
    for (const double effect : {0.0, -1.5, 1e300})
        EXPECT_NE(refusal([&](auto& record) {
                      record.survey_error.design_effect = effect;
                  }).find("design_effect"),
                  std::string::npos);
    EXPECT_EQ(target([](auto& t) { t.known.push_back(t.known[0]); }), "accepted");
}

TEST(ForecastFile, IsNeverRewritten) {
    const auto folder = std::filesystem::temp_directory_path() / "kozqaras_forecast_file_test";
    std::filesystem::remove_all(folder);
    auto record = example();
    ForecastFile(folder / "f.json").write(record);
    EXPECT_THROW(ForecastFile(folder / "f.json"), FileError);
    EXPECT_EQ(read_forecast(folder / "f.json").hash, record.hash);
    std::filesystem::remove_all(folder);
}

TEST(ForecastRecord, MembersBetweenTwoDatesLieOnALine) {
    const auto record = example();
    const auto middle = record.members_at(record.targets[0], day("2026-05-01"));
    ASSERT_TRUE(middle);
    EXPECT_NEAR((*middle)[0], 0.41 + 0.09 * 31.0 / 91.0, 1e-12);
    EXPECT_EQ(record.members_at(record.targets[0], day("2026-03-31"))->at(1), 0.39);
    EXPECT_FALSE(record.members_at(record.targets[0], day("2026-03-30")));
    EXPECT_FALSE(record.members_at(record.targets[0], day("2026-07-01")));
}

} // namespace
} // namespace kozqaras
