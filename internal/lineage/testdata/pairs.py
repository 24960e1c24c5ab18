#!/usr/bin/env python3
"""Draw pairs of recommendations for the gold of internal/lineage, show their texts, and take labels.

usage: pairs.py draw HEED CORPUS OUT.csv            draw the pairs (identifiers and hashes, no label)
       pairs.py show HEED CORPUS FILE.csv [FROM TO] print the texts of rows FROM..TO, without labels
       pairs.py second GOLD.csv OUT.csv             draw 100 pairs for a second person, label empty

HEED is the program, CORPUS the folder of documents. What is drawn depends on nothing but the documents and SEED:
similarity here is a plain cosine of words, not what internal/lineage computes, so that the gold does not favour it.
"""
import collections, csv, hashlib, itertools, json, math, os, re, subprocess, sys

SEED = "lineage-1"
BETWEEN = ["kazakhstan2010 kazakhstan2014", "bahrain2008 bahrain2012", "azerbaijan2009 azerbaijan2013",
           "bosniaandherzegovina2010 bosniaandherzegovina2014", "chile2009 chile2014", "ecuador2008 ecuador2012",
           "france2008 france2013", "jordan2009 jordan2013", "tonga2008 tonga2013", "vietnam2009 vietnam2014",
           "zambia2008 zambia2012", "guatemala2008 guatemala2012", "burkinafaso2009 burkinafaso2013",
           "slovenia2014 slovenia2025"]
# How many pairs of each range of similarity, then how many of all pairs by chance.
RANGES = [0.15, 0.25, 0.35, 0.5, 0.65, 0.8, 1.01]
WANTED = {"between": [20, 25, 35, 30, 25, 25], "within": [15, 20, 25, 25, 20, 15]}
CHANCE = {"between": 80, "within": 60}
# Then pairs of which both name one of these, whatever else they say: near misses and paraphrases.
TOPICS = ["national (human rights )?institution|ombuds|paris principles", "death penalty|capital punishment|moratorium",
          "special procedure|special rapporteur|standing invitation", "traffick", "corporal punishment", "domestic violence",
          "torture", "disabilit", "disappearance", "migrant workers", "child labour", "journalist|media|press"]
AIMED = {"between": 4, "within": 2}  # of each topic
FIELDS = ["state", "cycle_a", "ref_a", "hash_a", "cycle_b", "ref_b", "hash_b", "label"]


def path(corpus, name):
    if name == "slovenia2025":
        return os.path.join(corpus, "slovenia", "cycle4", "A_HRC_59_15.pdf")
    return os.path.join(corpus, "wg-reports", name + ".pdf")


def extract(heed, corpus, name):
    out = subprocess.run([heed, "extract", "--format", "jsonl", path(corpus, name)], capture_output=True, text=True).stdout
    return [r for r in map(json.loads, out.splitlines()) if r["kind"] == "recommendation"]


def reviews(heed, corpus):
    return [[extract(heed, corpus, n) for n in pair.split()] for pair in BETWEEN]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def order(*parts):
    """A place in an order that looks like chance and is the same everywhere."""
    return hashlib.sha256("|".join((SEED,) + parts).encode()).hexdigest()


def vectors(all_texts):
    words = [collections.Counter(re.findall(r"[a-z]{2,}", t.lower())) for t in all_texts]
    df = collections.Counter(w for c in words for w in c)
    out = {}
    for text, c in zip(all_texts, words):
        v = {w: n * math.log(len(words) / df[w]) for w, n in c.items()}
        norm = math.sqrt(sum(x * x for x in v.values())) or 1
        out[text] = {w: x / norm for w, x in v.items()}
    return out


def cosine(a, b):
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b.get(w, 0) for w, x in a.items())


def row(a, b):
    return [a["state"], a["cycle"], a["ref"], digest(a["text"]), b["cycle"], b["ref"], digest(b["text"])]


def pick(kind, pairs, vec):
    """Take the wanted numbers of each range, State after State, then by chance."""
    scored = []
    for a, b in pairs:
        r = row(a, b)
        scored.append((cosine(vec[a["text"]], vec[b["text"]]), order(*map(str, r)), r))
    scored.sort(key=lambda s: s[1])
    taken, out = set(), []
    for low, high, n in zip(RANGES, RANGES[1:], WANTED[kind]):
        by_state = collections.defaultdict(list)
        for s, o, r in scored:
            if low <= s < high:
                by_state[r[0]].append((o, r))
        queues = [by_state[k] for k in sorted(by_state, key=lambda k: order(kind, str(low), k))]
        for o, r in [x for turn in itertools.zip_longest(*queues) for x in turn if x][:n]:
            taken.add(o)
            out.append((o, r))
    out += [(o, r) for _, o, r in scored if o not in taken][:CHANCE[kind]]
    return [r for o, r in sorted(out)]


def aim(kind, pairs, taken):
    """Take some pairs of each topic, by chance, that are not taken yet."""
    out = []
    for topic in TOPICS:
        rows = [row(a, b) for a, b in pairs if all(re.search(topic, r["text"].lower()) for r in (a, b))]
        fresh = sorted((order(topic, *map(str, r)), r) for r in rows if r not in taken)[:AIMED[kind]]
        out += [r for _, r in fresh]
        taken += out
    return out


def draw(heed, corpus, target):
    revs = reviews(heed, corpus)
    vec = vectors([r["text"] for pair in revs for rs in pair for r in rs])
    between = [(a, b) for x, y in revs for a in x for b in y]
    within = [(a, b) for pair in revs for rs in pair for i, a in enumerate(rs) for b in rs[i + 1:]]
    with open(target, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(FIELDS)
        drawn = pick("between", between, vec) + pick("within", within, vec)
        for r in drawn + aim("between", between, drawn[:]) + aim("within", within, drawn[:]):
            w.writerow(r + [""])


def show(heed, corpus, file, first=1, last=10**6):
    text = {}
    for pair in reviews(heed, corpus):
        for rs in pair:
            for r in rs:
                text[r["state"], str(r["cycle"]), r["ref"]] = r["text"]
    for n, r in enumerate(csv.DictReader(open(file)), 1):
        if int(first) <= n <= int(last):
            a, b = text[r["state"], r["cycle_a"], r["ref_a"]], text[r["state"], r["cycle_b"], r["ref_b"]]
            if digest(a) != r["hash_a"] or digest(b) != r["hash_b"]:
                sys.exit(f"row {n}: the text has changed")
            print(f"{n} {r['state']} {r['cycle_a']}/{r['ref_a']} -> {r['cycle_b']}/{r['ref_b']}\n  a: {a}\n  b: {b}")


def second(gold, target):
    rows = [list(r.values()) for r in csv.DictReader(open(gold))]
    rows = sorted(rows, key=lambda r: order("second", *r[:7]))[:100]
    with open(target, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(FIELDS)
        for r in rows:
            w.writerow(r[:7] + [""])


if __name__ == "__main__":
    commands = {"draw": draw, "show": show, "second": second}
    if len(sys.argv) < 4 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
