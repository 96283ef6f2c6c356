#pragma once
// Long work that survives a kill: every batch of runs and every population is handed to the caller
// as a piece of text to append to a file. Given that text again, the same work replays: methods are
// deterministic, so the k-th batch asks for the same runs and gets what is on record. Every piece
// carries its SHA-256. The library itself writes nothing.

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

    /// `known`: all that was appended before ("" at first). The last piece is dropped if it was
    /// cut short by the kill. InputError, naming `shown_name`, if this is no checkpoint or a piece
    /// of it was altered.
    Checkpoint(std::string_view known, Append append, std::string shown_name = "checkpoint");

    /// Bytes of `known` that are whole: whoever keeps them in a file cuts it here before he
    /// appends.
    [[nodiscard]] std::size_t whole() const { return whole_; }

    /// As messages name it.
    [[nodiscard]] const std::string& name() const { return name_; }

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

    std::size_t read_piece(std::string_view text);

    std::string name_;
    std::vector<Piece> pieces_;
    std::size_t known_ = 0, whole_ = 0;
    bool headed_ = false; ///< the heading is written
    Append append_;
};

} // namespace kozqaras::inference
