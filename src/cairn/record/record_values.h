// The parts of a record as JSON values and back. Only record.cpp and the views use it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cairn/base/json.h"
#include "cairn/base/json_rows.h"
#include "cairn/record/record.h"

namespace cairn {

/// A time that another program did not note is 0 in a record's attempts and null in a document.
Value utc_or_null(TimeUs time);

// What a record holds many of is written field by field, without a Value in between.
void write_attempt(const RecordAttempt& attempt, JsonFields& fields);
void write_out(const RecordOut& out, JsonFields& fields);
void write_artifact(const RecordArtifact& artifact, JsonFields& fields);

List attempts_to_list(const std::vector<RecordAttempt>& attempts);
std::vector<RecordAttempt> attempts_from_list(const List& list);

/// {key: {last, step, first, min, max, count}}; only `last` and `step` where there is one point.
Map metrics_to_map(const std::vector<MetricSummary>& metrics);
std::vector<MetricSummary> metrics_from_map(const Map& map);

List children_to_list(const std::vector<RecordChild>& children);
std::vector<RecordChild> children_from_list(const List& list);

List links_to_list(const std::vector<RecordLink>& links);
std::vector<RecordLink> links_from_list(const List& list);

Map origin_to_map(const Origin& origin);
Origin origin_from_value(const Value& value);

List outs_to_list(const std::vector<RecordOut>& outs);
std::vector<RecordOut> outs_from_list(const List& list);

List artifacts_to_list(const std::vector<RecordArtifact>& artifacts);
std::vector<RecordArtifact> artifacts_from_list(const List& list);
/// What artifacts_from_list makes of the same map; nullopt where that one has something to say.
std::optional<RecordArtifact> artifact_from_row(std::span<const JsonCell> row);

List texts_to_list(const std::vector<std::string>& texts);
std::vector<std::string> texts_from_list(const List& list);

}  // namespace cairn
