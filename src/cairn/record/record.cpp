#include "cairn/record/record.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/base/json_rows.h"
#include "cairn/base/unless_corrupt.h"
#include "cairn/record/record_values.h"
#include "cairn/record/store_paths.h"
#include "cairn/record/value_fields.h"

namespace cairn {

namespace {

constexpr std::string_view kClosing = ",\n\"sha256\":\"";
constexpr std::string_view kEnd = "\"\n}\n";
/// Bytes after the part that is hashed.
constexpr std::size_t kTailLength = kClosing.size() + kDigestDigits + kEnd.size();

/// The fields of a record in the order in which a person wants to read them.
void write_record(const Record& record, JsonFields& fields) {
  fields.integer("format", kRecordFormat);
  fields.text("status", status_name(record.status));
  write_fields(record.definition, fields);
  fields.value("fingerprint", to_value(record.fingerprint));
  fields.text("command", record.command);
  fields.text("folder", record.folder);
  fields.text("cairn", record.cairn_version);
  fields.text("durability", record.durability);
  if (record.provenance) fields.map("provenance", provenance_to_map(*record.provenance));
  fields.objects("attempts", record.attempts, write_attempt);
  fields.map("metrics", metrics_to_map(record.metrics));
  fields.map("logged_params", record.logged_params);
  fields.map("tags", record.tags);
  fields.list("steps", record.steps);
  fields.list("datasets", record.datasets);
  fields.list("children", children_to_list(record.children));
  if (!record.links.empty()) fields.list("links", links_to_list(record.links));
  if (record.origin) fields.map("origin", origin_to_map(*record.origin));
  fields.objects("out_digests", record.outs, write_out);
  fields.objects("artifacts", record.artifacts, write_artifact);
  fields.integer("log_size", static_cast<std::int64_t>(record.log_size));
  fields.list("problems", texts_to_list(record.problems));
  if (record.events_size) {
    fields.map("events", Map{{"size", static_cast<std::int64_t>(*record.events_size)},
                             {"sha256", record.events_sha256->hex()}});
  }
  if (record.history) {
    fields.map("history", Map{{"size", static_cast<std::int64_t>(record.history->size)},
                              {"sha256", record.history->sha256.hex()}});
  }
}

/// `artifacts`: those that are not in the value, since they were taken as the text was read.
Record record_from_value(const Value& value, std::vector<RecordArtifact> artifacts) {
  const List& listed = list_field(value, "artifacts");
  if (!listed.empty()) artifacts = artifacts_from_list(listed);
  Record record{.definition = definition_from_value(value),
                .fingerprint = fingerprint_from_value(field(value, "fingerprint")),
                .status = parse_status(text_field(value, "status")),
                .attempts = attempts_from_list(list_field(value, "attempts")),
                .command = text_field(value, "command"),
                .folder = text_field(value, "folder"),
                .cairn_version = text_field(value, "cairn"),
                .durability = text_field(value, "durability"),
                .artifacts = std::move(artifacts),
                .outs = outs_from_list(list_field(value, "out_digests")),
                .metrics = metrics_from_map(map_field(value, "metrics")),
                .logged_params = map_field(value, "logged_params"),
                .tags = map_field(value, "tags"),
                .steps = list_field(value, "steps"),
                .datasets = list_field(value, "datasets"),
                .children = children_from_list(list_field(value, "children")),
                .links = links_from_list(list_or_empty(value, "links")),
                .log_size = static_cast<std::uint64_t>(int_field(value, "log_size")),
                .problems = texts_from_list(list_field(value, "problems"))};
  if (const Value* origin = value.find("origin")) record.origin = origin_from_value(*origin);
  if (const Value* provenance = value.find("provenance")) {
    record.provenance = provenance_from_value(*provenance);
  }
  if (const Value* events = value.find("events")) {
    record.events_size = static_cast<std::uint64_t>(int_field(*events, "size"));
    record.events_sha256 = digest_field(*events, "sha256");
  }
  if (const Value* history = value.find("history")) {
    record.history = KeptFile{static_cast<std::uint64_t>(int_field(*history, "size")),
                              digest_field(*history, "sha256")};
  }
  if (record.attempts.empty()) throw Error(ErrorCode::corrupt, "the record has no attempt");
  return record;
}

/// Takes the artifacts of a record as its text is read: there may be many thousands.
JsonRows artifact_rows(std::string_view text, std::vector<RecordArtifact>& artifacts) {
  return {"artifacts", [text, &artifacts](std::span<const JsonCell> row) {
            // Room for all of them at once: each takes this much of the text or more.
            constexpr std::string_view kShortest = R"({"path":"","role":"","size":1,"sha256":""},)";
            if (artifacts.empty()) {
              artifacts.reserve(text.size() / (kShortest.size() + kDigestDigits));
            }
            std::optional<RecordArtifact> artifact = artifact_from_row(row);
            if (!artifact) return false;
            artifacts.push_back(*std::move(artifact));
            return true;
          }};
}

void check_own_digest(std::string_view text) {
  if (text.size() < kTailLength) {
    throw Error(ErrorCode::corrupt, "the record is cut short");
  }
  const std::string_view tail = text.substr(text.size() - kTailLength);
  if (!tail.starts_with(kClosing) || !tail.ends_with(kEnd)) {
    throw Error(ErrorCode::corrupt, "the record does not close with its SHA-256");
  }
  const std::string_view hex = tail.substr(kClosing.size(), kDigestDigits);
  if (sha256(text.substr(0, text.size() - kTailLength)).hex() != hex) {
    throw Error(ErrorCode::corrupt, "the record does not match its own SHA-256");
  }
}

}  // namespace

std::optional<double> cpu_seconds(const RecordAttempt& attempt) {
  if (!attempt.user_seconds || !attempt.system_seconds) return std::nullopt;
  return *attempt.user_seconds + *attempt.system_seconds;
}

std::uint64_t Record::size() const {
  std::uint64_t total = 0;
  for (const RecordArtifact& artifact : artifacts) total += artifact.size;
  return total;
}

std::string record_text(const Record& record) {
  constexpr std::size_t kUsual = 4096;
  std::string text = "{\n";
  text.reserve(kUsual);
  JsonFields fields(text, ",\n");
  write_record(record, fields);
  const std::string hex = sha256(text).hex();
  text += kClosing;
  text += hex;
  text += kEnd;
  return text;
}

Record parse_record(std::string_view text, const std::string& source) {
  try {
    Value value;
    std::vector<RecordArtifact> artifacts;
    try {
      value = parse_json_rows(text, source, artifact_rows(text, artifacts));
    } catch (const Error& error) {
      throw Error(ErrorCode::corrupt, fmt::format("not a record: {}", error.message()));
    }
    check_format("the record", int_field(value, "format"), kRecordFormat);
    check_own_digest(text);
    Record record = record_from_value(value, std::move(artifacts));
    record.text_size = text.size();
    return record;
  } catch (const Error& error) {
    // A value of another type than cairn writes is damage, not somebody's input.
    if (error.code() == ErrorCode::conflict) throw error.with_context(source);
    throw Error(ErrorCode::corrupt, error.message(), error.hint()).with_context(source);
  }
}

Record read_record(const std::string& folder, const RunId& id) {
  const std::string path = record_path(folder, id);
  return parse_record(read_file(path), path);
}

std::optional<Record> read_sound_record(const std::string& folder, const RunId& id) {
  const std::string path = record_path(folder, id);
  const std::optional<std::string> text = read_file_if_any(path);
  if (!text) return std::nullopt;
  return unless_corrupt([&] { return parse_record(*text, path); });
}

int last_number_named(std::string_view text) {
  constexpr std::string_view kLine = "\n\"attempts\":";
  constexpr std::string_view kNumber = "{\"number\":";
  const std::size_t begin = text.find(kLine);
  if (begin == text.npos) return 0;
  text = text.substr(begin + kLine.size());
  text = text.substr(0, text.find('\n'));
  int last = 0;
  for (std::size_t at = text.find(kNumber); at != text.npos; at = text.find(kNumber, at)) {
    at += kNumber.size();
    int number = 0;
    std::from_chars(text.data() + at, text.data() + text.size(), number);
    last = std::max(last, number);
  }
  return last;
}

}  // namespace cairn
