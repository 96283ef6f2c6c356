#pragma once
// Ownership of a file descriptor.

#include <utility>

#include <unistd.h>

namespace kozqaras {

class FileDescriptor {
  public:
    explicit FileDescriptor(int number = -1) : number_(number) {}

    FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    ~FileDescriptor() { (void)close(); }

    [[nodiscard]] bool open() const { return number_ >= 0; }

    [[nodiscard]] int number() const { return number_; }

    /// False if the system could not write what it still held (errno says why).
    [[nodiscard]] bool close() {
        const int number = std::exchange(number_, -1);
        return number < 0 || ::close(number) == 0;
    }

  private:
    int number_;
};

} // namespace kozqaras
