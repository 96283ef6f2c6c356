#pragma once
// The country as shipped and a baseline small enough to write down.

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "model/dynamics/environment.hpp"
#include "model/inputs/input_data.hpp"
#include "scenarios/lever.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing_scenarios {

inline InputData example_inputs() {
    InputData inputs;
    inputs.country = shipped_country();
    return inputs;
}

/// 8,500 trips and 12,000 visitors a week, 39 % cars; the visa-free event of 2023 and one ended
/// event.
inline Environment example_baseline() {
    const auto weeks = static_cast<std::size_t>(last_week().value) + 1;
    Environment baseline;
    baseline.country = shipped_country();
    baseline.trips_to_china.assign(weeks, 8500.0);
    baseline.visitors_from_china.assign(weeks, 12000.0);
    baseline.chinese_car_share.assign(weeks, 0.39);
    Event protest;
    protest.id = "20";
    protest.event_class = EventClass::sovereignty;
    protest.start = Date{std::chrono::year{2021} / 3 / 27};
    protest.end = Date{std::chrono::year{2021} / 4 / 24};
    protest.salience = 2;
    Event visa_free;
    visa_free.id = "37";
    visa_free.title = "Mutual visa-free regime in force";
    visa_free.event_class = EventClass::travel;
    visa_free.start = visa_evidence().in_force;
    visa_free.salience = 3;
    visa_free.concern.ages = {0, 1};
    baseline.events = {protest, visa_free};
    return baseline;
}

inline Date day(int year, unsigned month, unsigned day_of_month) {
    return Date{std::chrono::year{year} / std::chrono::month{month} /
                std::chrono::day{day_of_month}};
}

inline std::size_t week_index(Date date) {
    return static_cast<std::size_t>(week_of(date).value);
}

/// A folder that is emptied and removed at the end of the test.
class ScratchFolder {
  public:
    ScratchFolder() {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::path(::testing::TempDir()) /
                (std::string("kozqaras_") + test->test_suite_name() + "_" + test->name());
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder() { std::filesystem::remove_all(path_); }

    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

} // namespace kozqaras::testing_scenarios
