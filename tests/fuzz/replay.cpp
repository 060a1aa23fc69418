// Feeds a fuzz target without a fuzzer: first each file of a corpus, then mutations of them for
// some seconds. The target is LLVMFuzzerTestOneInput, so that clang's -fsanitize=fuzzer can drive
// it, too, without this file. An input that throws or crashes is printed and written to
// fuzz-failure.
//   fuzz_filter CORPUS [--seconds N]        CAIRN_SEED repeats a run
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// What a crash handler needs; it may only write.
std::string current_input;

void write_failure(const char* why) {
  std::ofstream("fuzz-failure", std::ios::binary) << current_input;
  std::cerr << why << "; the input is in the file fuzz-failure:\n" << current_input << std::endl;
}

void on_signal(int number) {
  const char text[] = "fuzz: the target crashed on:\n";
  // Nothing can be done about a failing write in here.
  if (write(STDERR_FILENO, text, sizeof text - 1) < 0 ||
      write(STDERR_FILENO, current_input.data(), current_input.size()) < 0) {
    _exit(1);
  }
  signal(number, SIG_DFL);
  raise(number);
}

bool passes(std::string input) {
  current_input = std::move(input);
  try {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current_input.data()),
                           current_input.size());
    return true;
  } catch (const std::exception& error) {
    write_failure(error.what());
  } catch (...) {
    write_failure("an exception of another kind");
  }
  return false;
}

std::string read_bytes(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::uint64_t seed)
      : corpus_(std::move(corpus)), engine_(seed) {}

  std::string next() {
    std::string text = any();
    for (std::size_t i = below(6) + 1; i > 0; --i) change(text);
    // Now and then something that is good comes along, so that mutations build on each other.
    if (below(20) == 0 && text.size() < 4096) corpus_.push_back(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_);
  }
  const std::string& any() { return corpus_[below(corpus_.size())]; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(text.size() - at, below(16) + 1);
    switch (below(6)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1U << below(8)));
        break;
      case 3: {  // A piece of another input.
        const std::string& other = any();
        const std::size_t from = below(other.size() + 1);
        text.insert(at, other, from, below(32) + 1);
        break;
      }
      case 4:
        text = text.substr(0, at) + any();
        break;
      default: {  // Many times the same.
        const std::string piece = text.substr(at, length);
        for (std::size_t i = below(200); i > 0 && text.size() < 100'000; --i)
          text.insert(at, piece);
      }
    }
  }

  std::vector<std::string> corpus_;
  std::mt19937_64 engine_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cerr << "usage: " << argv[0] << " CORPUS [--seconds N]\n";
    return 2;
  }
  for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS}) signal(number, on_signal);
  std::vector<std::string> corpus;
  for (const auto& entry : std::filesystem::directory_iterator(arguments[0])) {
    corpus.push_back(read_bytes(entry.path()));
  }
  std::sort(corpus.begin(), corpus.end());
  if (corpus.empty()) {
    std::cerr << arguments[0] << " has no files\n";
    return 2;
  }
  const bool all_pass = std::all_of(corpus.begin(), corpus.end(),
                                    [](const std::string& text) { return passes(text); });
  if (!all_pass) return 1;

  const char* given = std::getenv("CAIRN_SEED");
  const std::uint64_t seed = given != nullptr ? std::stoull(given) : std::random_device()();
  const bool has_seconds = arguments.size() == 3 && arguments[1] == "--seconds";
  const auto end = std::chrono::steady_clock::now() +
                   std::chrono::seconds(has_seconds ? std::stoi(arguments[2]) : 0);
  std::cout << corpus.size() << " inputs replayed; seed " << seed << " (CAIRN_SEED)" << std::endl;
  Mutator mutator(corpus, seed);
  std::size_t count = 0;
  for (; std::chrono::steady_clock::now() < end; ++count) {
    if (!passes(mutator.next())) return 1;
  }
  std::cout << count << " mutations passed" << std::endl;
  return 0;
}
