// Levers of education and culture.

#include "scenarios/lever_groups.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 2> kStudyEffects{"exposure.study", "experience.kin"};
constexpr std::array<std::string_view, 1> kInstituteEffects{"exposure.institute"};
constexpr std::array<std::string_view, 1> kCourseEffects{"exposure.course"};

Lever scholarships() {
    return {
        .name = "education.scholarships_per_year",
        .label_en = "Kazakhstanis who leave to study in China",
        .label_ru = "Казахстанцы, уезжающие на учёбу в Китай",
        .label_kk = "Қытайға оқуға кететін қазақстандықтар",
        .unit = "persons a year",
        .kind = LeverKind::number,
        .low = 0,
        .high = 100'000,
        .evidence_low = 2'750,
        .evidence_high = 3'500,
        .whole = true,
        .status_quo = "a quarter of the 11,784 students of 2018 leaves each year (four years each: "
                      "judgement)",
        .status_quo_level = 2'946,
        .targets = Targets::optional,
        .channels = kThroughExperience,
        .action = {.exposure = ExposureAction{ExposureKind::study, Dose::more_people, 1}},
        .effects = kStudyEffects,
        .grade = Grade::measured_elsewhere,
        .source = "Levels: 14,000 (2015), 11,000 (2016), 11,784 (2018) students in China, three "
                  "counting rules. Effect: direct contact, Pettigrew and Tropp 2006; Paluck, Green "
                  "and Green 2019; mostly Europe and North America.",
        .limits = "Drawn from adults of 18 to 34. Each moves once and stays so; relatives and the "
                  "household hear of it (extended contact, Zhou et al. 2019), friends are moved "
                  "through ties. Nobody counted students after 2018."};
}

Lever confucius_institutes() {
    return {.name = "education.new_confucius_institutes",
            .label_en = "New Confucius Institutes",
            .label_ru = "Новые институты Конфуция",
            .label_kk = "Жаңа Конфуций институттары",
            .unit = "institutes in each of the regions named",
            .kind = LeverKind::number,
            .low = 0,
            .high = 20,
            .evidence_low = 0,
            .evidence_high = 2,
            .whole = true,
            .status_quo = "no new one; five in the country (2025)",
            .status_quo_level = 0,
            .targets = Targets::regions_required,
            .channels = kThroughExperience,
            .action = {.exposure = ExposureAction{ExposureKind::institute, Dose::difference, 1}},
            .effects = kInstituteEffects,
            .grade = Grade::measured_elsewhere,
            .source =
                "Levels: 4 (2016), 6 (2018), 4 (2019), 5 (2025). Effect: Brazys and Dukalskis "
                "2019 (Africa): local tone and attitudes better near an active institute, +0.5 "
                "(1) points in the host city; Feng and Zeng 2021 (Latin America): none.",
            .limits = "Felt by urban adults of the regions named, by nobody elsewhere."};
}

Lever language_learners() {
    return {
        .name = "education.language_learners_per_year",
        .label_en = "Adults who take up Chinese",
        .label_ru = "Взрослые, начинающие учить китайский язык",
        .label_kk = "Қытай тілін үйрене бастайтын ересектер",
        .unit = "persons a year",
        .kind = LeverKind::number,
        .low = 0,
        .high = 500'000,
        .evidence_low = 0,
        .evidence_high = 2'000,
        .whole = true,
        .status_quo = "students of Confucius Institutes in 2018 go on",
        .status_quo_level = 2'000,
        .targets = Targets::optional,
        .channels = kThroughExperience,
        .action = {.exposure = ExposureAction{ExposureKind::course, Dose::more_people, 1}},
        .effects = kCourseEffects,
        .grade = Grade::judgement,
        .source = "Levels: 2,000 students a year at Confucius Institutes (2018, Nikkei Asian "
                  "Review). Effect: read as extended contact, .08 (.05) latent s.d. (Zhou et al. "
                  "2019), by judgement.",
        .limits = "No study of language courses and attitudes was found. Drawn from adults of 18 "
                  "to 34; each counts once."};
}

Lever cultural_centres() {
    return {.name = "culture.new_centres",
            .label_en = "New Chinese cultural centres",
            .label_ru = "Новые китайские культурные центры",
            .label_kk = "Жаңа қытай мәдени орталықтары",
            .unit = "centres in each of the regions named",
            .kind = LeverKind::number,
            .low = 0,
            .high = 20,
            .evidence_low = 0,
            .evidence_high = 0,
            .whole = true,
            .status_quo = "no new one",
            .status_quo_level = 0,
            .targets = Targets::regions_required,
            .channels = kThroughExperience,
            .action = {.exposure = ExposureAction{ExposureKind::institute, Dose::difference, 1}},
            .effects = kInstituteEffects,
            .grade = Grade::judgement,
            .source =
                "Effect: that of a Confucius Institute, +0.5 (1) points in the host city (Brazys "
                "and Dukalskis 2019, Africa; none in Latin America, Feng and Zeng 2021).",
            .limits = "No study of cultural centres was found; read as a Confucius Institute by "
                      "judgement. Felt by urban adults of the regions named, by nobody elsewhere."};
}

Lever medicine_clinics() {
    return {.name = "culture.new_clinics",
            .label_en = "New clinics of Chinese medicine",
            .label_ru = "Новые клиники китайской медицины",
            .label_kk = "Қытай медицинасының жаңа емханалары",
            .unit = "clinics in each of the regions named",
            .kind = LeverKind::number,
            .low = 0,
            .high = 20,
            .evidence_low = 0,
            .evidence_high = 0,
            .whole = true,
            .status_quo = "no new one",
            .status_quo_level = 0,
            .targets = Targets::regions_required,
            .channels = kThroughExperience,
            .action = {.exposure = ExposureAction{ExposureKind::institute, Dose::difference, 2}},
            .effects = kInstituteEffects,
            .grade = Grade::judgement,
            .source =
                "Effect: half that of a Confucius Institute, +0.5 (1) points in the host city "
                "(Brazys and Dukalskis 2019, Africa; none in Latin America, Feng and Zeng "
                "2021), by judgement.",
            .limits = "No study of clinics was found. Felt by urban adults of the regions named, "
                      "by nobody elsewhere; no more on the answer about Chinese medicine than on "
                      "others."};
}

Lever workshop_trainees() {
    return {
        .name = "education.workshop_trainees_per_year",
        .label_en = "Trainees of Luban workshops",
        .label_ru = "Учащиеся мастерских Лу Баня",
        .label_kk = "Лу Бань шеберханаларының білім алушылары",
        .unit = "persons a year, more than today",
        .kind = LeverKind::number,
        .low = 0,
        .high = 100'000,
        .evidence_low = 0,
        .evidence_high = 0,
        .whole = true,
        .status_quo = "as many as today: nobody counted them",
        .status_quo_level = 0,
        .targets = Targets::optional,
        .channels = kThroughExperience,
        .action = {.exposure = ExposureAction{ExposureKind::course, Dose::more_people, 1}},
        .effects = kCourseEffects,
        .grade = Grade::judgement,
        .source = "Effect: read as extended contact, .08 (.05) latent s.d. (Zhou et al. 2019), as "
                  "for courses of Chinese, by judgement.",
        .limits = "No study of such workshops and attitudes was found. Drawn from adults of 18 to "
                  "34; each counts once. Jobs that follow are the lever plant."};
}

} // namespace

std::vector<Lever> culture_levers() {
    return {scholarships(),     confucius_institutes(), language_learners(),
            cultural_centres(), medicine_clinics(),     workshop_trainees()};
}

} // namespace kozqaras
