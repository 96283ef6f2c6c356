#include "app/processes.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fmt/format.h>

#include "app/options.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

#ifdef KOZQARAS_MPI
#include <cstdio>

#include <mpi.h>
#endif

namespace kozqaras {
namespace {

/// Whether mpirun (Open MPI) or the launcher of a scheduler (PMI, PMIx) started this process.
bool launched() {
    return std::ranges::any_of(std::array{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"},
                               [](const char* name) { return std::getenv(name) != nullptr; });
}

} // namespace

#ifdef KOZQARAS_MPI

namespace {

constexpr std::uint64_t kChunk = std::uint64_t{1} << 30U; // MPI counts in int

/// Gathers what all hand in, piece by piece.
std::vector<std::vector<std::byte>> gathered(std::vector<std::byte> own, int rank, int processes) {
    std::uint64_t size = own.size();
    std::vector<std::uint64_t> sizes(static_cast<std::size_t>(processes));
    MPI_Allgather(&size, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, MPI_COMM_WORLD);
    std::vector<std::vector<std::byte>> all(sizes.size());
    for (int from = 0; from < processes; ++from) {
        auto& part = all[static_cast<std::size_t>(from)];
        if (from == rank)
            part = std::move(own);
        part.resize(sizes[static_cast<std::size_t>(from)]);
        for (std::uint64_t at = 0; at < part.size(); at += kChunk)
            MPI_Bcast(part.data() + at, static_cast<int>(std::min(kChunk, part.size() - at)),
                      MPI_BYTE, from, MPI_COMM_WORLD);
    }
    return all;
}

enum class Frame : unsigned char { data, ended };

} // namespace

/// One frame at a time: data, or the last words of a process. After last words nothing follows.
class Processes::Connection final : public MemberExchange {
  public:
    Connection(int& count, char**& arguments) {
        int provided = 0;
        MPI_Init_thread(&count, &arguments, MPI_THREAD_FUNNELED, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &processes_);
    }

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    ~Connection() override { MPI_Finalize(); }

    [[nodiscard]] std::size_t rank() const override { return static_cast<std::size_t>(rank_); }

    [[nodiscard]] std::size_t processes() const override {
        return static_cast<std::size_t>(processes_);
    }

    std::vector<std::vector<std::byte>> all_gather(std::vector<std::byte> own) override {
        own.push_back(std::byte{static_cast<unsigned char>(Frame::data)});
        auto all = gathered(std::move(own), rank_, processes_);
        for (std::size_t rank = 0; rank < all.size(); ++rank)
            if (frame_of(all[rank]) == Frame::ended) {
                over_ = true;
                const std::string words(reinterpret_cast<const char*>(all[rank].data()),
                                        all[rank].size() - 1);
                throw FileError(fmt::format("process {} of {}", rank, all.size()),
                                words.empty() ? "has ended before the others" : words);
            }
        for (auto& part : all)
            part.pop_back();
        return all;
    }

    void end(const std::string& error) {
        if (over_)
            return;
        std::vector<std::byte> words(error.size() + 1);
        std::transform(error.begin(), error.end(), words.begin(),
                       [](char letter) { return std::byte{static_cast<unsigned char>(letter)}; });
        words.back() = std::byte{static_cast<unsigned char>(Frame::ended)};
        (void)gathered(std::move(words), rank_, processes_);
        over_ = true;
    }

  private:
    static Frame frame_of(const std::vector<std::byte>& part) {
        return static_cast<Frame>(part.back());
    }

    int rank_ = 0, processes_ = 1;
    bool over_ = false;
};

Processes::Processes(int& count, char**& arguments) {
    if (!launched())
        return;
    connection_ = std::make_unique<Connection>(count, arguments);
    if (connection_->rank() > 0)
        for (std::FILE* stream : {stdout, stderr})
            if (std::freopen("/dev/null", "w", stream) == nullptr)
                std::fclose(stream);
    if (connection_->processes() > 1)
        exchange_ = std::shared_ptr<MemberExchange>(connection_.get(), [](MemberExchange*) {});
}

void Processes::end(const std::string& error) {
    if (connection_)
        connection_->end(error);
}

#else

class Processes::Connection {};

Processes::Processes(int&, char**&) {
    if (launched())
        throw UsageError("this program was built without MPI: every process of mpirun would do the "
                         "same. Build it where Open MPI is installed (libopenmpi-dev), or start it "
                         "without mpirun");
}

void Processes::end(const std::string&) {}

#endif

Processes::~Processes() = default;

} // namespace kozqaras
