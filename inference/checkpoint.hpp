#pragma once
// Long work that survives a kill: every batch of runs and every population is handed to the caller
// as a piece of text to append to a file. Given that text again, the same work replays: methods are
// deterministic, so the k-th batch asks for the same runs and gets what is on record. A piece cut
// short by the kill is dropped. The library itself writes nothing.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Dense>

namespace kozqaras::inference {

class Checkpoint {
  public:
    using Append = std::function<void(const std::string&)>;

    /// `known`: all that was appended before ("" at first). InputError if it is no checkpoint.
    Checkpoint(std::string_view known, Append append);

    /// Outputs of the first piece of this kind, not replayed before, whose inputs are equal to the
    /// last bit. Nothing if there is none: the caller runs, and adds what it found.
    [[nodiscard]] std::optional<Eigen::MatrixXd> replay(std::string_view kind,
                                                        const Eigen::MatrixXd& inputs);

    /// Outputs of the last piece of this kind with these inputs; all before are passed over.
    [[nodiscard]] std::optional<Eigen::MatrixXd> last(std::string_view kind,
                                                      const Eigen::MatrixXd& inputs);

    void add(std::string_view kind, const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs);

    /// Pieces that came with `known`.
    [[nodiscard]] std::size_t known() const { return known_; }

  private:
    struct Piece {
        std::string kind;
        Eigen::MatrixXd inputs, outputs;
        bool used = false;
    };

    std::vector<Piece> pieces_;
    std::size_t known_ = 0;
    Append append_;
};

} // namespace kozqaras::inference
