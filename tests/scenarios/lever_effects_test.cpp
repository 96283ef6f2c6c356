// What levers do in the model: each moves only through its channels, order does not matter, two
// levers may interact, uncertain values are drawn.

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "scenarios/apply.hpp"
#include "scenarios/scenario_file.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

/// A small real population, and one member whose every parameter lies above its prior mean, so that
/// no effect is 0 by chance.
struct Model {
    std::shared_ptr<const World> world;
    std::shared_ptr<const ParameterRegistry> registry;
    Environment baseline;
    std::vector<double> member;

    Model() {
        auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
        registry = std::make_shared<const ParameterRegistry>(inputs);
        baseline = historical_environment(inputs);
        for (const auto& spec : registry->specs())
            member.push_back(spec.prior_mean + 0.7 * spec.prior_standard_deviation);
        NoProgress progress;
        world = make_world(std::move(inputs), 0.0003, 1, progress);
    }
};

const Model& model() {
    static const Model made;
    return made;
}

Scenario read_text(const std::string& text) {
    const ScratchFolder folder;
    return read_scenario(
        folder.write("scenario.toml", "title = \"x\"\nstart = 2027-01-04\n" + text),
        model().world->inputs);
}

Environment environment_of(const std::string& text) {
    return apply_changes(read_text(text).changes, model().baseline);
}

RunResult run(std::vector<Environment> environments, Switches switches = {},
              std::size_t members = 1) {
    RunPlan plan;
    plan.world = model().world;
    plan.registry = model().registry;
    plan.scenarios.push_back({"baseline", "", model().baseline, {}});
    for (auto& environment : environments)
        plan.scenarios.push_back({"s", "", std::move(environment), {}});
    plan.members.assign(members, model().member);
    plan.end = week_of(day(2027, 6, 28));
    plan.burn_in_weeks = 4;
    plan.switches = switches;
    NoProgress progress;
    return simulate(plan, {}, progress);
}

/// Weekly means of scenario `s`, [week][attitude], of member 0 of one.
std::vector<float> path(const RunResult& result, std::size_t s) {
    const auto size = result.weekly_attitude_mean.size() / result.scenarios();
    const auto begin = result.weekly_attitude_mean.begin() + static_cast<std::ptrdiff_t>(s * size);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

/// A change of every lever of the registry.
const std::map<std::string, std::string>& examples() {
    const auto set = [](const std::string& name, const std::string& value) {
        return "[[lever]]\nname = \"" + name + "\"\nvalue = " + value + "\n";
    };
    static const std::map<std::string, std::string> texts{
        {"visa.regime", set("visa.regime", "\"required_and_debated\"")},
        {"travel.trips_per_week", set("travel.trips_per_week", "90000")},
        {"travel.visitors_per_week", set("travel.visitors_per_week", "90000")},
        {"border.closure", set("border.closure", "1")},
        {"plant", "[[plant]]\nname = \"p\"\nregion = \"Abai\"\nopening = 2027-01-04\namount_musd = "
                  "5000\njobs = 20000\nlocal_hiring = 0.5\npollution_date = 2027-03-01\n"},
        {"investment.inflow_musd_per_year", set("investment.inflow_musd_per_year", "20000")},
        {"investment", "[[investment]]\nname = \"i\"\nsector = \"technology\"\nstart = "
                       "2027-01-04\namount_musd_per_year = 20000\n"},
        {"nuclear.contractor", set("nuclear.contractor", "\"cnnc\"")},
        {"lrt.service", set("lrt.service", "\"delayed\"")},
        {"trade.turnover_musd_per_year", set("trade.turnover_musd_per_year", "200000")},
        {"goods.chinese_car_share", set("goods.chinese_car_share", "0.9")},
        {"goods.price_change_percent", set("goods.price_change_percent", "-40")},
        {"goods.quality", set("goods.quality", "2")},
        {"migration.worker_permits", set("migration.worker_permits", "100000")},
        {"education.scholarships_per_year", set("education.scholarships_per_year", "100000")},
        {"education.new_confucius_institutes",
         set("education.new_confucius_institutes", "9") + "regions = [\"Almaty\", \"Astana\"]\n"},
        {"education.language_learners_per_year",
         set("education.language_learners_per_year", "500000")},
        {"culture.new_centres",
         set("culture.new_centres", "9") + "regions = [\"Almaty\", \"Astana\"]\n"},
        {"culture.new_clinics",
         set("culture.new_clinics", "9") + "regions = [\"Almaty\", \"Astana\"]\n"},
        {"agreement",
         "[[agreement]]\ntitle = \"a\"\nkind = \"shared_rivers\"\nstart = 2027-02-01\n"},
        {"home_policy", "[[home_policy]]\ntitle = \"p\"\nkind = \"head_of_state_against\"\nstart = "
                        "2027-02-01\n"},
        {"media_cooperation",
         "[[media_cooperation]]\nname = \"m\"\nkind = \"film_or_series\"\nstart = "
         "2027-01-04\nweeks = 20\nreach = 0.8\n"},
        {"education.workshop_trainees_per_year",
         set("education.workshop_trainees_per_year", "100000")},
        {"assistance", "[[assistance]]\ntitle = \"a\"\nkind = \"vaccines\"\nstart = 2027-02-01\n"},
        {"campaign",
         "[[campaign]]\nname = \"c\"\nstart = 2027-01-04\nweeks = 20\ntone = -1\nreach = "
         "0.8\noutlets = [\"kz_tv_kazakh\"]\nlanguages = [\"kazakh\"]\n"},
        {"misinformation",
         "[[misinformation]]\nname = \"m\"\nstart = 2027-01-04\nweeks = 8\nreach = "
         "0.6\ncorrection = 2027-02-01\ncorrection_reach = 0.5\n"},
        {"visit", "[[visit]]\ntitle = \"v\"\nkind = \"leader\"\nstart = 2027-02-01\n"},
        {"land.law", set("land.law", "\"sale_allowed\"")},
        {"incident", "[[incident]]\ntitle = \"i\"\nkind = \"land_scandal\"\nstart = 2027-02-01\n"},
        {"war.intensity", set("war.intensity", "0")},
        {"russia.approval_change_points", set("russia.approval_change_points", "-30")},
        {"event", "[[event]]\ntitle = \"e\"\nclass = \"projects\"\nsalience = 3\nstart = "
                  "2027-02-01\n"},
    };
    return texts;
}

class LeverChannels : public ::testing::TestWithParam<int> {};

// The eight combinations of the three channels: a lever moves the path if and only if one of its
// channels is on.
TEST_P(LeverChannels, ALeverMovesOnlyThroughItsChannels) {
    Switches switches;
    switches.media = (GetParam() & 1) != 0;
    switches.events = (GetParam() & 2) != 0;
    switches.experience = (GetParam() & 4) != 0;
    const std::array<bool, 3> on{switches.media, switches.events, switches.experience};
    std::vector<Environment> environments;
    for (const auto& lever : lever_registry()) {
        ASSERT_TRUE(examples().contains(std::string(lever.name))) << lever.name;
        environments.push_back(environment_of(examples().at(std::string(lever.name))));
    }
    const auto result = run(std::move(environments), switches);
    const auto baseline = path(result, 0);
    for (std::size_t l = 0; l < lever_registry().size(); ++l) {
        const auto& lever = lever_registry()[l];
        const bool carried = std::ranges::any_of(
            lever.channels, [&](Channel channel) { return on[static_cast<std::size_t>(channel)]; });
        EXPECT_EQ(path(result, l + 1) != baseline, carried) << lever.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Switches, LeverChannels, ::testing::Range(0, 8));

TEST(LeverEffects, TheStatusQuoOfEveryLeverChangesNothing) {
    for (const auto& lever : lever_registry()) {
        if (lever.kind != LeverKind::number)
            continue;
        auto value = status_quo_value(lever, model().baseline).value();
        if (lever.whole && value != std::floor(value)) { // no file can say it
            Changes changes;
            changes.levers.push_back(
                {std::string(lever.name), value, default_start(), std::nullopt, 0, {}});
            EXPECT_TRUE(apply_changes(changes, model().baseline) == model().baseline) << lever.name;
            continue;
        }
        auto text = fmt::format("[[lever]]\nname = \"{}\"\nvalue = {:.17g}\n", lever.name, value);
        if (lever.targets == Targets::regions_required)
            text += "regions = [\"Abai\"]\n";
        EXPECT_TRUE(environment_of(text) == model().baseline) << lever.name;
    }
}

TEST(LeverEffects, OrderInTheFileDoesNotMatter) {
    std::string forward, backward;
    for (const auto& [name, text] : examples()) {
        forward += text;
        backward = text + backward;
    }
    const auto result = run({environment_of(forward), environment_of(backward)});
    EXPECT_NE(path(result, 0), path(result, 1));
    EXPECT_EQ(path(result, 1), path(result, 2)) << "to the last bit";
}

// More trips do nothing across a closed border: the two together are not the sum of each alone.
TEST(LeverEffects, TripsAndAClosedBorderInteract) {
    const std::string trips = "[[lever]]\nname = \"travel.trips_per_week\"\nvalue = 90000\n";
    const std::string closed = "[[lever]]\nname = \"border.closure\"\nvalue = 1\n";
    const auto result =
        run({environment_of(trips), environment_of(closed), environment_of(trips + closed)});
    const auto last = [&](std::size_t s) {
        return path(result, s).at(path(result, s).size() - kAttitudeCount);
    };
    const double alone = last(1) - last(0), border = last(2) - last(0), both = last(3) - last(0);
    EXPECT_GT(alone, 0.005);
    EXPECT_NEAR(both, border, 1e-6) << "the border decides";
    EXPECT_LT(both - (alone + border), -0.004) << "interaction";
}

TEST(LeverEffects, ACorrectionWeakensARumourAndAReachOfZeroDoesNothing) {
    const std::string rumour = "[[misinformation]]\nname = \"m\"\nstart = 2027-01-04\nweeks = "
                               "20\nreach = 0.6\n";
    const auto result =
        run({environment_of(rumour), environment_of(rumour + "correction = 2027-02-01\n"),
             environment_of("[[campaign]]\nname = \"c\"\nstart = 2027-01-04\nweeks = 4\ntone = "
                            "1\nreach = 0\n")});
    const auto may = static_cast<std::size_t>(week_of(day(2027, 5, 3)).value) * kAttitudeCount;
    const double base = path(result, 0)[may], alone = path(result, 1)[may] - base,
                 corrected = path(result, 2)[may] - base;
    EXPECT_LT(alone, -0.01);
    const double share = 1 / (1 + std::exp(-0.7 * 0.7)); // prior: logit 0 (0.7); see Model
    EXPECT_NEAR(corrected / alone, 1 - share, 0.05) << "ties carry it on, so not exactly";
    EXPECT_EQ(path(result, 0), path(result, 3));
}

TEST(LeverEffects, ACampaignWorksWhileItRunsThenFadesToARemnant) {
    const std::string text = "[[campaign]]\nname = \"c\"\nstart = 2027-01-04\nweeks = 4\ntone = "
                             "1\nreach = 1\n";
    const auto result = run({environment_of(text)});
    const auto at = [&](Date date) {
        const auto place = static_cast<std::size_t>(week_of(date).value) * kAttitudeCount;
        return path(result, 1)[place] - path(result, 0)[place];
    };
    EXPECT_EQ(at(day(2026, 12, 28)), 0.0F);
    EXPECT_GT(at(day(2027, 1, 25)), 0.05) << "while it runs";
    EXPECT_LT(at(day(2027, 3, 15)), 0.5 * at(day(2027, 1, 25))) << "most of it fades in weeks";
    EXPECT_GT(at(day(2027, 3, 15)), 0.0) << "a remnant lasts";
}

TEST(UncertainLevers, AreDrawnPerMemberAndReproducible) {
    const auto scenario = read_text("[[lever]]\nname = \"travel.trips_per_week\"\nvalue = { "
                                    "distribution = \"normal\", mean = 9000, sd = 900 }\n");
    EXPECT_TRUE(has_uncertainty(scenario.changes));
    const auto settings = resolve(scenario, model().baseline, {1, 400, 0});
    const auto again = resolve(scenario, model().baseline, {1, 2, 7});
    const auto& members = settings[0].member_environments;
    ASSERT_EQ(members.size(), 400U);
    EXPECT_EQ(settings[0].environment.trips_to_china.back(), 9000);
    EXPECT_TRUE(again[0].member_environments[1] == members[8])
        << "a draw depends on seed and member alone";
    double sum = 0, squares = 0;
    for (const auto& member : members) {
        const double trips = member.trips_to_china.back();
        sum += trips;
        squares += trips * trips;
    }
    const double mean = sum / 400;
    EXPECT_NEAR(mean, 9000, 4 * 45) << "four standard errors";
    EXPECT_NEAR(std::sqrt(squares / 400 - mean * mean), 900, 4 * 32);
}

// A member simulated alone ends where it would have ended among others.
TEST(UncertainLevers, MembersSimulatedAloneGiveTheSameBytes) {
    const auto change =
        environment_of("[[lever]]\nname = \"travel.trips_per_week\"\nvalue = 90000\n");
    RunPlan plan;
    plan.world = model().world;
    plan.registry = model().registry;
    plan.members.assign(3, model().member);
    for (double& value : plan.members[1])
        value += 0.01;
    plan.end = week_of(day(2027, 6, 28));
    plan.burn_in_weeks = 4;
    plan.scenarios = {{"baseline", "", model().baseline, {}},
                      {"together", "", change, {}},
                      {"alone", "", change, {change, change, change}}};
    NoProgress progress;
    const auto result = simulate(plan, {}, progress);
    EXPECT_NE(path(result, 0), path(result, 1));
    EXPECT_EQ(path(result, 1), path(result, 2));
}

} // namespace
} // namespace kozqaras::testing_scenarios
