#include "cairn/base/real_path.h"

#include <filesystem>
#include <system_error>

#include "cairn/base/fs.h"

namespace cairn {

std::string real_path(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  return clean_path(error ? path : real.string());
}

}  // namespace cairn
