#include "forecast/forecast_file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/sha256.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFileType = "kozqaras_forecast", kFormatVersion = "1.2";
constexpr std::string_view kHashKey = "\"sha256\": \"";
constexpr std::size_t kHashDigits = 64;

Json number(double value) {
    constexpr double kDecimals = 1e4;
    return std::isnan(value) ? Json(nullptr) : Json(std::round(value * kDecimals) / kDecimals);
}

Json numbers(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

Json target_json(const ForecastTarget& target) {
    Json known = Json::array(), members = Json::array();
    for (const KnownWaveValue& value : target.known)
        known.push_back({{"wave", value.wave},
                         {"date", to_string(value.date)},
                         {"value", value.value},
                         {"respondents", value.respondents},
                         {"fitted", value.fitted}});
    for (const auto& values : target.members)
        members.push_back(numbers(values));
    return {{"id", target.id},
            {"kind", target.kind},
            {"group", target.group},
            {"population", target.population},
            {"unit_variance", target.unit_variance},
            {"wave_variance", target.wave_variance},
            {"known", known},
            {"wave_respondents", std::round(target.wave_respondents)},
            {"wave_quantiles", numbers(target.wave_quantiles)},
            {"members", members}};
}

Json seen_json(const std::vector<SeenWave>& waves) {
    Json list = Json::array();
    for (const SeenWave& wave : waves)
        list.push_back({{"wave", wave.id},
                        {"field_start", to_string(wave.field_start)},
                        {"field_end", to_string(wave.field_end)},
                        {"respondents", wave.respondents ? Json(*wave.respondents) : Json(nullptr)},
                        {"further", wave.further},
                        {"numbers", wave.numbers}});
    return list;
}

Json survey_error_json(const SurveyErrorSettings& error) {
    return {{"meaning", "a survey's number = member + error; variance of the error = "
                        "design_effect x unit_variance / respondents + wave_variance"},
            {"design_effect", error.design_effect},
            {"shared_wave_bias", error.shared_wave_bias},
            {"item_drift", error.item_drift},
            {"question_correlation", error.question_correlation},
            {"assumed_respondents", error.assumed_respondents}};
}

Json header_json(const ForecastRecord& record) {
    Json dates = Json::array();
    for (const Date date : record.dates)
        dates.push_back(to_string(date));
    return {
        {"issued", record.issued},
        {"kind", record.kind},
        {"draft", record.draft},
        {"methodology", record.methodology},
        {"unit", "net: share positive minus share negative, -1 to 1"},
        {"program", {{"version", record.program_version}, {"git_revision", record.git_revision}}},
        {"command_line", record.command_line},
        {"posterior",
         {{"name", record.posterior_name},
          {"calibrated", record.calibrated},
          {"note", record.posterior_note},
          {"sha256_of_its_files", record.posterior_hash}}},
        {"fitted_waves", seen_json(record.fitted_waves)},
        {"last_wave", record.last_wave},
        {"known_until", to_string(record.known_until)},
        {"events", record.events},
        {"seed", record.seed},
        {"scale", record.scale},
        {"agents", record.agents},
        {"number_of_members", record.members},
        {"number_of_draws", record.draws},
        {"inputs_fnv1a64", record.input_hashes},
        {"survey_error", survey_error_json(record.survey_error)},
        {"wave", record.wave ? Json{{"date", to_string(record.wave->date)},
                                    {"respondents", record.wave->respondents}}
                             : Json(nullptr)},
        {"wave_quantile_levels", kForecastLevels},
        {"dates", dates}};
}

int line_of(std::string_view text, std::size_t byte) {
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, byte), '\n'));
}

/// Checks the hash and returns it.
std::string checked_hash(std::string& text, const std::string& name) {
    const auto key = text.find(kHashKey);
    if (text.find(kFileType) == std::string::npos || key == std::string::npos)
        throw InputError({name}, "is no forecast of kozqaras; give a file that 'kozqaras "
                                 "forecast' wrote");
    const int line = line_of(text, key);
    if (text.find("\r\n") != std::string::npos)
        throw InputError({name},
                         "the ends of its lines were changed (CRLF, as Windows and some mail "
                         "programs do), so its SHA-256 cannot be checked; get the file as "
                         "it was issued, e.g. packed");
    if (!text.ends_with("]\n}\n"))
        throw InputError({name, line_of(text, text.size())},
                         "the file is cut off here; get it whole, as it was issued");
    const auto start = key + kHashKey.size();
    const std::string stated = text.substr(start, kHashDigits);
    text.replace(start, kHashDigits, kHashDigits, '0');
    const std::string found = sha256(text);
    if (found != stated)
        throw InputError({name, line},
                         fmt::format("the file was changed after it was issued: it states SHA-256 "
                                     "{}, its content has {}. A forecast is never rewritten; get "
                                     "it as it was issued",
                                     shortened(stated), found));
    return stated;
}

std::vector<double> read_numbers(const Json& list) {
    std::vector<double> values;
    for (const Json& value : list)
        values.push_back(value.is_null() ? std::nan("") : value.get<double>());
    return values;
}

Date read_date(const Json& text, const std::string& name) {
    const auto date = parse_date(text.get<std::string>());
    if (!date)
        throw InputError({name}, fmt::format("'{}' is not a date", text.get<std::string>()));
    return *date;
}

ForecastTarget read_target(const Json& json, const std::string& name) {
    ForecastTarget target;
    target.id = json.at("id");
    target.kind = json.at("kind");
    target.group = json.at("group");
    target.population = json.at("population");
    target.unit_variance = json.at("unit_variance");
    target.wave_variance = json.at("wave_variance");
    for (const Json& known : json.at("known"))
        target.known.push_back({known.at("wave"), read_date(known.at("date"), name),
                                known.at("value"), known.at("respondents"),
                                known.value("fitted", false)});
    target.wave_respondents = json.value("wave_respondents", 0.0);
    target.wave_quantiles = read_numbers(json.at("wave_quantiles"));
    for (const Json& values : json.at("members"))
        target.members.push_back(read_numbers(values));
    return target;
}

/// Rounding, and the difference of sample and adults that is added for a group, leave -1 to 1.
constexpr double kFarthestNet = 3;

bool is_net(double value) {
    return std::abs(value) <= kFarthestNet;
}

/// Its numbers can be scored: nothing is missing, endless, or below what it counts.
void check_target(const ForecastTarget& target, const ForecastRecord& record,
                  const std::function<void(const std::string&)>& refuse) {
    const auto at_fault = [&](std::string_view what) {
        refuse(fmt::format("'{}' of '{}'{}", target.id, target.group, what));
    };
    const auto whole = [&](const auto& values) { return values.size() == record.draws; };
    if (target.members.size() != record.dates.size() || !std::ranges::all_of(target.members, whole))
        at_fault(fmt::format(" must hold {} draws at each of {} dates", record.draws,
                             record.dates.size()));
    const auto possible = [](double value) { return std::isnan(value) || is_net(value); };
    if (!std::ranges::all_of(target.members, [&](const auto& values) {
            return std::ranges::all_of(values, possible);
        }))
        at_fault(": a draw is no net of -1 to 1");
    constexpr double kMostVariance = 4; // more than that of any answer +1 or -1
    const auto asked = [](const KnownWaveValue& value) { return value.respondents >= 1; };
    if (!(target.unit_variance > 0 && target.unit_variance <= kMostVariance) ||
        !(target.wave_variance >= 0 && target.wave_variance <= kMostVariance) ||
        !std::ranges::all_of(target.known, asked))
        at_fault(": variances and respondents must be above 0, and no variance above 4");
    if (!std::ranges::all_of(target.known, [](const auto& known) { return is_net(known.value); }) ||
        !std::ranges::is_sorted(target.known, {}, &KnownWaveValue::date))
        at_fault(": values of earlier waves must be nets, in the order of their dates");
}

/// A right hash proves that nobody changed the file, not that kozqaras wrote it.
void check_record(const ForecastRecord& record, const std::string& name) {
    const auto refuse = [&](const std::string& what) { throw InputError({name}, what); };
    if (record.members < 2 || record.draws < 2)
        refuse("a forecast needs at least 2 members");
    if (!std::ranges::is_sorted(record.dates) || record.dates.empty())
        refuse("'dates' must rise");
    const auto& error = record.survey_error;
    constexpr double kMostDesignEffect = 1000;
    if (!(error.design_effect > 0 && error.design_effect <= kMostDesignEffect))
        refuse("'design_effect' must be above 0, and no more than 1000");
    for (const ForecastTarget& target : record.targets)
        check_target(target, record, refuse);
}

/// What version 1.1 of the file added; files of 1.0 say nothing of it.
void read_what_was_fitted(const Json& json, const std::string& name, ForecastRecord& record) {
    record.draft = json.value("draft", false);
    record.calibrated = json.at("posterior").value("calibrated", record.posterior_name != "prior");
    if (json.contains("known_until"))
        record.known_until = read_date(json.at("known_until"), name);
    for (const Json& wave : json.value("fitted_waves", Json::array())) {
        SeenWave seen{wave.at("wave"),
                      read_date(wave.at("field_start"), name),
                      read_date(wave.at("field_end"), name),
                      {},
                      false,
                      {}};
        if (!wave.at("respondents").is_null())
            seen.respondents = wave.at("respondents").get<int>();
        seen.further = wave.at("further");
        seen.numbers = wave.at("numbers").get<std::vector<std::string>>();
        record.fitted_waves.push_back(std::move(seen));
    }
}

ForecastRecord read_record(const Json& json, const std::string& name) {
    ForecastRecord record;
    record.issued = json.at("issued");
    record.kind = json.at("kind");
    record.program_version = json.at("program").at("version");
    record.git_revision = json.at("program").at("git_revision");
    record.command_line = json.at("command_line");
    record.posterior_name = json.at("posterior").at("name");
    record.posterior_note = json.at("posterior").at("note");
    record.posterior_hash = json.at("posterior").at("sha256_of_its_files");
    record.last_wave = json.at("last_wave");
    record.methodology = json.at("methodology");
    record.events = json.at("events");
    record.seed = json.at("seed");
    record.scale = json.at("scale");
    record.agents = json.at("agents");
    record.members = json.at("number_of_members");
    record.draws = json.value("number_of_draws", record.members);
    const Json& error = json.at("survey_error");
    record.survey_error = {error.at("design_effect"), error.at("shared_wave_bias"),
                           error.at("item_drift"), error.at("question_correlation"),
                           error.contains("assumed_respondents") // 1.1 and before name a wave
                               ? error.at("assumed_respondents")
                               : error.at("assumed_respondents_2020")};
    if (const Json& wave = json.at("wave"); !wave.is_null())
        record.wave = {read_date(wave.at("date"), name), wave.at("respondents")};
    read_what_was_fitted(json, name, record);
    for (const Json& date : json.at("dates"))
        record.dates.push_back(read_date(date, name));
    for (const Json& target : json.at("targets"))
        record.targets.push_back(read_target(target, name));
    return record;
}

} // namespace

std::string forecast_text(ForecastRecord& record) {
    std::string text =
        fmt::format("{{\n\"file_type\": \"{}\",\n\"format_version\": \"{}\",\n{}{}\"", kFileType,
                    kFormatVersion, kHashKey, std::string(kHashDigits, '0'));
    const auto start = text.find(kHashKey) + kHashKey.size();
    const Json header = header_json(record);
    for (const auto& [key, value] : header.items())
        text += fmt::format(",\n\"{}\": {}", key,
                            value.dump(-1, ' ', false, Json::error_handler_t::replace));
    text += ",\n\"targets\": [";
    for (std::size_t i = 0; i < record.targets.size(); ++i)
        text += (i > 0 ? ",\n" : "\n") + target_json(record.targets[i]).dump();
    text += "\n]\n}\n";
    record.hash = sha256(text);
    text.replace(start, kHashDigits, record.hash);
    return text;
}

ForecastRecord parse_forecast(std::string text, const std::string& shown_name) {
    const std::string hash = checked_hash(text, shown_name);
    try {
        ForecastRecord record = read_record(Json::parse(text), shown_name);
        check_record(record, shown_name);
        record.hash = hash;
        return record;
    } catch (const Json::exception&) {
        throw InputError({shown_name}, "is no forecast that this version can read: a value is "
                                       "missing or of another kind. Get it as it was issued");
    }
}

ForecastRecord read_forecast(const std::filesystem::path& path) {
    return parse_forecast(read_file(path, path.string()), path.string());
}

namespace {

/// Refuses links, too, wherever they lead.
TargetPath free_place(const std::filesystem::path& typed) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(typed, error)) &&
        !std::filesystem::is_directory(typed, error))
        throw FileError(typed.string(),
                        "exists already, and a forecast is never rewritten; give another -o");
    return {typed, TargetPath::Kind::file};
}

} // namespace

ForecastFile::ForecastFile(const std::filesystem::path& typed)
    : target_(free_place(typed)), file_(target_, false) {}

void ForecastFile::write(ForecastRecord& record) const {
    using std::filesystem::perms;
    file_.write(forecast_text(record));
    std::error_code ignored;
    std::filesystem::permissions(target_.path(),
                                 perms::owner_write | perms::group_write | perms::others_write,
                                 std::filesystem::perm_options::remove, ignored);
}

} // namespace kozqaras
