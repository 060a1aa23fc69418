#include "cairn/exchange/zip_output.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/exchange/zip_format.h"

namespace cairn {

namespace {

constexpr std::size_t kBuffer = 1 << 20;
/// From here on a member could reach 4 GiB in its packed form, too.
constexpr std::uint64_t kLarge = 0xF0000000;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kVersion64 = 45;

bool is_large(const ZipHeader& header) { return header.size >= kLarge; }

/// The date and time words of MS-DOS, in UTC so that they are the same everywhere.
std::uint32_t dos_time(TimeUs time) {
  const std::chrono::sys_time<std::chrono::microseconds> moment{std::chrono::microseconds(time)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(moment - day));
  const int year = static_cast<int>(date.year());
  if (year < 1980) return (1U << 21) | (1U << 16);
  if (year > 2107) return (127U << 25) | (12U << 21) | (31U << 16);
  return (static_cast<std::uint32_t>(year - 1980) << 25) |
         (static_cast<unsigned>(date.month()) << 21) | (static_cast<unsigned>(date.day()) << 16) |
         (static_cast<std::uint32_t>(clock.hours().count()) << 11) |
         (static_cast<std::uint32_t>(clock.minutes().count()) << 5) |
         (static_cast<std::uint32_t>(clock.seconds().count()) / 2);
}

/// What local and central headers have in common, from the version to the length of the name.
void put_common(std::string& out, const ZipHeader& header, std::uint16_t version) {
  const bool large = is_large(header);
  zip::put<2>(out, version);
  zip::put<2>(out, zip::kFlagUtf8);
  zip::put<2>(out, header.is_stored ? zip::kStored : zip::kDeflated);
  zip::put<4>(out, dos_time(header.time));
  zip::put<4>(out, header.crc);
  zip::put<4>(out, large ? zip::kFull32 : header.packed_size);
  zip::put<4>(out, large ? zip::kFull32 : header.size);
  zip::put<2>(out, header.name.size());
}

/// The zip64 extra field of the numbers that do not fit their own.
std::string zip64_extra(std::string_view numbers) {
  std::string extra;
  if (numbers.empty()) return extra;
  zip::put<2>(extra, zip::kExtraZip64);
  zip::put<2>(extra, numbers.size());
  extra += numbers;
  return extra;
}

std::string sizes64(const ZipHeader& header) {
  std::string numbers;
  if (!is_large(header)) return numbers;
  zip::put<8>(numbers, header.size);
  zip::put<8>(numbers, header.packed_size);
  return numbers;
}

std::uint16_t version_of(const ZipHeader& header, std::uint64_t offset) {
  return is_large(header) || offset >= zip::kFull32 ? kVersion64 : kVersion;
}

std::string local_header(const ZipHeader& header, std::uint64_t offset) {
  const std::string extra = zip64_extra(sizes64(header));
  std::string out;
  zip::put<4>(out, zip::kLocalSignature);
  put_common(out, header, version_of(header, offset));
  zip::put<2>(out, extra.size());
  return out + header.name + extra;
}

std::string central_header(const ZipHeader& header, std::uint64_t offset) {
  std::string numbers = sizes64(header);
  if (offset >= zip::kFull32) zip::put<8>(numbers, offset);
  const std::string extra = zip64_extra(numbers);
  const std::uint16_t version = version_of(header, offset);
  std::string out;
  zip::put<4>(out, zip::kCentralSignature);
  zip::put<2>(out, (zip::kMadeByUnix << 8) | version);
  put_common(out, header, version);
  zip::put<2>(out, extra.size());
  zip::put<2>(out, 0);  // comment
  zip::put<2>(out, 0);  // disk
  zip::put<2>(out, 0);  // internal attributes
  zip::put<4>(out, static_cast<std::uint64_t>(zip::kRegularFileMode) << 16);
  zip::put<4>(out, std::min<std::uint64_t>(offset, zip::kFull32));
  return out + header.name + extra;
}

std::string temp_beside(const std::string& path) {
  const std::string folder = parent_path(path);
  return fmt::format("{}/{}{}-export", folder.empty() ? "." : folder, kTempPrefix, ::getpid());
}

}  // namespace

ZipOutput::ZipOutput(std::string path) : path_(std::move(path)), temp_(temp_beside(path_)) {
  remove_file(Site::export_write, temp_);  // of a dead process with our number
  fd_ = open_write(Site::export_write, temp_, OpenMode::fresh);
}

ZipOutput::~ZipOutput() {
  if (temp_.empty()) return;
  fd_.reset();
  try {
    remove_file(Site::export_write, temp_);
  } catch (const std::exception&) {
    // What made us give up is thrown already; a file that stays behind is named as temporary.
  }
}

void ZipOutput::flush() {
  if (pending_.empty()) return;
  write_at(Site::export_write, fd_.get(), pending_, written_, temp_);
  written_ += pending_.size();
  pending_.clear();
}

void ZipOutput::append(std::string_view bytes) {
  if (pending_.size() + bytes.size() > kBuffer) flush();
  if (bytes.size() > kBuffer) {
    write_at(Site::export_write, fd_.get(), bytes, written_, temp_);
    written_ += bytes.size();
  } else {
    pending_ += bytes;
  }
}

void ZipOutput::begin(const ZipHeader& header) {
  local_at_ = written_ + pending_.size();
  local_ = local_header(header, local_at_);
  append(local_);
}

void ZipOutput::end(const ZipHeader& header) {
  const std::string local = local_header(header, local_at_);
  if (local != local_) {
    if (local_at_ >= written_) {
      pending_.replace(local_at_ - written_, local.size(), local);
    } else {
      flush();
      write_at(Site::export_write, fd_.get(), local, local_at_, temp_);
    }
  }
  directory_ += central_header(header, local_at_);
  ++members_;
}

void ZipOutput::put_directory() {
  const std::uint64_t start = written_ + pending_.size();
  const std::uint64_t size = directory_.size();
  append(directory_);
  std::string end;
  if (members_ >= zip::kFull16 || start >= zip::kFull32 || size >= zip::kFull32) {
    zip::put<4>(end, zip::kEnd64Signature);
    zip::put<8>(end, zip::kEnd64Size - 12);
    zip::put<2>(end, (zip::kMadeByUnix << 8) | kVersion64);
    zip::put<2>(end, kVersion64);
    zip::put<8>(end, 0);  // both disks
    zip::put<8>(end, members_);
    zip::put<8>(end, members_);
    zip::put<8>(end, size);
    zip::put<8>(end, start);
    zip::put<4>(end, zip::kLocator64Signature);
    zip::put<4>(end, 0);
    zip::put<8>(end, start + size);
    zip::put<4>(end, 1);  // disks
  }
  zip::put<4>(end, zip::kEndSignature);
  zip::put<4>(end, 0);  // both disks
  zip::put<2>(end, std::min<std::uint64_t>(members_, zip::kFull16));
  zip::put<2>(end, std::min<std::uint64_t>(members_, zip::kFull16));
  zip::put<4>(end, std::min<std::uint64_t>(size, zip::kFull32));
  zip::put<4>(end, std::min<std::uint64_t>(start, zip::kFull32));
  zip::put<2>(end, 0);  // comment
  append(end);
}

std::uint64_t ZipOutput::commit(Durability durability) {
  put_directory();
  flush();
  if (durability == Durability::full) fsync_fd(Site::export_fsync, fd_.get(), temp_);
  fd_.reset();
  rename_path(Site::export_rename, temp_, path_);
  temp_.clear();
  const std::string folder = parent_path(path_);
  if (durability == Durability::full) {
    fsync_path(Site::export_folder_fsync, folder.empty() ? "." : folder);
  }
  return written_;
}

}  // namespace cairn
