// What the paths of migrated runs can show: from parameters, names, tags and links to the fields of
// the destination's layout, by one table for the words of the five systems; where a layout wants a
// name that a run does not bear, its scheme makes it of what the layout says. A name that a run
// bears already is never made anew. It does not know the disk, nor which paths are taken.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cairn/exchange/migrate_source.h"
#include "cairn/layout/paths.h"

namespace cairn {

class MigrationFields {
 public:
  /// Both are kept by reference.
  MigrationFields(const MigrationSource& source, const Project& project);

  /// The kind under which the destination's layout knows such runs.
  std::string kind_of(const Record& record) const;

  /// Where the run lies by the layout, and what its paths can show. Names that the layout needs are
  /// added to `record`. Throws Error(invalid_input) where the layout has no place for it.
  struct Place {
    RunPlace place;
    Map fields;
  };
  Place place(const Record& old, const Kind& kind, Record& record) const;

 private:
  /// Whether a name may be made of less than the layout asks for.
  enum class Inputs { complete, any };

  Place place_with(const Record& old, const Kind& kind, const Record& record) const;
  Map fields_of(const Record& old, const Record& record, int depth = 0) const;
  std::vector<Map> upstream_of(const Record& old, int depth) const;
  void add_behind(const Record& old, const Record& record, const std::vector<Map>& upstream,
                  Map& fields) const;
  void set_experiment(const Record& old, const RunDefinition& definition, int depth,
                      Map& fields) const;
  void add_old_path(const Record& old, const Kind& kind, Map& fields) const;
  std::optional<std::string> earlier_place(const Record& old, const Kind& kind) const;
  void make_names(const Record& old, const Kind& kind, Inputs inputs, Record& record) const;
  bool take_name(const NameRule& rule, Map& names) const;
  std::optional<Value> word_value(const Record& old, const Record& record,
                                  const std::string& word) const;
  std::string full_name(const Record& old, const Record& record, std::string_view field) const;

  const MigrationSource& source_;
  const Project& project_;
  std::unordered_map<Digest, const Record*, DigestHash> by_digest_;
};

}  // namespace cairn
