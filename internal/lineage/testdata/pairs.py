#!/usr/bin/env python3
"""Show the texts of pairs of the gold of internal/lineage, or draw some of them for another reader.

usage: pairs.py show HEED CORPUS FILE.csv [FROM TO]      print the texts of rows FROM..TO, without labels
       pairs.py second GOLD.csv SET NUMBER SEED OUT.csv  draw pairs of a set for another reader, labels empty

HEED is the program, CORPUS the folder of documents; SET is "items" or "clauses".
"""
import csv, hashlib, json, os, subprocess, sys

REPORTS = ("kazakhstan2010 kazakhstan2014 bahrain2008 bahrain2012 azerbaijan2009 azerbaijan2013 bosniaandherzegovina2010 bosniaandherzegovina2014 "
           "bruneidarussalam2010 bruneidarussalam2014 chile2009 chile2014 ecuador2008 ecuador2012 france2008 france2013 jordan2009 jordan2013 "
           "tonga2008 tonga2013 vietnam2009 vietnam2014 zambia2008 zambia2012 guatemala2008 guatemala2012 burkinafaso2009 burkinafaso2013").split()


def texts(heed, corpus):
    """The texts by State, cycle and number, of whole items and of their clauses."""
    paths = [os.path.join(corpus, "wg-reports", n + ".pdf") for n in REPORTS]
    paths += [os.path.join(corpus, "slovenia", p) for p in ("cycle2/A_HRC_28_15.pdf", "cycle4/A_HRC_59_15.pdf")]
    out = {}
    for path in paths:
        lines = subprocess.run([heed, "extract", "--format", "jsonl", path], capture_output=True, text=True).stdout
        for r in map(json.loads, lines.splitlines()):
            if r["kind"] == "recommendation":
                key = r["state"], str(r["cycle"]), r["ref"]
                out[key] = r["text"]
                for n, c in enumerate(r["clauses"], 1):
                    out[key[:2] + (f"{r['ref']}#{n}",)] = c["text"]
    return out


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def show(heed, corpus, file, first=1, last=10**6):
    text = texts(heed, corpus)
    for n, r in enumerate(csv.DictReader(open(file)), 1):
        if int(first) <= n <= int(last):
            a, b = text[r["state"], r["cycle_a"], r["ref_a"]], text[r["state"], r["cycle_b"], r["ref_b"]]
            if digest(a) != r["hash_a"] or digest(b) != r["hash_b"]:
                sys.exit(f"row {n}: the text has changed")
            print(f"{n} {r['state']} {r['cycle_a']}/{r['ref_a']} -> {r['cycle_b']}/{r['ref_b']}\n  a: {a}\n  b: {b}")


def second(gold, of, number, seed, target):
    rows = [r for r in csv.DictReader(open(gold)) if r["set"] == of]
    rows.sort(key=lambda r: digest(seed + r["hash_a"] + r["hash_b"]))
    with open(target, "w", newline="") as f:
        w = csv.DictWriter(f, rows[0].keys(), lineterminator="\n")
        w.writeheader()
        w.writerows({**r, "label": ""} for r in rows[:int(number)])


if __name__ == "__main__":
    commands = {"show": show, "second": second}
    if len(sys.argv) < 5 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
