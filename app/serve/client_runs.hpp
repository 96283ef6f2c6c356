#pragma once
// Runs that clients of the local page ask for: the newest of a client stops its older ones, one run
// works at a time, and few may wait.

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace kozqaras {

class ClientRuns {
  public:
    /// `most_waiting`: runs that may wait for their turn.
    explicit ClientRuns(std::size_t most_waiting) : most_waiting_(most_waiting) {}

    /// A run that was let in. Leaves when it is destroyed.
    class Ticket {
      public:
        Ticket(ClientRuns& runs, std::uint64_t number, std::stop_source source)
            : runs_(runs), number_(number), source_(std::move(source)) {}

        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;
        ~Ticket();

        /// Stops when the run is to end.
        [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

        void stop() { source_.request_stop(); }

        /// Waits for the turn of this run; calls `alive` from time to time meanwhile, and stops if
        /// it says no. False if it was stopped.
        template <typename Alive> [[nodiscard]] bool wait_for_turn(const Alive& alive) {
            while (!runs_.try_turn(*this)) {
                if (!alive())
                    stop();
                if (source_.stop_requested())
                    return false;
            }
            return !source_.stop_requested();
        }

      private:
        friend class ClientRuns;
        ClientRuns& runs_;
        std::uint64_t number_;
        std::stop_source source_;
        bool has_turn_ = false;
    };

    /// Lets in a run of `client` and stops the client's older ones; null if too many wait.
    [[nodiscard]] std::shared_ptr<Ticket> enter(const std::string& client);

    /// Stops all runs; none is let in afterwards.
    void stop_all();

    /// Runs let in that have not left.
    [[nodiscard]] std::size_t present() const;

  private:
    /// Takes the turn if it is free, or waits a moment for it.
    [[nodiscard]] bool try_turn(Ticket& ticket);
    void leave(const Ticket& ticket);
    /// Whether `number` is the first that was not stopped, and nobody works.
    [[nodiscard]] bool is_next(std::uint64_t number) const;

    std::size_t most_waiting_;
    mutable std::mutex mutex_;
    std::condition_variable freed_;

    struct Entry {
        std::string client;
        std::stop_source source;
    };

    std::map<std::uint64_t, Entry> present_; ///< by number: the oldest first
    std::uint64_t next_ = 0;
    bool busy_ = false, closed_ = false;
};

} // namespace kozqaras
