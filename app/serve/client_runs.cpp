#include "app/serve/client_runs.hpp"

#include <chrono>

namespace kozqaras {

ClientRuns::Ticket::~Ticket() {
    runs_.leave(*this);
}

std::shared_ptr<ClientRuns::Ticket> ClientRuns::enter(const std::string& client) {
    const std::scoped_lock lock(mutex_);
    for (const auto& [number, entry] : present_)
        if (entry.client == client)
            std::stop_source(entry.source).request_stop();
    if (closed_ || present_.size() > most_waiting_)
        return nullptr;
    const std::stop_source source;
    present_.emplace(next_, Entry{client, source});
    return std::make_shared<Ticket>(*this, next_++, source);
}

bool ClientRuns::is_next(std::uint64_t number) const {
    if (busy_)
        return false;
    for (const auto& [other, entry] : present_)
        if (other == number || !entry.source.stop_requested())
            return other == number;
    return false;
}

bool ClientRuns::try_turn(Ticket& ticket) {
    constexpr std::chrono::milliseconds kMoment{50};
    std::unique_lock lock(mutex_);
    freed_.wait_for(lock, kMoment,
                    [&] { return ticket.source_.stop_requested() || is_next(ticket.number_); });
    if (ticket.source_.stop_requested() || !is_next(ticket.number_))
        return false;
    busy_ = ticket.has_turn_ = true;
    return true;
}

void ClientRuns::leave(const Ticket& ticket) {
    {
        const std::scoped_lock lock(mutex_);
        present_.erase(ticket.number_);
        if (ticket.has_turn_)
            busy_ = false;
    }
    freed_.notify_all();
}

void ClientRuns::stop_all() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    for (const auto& [number, entry] : present_)
        std::stop_source(entry.source).request_stop();
}

std::size_t ClientRuns::present() const {
    const std::scoped_lock lock(mutex_);
    return present_.size();
}

} // namespace kozqaras
