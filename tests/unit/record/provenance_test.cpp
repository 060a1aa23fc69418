#include "cairn/record/provenance.h"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/store/git_state.h"
#include "cairn/store/host_facts.h"
#include "cairn/store/provenance_capture.h"
#include "cairn/store/python_facts.h"
#include "support/temp_project.h"

namespace cairn {
namespace {

using test::TempFolder;
using Texts = std::vector<std::string>;

Provenance full_provenance() {
  return {.host = {.name = "laptop",
                   .os = "Debian",
                   .kernel = "Linux 6.1",
                   .cpu = "CPU",
                   .cores = 8,
                   .memory = 16'000'000'000,
                   .gpus = {"A100", "A100"}},
          .git = GitState{.commit = std::string(40, 'a'),
                          .branch = "main",
                          .remote = "https://example.org/x.git",
                          .is_dirty = true,
                          .diff = KeptText{sha256("diff"), 4, true},
                          .untracked = UntrackedFiles{3, sha256("list"), true},
                          .notes = {"a rebase is under way"}},
          .python = PythonFacts{.program = "/usr/bin/python3",
                                .version = "3.11.7",
                                .prefix = "/usr",
                                .package_count = 2,
                                .packages = sha256("packages"),
                                .note = ""},
          .environment = sha256("environment"),
          .sources = {{"fit.py", sha256("fit")}, {"src/a.b.py", sha256("a")}}};
}

/// Its JSON, and that of what is read from its JSON.
std::pair<std::string, std::string> there_and_back(const Provenance& provenance) {
  const std::string text = to_json(provenance_to_map(provenance));
  return {text, to_json(provenance_to_map(provenance_from_value(parse_json(text, "test"))))};
}

TEST(Provenance, IsReadAsItWasWritten) {
  const auto [text, again] = there_and_back(full_provenance());
  EXPECT_EQ(text, again);
  EXPECT_NE(text.find("\"truncated\":true"), std::string::npos);
  const Provenance read = provenance_from_value(parse_json(text, "test"));
  EXPECT_EQ(read.git->notes, Texts{"a rebase is under way"});
  EXPECT_EQ(read.sources, full_provenance().sources);
}

TEST(Provenance, OfAMachineWithNothingIsReadAsItWasWritten) {
  const auto [text, again] = there_and_back({.environment = sha256("")});
  EXPECT_EQ(text, again);
  EXPECT_NE(text.find("\"git\":null"), std::string::npos);
  EXPECT_NE(text.find("\"python\":null"), std::string::npos);
  const auto [empty_git, empty_again] =
      there_and_back({.git = GitState{}, .python = PythonFacts{.program = "x", .note = "late"}});
  EXPECT_EQ(empty_git, empty_again);
}

TEST(Provenance, DamageIsCorrupt) {
  for (const char* text : {"{}", "{\"git\":null,\"host\":{},\"python\":null}", "[]"}) {
    try {
      provenance_from_value(parse_json(text, "test"));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::corrupt) << text;
    }
  }
}

TEST(Provenance, TextsAreFoundByTheNamesThatPeopleType) {
  const Provenance provenance = full_provenance();
  EXPECT_EQ(kept_text(provenance, "git.diff"), sha256("diff"));
  EXPECT_EQ(kept_text(provenance, "git.untracked"), sha256("list"));
  EXPECT_EQ(kept_text(provenance, "packages"), sha256("packages"));
  EXPECT_EQ(kept_text(provenance, "environment"), sha256("environment"));
  EXPECT_EQ(kept_text(provenance, "source:src/a.b.py"), sha256("a"));
  EXPECT_EQ(kept_text(provenance, "source:other.py"), std::nullopt);
  EXPECT_EQ(kept_text({}, "git.diff"), std::nullopt);
  EXPECT_FALSE(is_kept_text_name("diff"));
}

TEST(Provenance, SaysTheStateOfARepositoryInShort) {
  EXPECT_EQ(git_text(*full_provenance().git), "aaaaaaa+dirty on main");
  EXPECT_EQ(git_text({.commit = "0123456789"}), "0123456");
  EXPECT_EQ(git_text({}), "unknown");
  EXPECT_EQ(git_text({.branch = "main"}), "no commit yet on main");
}

TEST(PublicUrl, HasNoUserAndPassword) {
  EXPECT_EQ(public_url("https://ana:pw@example.org/x.git"), "https://example.org/x.git");
  EXPECT_EQ(public_url("https://t0ken@example.org/x"), "https://example.org/x");
  EXPECT_EQ(public_url("https://a:b@c@example.org/x@y"), "https://example.org/x@y");
  EXPECT_EQ(public_url("ssh://git:pw@example.org:22/x"), "ssh://git@example.org:22/x");
  EXPECT_EQ(public_url("git@example.org:ana/x.git"), "git@example.org:ana/x.git");
  EXPECT_EQ(public_url("https://example.org/a@b"), "https://example.org/a@b");
  EXPECT_EQ(public_url("/srv/git/x.git"), "/srv/git/x.git");
}

TEST(WithoutSecretFiles, KeepsTheirNamesOnly) {
  const std::string plain =
      "diff --git a/fit.py b/fit.py\n--- a/fit.py\n+++ b/fit.py\n@@ -1 +1 @@\n-a\n+b\n";
  const std::string head = "diff --git a/conf/.env b/conf/.env\n--- a/conf/.env\n+++ b/conf/.env\n";
  EXPECT_EQ(without_secret_files(plain + head + "@@ -1 +1 @@\n-x\n+y\n@@ -9 +9 @@\n-z\n" + plain),
            plain + head + "[redacted]\n" + plain);
  EXPECT_EQ(without_secret_files(head + "@@ -1 +1 @@\n+no end"), head + "[redacted]\n");
  EXPECT_EQ(without_secret_files(""), "");
}

TEST(LineValue, FindsTheFirstLineOfAKey) {
  EXPECT_EQ(
      line_value("processor\t: 0\nmodel name\t: AMD Ryzen 7\nmodel name\t: B\n", "model name"),
      "AMD Ryzen 7");
  EXPECT_EQ(line_value("NAME=x\nPRETTY_NAME=\"Debian 12\"\n", "PRETTY_NAME"), "Debian 12");
  EXPECT_EQ(line_value("model names : x\n", "model"), "");
  EXPECT_EQ(line_value("", "model"), "");
}

TEST(HostFacts, KnowsThisMachine) {
  const HostFacts host = look_at_host();
  EXPECT_FALSE(host.name.empty());
  EXPECT_FALSE(host.os.empty());
  EXPECT_TRUE(host.kernel.starts_with("Linux ")) << host.kernel;
  EXPECT_GE(host.cores, 1);
  EXPECT_GT(host.memory, 1'000'000);
}

TEST(StartedPrograms, AreTheFirstWordsOfSimpleCommands) {
  EXPECT_EQ(started_programs("python fit.py --lr 0.1"), Texts{"python"});
  EXPECT_EQ(started_programs("cd x && A=1 B='c d' python fit.py | tee log; ls\nwc"),
            (Texts{"cd", "python", "tee", "ls", "wc"}));
  EXPECT_EQ(started_programs("env -i A=1 exec 'my python' x"), Texts{"my python"});
  EXPECT_EQ(started_programs("nice -n5 time python3.11 -m fit"), Texts{"python3.11"});
  EXPECT_EQ(started_programs("my\\ prog \"a && b\" \\\n --c"), Texts{"my prog"});
  EXPECT_EQ(started_programs("(python a.py) & (python3 b.py)"), (Texts{"python", "python3"}));
  EXPECT_EQ(started_programs(""), Texts{});
  EXPECT_EQ(started_programs("A=1"), Texts{});
}

/// A folder with programs, as PATH would have it.
struct FindPython : testing::Test {
  TempFolder temp;

  std::string program(const std::string& name, const std::string& text) const {
    std::string path = temp.write(name, text);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  std::optional<std::string> find(const std::string& name) const {
    return find_python(name, temp.at("bin"), temp.path());
  }
};

TEST_F(FindPython, ByItsName) {
  const std::string python = program("bin/python3.11", "");
  EXPECT_EQ(find("python3.11"), python);
  EXPECT_EQ(find("./bin/python3.11"), python);
  EXPECT_EQ(find("python3"), std::nullopt);
  program("bin/pythonic", "");
  EXPECT_EQ(find("pythonic"), std::nullopt);
}

TEST_F(FindPython, ByTheFirstLineOfAScript) {
  const std::string python = program("bin/python3", "");
  program("bin/tool", "#!" + python + " -I\nprint()\n");
  EXPECT_EQ(find("tool"), python);
  program("fit.py", "#! /usr/bin/env -S python3 -u\nprint()\n");
  EXPECT_EQ(find("./fit.py"), python);
  program("fit.sh", "#!/bin/sh\npython3 x\n");
  EXPECT_EQ(find("./fit.sh"), std::nullopt);
  program("empty", "");
  EXPECT_EQ(find("./empty"), std::nullopt);
  EXPECT_EQ(find("./gone"), std::nullopt);
  EXPECT_EQ(find("./bin"), std::nullopt);
}

/// Answers as a script does that stands in for Python.
struct LookAtPython : FindPython {
  std::string packages;  ///< Of the last answer.

  PythonFacts answer(const std::string& script) {
    PythonAnswer found =
        look_at_python(program("python", "#!/bin/sh\n" + script), {"PATH=/usr/bin:/bin"});
    packages = found.packages;
    return found.facts;
  }
};

TEST_F(LookAtPython, ListsThePackages) {
  const PythonFacts facts = answer(
      "echo '{\"version\": \"3.12.1\", \"prefix\": \"/opt/env\", \"program\": "
      "\"/opt/env/bin/python\", "
      "\"packages\": [\"numpy==1.26.4\", \"scipy==1.11.4\"]}'\n");
  EXPECT_EQ(facts.program, "/opt/env/bin/python");
  EXPECT_EQ(facts.version, "3.12.1");
  EXPECT_EQ(facts.prefix, "/opt/env");
  EXPECT_EQ(facts.package_count, 2);
  EXPECT_EQ(packages, "numpy==1.26.4\nscipy==1.11.4\n");
  EXPECT_EQ(facts.packages, sha256(packages));
  EXPECT_EQ(facts.note, "");
}

TEST_F(LookAtPython, NotesWhatItCouldNotKnow) {
  EXPECT_EQ(answer("echo oops; echo 'Fatal: no encodings' >&2; exit 1").note,
            "it could not be asked: Fatal: no encodings");
  EXPECT_EQ(answer("exit 1").note, "it could not be asked: ");
  EXPECT_TRUE(answer("echo '{'").note.starts_with("its answer could not be read: "));
  EXPECT_TRUE(answer("echo '{}'").note.starts_with("its answer could not be read: "));
  EXPECT_EQ(look_at_python(temp.at("gone"), {}).facts.note, "it could not be started");
}

TEST(KeptVariables, AreAnAllowList) {
  for (const char* name :
       {"PATH", "LC_ALL", "OMP_NUM_THREADS", "SLURM_JOB_ID", "CUDA_VISIBLE_DEVICES"}) {
    EXPECT_TRUE(is_kept_variable(name)) << name;
  }
  for (const char* name :
       {"AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "PATHS", "LC", "MY_VARIABLE", ""}) {
    EXPECT_FALSE(is_kept_variable(name)) << name;
  }
}

}  // namespace
}  // namespace cairn
