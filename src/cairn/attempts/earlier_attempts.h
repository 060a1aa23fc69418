// What the earlier attempts of a run tell: their history, and whether one of them still lives. They
// lie in the run's folder, or in the trash: an attempt that came back from there leaves later ones
// behind, which are as much a part of the history. It moves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/record/record.h"
#include "cairn/store/project.h"

namespace cairn {

struct EarlierAttempts {
  std::vector<RecordAttempt> attempts;
  int last_number = 0;
  std::optional<Digest> finished;  ///< The run whose record says that the last of them finished.
};

/// What the attempts tell that left their files in `folder` (absolute). Throws Error(busy) when one
/// of them is alive; the orphaned job of one that is not is killed.
EarlierAttempts read_earlier(const Project& project, const RunDefinition& definition,
                             const std::string& folder);

/// Adds the attempts that came after these, and lie in the trash: what came back from there took
/// their place. So no number is given twice, and the next record tells of all.
void add_later_from_trash(const Project& project, const RunDefinition& definition,
                          EarlierAttempts& earlier);

/// Throws Error(busy) when what lies in the run's folder was made, or brought back, by another
/// cairn since the caller looked; Error(conflict) where it is of another run. `known_attempt` is
/// the last attempt of which the caller knows how it ended.
void refuse_news(const RunDefinition& definition, const EarlierAttempts& earlier,
                 std::optional<int> known_attempt);

/// Throws Error(busy): another cairn was faster.
[[noreturn]] void refuse_made_meanwhile(const RunId& id);

}  // namespace cairn
