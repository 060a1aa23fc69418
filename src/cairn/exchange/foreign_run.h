// A run that another program made, as plain values: what a reader of that program's files found of
// it. Paths are relative to the root of the foreign tree, names are those of the other program. It
// does not know ids of cairn, digests of files, or where the tree lies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/clock.h"
#include "cairn/base/value.h"
#include "cairn/spec/status.h"

namespace cairn {

/// A file of a foreign run.
struct ForeignArtifact {
  std::string path;
  std::string role;  ///< Empty: told from the name of the file.
  std::string type;  ///< Empty: the role.
  std::optional<std::int64_t> step;
  std::string op;
  std::string child;   ///< Name of the child that it belongs to.
  std::string sha256;  ///< As the other program noted it; empty: it did not.
};

/// A typed edge to another run of the same tree.
struct ForeignLink {
  std::string type;  ///< "input", "parent", "refit_of", …
  std::string name;  ///< The input's name; empty for other types.
  std::string to;    ///< What the other program calls that run.
  std::string path;  ///< Its folder, where the name alone could mean several; else empty.
};

/// A child of a foreign run: a fold, a chain.
struct ForeignChild {
  std::string kind;
  std::string name;
  std::string path;  ///< Its own folder; empty: it has none.
  Map params;
  Map metrics;
};

/// A name that a scheme of the other program made.
struct ForeignName {
  std::string field;   ///< What the layout would call it: "target_id".
  std::string scheme;  ///< "lambda_hat.target@1"
  std::string name;    ///< "tgt_899d6808f6ed"
  std::string full;    ///< The unshortened form; empty: the same.
};

/// One value of a metric that has several.
struct ForeignPoint {
  std::string key;
  double value = 0;
  std::optional<std::int64_t> step;
};

struct ForeignRun {
  std::string kind;    ///< In cairn's words: "model", "target", "pipeline", …
  std::string scheme;  ///< Of its origin; empty: the name of the reader.
  std::string origin;  ///< What its program calls it; unique in its folder.
  std::string folder;  ///< Below the root; empty: the root itself.
  std::string name;    ///< For people; empty: the origin.
  std::string experiment;
  std::string dataset;
  Value seed;
  Map params;
  std::vector<ForeignName> names;
  RunStatus status = RunStatus::finished;
  std::string origin_status;  ///< In the word of its program.
  TimeUs started = 0;         ///< 0: not known.
  TimeUs ended = 0;           ///< 0: the newest of its files tells.
  std::string host;
  std::string message;  ///< Why it failed.
  std::string log;      ///< A file.
  Map metrics;          ///< Nested, last values; what is no number becomes a tag.
  std::vector<ForeignPoint> points;
  Map tags;
  List steps;
  List datasets;
  std::vector<ForeignChild> children;
  std::vector<ForeignArtifact> artifacts;
  std::vector<ForeignLink> links;
  std::vector<std::string> problems;  ///< "analysis.json: line 3: …"
};

/// What a reader found in a tree.
struct ForeignRuns {
  std::vector<ForeignRun> runs;
  std::vector<std::string> problems;  ///< Of what belongs to no run.
};

}  // namespace cairn
