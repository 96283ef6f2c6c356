// Brief and report from a run folder: what they say is what the folder holds, in every language,
// and they ask nothing of any machine.

#include "output/brief_page.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "output/report_page.hpp"
#include "output/run_files.hpp"
#include "output/svg_chart.hpp"
#include "support/content_hashes.hpp"
#include "support/csv_table.hpp"
#include "support/errors.hpp"
#include "tests/output/sample_run.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kData = std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data";

const Texts& shipped_texts() {
    static const Texts texts = Texts::read(kData / "texts/texts.csv");
    return texts;
}

/// A sample run on the disk, once for all tests.
class Written {
  public:
    Written()
        : folder_(std::filesystem::temp_directory_path() /
                  ("kozqaras_brief_" + std::to_string(::getpid()))) {
        const auto sample = testing::make_sample_run(24);
        auto documentation = sample.documentation;
        documentation.posterior_name = "<b>bold & \"quoted\"</b>";
        for (std::size_t s = 1; s < sample.result.scenarios(); ++s)
            documentation.notes.push_back({sample.result.scenario_ids[s],
                                           "judgement (Incident)",
                                           {},
                                           {{"incident", "judgement"}}});
        write_run(folder_, sample.plan, sample.result, documentation);
        write_content_hashes(folder_, kRunFolder, files_in(folder_));
    }

    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;

    ~Written() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

const std::filesystem::path& run_folder() {
    static const Written written;
    return written.folder();
}

const FinishedRun& finished() {
    static const FinishedRun run = read_finished_run(run_folder());
    return run;
}

const TrackRecord& shipped_record() {
    static const TrackRecord record = read_track_record(kData / "record");
    return record;
}

std::string brief_in(const std::string& language, const FinishedScenario* scenario) {
    const PageWords words(shipped_texts(), language);
    PageNames names;
    names.levers["incident"] = "the lever in " + language;
    return brief_page(finished(), scenario, shipped_record(), words, names);
}

void expect_harmless(const std::string& page) {
    for (const char* word : {"http:", "https:", "src=", "@import", "<script", "<link", "<b>bold"})
        EXPECT_EQ(page.find(word), std::string::npos) << word;
    const std::regex address("url\\(([^)]*)\\)"), unfilled("\\{[a-z]+\\}"),
        no_number("[^a-zA-Z]-?(nan|inf)[^a-zA-Z]");
    for (std::sregex_iterator found(page.begin(), page.end(), address), end; found != end; ++found)
        EXPECT_TRUE((*found)[1].str().starts_with("#")) << (*found)[0];
    const std::string body = page.substr(page.find("</style>"));
    EXPECT_FALSE(std::regex_search(body, no_number));
    EXPECT_FALSE(std::regex_search(body, unfilled)) << "a place of a text was not filled";
}

TEST(PageWords, NumbersAndDatesAreThoseOfTheLanguage) {
    const PageWords english(shipped_texts(), "en"), russian(shipped_texts(), "ru"),
        kazakh(shipped_texts(), "kk");
    EXPECT_EQ(english.number(1234567.25, 1), "1,234,567.2");
    EXPECT_EQ(russian.number(1628, 0), "1\u00a0628");
    EXPECT_EQ(russian.signed_number(2.46), "+2,5");
    EXPECT_EQ(english.signed_number(-0.04), "0.0") << "never minus nothing";
    EXPECT_EQ(english.signed_number(-2.5), "\u22122.5");
    EXPECT_EQ(english.number(std::nan("")), "\u2013");
    const Date day = *parse_date("2027-10-05");
    EXPECT_EQ(english.day(day), "5 October 2027");
    EXPECT_EQ(russian.day(day), "5 октября 2027 г.");
    EXPECT_EQ(russian.month(day), "октябрь 2027 г.");
    EXPECT_EQ(kazakh.day(day), "2027 ж. 5 қазан");
}

TEST(TrackRecord, SumsUpWhatTheStoredTablesHold) {
    const auto& record = shipped_record();
    ASSERT_NE(record.all_polls(), nullptr);
    EXPECT_EQ(record.all_polls()->forecasts, 1628);
    ASSERT_EQ(record.waves.size(), 2U);
    const WaveTest& test = record.waves.front();
    EXPECT_EQ(test.knows, "nothing");
    EXPECT_NEAR(test.observed, 39, 1e-9);
    EXPECT_NEAR(test.missed_by(), 16.298, 1e-9);
    const auto questions = std::ranges::find(test.kinds, "question", &ScoredKind::kind);
    ASSERT_NE(questions, test.kinds.end());
    EXPECT_EQ(questions->count, 29);
    EXPECT_EQ(questions->inside90, 16);
    EXPECT_NEAR(questions->crps, 12.3, 0.05);
    EXPECT_EQ(questions->trend_count, 21);
    EXPECT_NEAR(questions->linear_trend, 8.6, 0.05);
}

TEST(TrackRecord, NothingStoredIsSaidAndFaultsAreNamed) {
    const PageWords words(shipped_texts(), "en");
    EXPECT_EQ(trust_line(read_track_record(run_folder()), words), words.of("brief.trust.none"));
    const auto folder = run_folder() / "record";
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "tests.csv") << "file,kind,wave,fitted_to,knows,made,status,source\n"
                                           "a.csv,wafe,1,0,nothing,,derived,x\n";
    try {
        (void)read_track_record(folder);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("tests.csv:2"), std::string::npos) << error.what();
    }
    std::filesystem::remove_all(folder);
}

TEST(FinishedRun, IsWhatTheFilesSay) {
    const auto& run = finished();
    ASSERT_EQ(run.scenarios.size(), 3U);
    EXPECT_EQ(run.members, 24U);
    const auto table = CsvTable::read(run_folder() / "index.csv");
    std::size_t compared = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.text(row, "scenario") != run.baseline_id ||
            table.text(row, "indicator") != "composite" || table.text(row, "group") != "all" ||
            table.text(row, "quantile") != "0.95")
            continue;
        const auto* point = point_at(run.course(), table.date(row, "date"));
        ASSERT_NE(point, nullptr);
        EXPECT_NEAR(point->high90, 100 * table.number(row, "value"), 1e-9);
        ++compared;
    }
    EXPECT_EQ(compared, run.course().size());
    EXPECT_THROW((void)run.scenario("raised"), InputError);
}

TEST(BriefPage, TellsADirectionOnlyWhereThreeOfFourRunsAgree) {
    auto run = finished();
    auto& scenario = run.scenarios.front();
    const PageWords words(shipped_texts(), "en");
    const auto told = [&](std::size_t agreeing) {
        scenario.agreeing = agreeing;
        return three_sentences(run, &scenario, words, {}).how_much;
    };
    EXPECT_EQ(told(17).find("It is not clear whether views of China improve or worsen"), 0U)
        << told(17);
    EXPECT_EQ(told(18).find("not clear"), std::string::npos) << told(18);
    EXPECT_EQ(told(18).find("Views of China"), 0U) << told(18);
}

TEST(FinishedRun, FaultyFilesAreNamedWithTheirLine) {
    const auto copy = run_folder().string() + "_copy";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(run_folder(), copy);
    const auto fault = [&](const char* file, const std::string& text, bool sealed) {
        std::filesystem::copy_file(run_folder() / file, std::filesystem::path(copy) / file,
                                   std::filesystem::copy_options::overwrite_existing);
        std::ofstream(std::filesystem::path(copy) / file) << text;
        if (sealed)
            write_content_hashes(copy, kRunFolder, files_in(copy));
        std::string said;
        try {
            (void)read_finished_run(copy);
        } catch (const InputError& error) {
            said = error.what();
        }
        std::filesystem::copy_file(run_folder() / file, std::filesystem::path(copy) / file,
                                   std::filesystem::copy_options::overwrite_existing);
        return said;
    };
    EXPECT_NE(fault("summary.json", "{}", false).find("summary.json"), std::string::npos);
    EXPECT_NE(fault("summary.json", "{\n\"a\": 1,\n}", true).find("summary.json:3"),
              std::string::npos);
    EXPECT_NE(
        fault("summary.json", R"({"file_type": "kozqaras_run_summary"})", true).find("Run again"),
        std::string::npos);
    EXPECT_NE(fault("index.csv",
                    "scenario,date,region,factor,group,indicator,quantile,value,methodology\n"
                    "baseline,2020-01-01,,all,all,composite,0.5,much,m\n",
                    true)
                  .find("index.csv:2"),
              std::string::npos);
    std::filesystem::remove_all(copy);
}

TEST(BriefPage, IsOneSmallPageInEveryLanguage) {
    for (const auto& language : shipped_texts().languages())
        for (const auto* scenario :
             {&finished().scenarios.front(), static_cast<const FinishedScenario*>(nullptr)}) {
            const auto page = brief_in(language, scenario);
            SCOPED_TRACE(language);
            expect_harmless(page);
            EXPECT_LT(page.size(), 100'000U);
            EXPECT_NE(page.find("<html lang=\"" + language + "\">"), std::string::npos);
            EXPECT_NE(page.find("<svg"), std::string::npos);
            EXPECT_NE(page.find("</table>"), std::string::npos);
            const PageWords words(shipped_texts(), language);
            for (const double number : {1628.0, 19.0}) // the stored tests
                EXPECT_NE(page.find(words.number(number, 0)), std::string::npos) << number;
            if (scenario != nullptr) {
                EXPECT_NE(page.find("the lever in " + language), std::string::npos);
            }
        }
}

TEST(BriefPage, ItsNumbersAreThoseOfTheRun) {
    const PageWords words(shipped_texts(), "en");
    for (const FinishedScenario& scenario : finished().scenarios) {
        const auto page = brief_in("en", &scenario);
        if (!scenario.tells()) {
            EXPECT_NE(page.find("It changes nothing"), std::string::npos);
            continue;
        }
        const ChartPoint& peak = *scenario.peak;
        EXPECT_NE(page.find(peak.median > 0 ? "improve" : "worsen"), std::string::npos);
        EXPECT_NE(page.find(words.number(std::abs(peak.median)) + " points"), std::string::npos);
        EXPECT_NE(page.find(words.signed_number(peak.low90)), std::string::npos);
        EXPECT_NE(page.find(words.month(peak.date)), std::string::npos);
        EXPECT_NE(page.find(html_safe(scenario_name(scenario.id, scenario.title, words))),
                  std::string::npos);
    }
    EXPECT_NE(brief_in("en", &finished().scenarios[0]), brief_in("en", &finished().scenarios[1]));
}

TEST(BriefPage, WhatIsNotCalibratedIsSaid) {
    FinishedRun run = finished();
    run.calibrated = false;
    const PageWords words(shipped_texts(), "en");
    const auto page = brief_page(run, nullptr, {}, words, {});
    EXPECT_NE(page.find("Not calibrated"), std::string::npos);
    EXPECT_NE(page.find(words.of("brief.trust.none")), std::string::npos);
    run.members = 1;
    EXPECT_NE(brief_page(run, nullptr, {}, words, {}).find("One run only"), std::string::npos);
}

TEST(ScenarioName, IsTranslatedOnlyWhereTheRunCallsItSo) {
    const PageWords russian(shipped_texts(), "ru");
    EXPECT_EQ(scenario_name("worst_case", "Worst case", russian), "Худший случай");
    EXPECT_EQ(scenario_name("worst_case", "Another one", russian), "Another one");
    const std::string file = "Astana light rail: opening or a new delay";
    EXPECT_EQ(scenario_name("astana_lrt", file, russian), "LRT в Астане");
    EXPECT_EQ(scenario_name("astana_lrt", file, PageWords(shipped_texts(), "en")),
              "Astana light rail");
}

/// On a narrow screen letters are larger: words of a dot near an edge would lie on the numbers of
/// the axis or beyond the picture.
TEST(SvgChart, WordsOfADotStayInside) {
    const PageWords words(shipped_texts(), "en");
    const auto day = [](int number) { return Date(std::chrono::days(number)); };
    const std::string told = "half after 44 weeks"; // 19 letters of up to 13 units
    const auto words_at = [&](int number) {
        SvgChart chart({420, 300, day(0), day(1000), -10, 10}, "", words);
        chart.mark(day(number), 0, told, true);
        const auto text = chart.text();
        return std::stod(text.substr(text.find("<text x=\"") + 9));
    };
    for (const int number : {0, 230, 500, 780, 1000}) {
        EXPECT_GE(words_at(number) - 13 * 19 / 2.0, 49.9) << number;
        EXPECT_LE(words_at(number) + 13 * 19 / 2.0, 406.1) << number;
    }
    EXPECT_NEAR(words_at(500), 50 + 356 / 2.0, 0.1) << "above its dot where there is room";
}

TEST(ColourSteps, AreNoFinerThanWhatIsKnown) {
    std::vector<RegionValue> values{{"a", "", 1, -4, 6}, {"b", "", 2, -3, 7}, {"c", "", -1, -6, 4}};
    const ColourSteps steps(values, true);
    EXPECT_EQ(steps.step, 5) << "half of an interval of 10";
    EXPECT_EQ(steps.place(0), 3);
    EXPECT_EQ(steps.place(100), 6);
    EXPECT_EQ(steps.place(-100), 0);
}

TEST(ReportPage, HoldsEverySectionOfSeveralRunsAndStaysSmall) {
    RegionOutlines outlines;
    for (const auto& [group, course] : finished().baseline)
        if (group.first == "region")
            outlines[group.second] = {{{50, 40}, {60, 40}, {60, 50}, {50, 40}}};
    const std::set<std::string> unheard{outlines.begin()->first};
    const ReportedRun one{finished(), read_report_evidence(run_folder())};
    const ReportSource alone{{one}, shipped_record(), {outlines, unheard}},
        both{{one, one}, shipped_record(), {outlines, unheard}};
    for (const auto& language : shipped_texts().languages()) {
        const PageWords words(shipped_texts(), language);
        const auto page = report_page(both, words, {});
        SCOPED_TRACE(language);
        expect_harmless(page);
        EXPECT_LT(page.size(), 1'500'000U);
        for (const char* id : {"summary", "course", "differences", "regions", "groups", "fit",
                               "claims", "record", "limits", "method", "manifest"})
            EXPECT_NE(page.find("<section id=\"" + std::string(id)), std::string::npos) << id;
        EXPECT_NE(page.find(finished().fingerprint), std::string::npos);
        EXPECT_NE(page.find("class=\"cover\""), std::string::npos) << "hatched";
        EXPECT_LT(report_page(alone, words, {}).size(), page.size());
    }
}

/// The sample run with numbers of every scenario of its summary replaced: {key, value}.
FinishedRun run_with(const std::map<std::string, std::string>& numbers) {
    const auto copy = run_folder().string() + "_changed";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(run_folder(), copy);
    const auto file = std::filesystem::path(copy) / "summary.json";
    std::ostringstream read;
    read << std::ifstream(file).rdbuf();
    std::string text = read.str();
    for (const auto& [key, value] : numbers)
        text = std::regex_replace(text, std::regex("\"" + key + "\": [0-9a-z.]+"),
                                  "\"" + key + "\": " + value);
    std::ofstream(file) << text;
    std::filesystem::remove(std::filesystem::path(copy) / kContentHashesFile);
    write_content_hashes(copy, kRunFolder, files_in(copy));
    auto run = read_finished_run(copy);
    std::filesystem::remove_all(copy);
    return run;
}

TEST(FinishedRun, TellsAHalfLifeOnlyWhereTheDirectionIsClear) {
    const auto half_lives = [](const FinishedRun& run) {
        return std::ranges::count_if(
            run.scenarios, [](const auto& one) { return one.half_life_weeks.has_value(); });
    };
    EXPECT_EQ(half_lives(run_with({{"members_agreeing", "24"}, {"half_life_weeks", "30"}})), 2);
    EXPECT_EQ(half_lives(run_with({{"members_agreeing", "13"}, {"half_life_weeks", "30"}})), 0)
        << "13 of 24 agree: not clear";
}

} // namespace
} // namespace kozqaras
