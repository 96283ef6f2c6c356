#include "model/engine/member_shares.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// Values of one member in one scenario, and how many scenarios the array holds.
struct ArrayShape {
    std::size_t blocks, member_size;
};

ArrayShape shape_of(const RunResult& result, const ResultArray& array) {
    const std::size_t blocks = array.by_scenario() ? result.scenarios() : 1;
    return {blocks, (result.*array.values).size() / (blocks * result.members)};
}

/// How a process ended its share.
enum class Outcome : std::uint8_t { simulated, interrupted, failed };

/// Numbers and texts one after the other, in the byte order of the machine.
class Packer {
  public:
    void add(std::uint64_t number) { add_bytes(&number, sizeof number); }

    void add(std::string_view text) {
        add(text.size());
        add_bytes(text.data(), text.size());
    }

    void add(const std::vector<float>& values) {
        add(values.size());
        add_bytes(values.data(), values.size() * sizeof(float));
    }

    std::vector<std::byte> bytes;

  private:
    void add_bytes(const void* from, std::size_t count) {
        const auto* begin = static_cast<const std::byte*>(from);
        bytes.insert(bytes.end(), begin, begin + count);
    }
};

class Unpacker {
  public:
    explicit Unpacker(std::span<const std::byte> bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }

    std::string text() {
        const auto bytes = take(number());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    std::vector<float> floats() {
        const std::size_t count = number();
        std::vector<float> values(count);
        if (count > 0)
            std::memcpy(values.data(), take(count * sizeof(float)).data(), count * sizeof(float));
        return values;
    }

  private:
    std::span<const std::byte> take(std::size_t count) {
        require(count <= rest_.size(), "a share of another process is cut short");
        const auto part = rest_.first(count);
        rest_ = rest_.subspan(count);
        return part;
    }

    std::span<const std::byte> rest_;
};

std::vector<std::byte> packed(Outcome outcome, const std::string& reason, const RunResult& own) {
    Packer packer;
    packer.add(static_cast<std::uint64_t>(outcome));
    packer.add(reason);
    if (outcome != Outcome::simulated)
        return packer.bytes;
    packer.add(own.members);
    packer.add(own.failed.size());
    for (const FailedMember& failed : own.failed) {
        packer.add(failed.member);
        packer.add(failed.reason);
    }
    for (const ResultArray& array : result_arrays())
        packer.add(own.*array.values);
    return packer.bytes;
}

/// Puts the members of one process, the first of which is `first`, where they belong.
void unpack_share(Unpacker& share, std::size_t first, RunResult& whole) {
    RunResult part;
    part.members = share.number();
    part.scenario_ids = whole.scenario_ids;
    for (std::size_t count = share.number(); count > 0; --count) {
        const std::size_t member = share.number();
        whole.failed.push_back({first + member, share.text()});
    }
    for (const ResultArray& array : result_arrays()) {
        part.*array.values = share.floats();
        if (part.members == 0)
            continue;
        const auto [blocks, size] = shape_of(whole, array);
        const std::vector<float>& from = part.*array.values;
        require(from.size() == blocks * part.members * size &&
                    first + part.members <= whole.members,
                "a share of another process has another shape");
        for (std::size_t block = 0; block < blocks; ++block)
            std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(block * part.members * size),
                        part.members * size,
                        (whole.*array.values).begin() +
                            static_cast<std::ptrdiff_t>((block * whole.members + first) * size));
    }
}

bool has_failed(const RunResult& result, std::size_t member) {
    return std::ranges::any_of(
        result.failed, [member](const FailedMember& failed) { return failed.member == member; });
}

} // namespace

RunPlan share_of(const RunPlan& plan, std::size_t rank, std::size_t processes) {
    const std::size_t all = plan.members.size(), begin = all * rank / processes,
                      end = all * (rank + 1) / processes;
    RunPlan share = plan;
    share.exchange = nullptr;
    share.first_member += begin;
    const auto cut = [begin, end](auto& values) {
        if (values.empty())
            return;
        values.erase(values.begin() + static_cast<std::ptrdiff_t>(end), values.end());
        values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(begin));
    };
    cut(share.members);
    for (ScenarioSetting& scenario : share.scenarios)
        cut(scenario.member_environments);
    return share;
}

std::vector<std::size_t> members_not_finite(const RunResult& result) {
    std::vector<std::size_t> found;
    const std::size_t size = result.index_sample.size() /
                             (result.scenarios() * std::max<std::size_t>(1, result.members));
    for (std::size_t member = 0; member < result.members; ++member)
        for (std::size_t s = 0; s < result.scenarios(); ++s) {
            const float* values = &result.index_sample[(s * result.members + member) * size];
            if (!std::all_of(values, values + size, [](float v) { return std::isfinite(v); })) {
                found.push_back(member);
                break;
            }
        }
    return found;
}

void require_all(const RunResult& result) {
    require(result.failed.empty(),
            result.failed.empty() ? "" : "a member failed: " + result.failed.front().reason);
}

void leave_out_failed(RunResult& result) {
    if (result.failed.empty())
        return;
    for (const ResultArray& array : result_arrays()) {
        const auto [blocks, size] = shape_of(result, array);
        const std::vector<float>& from = result.*array.values;
        std::vector<float> kept;
        for (std::size_t place = 0; place < blocks * result.members; ++place)
            if (!has_failed(result, place % result.members))
                kept.insert(kept.end(), from.begin() + static_cast<std::ptrdiff_t>(place * size),
                            from.begin() + static_cast<std::ptrdiff_t>((place + 1) * size));
        result.*array.values = std::move(kept);
    }
    for (auto failed = result.failed.rbegin(); failed != result.failed.rend(); ++failed)
        result.national_size.erase(result.national_size.begin() +
                                   static_cast<std::ptrdiff_t>(failed->member));
    result.members -= result.failed.size();
}

void leave_out_failed(RunPlan& plan, const RunResult& result) {
    for (auto failed = result.failed.rbegin(); failed != result.failed.rend(); ++failed) {
        const auto place = static_cast<std::ptrdiff_t>(failed->member);
        plan.members.erase(plan.members.begin() + place);
        for (ScenarioSetting& scenario : plan.scenarios)
            if (!scenario.member_environments.empty())
                scenario.member_environments.erase(scenario.member_environments.begin() + place);
    }
}

RunResult simulate_shared(const RunPlan& plan, RunResult empty,
                          const std::function<RunResult(const RunPlan&)>& simulate_own) {
    MemberExchange& exchange = *plan.exchange;
    RunResult own;
    Outcome outcome = Outcome::simulated;
    std::string reason;
    std::exception_ptr error_here;
    try {
        const RunPlan share = share_of(plan, exchange.rank(), exchange.processes());
        if (!share.members.empty())
            own = simulate_own(share);
    } catch (const Interrupted&) {
        outcome = Outcome::interrupted;
    } catch (const std::exception& error) {
        outcome = Outcome::failed;
        reason = error.what();
        error_here = std::current_exception();
    }
    const auto shares = exchange.all_gather(packed(outcome, reason, own));
    RunResult whole = std::move(empty);
    bool interrupted = false;
    for (std::size_t rank = 0; rank < shares.size(); ++rank) {
        Unpacker share(shares[rank]);
        const auto how = static_cast<Outcome>(share.number());
        const std::string why = share.text();
        if (how == Outcome::failed && rank == exchange.rank())
            std::rethrow_exception(error_here);
        if (how == Outcome::failed)
            throw std::runtime_error("process " + std::to_string(rank) + ": " + why);
        interrupted = interrupted || how == Outcome::interrupted;
        if (how == Outcome::simulated)
            unpack_share(share, plan.members.size() * rank / shares.size(), whole);
    }
    if (interrupted)
        throw Interrupted();
    return whole;
}

} // namespace kozqaras
