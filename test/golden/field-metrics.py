"""Writes field-metrics.json: rows and typed fields, and what the published scorers say of them. Run once:  python field-metrics.py EXTERNAL OUT.json
Needs scipy, numpy, textdistance and editdistance from PyPI, and a folder EXTERNAL with due_scorers.py (due-benchmark/evaluator: fscorer.py and
group_anls.py as published, in one file) and match_utils.py (google-research/vrdu: the matchers of match_utils.py and get_matching_result_per_doc of
benchmark_utils.py as published). Orders of spans are itertools' (big_vision's infovqa builder)."""
import itertools, json, random, sys

import numpy as np
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, sys.argv[1])
import match_utils as vrdu
from due_scorers import FuzzyAnnotation, GroupAnlsScorer

rng = random.Random(11)
out = {}

# Assignment: the least sum of costs
out["assignment"] = []
for _ in range(60):
    n = rng.randint(1, 7)
    costs = [[rng.choice([0, 0.25, 0.5, 1]) if rng.random() < 0.5 else rng.random() for _ in range(n)] for _ in range(n)]
    rows, columns = linear_sum_assignment(np.array(costs))
    out["assignment"].append([costs, float(np.array(costs)[rows, columns].sum())])

# Likeness of two values
texts = ["", "a", "b", "ab", "ax", "abc", "axx", "ImageNet", "imagenet", "Image Net", "93.4", "93.40", "93,4", "94.4", "1e3", "1000", "1_000", "nan", "inf", "top-1", "top-5", " 5", "5", "F1 😀", "F1"]
out["alike"] = [[a, b, FuzzyAnnotation("k", a) == FuzzyAnnotation("k", b)] for a in texts for b in texts]
out["alike"] = [case for case in out["alike"] if case[-1] or rng.random() < 0.3]
out["variants"] = [[a, b, v, FuzzyAnnotation("k", a) == FuzzyAnnotation("k", b, v)] for a in texts[::3] for b, v in [("zzzzzz", ["ImageNet", "93.4"]), ("5", ["five", "a"]), ("", [])]]

# Rows; a few cases where two best pairings have other counts are left out: which one is taken is the assignment's accident
names, values = ["task", "dataset", "metric", "value"], ["ImageNet", "imagenet v2", "COCO", "CoCo", "93.4", "94.4", "top-1 accuracy", "top-5 accuracy", "detection", "object detection"]
def row(): return [(n, rng.choice(values)) for n in names if rng.random() < 0.85]
def changed(r): return [(n, v if rng.random() < 0.7 else rng.choice(values)) for n, v in r if rng.random() < 0.9]
def document(rows): return {"annotations": [{"key": "result", "values": [{"children": [{"key": n, "values": [{"value": v}]} for n, v in r]} for r in rows]}]}
def best_orders(said, gold, by):
    """Scores of every pairing whose cost is least."""
    most = max(len(said), len(gold)); s, g = said + [[]] * (most - len(said)), gold + [[]] * (most - len(gold)); found = []
    def one(a, b, key):
        from due_scorers import FuzzyFScorer
        f = FuzzyFScorer(key); f.add({"annotations": document([a])["annotations"][0]["values"][0]["children"]}, {"annotations": document([b])["annotations"][0]["values"][0]["children"]}); return f.f_score()
    def whole(order):
        from due_scorers import FuzzyFScorer
        f = FuzzyFScorer()
        for a, i in zip(s, order): f.add({"annotations": document([a])["annotations"][0]["values"][0]["children"]}, {"annotations": document([g[i]])["annotations"][0]["values"][0]["children"]})
        return f.f_score()
    costs = [[1 - one(a, b, by) for b in g] for a in s]
    orders = list(itertools.permutations(range(most)))
    sums = [sum(costs[i][o[i]] for i in range(most)) for o in orders]
    return {round(whole(o), 9) for o, c in zip(orders, sums) if c < min(sums) + 1e-9}
out["groups"] = []
while len(out["groups"]) < 60:
    gold = [row() for _ in range(rng.randint(0, 4))]
    said = [changed(r) for r in gold if rng.random() < 0.85] + [row() for _ in range(rng.randint(0, 2))]
    rng.shuffle(said)
    by = rng.choice([None, None, "task"])
    if (not gold and not said) or len(best_orders(said, gold, by)) > 1: continue
    scorer = GroupAnlsScorer(by); scorer.add(document(said), document(gold))
    out["groups"].append({"said": said, "gold": gold, "by": by, "score": scorer.score()})

# VRDU
kinds = {"date": vrdu.DateMatch, "price": vrdu.PriceMatch, "address": vrdu.AddressMatch, "name": vrdu.NameMatch, "number": vrdu.NumericalStringMatch, "text": vrdu.GeneralStringMatch}
cases = {
    "date": ["07/01/2022", "7/1/22", "01/07/2022", "07/01", "7/1", "Jul01/22", "jul 1/22", "July 1, 2022", "JULY 01,2022", "2022/07/01", "2022/7/1", "07-01-2022", "7-1-22", "2022-07-01", "02/29/2021", "02/29/2020", "2/29", "13/01/2022", "13/13/2022", "07/01/69", "07/01/68", "07/01/1969", "May 5, 2020", "May05/20", "5/5/20", "", "n/a", "Received 07/01/2022", "07.01.2022", "1/31/202", "00/01/20", "07/00/20", "Julyy 1, 2022", "07/01/0000", "07/01/22 - 07/02/22"],
    "price": ["$3.14", "3.14", "3.15", "3.1501", "3.16", "$1,234.50", "1234.5", "-5", "5", "(5.00)", "", ".", "$", "1.2.3", "1.23", "5.", "USD 0005", "€5,00", "500", "1e3", "0.30", "0.29", "100000.00", "100000.01"],
    "address": ["1 Main St", "1 Main St.", "1 Main Street", "2 Main St", "1  Main\nSt", "", "abc", "abcd", "1 main st", "12 Main St😀😀"],
    "name": ["John Smith", "JohnSmith", "John  Smith", "John\u00a0Smith", "john smith", "John Smith.", "", " "],
    "number": ["3712", "37-12", "No. 3712", "3712\n", "3712A", "03712", "", "none", "３７１２"],
    "text": ["POL/Vote Yes", "POL Vote Yes", "pol vote yes", "P.O.L.V.o.t.e.Y.e.s", "", "é", "ü", "Vote"],
}
out["vrdu"] = [[k, a, [b], m.match((a,), [(b,)])] for k, m in kinds.items() for a in cases[k] for b in cases[k]]
out["vrdu"] += [[k, a, rng.sample(cases[k], 3), None] for k in kinds for a in cases[k]]
out["vrdu"] = [[k, a, bs, kinds[k].match((a,), [(b,) for b in bs])] for k, a, bs, _ in out["vrdu"]]
out["vrdu"] = [case for case in out["vrdu"] if case[-1] or rng.random() < 0.3]
out["vrduDates"] = [[d, list(found.values()) if (found := vrdu.DateMatch.decode_date(d)) else None] for d in cases["date"]]

# Whole documents: fields with their mentions, and line items
of = {"advertiser": "text", "contract_num": "number", "flight_from": "date", "gross_amount": "price", "channel": "text", "program_desc": "text", "sub_amount": "price"}
item, functions = ("channel", "program_desc", "sub_amount"), {n: kinds[k] for n, k in of.items()}
pool = {"text": ["News", "news", "KABC", "K-ABC", "Late"], "number": ["12", "1-2", "13"], "date": ["7/1/22", "01/07/2022", "07/02/22"], "price": ["$5.00", "5", "$6.00", "5.01"]}
def pick(n): return rng.choice(pool[of[n]])
def items(truth):
    single = [(n, [pick(n) for _ in range(rng.randint(1, 2) if truth else 1)]) for n in list(of)[:4] if rng.random() < 0.8]
    rows = []
    for _ in range(rng.randint(0, 4)):
        r = {n: pick(n) for n in item if rng.random() < 0.9}
        if r: rows.append(r)
    return single, rows
def published(single, rows, truth):
    # A place of its own for each, as boxes are; items are told apart by it
    entity = lambda text: (text, rng.random())
    listed = [(n, [entity(t) for t in ts] if truth else entity(ts[0])) for n, ts in single]
    nested = [(tuple(r), [tuple(entity(t) for t in r.values())] if truth else tuple(entity(t) for t in r.values())) for r in rows]
    return listed + nested
out["vrduDocuments"] = []
for _ in range(60):
    gold = items(True); said = items(False)
    said = (said[0], [r if rng.random() < 0.4 else {n: (v if rng.random() < 0.8 else pick(n)) for n, v in rng.choice(gold[1]).items()} if gold[1] else r for r in said[1]])
    pairs, no_gold, no_said = vrdu.get_matching_result_per_doc(published(*gold, True), published(*said, False), functions)
    plain = lambda single, rows: [{"name": n, "texts": t} for n, t in single] + [{"row": r} for r in rows]
    out["vrduDocuments"].append({"said": plain(*said), "gold": plain(*gold), "right": len(pairs), "saidCount": len(pairs) + len(no_said), "wanted": len(pairs) + len(no_gold)})

# InfographicVQA
out["spans"] = [[a, sorted({", ".join(o) for o in itertools.permutations(a.split(", "))})] for a in ["one", "a, b", "b, a", "a, a", "x, y, z", "1,000, 2,000", "a,b", "a , b", "a, b, c, d"]]

with open(sys.argv[2], "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}: [\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in v) + "\n]" for k, v in out.items()) + "\n}\n")
print({k: len(v) for k, v in out.items()})
