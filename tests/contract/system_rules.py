# label: fast
"""The rules of five systems (systems' names, as their programs made them), written once more in Python and asked of cairn on random inputs.

Each rule below follows the description of its system, not cairn's schemes; `vector_check` asks what `cairn id` and
`cairn parse` answer, so that an input which no golden vector holds has the name that the system gives it. A last file
holds wrong answers, so that a checker that accepts everything fails here.
"""

import hashlib
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

COUNT = 150
SEED = int(os.environ.get("CAIRN_SEED", random.SystemRandom().randrange(2**32)))
CHECK = pathlib.Path(os.environ["CAIRN_BIN_DIR"]) / "vector_check"
R = random.Random(SEED)
RAISES = {"__raises__": "ValueError", "message": ""}


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def spaced(value):
    return json.dumps(value, sort_keys=True)


def maybe(value, other=None, share=0.7):
    return value if R.random() < share else other


def some_keys(**entries):
    """Each key with two chances in three."""
    return {key: value() for key, value in entries.items() if R.random() < 0.67}


def word(letters="abcdefxyz0129", least=1, most=8):
    return "".join(R.choice(letters) for _ in range(R.randrange(least, most + 1)))


def no_repetition(text):
    """Vectors of these rules write a long text as "a*300": a text that only looks so gets a letter behind it."""
    return text + "x" if re.fullmatch(r".\*\d+", text, re.DOTALL) else text


def wild(most=9):
    return word("abXYZ019 _-:+=./\\'\"é€λΣ日😀\t#()[]{}*?<>|,;~", 0, most)


def plain():
    return R.choice([None, True, False, 0, 1, -7, 42, 2**64, -(10**30), 0.1, 1e-06, 3e-05, 1e22, 1.0, "x", "Größe", "", [1, 2.5, "a"], {"b": 1, "a": [None]}])


def mapping(depth=2):
    return {word(): mapping(depth - 1) if depth and R.random() < 0.3 else plain() for _ in range(R.randrange(5))}


def hexes(length):
    return word("0123456789abcdef", length, length)


def encoded(value):
    """Of a map: floats that JSON does not know, as vectors write them."""
    odd = lambda v: isinstance(v, float) and not math.isfinite(v)
    return {k: {"__float__": str(v)} if odd(v) else v for k, v in value.items()}


def tuple_of(*items):
    return {"__tuple__": list(items)}


# ---- 000 ---------------------------------------------------------------------------------------------------


def compute_hash(args, prefix, length):
    texts = [str(arg) for arg in args]
    for text in texts:
        if "hash=" in text:
            return text
    return prefix + md5("_".join(text.lstrip(":") for text in texts))[:length]


def options(text):
    text = text.strip().split("_")[0].lstrip(":")
    if not text:
        return ""
    out = {}
    for part in text.split("+"):
        sides = part.split("=")
        if len(sides) < 2:
            return RAISES
        out[sides[0]] = sides[1]
    return " ".join(f"--{key} {value}" for key, value in out.items())


TYPES = {"int": r"[0-9]+", "float": r"[0-9]+(?:\.[0-9]+)?", "str": r"[a-z]+", None: r"[0-9a-z.]+"}


def replaced(s, key, kind, new):
    found = re.search(f"{key}=({TYPES[kind]})", s)
    return s.replace(found.group(0), f"{key}={new}") if found else RAISES


def extracted(s, key, kind):
    found = re.search(f"{key}=({TYPES[kind]})", s)
    if not found:
        return RAISES
    text = found.group(1)
    if kind is not None:
        return {"int": int, "float": float, "str": str}[kind](text)
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return {"none": None, "true": True, "false": False}.get(text.lower(), text)


WILDCARDS = {
    "model_name": "[a-zA-Z0-9]+", "data_name": "[a-z0-9]+", "data_subset": "[a-z]+", "data_loader": "[a-zA-Z]+",
    "status": "init|pretrained|trained|trained-[a-z0-9. =]+", "seed": r"[0-9]+", "category": r"[a-z]+|\s?",
    "model_args": r":[a-z,;:+=0-9.*]+|\s?", "data_args": r":[a-zTF,;:+=0-9.]+|\s?", "experiment": "[a-z]+",
    "model_identifier": r":[a-z0-9,;=_+*.-]+|\s?", "test_identifier": "[a-zA-Z0-9,;:=+.-]+",
    "args1": r"[a-z,;:+=0-9.-]+[,;:+]|\s?", "args2": r"[a-z,;:+=0-9.-]+|\s?", "category_str": r"[a-z0-9]+=\*|\s?",
}  # fmt: skip


def status_in_path(path):
    for part in path.split("/"):
        group = part.partition(":")[2]
        if "_" in group and "=" not in group.rsplit("_", 1)[0]:
            return group.rsplit("_", 1)[1]
    return None


def system_000():
    pair = lambda: f"{word('abdt', 1, 4)}={R.choice(['1', '0.5', 'full', 'true', '2e-05', '12', 'none', '*', 'x.y', ''])}"
    argument_text = lambda: ":" * R.randrange(3) + "+".join(pair() for _ in range(R.randrange(1, 4)))
    args = [R.choice([argument_text(), wild(), R.randrange(10**4), 0.1, None, True, "hash=ab", "rehash=1"]) for _ in range(R.randrange(1, 4))]
    length = R.choice([8, 8, 8, 4, 32])
    given = {"args": args} if length == 8 else {"args": args, "length": length}
    yield "compute_hash@b9c4250", given, compute_hash(args, ":hash=", length)
    yield "compute_hash@dd24be4", given, compute_hash(args, "", length)
    text = argument_text() + R.choice(["", "_6000", "_a=1", " ", "+", "+flag"])
    yield "parse_arguments", text, options(text)
    key, kind = R.choice(["a", "b", "dt", "d", "t"]), R.choice([None, "int", "float", "str"])
    text = f"Net:{argument_text().lstrip(':')}_{R.randrange(100)}"
    yield "replace_param_in_string", {"s": text, "key": key, "value_type": kind, "new_value": "N"}, replaced(text, key, kind, "N")
    value = extracted(text, key, kind)
    if not (isinstance(value, float) and not math.isfinite(value)):
        yield "extract_param_from_string @dd24be4", {"s": text, "key": key, "value_type": kind}, value
    text = word("AbC:=+1", 0, 9)
    yield "parse_test_identifier", text, tuple_of(*(text.split(":", 1)[0], ":" + text.split(":", 1)[1]) if ":" in text else (text, ""))
    name = R.choice(list(WILDCARDS))
    text = R.choice([argument_text(), word("aA1:+=.*_-T ", 0, 6), "trained", "trained-epoch=4", "init", " "])
    yield "wildcard_constraint fullmatch @dd24be4", {"wildcard": name, "value": text}, bool(re.fullmatch(WILDCARDS[name], text))
    path = "/".join(R.choice(["reports", "x:y_z", f"N{argument_text()}_1", "d:all_trained-best", "a=b:c_d", "d_1:x", "f.csv", "a_b"]) for _ in range(R.randrange(1, 5)))
    yield "extract_status_from_path @dd24be4", path, status_in_path(path)
    text = R.choice(["init", f"trained-epoch={R.randrange(999)}", "trained", wild().replace("epoch=", "")])
    found = re.search(r"epoch=(\d+)", text)
    yield "parse_status_string @dd24be4", text, tuple_of(text, int(found.group(1)) if found else None)


# ---- 001 ---------------------------------------------------------------------------------------------------


def directory_hash(files):
    hasher = hashlib.sha256()

    def walk(prefix):
        names = sorted({path[len(prefix):].split("/")[0] for path in files if path.startswith(prefix)})
        for name in names:
            if prefix + name in files and name != "meta.json":
                hasher.update(f"FILENAME:{prefix}{name}".encode() + b"\0" + bytes.fromhex(files[prefix + name]))
        for name in names:
            if any(path.startswith(f"{prefix}{name}/") for path in files):
                walk(f"{prefix}{name}/")

    walk("")
    return hasher.hexdigest()


def system_001():
    value = {**mapping(), "x": R.choice([1, float("nan"), -float("inf")])}
    yield "problem_id", encoded(value), "p_" + sha(spaced(value))[:12]
    yield "trial_id", encoded(value), "r_" + sha(spaced(value))[:12]
    files = {}
    for _ in range(R.randrange(6)):
        parts = [R.choice(["a", "b", "Z", "meta.json", "x.txt", "é", "a-b", "a.b"]) for _ in range(R.randrange(1, 4))]
        path = "/".join(parts)
        clash = any(other == path or other.startswith(path + "/") or path.startswith(other + "/") for other in files)
        if not clash:
            files[path] = R.randbytes(R.randrange(4)).hex()
    yield "dir_sha256", files, directory_hash(files)
    value = {"obj": value, "algorithm": R.choice(["sha256", "sha1", "blake2b"])}
    text = spaced(value["obj"]).encode()
    digest = {"sha256": hashlib.sha256(text), "sha1": hashlib.sha1(text), "blake2b": hashlib.blake2b(text, digest_size=6)}[value["algorithm"]]
    yield "stable_hash [variational]", {**value, "obj": encoded(value["obj"])}, digest.hexdigest()[:12]
    digest = R.choice([hexes(64), word("aé日😀", 0, 6)])
    yield "ArtifactStore.path_for", f"urn:lh:{word('abc')}:sha256:{digest}", f"objects/sha256/{digest[:2]}/{digest[2:4]}/{digest}"


# ---- 002 ---------------------------------------------------------------------------------------------------

MIXTURES = ("mixture", "vamp", "geometric_mog")


def prior_of(c):
    k = str(c["num_components"])
    if c["prior_type"] == "standard":
        return ["std"]
    if c["prior_type"] == "mixture":
        return [f"mix{k}"] + (["dir"] if c["dirichlet_alpha"] is not None and c["dirichlet_alpha"] > 0 else [])
    if c["prior_type"] == "vamp":
        return [f"vamp{k}", {"kmeans": "km", "random": "rand"}[c["vamp_pseudo_init_method"]]]
    return [f"geo{k}", c["geometric_arrangement"]]


def seed_code(given):
    c = {"prior_type": "standard", "num_components": 10, "num_classes": 10, "dirichlet_alpha": None, "vamp_pseudo_init_method": "random",
         "geometric_arrangement": "circle", "use_tau_classifier": True, "use_component_aware_decoder": True, "use_heteroscedastic_decoder": False, **given}  # fmt: skip
    if c["prior_type"] not in MIXTURES:
        c["use_tau_classifier"] = False
    if c.get("top_m_gating", 0) > c["num_components"] or "typo" in c:
        return RAISES
    if c["dirichlet_alpha"] is not None and c["dirichlet_alpha"] <= 0:
        return RAISES
    if c["use_tau_classifier"] and c["num_components"] < c["num_classes"]:
        return RAISES
    if c["prior_type"] not in ("standard", *MIXTURES):
        return RAISES
    decoder = ["ca"] * c["use_component_aware_decoder"] + ["het"] * c["use_heteroscedastic_decoder"]
    return "_".join(["-".join(prior_of(c)), "tau" if c["use_tau_classifier"] else "head", "-".join(decoder) or "plain"])


def head_code(given):
    c = {"prior_type": "standard", "num_components": 10, "num_classes": 10, "dirichlet_alpha": None, "vamp_pseudo_init_method": "random",
         "geometric_arrangement": "circle", "use_tau_classifier": False, "use_component_aware_decoder": False, "use_heteroscedastic_decoder": False,
         "decoder_conditioning": "none", "latent_layout": "shared", "use_gumbel_softmax": False, **given}  # fmt: skip
    if c["dirichlet_alpha"] is not None and c["dirichlet_alpha"] <= 0:
        c["dirichlet_alpha"] = None
    if c["use_tau_classifier"] and (c["prior_type"] not in MIXTURES or c["num_components"] < c["num_classes"]):
        return RAISES
    if c.get("top_m_gating", 0) > c["num_components"] or "typo" in c:
        return RAISES
    if (c["latent_layout"] == "decentralized" or c["use_gumbel_softmax"]) and c["prior_type"] not in MIXTURES:
        return RAISES
    if c["decoder_conditioning"] != "none" and c["prior_type"] not in MIXTURES:
        return RAISES
    if c["prior_type"] not in ("standard", *MIXTURES):
        return RAISES
    prior = prior_of(c)
    if c["prior_type"] in ("mixture", "geometric_mog"):
        prior += ["dec"] * (c["latent_layout"] == "decentralized") + ["gbl"] * c["use_gumbel_softmax"]
    first = {"cin": ["cin"], "film": ["film"], "concat": ["ca"], "none": ["ca"] * c["use_component_aware_decoder"]}
    decoder = first[c["decoder_conditioning"]] + ["het"] * c["use_heteroscedastic_decoder"]
    return "_".join(["-".join(prior), "tau" if c["use_tau_classifier"] else "head", "-".join(decoder) or "plain"])


def slug(name):
    text = re.sub(r"[^A-Za-z0-9_-]+", "_", (name or "").strip()).strip("_")
    return text or "experiment"


def run_directory(name):
    parts = name.split("__")
    if "__" in name and len(parts) == 3:
        return dict(zip(("experiment_name", "architecture_code", "timestamp"), parts))
    parts = name.rsplit("_", 1)
    return {"experiment_name": parts[0], "architecture_code": None, "timestamp": parts[1] if len(parts) == 2 else None}


def catalogue(name):
    parts = name.split("__")
    return [parts[0].replace("_", " ").title() if parts[0] else name, parts[1] if len(parts) > 1 else None, parts[-1]]


def system_002():
    flag = lambda: R.random() < 0.5
    seed = some_keys(prior_type=lambda: R.choice(["standard", *MIXTURES, "flow"]), num_components=lambda: R.choice([4, 9, 10, 16, 100]),
                     dirichlet_alpha=lambda: R.choice([None, 0.5, 5.0, 0.0, -1.0]), vamp_pseudo_init_method=lambda: R.choice(["kmeans", "random"]),
                     geometric_arrangement=lambda: R.choice(["circle", "grid"]), use_tau_classifier=flag, use_component_aware_decoder=flag,
                     use_heteroscedastic_decoder=flag, num_classes=lambda: R.choice([2, 10]), latent_dim=lambda: 3, top_m_gating=lambda: R.choice([0, 4, 12]))  # fmt: skip
    if R.random() < 0.1:
        seed["typo"] = 1
    yield "generate_architecture_code(SSVAEConfig(**model)) @acd14bf (seed)", seed, seed_code(seed)
    head = {**seed, **some_keys(decoder_conditioning=lambda: R.choice(["cin", "film", "concat", "none"]), use_gumbel_softmax=flag,
                                latent_layout=lambda: R.choice(["shared", "decentralized"]))}  # fmt: skip
    yield "generate_architecture_code(SSVAEConfig(**model)) @a2254e4 (HEAD)", head, head_code(head)
    name = R.choice([None, wild(), " " + wild(20) + "\n", "__" + wild()])
    yield "sanitize_name", name, slug(name)
    name = R.choice([wild().replace("\t", ""), "a_b__mix10__20241112_143027", f"{word()}__{word()}", word(), "_".join(word() for _ in range(4)), f"{word()}___{word()}"])
    yield "parse_run_directory (seed document)", name, run_directory(name)
    name = R.choice([f"my_{word()}__{word()}__{word()}", word("aB1_'", 1, 9), f"a__b__c___{word()}", f"__{word()}__x", word("aßﬀⓐªʰΣ'_ ", 1, 7).replace("__", "_")])
    yield "dashboard experiment_catalog inference (name, code, timestamp) @a2254e4", name, catalogue(name)


# ---- 003 ---------------------------------------------------------------------------------------------------


def base36(number, digits=6):
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"
    out = ""
    for _ in range(digits):
        out = letters[number % 36] + out
        number //= 36
    return out


def key_of(step, operator, branch, source, sub):
    inside = [f"br={'.'.join(map(str, branch or []))}"] * bool(branch)
    inside += [f"src={source}"] * (source is not None) + [f"sub={sub}"] * (sub is not None)
    return f"s{step}.{operator.rsplit('.', 1)[-1]}" + (f"[{','.join(inside)}]" if inside else "")


def system_003():
    given = some_keys(dataset_name=wild, config_name=wild, model_name=wild, fold_id=lambda: R.choice(["0", "avg", 3, ""]),
                      step_idx=lambda: R.randrange(20), op_counter=lambda: R.randrange(99))  # fmt: skip
    text = "|".join(str(given.get(key, default)) for key, default in
                    (("dataset_name", ""), ("config_name", ""), ("model_name", ""), ("fold_id", ""), ("step_idx", 0), ("op_counter", 0)))  # fmt: skip
    yield "Predictions._generate_hash @8330d8c7 (6-char id)", given, base36(int(sha(text)[:16], 16))
    more = {**given, **some_keys(dataset_path=wild, config_path=wild, model_classname=word, partition=word, sample_indices=lambda: R.choice([[1, 2], [], None]), sample_indices_id=lambda: R.choice([word(), ""]))}
    text = "|".join(str(more.get(key, default)) for key, default in
                    (("dataset_name", ""), ("dataset_path", ""), ("config_name", ""), ("config_path", ""), ("model_name", ""), ("model_classname", ""),
                     ("fold_id", ""), ("partition", ""), ("step_idx", 0), ("op_counter", 0)))  # fmt: skip
    text += "|" + str(more.get("sample_indices_id", more.get("sample_indices", "")))
    yield "PredictionSerializer.generate_id @0.4.1", more, sha(text)[:16]
    steps = [R.choice([word(), mapping()]) for _ in range(R.randrange(4))]
    yield "PipelineConfigs.get_hash @16c8f070 HEAD", steps, sha(compact(steps))[:16]
    yield "PipelineExecutor._compute_pipeline_hash @16c8f070 (md5[:6], default=str)", steps, md5(spaced(steps))[:6]
    branch = R.choice([None, [], [0], [0, 12]])
    source, sub = maybe(R.randrange(4), None, 0.4), maybe(R.randrange(4), None, 0.4)
    step, operator = R.randrange(30), R.choice(["SNV", "a.b.PLS", word("AB")])
    given = {"args": [step, operator], **({"branch_path": branch} if branch is not None else {}),
             **({"source_index": source} if source is not None else {}), **({"substep_index": sub} if sub is not None else {})}  # fmt: skip
    key = key_of(step, operator, branch, source, sub)
    yield "OperatorNode.to_key @16c8f070", given, key
    node = {"step_index": step, "operator_class": operator.rsplit(".", 1)[-1], **({"branch_path": branch} if branch else {}),
            **({"source_index": source} if source is not None else {}), **({"substep_index": sub} if sub is not None else {})}  # fmt: skip
    yield "OperatorNode.from_key", key, node
    yield "OperatorNode.from_key", f"s{step}.Größe[sub=3,x=1,br=0.2]x", {"step_index": step, "operator_class": "Größe", "branch_path": [0, 2], "substep_index": 3}
    chain = [key_of(R.randrange(9), word("ABC"), R.choice([None, [1]]), None, None) for _ in range(R.randrange(4))]
    path = ">".join(chain)
    yield "OperatorChain.to_path/to_hash @16c8f070", chain, {"path": path, "hash12": sha(path)[:12], "hash20": sha(path)[:20]}
    fold = R.choice([None, 0, 7])
    pipeline = f"{R.randrange(10):04}_{word()}"
    made = f"{pipeline}${sha(path)[:12]}:{'all' if fold is None else fold}"
    yield "generate_artifact_id_v3", {"pipeline_id": pipeline, "chain": path, "fold_id": fold}, made
    yield "parse_artifact_id_v3", made, tuple_of(pipeline, sha(path)[:12], fold)
    digest = R.choice(["", "sha256:"]) + hexes(R.choice([4, 12, 64]))
    yield "artifacts.utils.generate_filename", ["model", word("ab_C"), digest], None
    name = R.choice([f"{word('ab')}_{word('ab_')}_{hexes(6)}.pkl", f"{word('ab')}_{hexes(6)}.pkl", word("ab"), f"{word('ab')}.pkl", R.choice(["", "a/"]) + word("ab_", 1, 1) + word("ab._", 0, 8)])
    parts = pathlib.PurePosixPath(name).stem.split("_")
    want = None if len(parts) < 2 else tuple_of("", *parts) if len(parts) == 2 else tuple_of(parts[0], "_".join(parts[1:-1]), parts[-1])
    yield "artifacts.utils.parse_filename", name, want
    name = R.choice([word("ab/c:"), "CON", "con", "Lpt1", "lpt0", "COM9", "aux.txt", "nul", word("é日-")])
    reserved = {"CON", "PRN", "AUX", "NUL", *(f"COM{i}" for i in range(1, 10)), *(f"LPT{i}" for i in range(1, 10))}
    yield "SimulationSaver._is_valid_name @8330d8c7", name, not (set(name) & set('<>:"/\\|?*')) and name.upper() not in reserved
    name = R.choice([wild(12), word("aΣσς.:'_ 日é·", 0, 9)])
    yield "PipelineLibrary._sanitize_name @16c8f070", name, "".join(c for c in name.replace(" ", "_") if c not in '<>:"/\\|?*').lower()


# ---- 004 ---------------------------------------------------------------------------------------------------


def normalised(value):
    if isinstance(value, bool) or isinstance(value, int):
        return value
    if isinstance(value, float):
        return 0.0 if value == 0 else float(f"{value:.12e}")
    return value.lower().strip() if isinstance(value, str) else str(value).lower().strip()


def study_v1(given, version, model=True):
    data, hpo = given["data_config"], given["hpo_config"]
    key = {"schema_version": version,
           "data": {"name": data.get("name", ""), "version": data.get("version", ""), "local_path": str(data.get("local_path", "")), "schema": data.get("schema", {})},
           "hpo": {"search_space": hpo.get("search_space", {}), "objective": hpo.get("objective", {}), "k_fold": hpo.get("k_fold", {}),
                   "sampling": {"algorithm": hpo.get("sampling", {}).get("algorithm", "random")}, "early_termination": hpo.get("early_termination", {})}}  # fmt: skip
    if model:
        key["model"] = given["model"].lower().strip()
    bench = given.get("benchmark_config")
    inner = bench.get("benchmarking", {}) if bench else {}
    key["benchmark"] = {"metric": inner.get("metric", "macro-f1"), "max_length": inner.get("max_length", 512)} if bench else {}
    return key


def data_fingerprint(data):
    stated = data.get("content_hash") or data.get("manifest_hash")
    if stated:
        return sha(str(stated))
    return sha(compact({"name": data.get("name"), "version": data.get("version"), "split_seed": data.get("split_seed"),
                        "label_mapping": data.get("label_mapping", {}), "schema": data.get("schema", {})}))  # fmt: skip


def eval_fingerprint(config):
    return sha(compact({"evaluator_version": config.get("evaluator_version", "default"), "metric_spec": config.get("metric", {}),
                        "thresholding": config.get("thresholding", {}), "full_eval_config": config}))  # fmt: skip


def eval_config(train, hpo):
    found = (train or {}).get("eval") or (hpo or {}).get("evaluation")
    if found:
        return found
    return {"evaluator_version": "default", **({"metric": hpo.get("objective", {})} if hpo else {})}


def study_v2(given):
    data, hpo, train = given["data_config"], given["hpo_config"], given["train_config"]
    objective = hpo.get("objective", {})
    return {"schema_version": "2.0",
            "data": {"name": data.get("name", ""), "version": data.get("version", ""), "schema": data.get("schema", {}), "split_seed": data.get("split_seed", "default"),
                     "label_mapping": data.get("label_mapping", {}), "data_fingerprint": given["data_fingerprint"]},
            "hpo": {"search_space": hpo.get("search_space", {}), "objective": {"metric": objective.get("metric", "macro-f1"), "direction": objective.get("direction", "maximize")},
                    "k_fold": hpo.get("k_fold", {}), "sampling": {"algorithm": hpo.get("sampling", {}).get("algorithm", "random")}, "early_termination": hpo.get("early_termination", {})},
            "training": {"max_steps": train.get("max_steps"), "num_epochs": train.get("num_epochs"), "seed_policy": train.get("seed_policy", "default")},
            "evaluation": {"eval_fingerprint": given["eval_fingerprint"]}, "model": given["model"].lower().strip()}  # fmt: skip


def system_004():
    data = some_keys(name=word, version=lambda: R.choice(["v1", None, 2]), local_path=lambda: R.choice([wild(), None, 3]), schema=mapping, split_seed=lambda: R.choice([42, None, "s"]),
                     label_mapping=mapping, content_hash=lambda: R.choice(["", None, "abc", 0, 12]), manifest_hash=lambda: R.choice(["", "m1"]))  # fmt: skip
    hpo = some_keys(search_space=mapping, objective=lambda: some_keys(metric=word, direction=lambda: "minimize", goal=lambda: "minimize"), k_fold=mapping,
                    sampling=lambda: some_keys(algorithm=word, max_trials=lambda: 9), early_termination=mapping)  # fmt: skip
    given = {"data_config": data, "hpo_config": hpo, "model": R.choice(["distilbert", " Distil-BERT\n", "ΑΣ"])}
    if R.random() < 0.5:
        given["benchmark_config"] = R.choice([None, {}, {"benchmarking": some_keys(metric=word, max_length=lambda: 128, other=plain)}])
    for era, version in (("@bb91586 (seed; schema_version '1.0')", "1.0"), ("@763c94e (HEAD; schema_version '2.0')", "2.0")):
        key = study_v1(given, version)
        yield f"build_hpo_study_key (v1) {era}", given, compact(key)
        yield f"build_hpo_study_key_hash(v1) {era}", given, sha(compact(key))
        family = {name: value for name, value in given.items() if name != "model"}
        yield f"build_hpo_study_family_hash {era}", family, sha(compact(study_v1(given, version, model=False)))
    yield "compute_data_fingerprint", data, data_fingerprint(data)
    config = some_keys(evaluator_version=word, metric=lambda: R.choice([None, "f1", {"a": 1}]), thresholding=mapping, other=plain)
    yield "compute_eval_fingerprint", config, eval_fingerprint(config)
    train = R.choice([None, {}, {"eval": R.choice([None, {}, {"a": 1}])}])
    hpo2 = R.choice([None, {}, some_keys(evaluation=lambda: R.choice([{}, {"b": 1}]), objective=lambda: R.choice([{}, None, {"metric": "f1"}]), k_fold=mapping)])
    yield "derive_eval_config @763c94e", {"train_config": train, "hpo_config": hpo2}, eval_config(train, hpo2)
    v2 = {"data_config": data, "hpo_config": hpo, "train_config": some_keys(max_steps=lambda: 5, num_epochs=lambda: R.choice([3, None]), seed_policy=word),
          "model": given["model"], "data_fingerprint": hexes(64), "eval_fingerprint": hexes(64)}  # fmt: skip
    yield "build_hpo_study_key_v2", v2, compact(study_v2(v2))
    params = {word(): R.choice([3e-05, 0.30000000000000004, 8, 8.0, True, "AdamW ", "ΑΣ", "İ", None, [1, "A"], 0.0, -0.0, 1e-320, 123456789.123456789]) for _ in range(R.randrange(5))}
    study = hexes(64)
    for era, version in (("@bb91586", "1.0"), ("@763c94e", "2.0")):
        key = compact({"schema_version": version, "study_key_hash": study, "hyperparameters": {k: normalised(v) for k, v in params.items()}})
        yield f"build_hpo_trial_key {era}", {"study_key_hash": study, "hyperparameters": params}, key
        yield f"build_hpo_trial_key_hash {era}", {"study_key_hash": study, "hyperparameters": params}, sha(key)
    evaluation, stated = R.choice([None, {}, some_keys(metric=lambda: maybe(word()), postprocess=mapping)]), R.choice([None, {}, {"evaluation": some_keys(metric=word, postprocess=mapping)}])
    chosen = {**(stated or {}).get("evaluation", {}), **(evaluation or {})}
    refit = {"schema_version": "2.0", "dataset": {"name": data.get("name", ""), "version": data.get("version", ""), "local_path": str(data.get("local_path", ""))},
             "refit_protocol": {"split_strategy": "full_train", "use_validation": False},
             "eval": {"metric": chosen.get("metric", "macro-f1"), "postprocess": chosen.get("postprocess", {})}}  # fmt: skip
    yield "compute_refit_protocol_fp", {"data_config": data, "train_config": stated, "eval_config": evaluation}, sha(compact(refit))
    spec = {"model": mapping(), "data": mapping(), "train": mapping(), "seed": R.choice([42, None, 1.0])}
    yield "compute_spec_fp", spec, sha(spaced(spec))[:16]
    execution = {"git_sha": R.choice([None, "", "abc"]), "env": mapping(), **some_keys(precision=plain, determinism=plain)}
    fields = {"git_sha": execution["git_sha"] or "unknown", "env": execution["env"], **{k: execution[k] for k in ("precision", "determinism") if execution.get(k) is not None}}
    yield "compute_exec_fp", execution, sha(spaced(fields))[:16]
    conversion = {"spec": hexes(16), "exec": hexes(16), "conversion": mapping()}
    yield "compute_conv_fp", conversion, sha(spaced({"parent_spec_fp": conversion["spec"], "parent_exec_fp": conversion["exec"], "conversion": conversion["conversion"]}))[:16]
    bench = {"model": mapping(), "benchmark": mapping()}
    yield "compute_bench_fp", bench, sha(spaced(bench))[:16]
    given = {"data": plain(), **some_keys(length=lambda: R.choice([8, 16, 64, 99]))}
    yield "compute_json_hash", given, sha(compact(given["data"]))[: given.get("length", 64)]
    text = wild(30)
    yield "build_mlflow_run_key_hash", text, sha(text)
    parts = [word(), word(), hexes(64), word()]
    yield "build_counter_key", parts, ":".join(parts)
    key = some_keys(study_key_hash=lambda: hexes(64), trial_id=lambda: R.choice(["t3", ""]))
    trial, about = key.get("trial_id"), {"process_type": "hpo", "model": word(), "environment": "local"}
    yield "build_mlflow_run_key", {**about, **key}, f"hpo:{about['model']}:" + (trial or f"study_{key.get('study_key_hash') or 'unknown'}")
    model, env = R.choice(["distil-bert/base", "m", "a b-c"]), R.choice(["local", "colab", "kaggle"])
    head, number = f"{env}_{re.sub('[/ -]', '_', model)}", R.randrange(150)
    given = {"model": model, "environment": env, "study_key_hash": hexes(64), "trial_key_hash": hexes(64), "trial_number": number, "trial_id": "x",
             "fold_idx": R.randrange(9), "spec_fp": hexes(16), "exec_fp": hexes(16), "variant": R.randrange(1, 12)}  # fmt: skip
    study, trial = given["study_key_hash"][:8], given["trial_key_hash"][:8]
    for pattern, process, name in (
        ("hpo_trial", "hpo", f"{head}_hpo_trial_study-{study}_t{number:02}"),
        ("hpo_trial_fold", "hpo", f"{head}_hpo_trial_study-{study}_t{number:02}_fold{given['fold_idx']}"),
        ("hpo_refit", "hpo_refit", f"{head}_hpo_refit_study-{study}_trial-{trial}_t{number:02}"),
        ("final_training", "final_training", f"{head}_final_training_spec-{given['spec_fp'][:8]}_exec-{given['exec_fp'][:8]}_v{given['variant']}"),
    ):
        yield "format_run_name (config/naming.yaml)", {"pattern": pattern, "process_type": process, **given}, name
    yield "build_mlflow_run_key", {"process_type": "hpo_refit", **given}, f"hpo_refit:{model}:x"
    yield "build_mlflow_run_key", {"process_type": "final_training", **given}, (
        f"final_training:{model}:spec_{given['spec_fp']}:exec_{given['exec_fp']}:v{given['variant']}")  # fmt: skip
    parent = f"{R.choice(['', 'x', 'a/'])}spec{R.choice('-_')}{hexes(R.choice([6, 8, 16]))}"
    parent += f"{R.choice('-_')}exec{R.choice('-_')}{hexes(R.choice([6, 8, 16]))}" + R.choice(["", "/v3", "/v12", "/v2 (copy)", "/x"])
    spec, execution, variant = re.search(r"spec[-_]([0-9a-f]+)[-_]exec[-_]([0-9a-f]+)(?:/v(\d+))?", parent).groups()
    yield "parse_parent_training_id", parent, {"spec_hash": spec[:8], "exec_hash": execution[:8], "variant": variant or "1"}
    name = no_repetition(wild(4) * R.choice([1, 1, 40, 100]))
    bad = set(name) & set('/\\:*?"<>|')
    yield "validate_run_name", name, RAISES if bad or len(name) > 256 else "ok"
    text = word("aé😀", 0, 3) * R.choice([1, 83, 84, 125, 250])
    yield "sanitize_tag_value", text, {"len": min(len(text), 250), "tail": (text if len(text) <= 250 else text[:247] + "...")[-6:]}
    path = "/".join(R.choice(["outputs", "hpo", "local", "m", f"study-{hexes(8)}", f"trial-{hexes(8)}", f"trial-{hexes(7)}", f"trial-{hexes(10)}", "refit"]) for _ in range(R.randrange(1, 7)))
    found = re.search(r"(?:^|/)([^/]+)/([^/]+)/study-([0-9a-f]{8})/trial-([0-9a-f]{8})", path)
    yield "parse_hpo_path_v2", path, dict(zip(("storage_env", "model", "study8", "trial8"), found.groups())) if found else None
    yield "is_v2_path", path, bool(re.search(r"study-[0-9a-f]{8}/trial-[0-9a-f]{8}", path))
    text = no_repetition(wild(6).replace("\t", ""))
    yield "normalize_for_path (paths.yaml rules)", text, tuple_of(re.sub(r'[/\\\- :*?"<>|]', "_", text), [])
    champion = some_keys(min_trials_per_group=lambda: R.randrange(6), top_k_for_stable_score=lambda: R.randrange(6), allow_mixed_schema_groups=lambda: True)
    least = champion.get("min_trials_per_group", 3)
    wanted = {"min_trials_per_group": least, "top_k_for_stable_score": min(champion.get("top_k_for_stable_score", 3), least), "require_artifact_available": True,
              "artifact_check_source": "tag", "prefer_schema_version": "auto", "allow_mixed_schema_groups": champion.get("allow_mixed_schema_groups", False)}  # fmt: skip
    yield "get_champion_selection_config", {"champion_selection": champion}, wanted


def finished(function, given, wanted):
    """The name of a file is a sum of its parts, written here where they are known."""
    if function == "artifacts.utils.generate_filename":
        kind, name, digest = given
        return f"{kind}_{name}_{digest.removeprefix('sha256:')[:12]}.joblib"
    return wanted


def check(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "rules.json"
        path.write_text(json.dumps([{"function": f, "input": i, "output": o, "note": ""} for f, i, o in rows]), encoding="utf-8")
        return subprocess.run([CHECK, path], capture_output=True, text=True, check=False)


def main():
    print(f"seed {SEED}")
    rows = []
    for _ in range(COUNT):
        for system in (system_000, system_001, system_002, system_003, system_004):
            rows += [(function, given, finished(function, given, wanted)) for function, given, wanted in system()]
    result = check(rows)
    print(f"{len({row[0] for row in rows})} rules, {len(rows)} inputs")
    print(result.stdout[:6000], result.stderr[-2000:])
    some = [(function, given, "wrong") for function, given, wanted in rows[:40] if wanted != RAISES]
    wrong = check(some)
    if f"0 passed, {len(some)} failed" not in wrong.stdout or wrong.returncode != 1:
        sys.exit(f"wrong answers were accepted:\n{wrong.stdout[:2000]}")
    if " 0 skipped" not in result.stdout:
        sys.exit("a rule was skipped: it is in no row of the list as a function")
    sys.exit(result.returncode)


if __name__ == "__main__":
    main()
