// What would be said of a project that a scenario adds: as of its field, off by as much as printed
// projects are off theirs.

#include "output/planned_projects.hpp"

#include <gtest/gtest.h>

#include "support/statistics.hpp"
#include "tests/output/sample_run.hpp"

namespace kozqaras {
namespace {

constexpr std::size_t kMembers = 64;

/// A run whose scenario 1 adds a plant, and three printed projects of three fields.
struct Planned {
    Planned() : run(testing::make_sample_run(kMembers)) {
        run.plan.scenarios.resize(4);
        run.plan.scenarios[1].environment.plants.push_back(plant);
        for (const auto& [project, field] :
             {std::pair("transport_corridor", "transport"), std::pair("car_plant", "production"),
              std::pair("belt_and_road", "trade")})
            printed.push_back({question(std::string("project_") + project), project, 0.7,
                               Status::seen, 0.3, 0.1, Status::seen, field});
    }

    [[nodiscard]] int question(const std::string& id) const {
        const auto& questions = run.plan.world->inputs.survey.questions;
        return static_cast<int>(std::ranges::find(questions, id, &Question::id) -
                                questions.begin());
    }

    /// Answers to a question at the last wave, of a group and of all members.
    void answer(const std::string& id, int group, double positive, double negative) {
        const auto last = run.plan.world->inputs.survey.waves.size() - 1;
        const auto shares = view_of(run.result, &RunResult::wave_shares);
        for (std::size_t member = 0; member < kMembers; ++member) {
            const auto cell = shares.behind(member, last, static_cast<std::size_t>(group),
                                            static_cast<std::size_t>(question(id)));
            cell[0] = static_cast<float>(positive);
            cell[1] = static_cast<float>(negative);
        }
    }

    void answer_fields(double positive, double negative) {
        for (const char* id : {"econ_transport", "econ_production", "econ_trade"})
            answer(id, 0, positive, negative);
    }

    void answer_projects(double first, double second, double third) {
        answer("project_transport_corridor", 0, first, 0.1);
        answer("project_car_plant", 0, second, 0.1);
        answer("project_belt_and_road", 0, third, 0.1);
    }

    [[nodiscard]] std::vector<PlannedAnswer> asked(std::size_t scenario = 1) const {
        return planned_project_answers(run.plan, run.result, printed, scenario);
    }

    [[nodiscard]] int region_group() const {
        return run.plan.world->inputs.country->group_index(Factor::region, plant.region);
    }

    Plant plant{"Grain terminal", 3, {330}, 1.0, 0, 1, 0, "agriculture"};
    testing::SampleRun run;
    std::vector<ProjectRow> printed;
};

TEST(PlannedProjects, AreSeenAsTheirFieldWhereProjectsAre) {
    Planned planned;
    planned.answer_fields(0.6, 0.1);
    planned.answer_projects(0.6, 0.6, 0.6);
    planned.answer("econ_agriculture", 0, 0.45, 0.25);
    planned.answer("econ_agriculture", planned.region_group(), 0.3, 0.5);
    const auto answers = planned.asked();
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].project, "Grain terminal");
    EXPECT_EQ(answers[0].population, "all");
    EXPECT_NEAR(answers[0].approve.low90, 0.45, 1e-6);
    EXPECT_NEAR(answers[0].approve.high90, 0.45, 1e-6);
    EXPECT_NEAR(answers[0].disapprove.median, 0.25, 1e-6);
    EXPECT_EQ(answers[1].population, planned.run.plan.world->inputs.country->regions[3].iso);
    EXPECT_NEAR(answers[1].approve.median, 0.3, 1e-6);
    EXPECT_NEAR(answers[1].disapprove.median, 0.5, 1e-6);
}

TEST(PlannedProjects, TakeTheMeanOffsetAndItsSpread) {
    Planned planned;
    planned.answer_fields(0.5, 0.1);
    planned.answer("econ_agriculture", 0, 0.5, 0.1);
    planned.answer_projects(normal_cdf(-0.3), normal_cdf(-0.3), normal_cdf(-0.3));
    EXPECT_NEAR(planned.asked()[0].approve.median, normal_cdf(-0.3), 1e-6) << "0.3 below its field";
    planned.answer_projects(normal_cdf(-0.5), normal_cdf(-0.3), normal_cdf(-0.1));
    const Spread wide = planned.asked()[0].approve;
    // Student t of two degrees of freedom, s.d. 0.2 times the root of 4/3: 2.92 of it to each side.
    const double reach = 2.92 * 0.2 * std::sqrt(4.0 / 3.0);
    EXPECT_NEAR(wide.median, normal_cdf(-0.3), 0.06);
    EXPECT_NEAR(wide.low90, normal_cdf(-0.3 - reach), 0.08);
    EXPECT_NEAR(wide.high90, normal_cdf(-0.3 + reach), 0.12);
}

TEST(PlannedProjects, NeverAddUpToMoreThanAll) {
    Planned planned;
    planned.answer_fields(0.5, 0.4);
    planned.answer("econ_agriculture", 0, 0.55, 0.44);
    planned.answer_projects(0.9, 0.5, 0.2);
    for (const PlannedAnswer& answer : planned.asked())
        EXPECT_LE(answer.approve.high90 + answer.disapprove.low90, 1.0 + 1e-9);
}

TEST(PlannedProjects, AreAskedOnlyWhereSomethingIsKnown) {
    Planned planned;
    EXPECT_EQ(planned.asked().size(), 2U);
    EXPECT_TRUE(planned.asked(2).empty()) << "a scenario without projects";
    planned.run.plan.scenarios[0].environment.plants.push_back(planned.plant);
    EXPECT_TRUE(planned.asked().empty()) << "a plant of the record is none of the scenario";
    planned.run.plan.scenarios[0].environment.plants.pop_back();
    planned.printed.pop_back();
    EXPECT_TRUE(planned.asked().empty()) << "two printed projects tell no spread";
    planned.printed.push_back(planned.printed.back());
    planned.run.plan.scenarios[1].environment.plants.back().sector.clear();
    EXPECT_TRUE(planned.asked().empty()) << "a plant of no field";
}

} // namespace
} // namespace kozqaras
