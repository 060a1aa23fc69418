// Reading CSV as RFC 4180 has it, one record at a time: cells in quotes may hold commas, line
// breaks and doubled quotes; lines end in LF or CRLF. It never holds more than one record, and does
// not know what a cell means.
#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace cairn {

class CsvReader {
 public:
  /// `source` names the file in errors. Throws Error(not_found), Error(io).
  CsvReader(const std::string& path, std::string source);

  /// Reads the next record into `cells`; false at the end. Lines without a character are passed
  /// over. Throws Error(invalid_input) "source:line: …" for quotes that do not close or stand
  /// inside a cell, and for text that is not UTF-8.
  bool next(std::vector<std::string>& cells);
  /// The line on which the last record began, from 1.
  std::size_t line() const { return record_line_; }
  /// Throws Error(invalid_input) "source:line: what" for the last record.
  [[noreturn]] void fail(const std::string& what, std::string hint = {}) const;

 private:
  bool read_line(std::string& line);

  std::string source_;
  std::ifstream file_;
  std::size_t line_ = 0;
  std::size_t record_line_ = 0;
};

}  // namespace cairn
