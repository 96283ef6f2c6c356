// The shared library _kozqaras: commands in memory, by the words of their command lines. The
// package kozqaras in plain Python is what users see.

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "app/command_line.hpp"
#include "app/forecast_text.hpp"
#include "app/in_memory.hpp"
#include "app/session.hpp"
#include "app/shipped_files.hpp"
#include "app/version.hpp"
#include "forecast/forecast_file.hpp"
#include "output/json_text.hpp"
#include "output/results_file.hpp"
#include "python/collected_dataset.hpp"
#include "python/watched_work.hpp"
#include "support/errors.hpp"

namespace kozqaras::python {
namespace {

namespace py = pybind11;
using Words = std::vector<std::string>;
using Warnings = std::vector<std::string>;

/// Warnings of a command that may come from any of its threads.
class WarningList {
  public:
    void add(std::string_view text) {
        const std::scoped_lock lock(mutex_);
        texts_.emplace_back(text);
    }

    [[nodiscard]] const Warnings& texts() const { return texts_; }

  private:
    std::mutex mutex_;
    Warnings texts_;
};

/// `words` as after "kozqaras" on a command line; data is looked for above `home`, the folder of
/// the package, unless it is named.
CommandLine line_of(const Words& words, const std::string& home, WarningList& warnings) {
    CommandLine line = parse_command_line(words);
    line.shared.quiet = true;
    line.shared.warn = [&warnings](std::string_view text) { warnings.add(text); };
    if (line.shared.data.empty() && !std::getenv("KOZQARAS_DATA"))
        line.shared.data = data_folder_above(home);
    find_shipped_files(line);
    return line;
}

std::string now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

py::tuple run(const Words& words, const std::string& home, const py::object& watch) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    CollectedDataset dataset;
    watched(watch, [&](const std::stop_token& stop, ProgressSink& progress) {
        auto run = run_in_memory(line, std::get<RunOptions>(line.command), stop, progress);
        run.documentation.created = now();
        describe_results(dataset, run.plan, run.result, run.documentation,
                         manifest_json(run.plan, run.result, run.documentation));
    });
    return py::make_tuple(dataset.release(), warnings.texts());
}

py::tuple synthesize(const Words& words, const std::string& home, const py::object& watch) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    CollectedDataset dataset;
    watched(watch, [&](const std::stop_token& stop, ProgressSink& progress) {
        auto country =
            synthesize_in_memory(line, std::get<SynthesizeOptions>(line.command), stop, progress);
        country.documentation.created = now();
        describe_population(dataset, country.result, country.documentation);
    });
    return py::make_tuple(dataset.release(), warnings.texts());
}

py::tuple compare(const Words& words, const std::string& home, const py::object& watch) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    std::string text;
    watched(watch, [&](const std::stop_token& stop, ProgressSink& progress) {
        const auto report =
            compare_in_memory(line, std::get<CompareOptions>(line.command), stop, progress);
        for (const std::string& warning : report.warnings)
            warnings.add(warning);
        text = comparison_json(report);
    });
    return py::make_tuple(text, warnings.texts());
}

py::tuple forecast(const Words& words, const std::string& home, const py::object& watch) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    std::string text;
    watched(watch, [&](const std::stop_token& stop, ProgressSink& progress) {
        auto record =
            forecast_in_memory(line, std::get<ForecastOptions>(line.command), stop, progress);
        text = forecast_text(record);
    });
    return py::make_tuple(text, warnings.texts());
}

/// `record`: the text of a forecast; empty: the file that is named is read.
py::tuple score(const Words& words, const std::string& home, const std::string& record) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    const auto& options = std::get<ScoreOptions>(line.command);
    std::string text;
    watched(py::none(), [&](const std::stop_token&, ProgressSink&) {
        const auto forecast =
            record.empty() ? read_forecast(options.forecast) : parse_forecast(record, "forecast");
        text = score_table(score_in_memory(line.shared, options, forecast));
    });
    return py::make_tuple(text, warnings.texts());
}

py::tuple calibrate(const Words& words, const std::string& home, const py::object& watch) {
    WarningList warnings;
    const auto line = line_of(words, home, warnings);
    std::map<std::string, std::string> files;
    watched(watch, [&](const std::stop_token& stop, ProgressSink& progress) {
        files = calibrate_in_memory(line, std::get<CalibrateOptions>(line.command), stop, progress);
    });
    return py::make_tuple(files, warnings.texts());
}

/// Exceptions of the library as those that users of Python know; the texts are the command's.
void translate_exceptions() {
    py::register_exception_translator([](std::exception_ptr fault) {
        try {
            if (fault)
                std::rethrow_exception(std::move(fault));
        } catch (const UsageError& error) {
            PyErr_SetString(PyExc_ValueError, error.what());
        } catch (const InputError& error) {
            PyErr_SetString(PyExc_ValueError, error.what());
        } catch (const FileError& error) {
            PyErr_SetString(PyExc_OSError, error.what());
        } catch (const std::filesystem::filesystem_error& error) {
            PyErr_SetString(PyExc_OSError, error.what());
        } catch (const Interrupted&) {
            PyErr_SetString(PyExc_KeyboardInterrupt, "");
        }
    });
}

} // namespace

PYBIND11_MODULE(_kozqaras, module) {
    translate_exceptions();
    module.doc() = "Commands of kozqaras in memory; use the package kozqaras.";
    module.attr("version") = std::string(program_version());
    module.attr("git_revision") = std::string(git_revision());
    const auto words = py::arg("words");
    const auto home = py::arg("home");
    module.def("run", &run, words, home, py::arg("watch"));
    module.def("synthesize", &synthesize, words, home, py::arg("watch"));
    module.def("compare", &compare, words, home, py::arg("watch"));
    module.def("forecast", &forecast, words, home, py::arg("watch"));
    module.def("score", &score, words, home, py::arg("record"));
    module.def("calibrate", &calibrate, words, home, py::arg("watch"));
}

} // namespace kozqaras::python
