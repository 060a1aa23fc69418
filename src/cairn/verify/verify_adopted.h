// Whether adopted trees still hold what was recorded of them: the file of each tree against its own
// digest, and the files of its runs, where they lie, against theirs. Another program owns them, so
// nothing here can be repaired: either its results were changed, or they were damaged, and a person
// has to say which. It does not know how trees are read.
#pragma once

#include <cstdint>
#include <vector>

#include "cairn/verify/verify.h"
#include "cairn/verify/verify_files.h"

namespace cairn {

/// What was found of all adopted trees.
struct AdoptedFindings {
  std::size_t runs = 0;
  std::size_t files = 0;
  std::uint64_t bytes = 0;      ///< Of the files.
  std::vector<Digest> digests;  ///< Of the runs.
  std::vector<Finding> findings;
};

/// Looks at the adopted runs in the folders of the request, or at all. Changes nothing.
AdoptedFindings verify_adopted(const Project& project, const VerifyRequest& request,
                               FileVerifier& verifier);

}  // namespace cairn
