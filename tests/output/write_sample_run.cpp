// Writes the run made by hand into the folder given.

#include <cstdio>
#include <exception>

#include "output/run_files.hpp"
#include "output/summary.hpp"
#include "tests/output/sample_run.hpp"

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_sample_run FOLDER\n", stderr);
        return 2;
    }
    try {
        const auto run = kozqaras::testing::make_sample_run(30);
        kozqaras::write_run(arguments[1], run.plan, run.result, run.documentation);
        std::fputs(kozqaras::run_summary(run.plan, run.result, run.documentation).c_str(), stdout);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
