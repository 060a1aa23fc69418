#include "cairn/base/csv.h"

#include <cerrno>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/text.h"

namespace cairn {

CsvReader::CsvReader(const std::string& path, std::string source) : source_(std::move(source)) {
  if (!stat_path(path)) {
    throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", source_));
  }
  file_.open(path, std::ios::binary);
  if (!file_) throw_errno("open", path);
}

void CsvReader::fail(const std::string& what, std::string hint) const {
  throw Error(ErrorCode::invalid_input, fmt::format("{}:{}: {}", source_, record_line_, what),
              std::move(hint));
}

bool CsvReader::read_line(std::string& line) {
  if (!std::getline(file_, line)) {
    if (file_.bad()) throw_errno(errno == 0 ? EIO : errno, "read", source_);
    return false;
  }
  ++line_;
  if (line_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  return true;
}

bool CsvReader::next(std::vector<std::string>& cells) {
  std::string line;
  do {
    if (!read_line(line)) return false;
  } while (line.empty() || line == "\r");
  record_line_ = line_;
  cells.assign(1, "");
  bool in_quotes = false;
  for (std::size_t i = 0;; ++i) {
    if (i == line.size()) {
      if (!in_quotes) break;
      cells.back() += '\n';
      if (!read_line(line)) fail("a quote is never closed");
      i = static_cast<std::size_t>(-1);
      continue;
    }
    const char c = line[i];
    const bool is_doubled = in_quotes && c == '"' && i + 1 < line.size() && line[i + 1] == '"';
    if (is_doubled) {
      cells.back() += line[++i];
    } else if (c == '"') {
      const bool ends_cell = i + 1 == line.size() || line[i + 1] == ',' || line[i + 1] == '\r';
      const bool is_placed = in_quotes ? ends_cell : i == 0 || line[i - 1] == ',';
      if (!is_placed) fail("a quote stands inside a cell", "write a quote in a cell as \"\"");
      in_quotes = !in_quotes;
    } else if (c == ',' && !in_quotes) {
      cells.emplace_back();
    } else if (in_quotes || c != '\r' || i + 1 != line.size()) {
      cells.back() += c;
    }
  }
  for (const std::string& cell : cells) {
    if (!is_utf8(cell)) fail("a cell is not UTF-8");
  }
  return true;
}

}  // namespace cairn
