// Faults of data/survey: each must be refused, with file, line and what is allowed.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/model/inputs/fault.hpp"

namespace kozqaras {
namespace {

using tests::Fault;

const std::string kObservations = "survey/observations.csv", kPlace = "data/" + kObservations + ":";

const std::vector<Fault> kObservationFaults{
    {"RankTwice",
     kObservations,
     "2023,macro_region:Shymkent,index,composite,",
     "2023,macro_region:North,index,composite,",
     {"a second row for wave 2023, population macro_region:North, quantity index, of composite"}},
    {"HalfARank",
     kObservations,
     "2023,macro_region:Shymkent,index,composite,revised_2023,rank,1",
     "2023,macro_region:Shymkent,index,composite,revised_2023,rank,0.5",
     {"a rank counts from 1"}},
    {"GrowthSinceNothing",
     kObservations,
     "growth hardly differs by ethnic group,2020",
     "growth hardly differs by ethnic group,",
     {"a growth_rank says since which wave, and nothing else does"}},
    {"GrowthBackwards",
     kObservations,
     "growth hardly differs by ethnic group,2020",
     "growth hardly differs by ethnic group,2023",
     {"growth since 2023 cannot end in 2023"}},
    {"MacroRegionMisspelt",
     kObservations,
     "2023,macro_region:North,",
     "2023,macro_region:Nort,",
     {kPlace, "unknown macro-region 'Nort'. Did you mean 'North'?"}},
    {"SubjectMisspelt",
     kObservations,
     "2023,macro_region:North,index,composite,",
     "2023,macro_region:North,index,compositee,",
     {"unknown question or indicator 'compositee'. Did you mean 'composite'?"}},
    {"FactorMisspelt",
     kObservations,
     "2023,age:18_34,positive_percent",
     "2023,agee:18_34,positive_percent",
     {"unknown factor 'agee'. Did you mean 'age'?"}},
    {"NoPopulation",
     kObservations,
     "2020,all,net",
     "2020,everyone,net",
     {"'everyone' is no population: write all, age:18_34"}},
    {"UnitThatNeverWas",
     kObservations,
     "former_unit:KZ-15",
     "former_unit:KZ-16",
     {"unknown region 'KZ-16'"}},
    {"QuestionUnknown",
     kObservations,
     "2020,all,net,geo_rich",
     "2020,all,net,geo_ritch",
     {kPlace + "68:", "unknown question or indicator 'geo_ritch'. Did you mean 'geo_rich'?"}},
    {"NetOfAnIndicator",
     kObservations,
     "2020,all,net,geo_rich",
     "2020,all,net,economic",
     {kPlace + "68:", "'economic' has no 'net'"}},
    {"IndexWithoutMethodology",
     kObservations,
     "index,general,revised_2023",
     "index,general,",
     {"an index needs a methodology, and nothing else has one"}},
    {"NetAboveOne",
     kObservations,
     "general_attitude,,=,0.39",
     "general_attitude,,=,39",
     {kPlace + "60:", "39 is outside -1 to 1"}},
    {"WaveUnknown",
     kObservations,
     "2020,all,net,general_attitude",
     "2022,all,net,general_attitude",
     {kPlace + "60:1: unknown wave '2022'"}},
    {"NotAskedThen",
     kObservations,
     "2021,all,net,econ_tourism",
     "2020,all,net,econ_tourism",
     {"questions.csv says that econ_tourism does not count in 2020"}},
    {"PercentAboveHundred",
     kObservations,
     "geo_influence_growing,,=,77.0",
     "geo_influence_growing,,=,770",
     {kPlace + "4:", "'value' is 770, but must be between"}},
    {"NegativePercent",
     kObservations,
     "geo_influence_growing,,=,77.0",
     "geo_influence_growing,,=,-0.7",
     {kPlace + "4:", "'value' is -0.7, but must be between 0 and 100 %"}},
    {"MoreThanAllRespondents",
     kObservations,
     "negative_percent,general_attitude,,=,18",
     "negative_percent,general_attitude,,=,28",
     {kPlace + "3:", "positive and negative of general_attitude, 2023, add up to 101.0 %"}},
    {"GroupSizeDiffers",
     kObservations,
     "=,76.7,630",
     "=,76.7,631",
     {"age 18_34 has 631 respondents here, but 630 in samples.csv"}},
    {"HalfAPerson",
     kObservations,
     "=,76.7,630",
     "=,76.7,630.5",
     {"'respondents' must be a whole number, not 630.5"}},
    {"GroupOfAnotherFactor",
     kObservations,
     "age:18_34",
     "age:18-24",
     {"unknown group '18-24'", "18_34, 35_54, 55_plus"}},
    {"MethodologyUnknown",
     kObservations,
     "published_2022",
     "published_2023",
     {"unknown methodology 'published_2023'. Did you mean 'published_2022'?"}},
    {"RelationUnknown", kObservations, ",,=,73,", ",,>=,73,", {"unknown relation '>='"}},
    {"EmptyValue",
     kObservations,
     ",,=,73,",
     ",,=,,",
     {kPlace + "2:", "'value' is empty; where no number is known, the status is lost"}},
    {"LostFigureFilledIn",
     kObservations,
     "2021,all,index,general,revised_2023,=,,",
     "2021,all,index,general,revised_2023,=,0.4,",
     {"was never printed or is lost; it must not be filled in"}},
    {"NetAgainstItsAnswers",
     kObservations,
     "geo_rich,,=,0.62",
     "geo_rich,,=,-0.62",
     {"positive less negative is 0.615, but the net of geo_rich in 2023 is -0.62"}},
    {"GroupAgainstTheWhole",
     kObservations,
     "=,76.7,630",
     "=,6.7,630",
     {"the groups by age have together", "in 'geo_influence_growing', but the whole sample has"}},
    {"IndicatorAgainstItsQuestions",
     kObservations,
     "2020,all,index,economic,revised_2023,=,0.26",
     "2020,all,index,economic,revised_2023,=,0",
     {"'economic' of 2020 is 0.00, but its questions have a mean of 0.258"}},
};

const std::vector<Fault> kOtherSurveyFaults{
    {"AttitudeUnknown",
     "survey/questions.csv",
     "geopolitical,power",
     "geopolitical,powr",
     {"data/survey/questions.csv:3:", "unknown attitude 'powr'. Did you mean 'power'?"}},
    {"IndicatorOfAQuestionMissing",
     "survey/questions.csv",
     "index,geopolitical,power",
     "index,,power",
     {"data/survey/questions.csv:3:", "'indicator' must not be empty for a question of block "
                                      "index"}},
    {"AttitudeOfAQuestionNotModelled",
     "survey/questions.csv",
     "outside,,threat",
     "not_modelled,,threat",
     {"'attitude' must be empty for a question of block not_modelled"}},
    {"AnIndexOfFear",
     "survey/questions.csv",
     "index,geopolitical,goodwill",
     "index,geopolitical,threat",
     {"data/survey/questions.csv:6:", "'threat' is a fear", "the block must be outside"}},
    {"APairOfOneAttitude",
     "survey/joint_answers.csv",
     "geo_friendly,china_is_threat",
     "geo_friendly,geo_responsible",
     {"joint_answers.csv:2:", "both questions load on the attitude 'goodwill'"}},
    {"APairOfAnUnknownQuestion",
     "survey/joint_answers.csv",
     "geo_friendly,",
     "geo_frendly,",
     {"joint_answers.csv:2:", "'geo_friendly'"}},
    {"QuestionIdWithABlank",
     "survey/questions.csv",
     "\ngeo_rich,",
     "\ngeo rich,",
     {"'geo rich' must hold letters, digits, - and _ only"}},
    {"WaveEndsBeforeItStarts",
     "survey/waves.csv",
     "2023-12-27",
     "2023-12-01",
     {"waves.csv:4:", "the fieldwork of the wave ends before it starts"}},
    {"NoRespondents",
     "survey/waves.csv",
     "1616",
     "0",
     {"waves.csv:4:", "'respondents' is 0, but must be between 10 and 100000 persons"}},
    {"TwoThousandMillionRespondents",
     "survey/waves.csv",
     "2624",
     "2000000000",
     {"waves.csv:3:", "'respondents' is 2000000000, but must be between 10 and 100000 persons"}},
    {"FieldworkAfterTheModel",
     "survey/waves.csv",
     "2023-12-27",
     "2035-12-27",
     {"waves.csv:4:", "'field_end' is 2035-12-27, but must be between 2020-01-01 and"}},
    {"WavesInAnotherOrder",
     "survey/waves.csv",
     "2021-11-01",
     "2020-11-01",
     {"waves.csv:3:", "the wave 2021 starts on 2020-11-01, before the wave 2020 has ended"}},
    {"SampleOfNoWave",
     "survey/waves.csv",
     "2624,,2023",
     "2624,,2024",
     {"waves.csv:3:", "unknown wave '2024'"}},
    {"RespondentsAndGroupsDisagree",
     "survey/waves.csv",
     "1616",
     "1600",
     {"the wave 2023 has 1600 respondents, but its groups by settlement have 1616"}},
    {"WeightIgnored",
     "survey/waves.csv",
     "field_dates_printed,respondents",
     "weight,respondents",
     {"the column 'field_dates_printed' is missing", "unknown column 'weight'"}},
    {"GroupLost",
     "survey/samples.csv",
     "ethnicity,other,90,",
     "ethnicity,others,90,",
     {"data/survey/samples.csv:12:", "unknown group 'others'"}},
    {"SampleOfAnotherWave",
     "survey/samples.csv",
     "2023,age,18_34",
     "2021,age,18_34",
     {"no wave of waves.csv has the sample of 2021"}},
    {"SexesTogetherAboveAll",
     "survey/samples.csv",
     "52.7",
     "62.7",
     {"the groups by sex of 2023 add up to 110.0 %, not to 100 %"}},
    {"CharacteristicMisspelt",
     "survey/samples.csv",
     "2023,occupation",
     "2023,ocupation",
     {"unknown factor 'ocupation'. Did you mean 'occupation'?"}},
};

class BadSurvey : public testing::TestWithParam<Fault> {};

TEST_P(BadSurvey, IsNamedWithItsPlace) {
    tests::expect_named(GetParam());
}

const auto survey_case_name = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Observation, BadSurvey, testing::ValuesIn(kObservationFaults),
                         survey_case_name);
INSTANTIATE_TEST_SUITE_P(Other, BadSurvey, testing::ValuesIn(kOtherSurveyFaults), survey_case_name);

/// One row less where all are needed.
TEST(BadSurveyFiles, ARowLessIsNamed) {
    const auto expect = [](const std::string& file, const std::string& start,
                           const std::string& said) {
        const auto message = tests::without_row(file, start);
        EXPECT_NE(message.find(said), std::string::npos) << start << ": " << message;
    };
    expect(kObservations, "2020,all,net,geo_rich",
           "the row for question geo_rich, wave 2020 is missing");
    expect(kObservations, "2021,all,index,general,published_2022",
           "the row for wave 2021, methodology published_2022, indicator general is missing");
    expect(kObservations, "2023,wealth:5,index,general",
           "the row for wealth 5, indicator general is missing");
    expect(kObservations, "2023,wealth:5,positive_percent,geo_rich",
           "the row for wealth 5, question geo_rich is missing");
    expect(kObservations, "2023,all,negative_percent,geo_rich",
           "the row for negative_percent of geo_rich, 2023, is missing");
    expect(kObservations, "2023,all,positive_percent,geo_rich",
           "the row for positive_percent of geo_rich, 2023, is missing");
    expect("survey/samples.csv", "2023,ethnicity,other",
           "the row for ethnicity other of 2023 is missing");
    expect("survey/indices.csv", "published_2022,economic",
           "the row for methodology published_2022, indicator economic is missing");
}

/// Percentages written as shares, all of a wave.
TEST(BadSurveyFiles, SharesInPlaceOfPercentagesAreRefused) {
    const tests::DataCopy copy;
    std::string text, kept;
    text = copy.read(kObservations);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at) + 1;
        const auto line = text.substr(at, end - at);
        if (line.find("_percent") == std::string::npos)
            kept += line;
        at = end;
    }
    for (const auto* of :
         {"positive_percent,general_attitude,,=,0.73", "negative_percent,general_attitude,,=,0.18"})
        kept += std::string("2023,all,") + of + ",,seen,s,,\n";
    copy.write(kObservations, kept);
    const auto message = tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
    EXPECT_NE(message.find("no positive_percent of 2023 is above 1.5, so these are shares"),
              std::string::npos)
        << message;
}

} // namespace
} // namespace kozqaras
