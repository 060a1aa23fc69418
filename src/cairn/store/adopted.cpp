#include "cairn/store/adopted.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include "cairn/base/atomic_file.h"
#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/parallel.h"
#include "cairn/identity/canonical.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr AtomicSites kAdoptedSites{Site::adopted_write, Site::adopted_fsync, Site::adopted_rename,
                                    Site::adopted_folder_fsync};
constexpr int kTreeFormat = 1;
constexpr std::string_view kRuns = "\"runs\":[\n";
constexpr std::string_view kRunsEnd = "],\n";
constexpr std::string_view kLineStart = "{\"id\":\"";
constexpr std::string_view kTreeClosing = "\"sha256\":\"";
constexpr std::string_view kTreeEnd = "\"}\n";

/// What is empty in most runs is left out.
void append_texts(Map& map, const char* key, const std::string& text) {
  if (!text.empty()) map.append(key, text);
}
template <typename Container>
void append_filled(Map& map, const char* key, Container container) {
  if (!container.empty()) map.append(key, std::move(container));
}
void append_time(Map& map, const char* key, TimeUs time) {
  if (time != 0) map.append(key, utc_text(time));
}

List inputs_to_list(const std::vector<InputLink>& inputs) {
  List list;
  for (const InputLink& input : inputs) {
    list.push_back(Map{{"name", input.name}, {"id", input.id}, {"digest", input.run.hex()}});
  }
  return list;
}

TimeUs time_if_any(const Value& value, std::string_view key) {
  return parse_utc(text_or(value, key, "")).value_or(0);
}

RunDefinition definition_of(const Value& value, const Origin& origin) {
  RunDefinition definition{.id = {text_field(value, "id")},
                           .digest = digest_field(value, "digest"),
                           .kind = text_field(value, "kind"),
                           .name = text_or(value, "name", ""),
                           .experiment = text_or(value, "experiment", ""),
                           .dataset = text_or(value, "dataset", ""),
                           .params = map_or_empty(value, "params"),
                           .names = map_or_empty(value, "names"),
                           .path = text_field(value, "path"),
                           .shared_folder = true,
                           .log = text_or(value, "log", "")};
  if (const Value* seed = value.find("seed")) definition.seed = *seed;
  for (const Value& input : list_or_empty(value, "inputs")) {
    definition.inputs.push_back(
        {text_field(input, "name"), digest_field(input, "digest"), text_field(input, "id")});
  }
  definition.key = adopted_key_text(definition.kind, origin.scheme, origin.id, definition.path);
  if (sha256(definition.key) != definition.digest) {
    throw Error(ErrorCode::corrupt,
                fmt::format("the digest of run {} is not that of its key", definition.id.text));
  }
  return definition;
}

Record record_of(std::string_view line, const std::string& source, const AdoptedRoot& root) {
  const Value value = parse_json(line, source);
  Origin origin = origin_from_value(field(value, "origin"));
  Record record{.definition = definition_of(value, origin),
                .status = parse_status(text_field(value, "status")),
                .artifacts = artifacts_from_list(list_or_empty(value, "artifacts")),
                .metrics = metrics_from_map(map_or_empty(value, "metrics")),
                .tags = map_or_empty(value, "tags"),
                .steps = list_or_empty(value, "steps"),
                .datasets = list_or_empty(value, "datasets"),
                .children = children_from_list(list_or_empty(value, "children")),
                .links = links_from_list(list_or_empty(value, "links")),
                .problems = texts_from_list(list_or_empty(value, "problems"))};
  origin.tree = root.tree;
  record.origin = std::move(origin);
  record.attempts.push_back({.host = text_or(value, "host", ""),
                             .started = time_if_any(value, "started"),
                             .ended = time_if_any(value, "ended"),
                             .status = record.status,
                             .message = text_or(value, "message", "")});
  record.durability = "adopted";
  record.text_size = line.size();
  record.definition.path = adopted_run_path(root, record.definition.path);
  return record;
}

/// Damage of the file is corrupt, whatever the reader of a part calls it.
Record read_line(std::string_view line, const std::string& source, const AdoptedRoot& root) {
  try {
    while (line.ends_with('\n') || line.ends_with(',')) line.remove_suffix(1);
    return record_of(line, source, root);
  } catch (const Error& error) {
    throw Error(ErrorCode::corrupt, error.message(), error.hint()).with_context(source);
  }
}

std::string head_line(const AdoptedTree& tree) {
  const Map head{{"format", kTreeFormat},
                 {"tree", tree.id},
                 {"root", tree.root},
                 {"reader", tree.reader},
                 {"evidence", tree.evidence},
                 {"adopted", utc_text(tree.adopted)},
                 {"looked", utc_text(tree.looked)},
                 {"cairn", tree.cairn_version},
                 {"count", static_cast<std::int64_t>(tree.runs)},
                 {"files", static_cast<std::int64_t>(tree.files)},
                 {"bytes", static_cast<std::int64_t>(tree.bytes)}};
  std::string text = to_json(head);
  text.back() = ',';
  return text + "\n";
}

AdoptedTree tree_of(std::string_view line, const std::string& path) {
  std::string text(line);
  if (!text.ends_with(',')) throw Error(ErrorCode::corrupt, "it has no head");
  text.back() = '}';
  const Value head = parse_json(text, path);
  check_format(path + ": it", int_field(head, "format"), kTreeFormat);
  return {.id = text_field(head, "tree"),
          .root = text_field(head, "root"),
          .reader = text_field(head, "reader"),
          .evidence = text_field(head, "evidence"),
          .adopted = time_field(head, "adopted"),
          .looked = time_field(head, "looked"),
          .cairn_version = text_field(head, "cairn"),
          .runs = static_cast<std::uint64_t>(int_field(head, "count")),
          .files = static_cast<std::uint64_t>(int_field(head, "files")),
          .bytes = static_cast<std::uint64_t>(int_field(head, "bytes"))};
}

/// A file that is read piece by piece, wherever it is asked for.
class Pieces {
 public:
  explicit Pieces(const std::string& path)
      : path_(path), fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (!fd_ && errno == ENOENT) {
      throw Error(ErrorCode::not_found, fmt::format("there is no file '{}'", path));
    }
    if (!fd_) throw_errno("open", path);
  }

  std::size_t size() const {
    const off_t end = ::lseek(fd_.get(), 0, SEEK_END);
    if (end < 0) throw_errno("look at", path_);
    return static_cast<std::size_t>(end);
  }

  /// The bytes from `offset` to the end of the line that begins there, without its line break.
  std::string line(std::size_t offset) const {
    std::string text;
    while (true) {
      const std::size_t before = text.size();
      text.resize(before + kPiece);
      const ssize_t count =
          ::pread(fd_.get(), text.data() + before, kPiece, static_cast<off_t>(offset + before));
      if (count < 0) throw_errno("read", path_);
      text.resize(before + static_cast<std::size_t>(count));
      const std::size_t end = text.find('\n', before);
      if (end != std::string::npos) text.resize(end);
      if (end != std::string::npos || count == 0) return text;
    }
  }

 private:
  static constexpr std::size_t kPiece = 4096;

  std::string path_;
  Fd fd_;
};

/// The id at the start of a record's line, or nothing for any other line.
std::string_view id_of_line(std::string_view line) {
  if (!line.starts_with(kLineStart)) return {};
  line.remove_prefix(kLineStart.size());
  return line.substr(0, line.find('"'));
}

/// Finds the line of a run among those that start at `low` or behind it: they are sorted by id, so
/// each look halves what is left.
std::string find_line(const Pieces& file, std::size_t low, const RunId& id) {
  std::size_t high = file.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t start = middle == low ? low : middle + file.line(middle - 1).size();
    if (start >= high) {
      high = middle;
      continue;
    }
    std::string line = file.line(start);
    const std::string_view found = id_of_line(line);
    if (found == id.text) return line;
    if (!found.empty() && found < id.text) {
      low = start + line.size() + 1;
    } else {
      high = middle;
    }
  }
  return "";
}

std::string read_checked(const std::string& path) {
  std::string text = read_file(path);
  const std::size_t tail = kTreeClosing.size() + kDigestDigits + kTreeEnd.size();
  const std::string_view closing =
      std::string_view(text).substr(text.size() - std::min(text.size(), tail));
  if (!closing.starts_with(kTreeClosing) || !closing.ends_with(kTreeEnd)) {
    throw Error(ErrorCode::corrupt, "it does not close with its SHA-256").with_context(path);
  }
  const Digest digest = sha256(std::string_view(text).substr(0, text.size() - tail));
  if (digest.hex() != closing.substr(kTreeClosing.size(), kDigestDigits)) {
    throw Error(ErrorCode::corrupt, "it does not match its own SHA-256", "adopt the folder again")
        .with_context(path);
  }
  return text;
}

std::vector<std::string_view> record_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t start = text.find(kRuns);
  if (start == std::string_view::npos) return lines;
  for (start += kRuns.size(); text.substr(start).starts_with(kLineStart);) {
    const std::size_t end = text.find('\n', start);
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

}  // namespace

std::string adopted_run_path(const AdoptedRoot& root, std::string_view below) {
  const std::string path = root.root == "." ? std::string(below) : join_path(root.root, below);
  return path.empty() ? "." : path;
}

std::string adopted_key_text(std::string_view kind, std::string_view scheme,
                             std::string_view origin, std::string_view path) {
  return canonical_json(
      Map{{"kind", kind}, {"scheme", scheme}, {"origin", origin}, {"path", path}});
}

std::string adopted_user_path(std::string_view tree, const RunId& id) {
  return fmt::format("{}/{}/{}.user.json", kAdoptedFolder, tree, id.text);
}

AdoptedTree read_adopted_head(const std::string& path) {
  try {
    return tree_of(Pieces(path).line(0), path);
  } catch (const Error& error) {
    const bool is_known = error.code() == ErrorCode::not_found || error.code() == ErrorCode::io ||
                          error.code() == ErrorCode::conflict;
    if (is_known) throw;
    throw Error(ErrorCode::corrupt, error.message(), error.hint()).with_context(path);
  }
}

AdoptedTree read_adopted_tree(const Project& project, std::string_view id) {
  const std::string path = project.absolute(adopted_tree_path(id));
  AdoptedTree tree = read_adopted_head(path);
  const Pieces file(path);
  std::string line = file.line(file.line(0).size() + 1);
  if (line.ends_with(',')) line.pop_back();
  tree.problems = texts_from_list(list_or_empty(parse_json("{" + line + "}", path), "problems"));
  return tree;
}

Record read_adopted_record(const Project& project, const AdoptedRoot& root, const RunId& id) {
  const std::string path = adopted_tree_path(root.tree);
  const Pieces file(project.absolute(path));
  const std::size_t problems = file.line(0).size() + 1;
  const std::size_t runs = problems + file.line(problems).size() + 1;
  const std::string line = find_line(file, runs + kRuns.size(), id);
  if (line.empty()) {
    throw Error(ErrorCode::not_found, fmt::format("run {} is not in '{}' any more", id.text, path),
                "list the runs with: cairn ls");
  }
  return read_line(line, path, root);
}

void visit_adopted_records(const Project& project, const AdoptedRoot& root,
                           const std::function<void(Record&)>& visit) {
  constexpr std::size_t kAtOnce = 4096;
  const std::string path = adopted_tree_path(root.tree);
  const std::string text = read_checked(project.absolute(path));
  const std::vector<std::string_view> lines = record_lines(text);
  const auto read_block = [&](std::size_t start) {
    std::vector<Record> records(std::min(kAtOnce, lines.size() - start));
    for_each_index(records.size(),
                   [&](std::size_t i) { records[i] = read_line(lines[start + i], path, root); });
    return records;
  };
  if (lines.empty()) return;
  std::vector<Record> records = read_block(0);
  for (std::size_t next = kAtOnce; !records.empty(); next += kAtOnce) {
    // The next ones are read while these are visited.
    std::future<std::vector<Record>> reading;
    if (next < lines.size()) reading = std::async(std::launch::async, read_block, next);
    for (Record& record : records) visit(record);
    records = reading.valid() ? reading.get() : std::vector<Record>{};
  }
}

std::string adopted_line(const Record& record) {
  const RunDefinition& definition = record.definition;
  const RecordAttempt& attempt = record.attempt();
  Map map{{"id", definition.id.text},
          {"digest", definition.digest.hex()},
          {"kind", definition.kind},
          {"path", definition.path},
          {"status", status_name(record.status)},
          {"origin", Map{{"scheme", record.origin->scheme}, {"id", record.origin->id}}}};
  append_texts(map.find("origin")->as_map(), "status", record.origin->status);
  append_texts(map, "name", definition.name);
  append_texts(map, "experiment", definition.experiment);
  append_texts(map, "dataset", definition.dataset);
  if (!definition.seed.is_null()) map.append("seed", definition.seed);
  append_time(map, "started", attempt.started);
  append_time(map, "ended", attempt.ended);
  append_texts(map, "host", attempt.host);
  append_texts(map, "message", attempt.message);
  append_texts(map, "log", definition.log);
  append_filled(map, "params", definition.params);
  append_filled(map, "names", definition.names);
  append_filled(map, "inputs", inputs_to_list(definition.inputs));
  append_filled(map, "metrics", metrics_to_map(record.metrics));
  append_filled(map, "tags", record.tags);
  append_filled(map, "steps", record.steps);
  append_filled(map, "datasets", record.datasets);
  append_filled(map, "children", children_to_list(record.children));
  append_filled(map, "links", links_to_list(record.links));
  append_filled(map, "artifacts", artifacts_to_list(record.artifacts));
  append_filled(map, "problems", texts_to_list(record.problems));
  return to_json(map);
}

std::int64_t write_adopted_tree(const Project& project, const AdoptedTree& tree,
                                const std::vector<std::string>& lines) {
  ensure_hidden_folder(project, "adopted");
  AtomicFile file(kAdoptedSites, project.absolute(adopted_tree_path(tree.id)));
  Sha256 hasher;
  std::string block = head_line(tree);
  const auto flush = [&] {
    hasher.update(block);
    file.write(block);
    block.clear();
  };
  constexpr std::size_t kBlock = std::size_t{1} << 20U;
  block += fmt::format("\"problems\":{},\n{}", to_json(texts_to_list(tree.problems)), kRuns);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    block += lines[i];
    block += i + 1 == lines.size() ? "\n" : ",\n";
    if (block.size() >= kBlock) flush();
  }
  block += kRunsEnd;
  flush();
  file.write(fmt::format("{}{}{}", kTreeClosing, hasher.finish().hex(), kTreeEnd));
  // Now, while it is ours alone: another process may replace it as soon as it appears.
  const std::int64_t mtime_ns = stat_open(file.descriptor(), file.temporary()).mtime_ns;
  // One file for all runs: syncing it costs what syncing the disk for a batch would.
  file.commit(project.spec.durability == Durability::none ? Durability::none : Durability::full);
  return mtime_ns;
}

}  // namespace cairn
