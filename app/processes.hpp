#pragma once
// The processes that `mpirun -n N kozqaras ...` started: they share the members of a run.

#include <memory>
#include <string>

#include "model/engine/member_exchange.hpp"

namespace kozqaras {

class Processes {
  public:
    /// Joins the others if mpirun or a scheduler started several; else this process is alone. All
    /// but the first write nothing to the terminal. UsageError if several were started and the
    /// program was built without MPI.
    Processes(int& count, char**& arguments);
    Processes(const Processes&) = delete;
    Processes& operator=(const Processes&) = delete;
    ~Processes();

    /// Null if this process is alone.
    [[nodiscard]] std::shared_ptr<MemberExchange> exchange() const { return exchange_; }

    /// Tells the others that this process has ended, with an error or "". To be called once, last.
    void end(const std::string& error);

  private:
    class Connection;
    std::shared_ptr<MemberExchange> exchange_;
    std::unique_ptr<Connection> connection_;
};

} // namespace kozqaras
