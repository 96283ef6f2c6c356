#include "model/inputs/region_names.hpp"

#include <map>

#include <gtest/gtest.h>

#include "model/inputs/place_key.hpp"
#include "tests/model/inputs/data_copy.hpp"

namespace kozqaras {
namespace {

const std::vector<Region>& regions() {
    static const auto data = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    return data.country->regions;
}

/// The English name of the region that `name` means; what is said if it means none.
std::string region_of(std::string_view name) {
    try {
        const int region = region_called(name, regions(), {"f.toml", 3, 10});
        return regions()[static_cast<std::size_t>(region)].name_en;
    } catch (const InputError& error) {
        return error.what();
    }
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(RegionNames, KnowsARegionByEveryNameThatPeopleWrite) {
    const std::vector<std::pair<const char*, const char*>> names{
        {"KZ-75", "Almaty"},
        {"kz-75", "Almaty"},
        {"KZ-ALA", "Almaty"},
        {"ALA", "Almaty"},
        {"KZ-AST", "Astana"},
        {"AST", "Astana"},
        {"KZ-YUZ", "Turkistan"},
        {"KZ-SEV", "North Kazakhstan"},
        {"KZ-ABY", "Abai"},
        {"Nur-Sultan", "Astana"},
        {"nur sultan", "Astana"},
        {"Нур-Султан", "Astana"},
        {"Нұр-Сұлтан", "Astana"},
        {"г. Астана", "Astana"},
        {"South Kazakhstan", "Turkistan"},
        {"Turkestan Region", "Turkistan"},
        {"Türkistan", "Turkistan"},
        {"Түркістан облысы", "Turkistan"},
        {"Туркестанская область", "Turkistan"},
        {"Almaty City", "Almaty"},
        {"almaty", "Almaty"},
        {"  Almaty ", "Almaty"},
        {"Алматы", "Almaty"},
        {"Алматы қаласы", "Almaty"},
        {"Алматы (город)", "Almaty"},
        {"Алма-Ата", "Almaty"},
        {"Almaty Region", "Almaty Region"},
        {"Almaty oblysy", "Almaty Region"},
        {"Алматинская область", "Almaty Region"},
        {"Алматинская обл.", "Almaty Region"},
        {"Алматинская", "Almaty Region"},
        {"Алматы облысы", "Almaty Region"},
        {"Ulytau Region", "Ulytau"},
        {"Ūlytau oblysy", "Ulytau"},
        {"область Ұлытау", "Ulytau"},
        {"Жетісу", "Zhetysu"},
        {"Жетысу", "Zhetysu"},
        {"Жетысуская область", "Zhetysu"},
        {"Jetisu", "Zhetysu"},
        {"Zhetisu", "Zhetysu"},
        {"Zhetisū oblysy", "Zhetysu"},
        {"Абай", "Abai"},
        {"область Абай", "Abai"},
        {"Abay", "Abai"},
        {"Abajskaja oblast’", "Abai"},
        {"Chimkent", "Shymkent"},
        {"Şymkent", "Shymkent"},
        {"Qaraghandy", "Karaganda"},
        {"Qarağandy oblysy", "Karaganda"},
        {"Караганда", "Karaganda"},
        {"Қостанай", "Kostanay"},
        {"Qostanai", "Kostanay"},
        {"Kostanajskaja oblast'", "Kostanay"},
        {"Qyzylorda", "Kyzylorda"},
        {"Kzyl-Orda", "Kyzylorda"},
        {"Aqtöbe", "Aktobe"},
        {"Aktyubinsk", "Aktobe"},
        {"Актобе", "Aktobe"},
        {"Mangghystau", "Mangystau"},
        {"Мангистауская область", "Mangystau"},
        {"Маңғыстау", "Mangystau"},
        {"Severo-Kazahstanskaja oblast'", "North Kazakhstan"},
        {"Северо-Казахстанская область", "North Kazakhstan"},
        {"СКО", "North Kazakhstan"},
        {"Солтүстік Қазақстан облысы", "North Kazakhstan"},
        {"Солтустик Казакстан", "North Kazakhstan"},
        {"Shyghys Qazaqstan oblysy", "East Kazakhstan"},
        {"ВКО", "East Kazakhstan"}};
    for (const auto& [name, english] : names)
        EXPECT_EQ(region_of(name), english) << name;
}

TEST(RegionNames, EveryNameOfTheTablesMeansItsOwnRegion) {
    for (std::size_t r = 0; r < regions().size(); ++r) {
        const Region& region = regions()[r];
        std::vector<std::string> names{region.iso, region.name_en, region.name_ru};
        names.insert(names.end(), region.other_names.begin(), region.other_names.end());
        if (region.name_en != "Almaty Region") // its Kazakh name is that of the city
            names.push_back(region.name_kk);
        for (const auto& name : names)
            EXPECT_EQ(region_of(name), region.name_en) << name;
    }
}

TEST(RegionNames, AUnitThatWasSplitIsRefusedWithBothPartsUnlessSeveralAreWelcome) {
    const auto said = region_of("KZ-VOS");
    EXPECT_TRUE(has(said, "f.toml:3:10: 'KZ-VOS'")) << said;
    EXPECT_TRUE(has(said, "today Abai and East Kazakhstan")) << said;
    EXPECT_TRUE(has(said, "Did you mean 'East Kazakhstan'?")) << said;
    EXPECT_TRUE(has(region_of("KAR"), "Karaganda and Ulytau"));
    EXPECT_TRUE(has(region_of("kz-alm"), "Almaty Region and Zhetysu"));
    const auto both = place_called("KZ-VOS", regions(), {"f.toml"});
    EXPECT_EQ(both.regions, (std::vector<int>{0, 16}));
    EXPECT_EQ(both.kind, NamedPlace::Kind::former_unit);
    EXPECT_EQ(region_of("KZ-63"), "East Kazakhstan") << "a code of today";
}

TEST(RegionNames, KnowsMacroRegionsWhereSeveralAreWelcome) {
    for (const char* name :
         {"West", "Western", "west region", "Запад", "Западный регион", "Батыс"}) {
        const auto west = place_called(name, regions(), {"--region"});
        EXPECT_EQ(west.name, "West") << name;
        EXPECT_EQ(west.regions.size(), 4U) << name;
    }
    EXPECT_TRUE(has(region_of("North"), "'North' is a macro-region (Akmola, Kostanay, Pavlodar, "
                                        "North Kazakhstan)"));
    EXPECT_EQ(place_called("Astana", regions(), {"--region"}).kind, NamedPlace::Kind::region);
}

TEST(RegionNames, SuggestsOnlyWhatIsRight) {
    EXPECT_EQ(place_meant("Zhetyssu", regions()), "Zhetysu");
    EXPECT_EQ(place_meant("East Kazakstan", regions()), "East Kazakhstan");
    EXPECT_EQ(place_meant("Северо-Казахстанскя область", regions()), "North Kazakhstan");
    EXPECT_EQ(place_meant("South Kazakstan", regions()), "Turkistan");
    EXPECT_EQ(place_meant("KZ-76", regions()), "") << "a code that looks alike";
    EXPECT_EQ(place_meant("KZ-XYZ", regions()), "");
    EXPECT_EQ(place_meant("Wast Kazakhstan", regions()), "") << "west or east?";
    EXPECT_EQ(place_meant("Nowhere", regions()), "");
    EXPECT_EQ(place_meant("Тараз", regions()), "");
    EXPECT_FALSE(has(region_of("KZ-76"), "Did you mean"));
    EXPECT_TRUE(has(region_of("KZ-76"), "unknown region 'KZ-76'. Allowed: Abai, Akmola"));
}

TEST(RegionNames, ACityInARegionIsNotTheRegion) {
    EXPECT_TRUE(has(region_of("Karaganda City"), "unknown region"));
    EXPECT_TRUE(has(region_of("г. Туркестан"), "unknown region"));
    EXPECT_TRUE(has(region_of(""), "unknown region ''"));
    EXPECT_TRUE(has(region_of("Region"), "unknown region"));
    EXPECT_TRUE(has(region_of("\xff\xfe"), "unknown region"));
}

TEST(RegionNames, WithoutTheTableOfNamesThoseOfTheRegionsAreKnown) {
    const tests::DataCopy data;
    data.remove("geography/region_names.csv");
    const auto inputs = load_inputs(data.path());
    EXPECT_EQ(region_called("Абайская область", inputs.country->regions, {"f"}), 0);
    EXPECT_FALSE(find_place_called("Nur-Sultan", inputs.country->regions));
}

TEST(RegionNames, ATableOfNamesIsChecked) {
    const tests::DataCopy data;
    data.replace("geography/region_names.csv", "KZ-79,Chimkent", "KZ-80,Chimkent");
    const auto said = tests::error_of<InputError>([&] { (void)load_inputs(data.path()); });
    EXPECT_TRUE(has(said, "data/geography/region_names.csv:")) << said;
    EXPECT_TRUE(has(said, "unknown place 'KZ-80'")) << said;
}

} // namespace
} // namespace kozqaras
