#include "cairn/base/redact.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace cairn {
namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

TEST(NameSecrecy, KnowsSecretNamesByTheirWords) {
  for (const char* name : {"password",
                           "db_password",
                           "dbPassword",
                           "DBPASSWORD",
                           "PGPASSWORD",
                           "passwd",
                           "passphrase",
                           "secret",
                           "client_secret",
                           "clientSecret",
                           "AWS_SECRET_ACCESS_KEY",
                           "AWS_ACCESS_KEY_ID",
                           "API_KEY",
                           "apikey",
                           "ApiKey",
                           "APIKey",
                           "api-key",
                           "OPENAI_API_KEY",
                           "WANDB_API_KEY_2",
                           "access_token",
                           "accessToken",
                           "auth_tokens",
                           "credentials",
                           "GOOGLE_CREDENTIAL",
                           "db_pwd",
                           "ssh_key",
                           "private_key",
                           "PRIVATEKEY",
                           "personal.access.token"}) {
    EXPECT_EQ(name_secrecy(name), NameSecrecy::certain) << name;
  }
}

TEST(NameSecrecy, LooksAtTheValueUnderKeysAndTokens) {
  for (const char* name : {"key", "sort_key", "n_keys", "MY_TOKEN", "token", "max_tokens",
                           "pad_token", "token_type", "GITHUB_TOKEN", "primaryKey"}) {
    EXPECT_EQ(name_secrecy(name), NameSecrecy::possible) << name;
  }
}

TEST(NameSecrecy, SaysNothingOfOrdinaryNames) {
  for (const char* name :
       {"keyboard",  "monkey", "tokenizer", "tokenize",     "TOKENIZERS_PARALLELISM",
        "secretary", "lr",     "passes",    "n_passes",     "bypass",
        "compass",   "author", "PWD",       "OLDPWD",       "keyframe",
        "",          "_",      "turkey",    "hockey_stick", "keypoints",
        "pass"}) {
    EXPECT_EQ(name_secrecy(name), NameSecrecy::none) << name;
  }
}

TEST(IsSecret, ParamsOfLearningAreNoSecrets) {
  EXPECT_FALSE(is_secret("key", "val.rmse"));
  EXPECT_FALSE(is_secret("sort_key", "wavelength"));
  EXPECT_FALSE(is_secret("pad_token", "[PAD]"));
  EXPECT_FALSE(is_secret("tokens", "4096"));
  EXPECT_FALSE(is_secret("keys_file", "/data/2024/keys_v2.csv"));
  EXPECT_FALSE(is_secret("model", "bert-base-uncased-2024"));
  EXPECT_FALSE(is_secret("password", ""));
  EXPECT_TRUE(is_secret("password", "x"));
  EXPECT_TRUE(is_secret("my_token", "a1b2c3d4e5f6g7"));
}

TEST(IsSecretFile, KnowsThemByName) {
  for (const char* path :
       {".env", "conf/.env.local", "prod.env", "id_rsa", "home/id_ed25519", "server.pem",
        "tls/server.key", ".netrc", "credentials.json", "secrets.yaml", "aws/credentials"}) {
    EXPECT_TRUE(is_secret_file(path)) << path;
  }
  for (const char* path : {"fit.py", "environment.yml", "id_rsa.pub", ".env.example", "keys.csv",
                           "secrets.py", "identity.json", "tokens.txt"}) {
    EXPECT_FALSE(is_secret_file(path)) << path;
  }
}

struct Case {
  const char* text;
  const char* redacted;
};

TEST(Redact, ReplacesWhatATextShowsByItself) {
  for (const auto& [text, redacted] : std::vector<Case>{
           {"API_KEY = \"abc\"", "API_KEY = \"[redacted]\""},
           {"api_key='abc def'  # mine", "api_key='[redacted]'  # mine"},
           {"password: hunter2\nuser: ana", "password: [redacted]\nuser: ana"},
           {"password: 'it''s'", "password: '[redacted]''s'"},
           {"export DB_PASSWORD=hunter2 && run", "export DB_PASSWORD=[redacted] && run"},
           {"{\"password\": \"x\", \"n\": 3}", "{\"password\": \"[redacted]\", \"n\": 3}"},
           {"{\"password\":\"a\\\"b\",\"n\":3}", "{\"password\":\"[redacted]\",\"n\":3}"},
           {"\"API_KEY = \\\"abc\\\"\\n\",", "\"API_KEY = \\\"[redacted]\\\"\\n\","},
           {"os.environ[\"API_KEY\"] = 'abc'", "os.environ[\"API_KEY\"] = '[redacted]'"},
           {"setenv(\"API_KEY\", \"abc\")", "setenv(\"API_KEY\", \"[redacted]\")"},
           {"password: str = \"abc\"", "password: str = \"[redacted]\""},
           {"api_key: Optional[str] = \"abc\"", "api_key: Optional[str] = \"[redacted]\""},
           {"client_secret := `abc`", "client_secret := `[redacted]`"},
           {"'secret' => 'abc',", "'secret' => '[redacted]',"},
           {"if password == \"abc\":", "if password == \"[redacted]\":"},
           {"fit.py --api-key abc --lr 0.1", "fit.py --api-key [redacted] --lr 0.1"},
           {"fit.py --password=abc", "fit.py --password=[redacted]"},
           {"token = r\"a1b2c3d4e5f6\"", "token = r\"[redacted]\""},
           {"SECRET = \"\"\"a\nb\nc\"\"\"\nx = 1", "SECRET = \"\"\"[redacted]\n\n\"\"\"\nx = 1"},
           {"SECRET = \"not closed\nx = 1", "SECRET = \"[redacted]\nx = 1"},
           {"password: 12345678", "password: [redacted]"},
           {"+password = \"abc\"", "+password = \"[redacted]\""},
           {"https://ana:pw@example.org/x.git", "https://[redacted]@example.org/x.git"},
           {"https://a1b2c3d4e5f6g7@example.org", "https://[redacted]@example.org"},
           {"postgres://ana:pw@db/x", "postgres://ana:[redacted]@db/x"},
           {"Authorization: Bearer abc.def", "Authorization: Bearer [redacted]"},
           {"curl -H \"Authorization: Basic YWJj\" x",
            "curl -H \"Authorization: Basic [redacted]\" x"},
           {"{\"Authorization\": \"Bearer abc\"}", "{\"Authorization\": \"Bearer [redacted]\"}"},
           {"send('Bearer a1b2c3d4e5f6g7')", "send('Bearer [redacted]')"},
           {"id AKIAIOSFODNN7EXAMPLE.", "id [redacted]."},
           {"x=ghp_0123456789abcdefABCD", "x=[redacted]"},
           {"call(sk-proj-0123456789abcdefABCD)", "call([redacted])"},
           {"t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_9 u", "t [redacted] u"},
           {"-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nx",
            "-----BEGIN RSA PRIVATE KEY-----[redacted]\n\n\n-----END RSA PRIVATE KEY-----\nx"},
           {"-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----[redacted]\n"}}) {
    EXPECT_EQ(Redactor().redact(text), redacted);
    EXPECT_EQ(Redactor().redact(redacted), redacted) << "a second time";
  }
}

TEST(Redact, LeavesOrdinaryTextsAsTheyAre) {
  for (const char* text : {"",
                           "lr = 0.1",
                           "sorted(rows, key=lambda row: row[0])",
                           "key = \"val.rmse\"",
                           "{\"metric\": {\"key\": \"val.rmse\", \"value\": 0.5}}",
                           "max_tokens = 4096",
                           "pad_token = \"[PAD]\"",
                           "tokenizer = \"bert-base-uncased-2024\"",
                           "keyboard = 'qwerty12345678'",
                           "password = getpass.getpass()",
                           "password = None",
                           "password = args.password",
                           "api_key=api_key",
                           "token = os.environ['GITHUB_TOKEN']",
                           "api_key = os.getenv('API_KEY')",
                           "def login(user: str, password: str) -> None:",
                           "password: Optional[str] = None",
                           "api_key = \"${API_KEY}\"",
                           "api_key: $API_KEY",
                           "password = \"<your password>\"",
                           "password = f\"{password}\"",
                           "https://example.org/a@b",
                           "ssh://git@example.org/x",
                           "git@example.org:ana/x.git",
                           "https://ana@example.org",
                           "http://localhost:8080/x",
                           "the bearer of this letter",
                           "authorization is required",
                           "task-0123456789012345678901",
                           "sk-learn",
                           "hf_load_pretrained_models_from_hub",
                           "AKIA is a prefix",
                           "-----BEGIN CERTIFICATE-----\nMIIE",
                           "a--password",
                           "password_length = 12",
                           "for key in keys:",
                           "keys = {}",
                           "row[key] = 1",
                           "secretary: Ana",
                           "--password --next",
                           "passes = 3",
                           "# the password is asked for"}) {
    EXPECT_EQ(Redactor().redact(text), text);
  }
}

TEST(Redact, FindsTheValuesOfSecretVariablesAnywhere) {
  const Redactor redactor(Variables{{"CANARY_TOKEN", "zebra-stripes"},
                                    {"DB_PASSWORD", "hunter2"},
                                    {"LONG_SECRET", "zebra-stripes-and-more"},
                                    {"HOME", "/home/ana"},
                                    {"MODEL", "resnet50-large"}});
  EXPECT_EQ(redactor.redact("a zebra-stripes b"), "a [redacted] b");
  EXPECT_EQ(redactor.redact("xzebra-stripesy"), "x[redacted]y");
  EXPECT_EQ(redactor.redact("zebra-stripes-and-more"), "[redacted]");
  EXPECT_EQ(redactor.redact("/home/ana resnet50-large"), "/home/ana resnet50-large");
  EXPECT_EQ(redactor.redact("hunter2, hunter22 and hunter2"),
            "[redacted], hunter22 and [redacted]");
  EXPECT_TRUE(redactor.finds_secret("zebra-stripes"));
  EXPECT_FALSE(redactor.finds_secret("zebra"));
}

TEST(Redact, DoesNotBlankWordsForVariablesThatAreHardlySecret) {
  const Redactor redactor(Variables{{"SORT_KEY", "rmse"},
                                    {"KEY_FILE", "/home/ana/keys.txt"},
                                    {"KEY_SIZE", "123456789"},
                                    {"PASSWORD", "test"}});
  for (const char* text : {"rmse", "/home/ana/keys.txt", "123456789", "python test.py"}) {
    EXPECT_EQ(redactor.redact(text), text);
  }
}

TEST(Redact, KeepsTheLinesOfAValueThatHasSeveral) {
  const Redactor redactor(Variables{{"CERT_SECRET", "line one\nline two"}});
  EXPECT_EQ(redactor.redact("a line one\nline two b"), "a [redacted]\n b");
}

TEST(Redact, GoesIntoMapsAndLists) {
  const Redactor redactor(Variables{{"CANARY_TOKEN", "zebra-stripes"}});
  const Value value = Map{{"password", "abc"},
                          {"password_length", 3},
                          {"note", "see zebra-stripes"},
                          {"nested", Map{{"list", List{Value("zebra-stripes"), Value(1.5)}}}},
                          {"key", "val.rmse"}};
  const Value expected = Map{{"password", "[redacted]"},
                             {"password_length", 3},
                             {"note", "see [redacted]"},
                             {"nested", Map{{"list", List{Value("[redacted]"), Value(1.5)}}}},
                             {"key", "val.rmse"}};
  EXPECT_EQ(redactor.redact_value(value), expected);
}

/// A text of pieces that matter to the rules, joined at random.
std::string random_text(std::mt19937_64& random) {
  constexpr std::array<std::string_view, 44> kPieces = {"password",
                                                        "api_key",
                                                        "token",
                                                        "key",
                                                        "SECRET",
                                                        "Authorization",
                                                        "Bearer",
                                                        "://",
                                                        "http",
                                                        "@",
                                                        ":",
                                                        "=",
                                                        "==",
                                                        ",",
                                                        " ",
                                                        "\n",
                                                        "\t",
                                                        "\"",
                                                        "'",
                                                        "`",
                                                        "\\",
                                                        "\"\"\"",
                                                        "[redacted]",
                                                        "a1b2c3d4e5f6",
                                                        "abc",
                                                        "str",
                                                        "None",
                                                        "(",
                                                        ")",
                                                        "[",
                                                        "]",
                                                        "{",
                                                        "}",
                                                        "$X",
                                                        "--",
                                                        "-",
                                                        "sk-0123456789abcdef0123",
                                                        "-----BEGIN PRIVATE KEY-----",
                                                        "-----END ",
                                                        "eyJab.eyJcd.x",
                                                        "é",
                                                        "zebra-stripes",
                                                        "123456",
                                                        "r"};
  std::string text;
  const std::size_t count = random() % 14;
  for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST(Redact, TwiceIsOnceAndLinesStayForAnyText) {
  const char* given = std::getenv("CAIRN_SEED");
  const std::uint64_t seed = given == nullptr ? std::random_device()() : std::stoull(given);
  SCOPED_TRACE("CAIRN_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  const Redactor redactor(Variables{{"CANARY_TOKEN", "zebra-stripes"}});
  for (int i = 0; i < 100'000; ++i) {
    const std::string text = random_text(random);
    const std::string once = redactor.redact(text);
    ASSERT_EQ(redactor.redact(once), once) << text;
    ASSERT_EQ(std::count(text.begin(), text.end(), '\n'),
              std::count(once.begin(), once.end(), '\n'))
        << text;
    ASSERT_EQ(once.find("zebra-stripes"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace cairn
