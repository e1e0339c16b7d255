"""Writes metrics.json: cases and what independent implementations say of them. Run once:  python metrics.py EXTERNAL OUT.json
Needs seqeval, zss, nltk, jiwer, rapidfuzz, scikit-learn and anls from PyPI, and a folder EXTERNAL with donut/util.py (donut-python) and
m4c_evaluators.py (mmf) as published, wtq_evaluator.py (WikiTableQuestions' evaluator.py 1.0.2, carried over to Python 3: normalize, to_value_list,
check_denotation) and re_score.py (layoutlmft's re_score, cut down to the micro F1 that it returns). Fields, ECE and AURC are computed here."""
import json, random, sys, types, warnings
from unittest.mock import MagicMock

import jiwer, numpy as np
from anls import anls_score
from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, Entities
from sklearn.metrics import accuracy_score

warnings.filterwarnings("ignore")
sys.path.insert(0, sys.argv[1])
for heavy in ["torch", "torch.utils", "torch.utils.data", "datasets", "transformers", "transformers.modeling_utils", "transformers.utils"]:
    sys.modules[heavy] = MagicMock()
sys.modules["torch.utils.data"].Dataset = object
from rapidfuzz.distance import Levenshtein
sys.modules["editdistance"] = types.SimpleNamespace(eval=Levenshtein.distance)
from m4c_evaluators import EvalAIAnswerProcessor, STVQAANLSEvaluator, TextVQAAccuracyEvaluator
from re_score import re_score
from donut.util import JSONParseEvaluator
from wtq_evaluator import check_denotation, normalize, to_value_list

rng = random.Random(7)
out = {}

# Edit distance and ANLS
texts = ["", "a", "total", "Total ", "TOTAL", "tot", "abcd", "abxy", "ab", "ax", "12.50", "12,50", "a😀b", "ab", "é", "e\u0301", "New York", "new  york", "9.00"]
pairs = [(a, b) for a in texts for b in texts if a != b][::3] + [("".join(rng.choice("abcd 😀") for _ in range(rng.randint(1, 9))), "".join(rng.choice("abcd 😀") for _ in range(rng.randint(1, 9)))) for _ in range(60)]
anls = STVQAANLSEvaluator()
out["levenshtein"] = [[a, b, round(jiwer.cer(b, a) * len(b))] for a, b in pairs if b.strip() == b and b and a.strip() == a and "  " not in a + b]
out["anls"] = [[a, [b, "zzzzzz"], max(anls.get_anls(a, b), anls.get_anls(a, "zzzzzz")), anls_score(a, [b, "zzzzzz"])] for a, b in pairs if a.strip() and b.strip()]

# WikiTableQuestions
names = ["Zürich", "zurich.", "“Best” [1]", '"Best"', "Best (remix)", "Best [a][b]", "[1]", "(all)", "Star Trek*", "1–2", "1-2", "  Two   words ", "St. Louis", "O’Neil", "O'Neil", "a.b..", "†", "Name (x) (y)[2]*"]
numbers = ["5", "5.0", "05", "4.9999999", "5.0000001", "1e3", "1000", "1,000", "-3", "+3", ".5", "0.5", "inf", "nan", "2004-xx-xx", "2004", "2004-01-02", "2004-1-2", "xx-01-02", "xxxx-01-02", "2004-13-02", "xx-xx-xx", "5 km", ""]
items = names + numbers
cases = [([a], [b]) for a in items for b in items if rng.random() < 0.25 or normalize(a) == normalize(b)]
cases += [([rng.choice(items) for _ in range(rng.randint(1, 4))], [rng.choice(items) for _ in range(rng.randint(1, 4))]) for _ in range(150)]
cases += [(list(g), rng.sample(g, len(g))) for g in [[rng.choice(items) for _ in range(rng.randint(2, 4))] for _ in range(60)]]
out["denotation"] = [[p, g, check_denotation(to_value_list(g), to_value_list(p))] for p, g in cases]
out["denotationText"] = [[x, normalize(x)] for x in items]

# VQA
answers = ["Two", "the 2 dogs", "2 dogs", "don't", "dont", "couldnt've", "couldn'tve", "Coca-Cola", "coca cola", "coca - cola", "3.5 oz.", "3.5oz", "...", "u.s.a.", "none", "What?", "1,000", "john's", "john 's", "ten/10", "a", "an apple", "somebody'd", "'twas", "twas", "yall'll", "Let's", "lets", "constructor", "tab\there", "x;y", "x; y", "(a) b", "a.b.c.d", ".5", "No. 5", "@home", "." * 40 + "x"]
vqa, process = TextVQAAccuracyEvaluator(), EvalAIAnswerProcessor()
out["vqaText"] = [[a, process(a)] for a in answers]
out["vqa"] = []
for _ in range(60):
    pool = rng.sample(answers, rng.randint(1, 4)); golds = [rng.choice(pool) for _ in range(10)]; said = rng.choice(pool + [rng.choice(answers)])
    out["vqa"].append([said, golds, vqa.eval_pred_list([{"pred_answer": said, "gt_answers": golds}])])

# Entities
tags = ["O", "O", "B-KEY", "I-KEY", "B-VALUE", "I-VALUE"]
out["entities"] = []
for _ in range(60):
    gold = [[rng.choice(tags) for _ in range(rng.randint(1, 9))] for _ in range(rng.randint(1, 3))]
    said = [[t if rng.random() < 0.7 else rng.choice(tags) for t in row] for row in gold]
    strict = Entities(said, IOB2).entities
    out["entities"].append({"gold": gold, "said": said, "default": float(f1_score(gold, said)), "strict": float(f1_score(gold, said, mode="strict", scheme=IOB2)),
                            "spans": [[list(e) for e in get_entities(row)] for row in said],
                            "strictSpans": [[[e.tag, e.start, e.end - 1] for e in row] for row in strict]})

# Links
out["links"] = []
for _ in range(40):
    spans = [(i, i + rng.randint(1, 2)) for i in range(0, 10, 2)]
    types_ = {s: rng.choice(["question", "answer"]) for s in spans}
    def relations(change):
        return [dict(type=1, head=a, tail=b, head_type=types_[a] if rng.random() > change else "header", tail_type=types_[b])
                for a, b in [(rng.choice(spans), rng.choice(spans)) for _ in range(rng.randint(0, 6))]]
    gold, said = relations(0), relations(0.2)
    said += [r for r in gold if rng.random() < 0.6]
    out["links"].append({"gold": gold, "said": said, **{m: re_score([said], [gold], m) for m in ["strict", "boundaries"]}})

# Parsed documents
judge = JSONParseEvaluator()
def value(): return rng.choice(["9.00", "tea", "coffee", " tea ", "", "x", "ラテ", "12"])
def parsed():
    menu = [{k: value() for k in rng.sample(["nm", "cnt", "price", "unitprice"], rng.randint(1, 3))} for _ in range(rng.randint(0, 3))]
    return {"menu": menu if len(menu) != 1 else menu[0], "total": {"total_price": value(), "cash": [value(), value()]}, "store": rng.choice([value(), {"name": value()}, []])}
def changed(x):
    if isinstance(x, dict): return {k: changed(v) for k, v in x.items() if rng.random() < 0.9}
    if isinstance(x, list): return [changed(v) for v in x if rng.random() < 0.9]
    return x if rng.random() < 0.7 else value()
out["parses"] = []
for i in range(60):
    gold = parsed()
    if not judge.normalize_dict(gold): continue
    said = changed(gold) if i % 4 else parsed()
    flat = lambda x: judge.flatten(judge.normalize_dict(x))
    out["parses"].append({"gold": gold, "said": said, "f1": judge.cal_f1([said], [gold]), "accuracy": judge.cal_acc(said, gold), "pairs": [list(p) for p in flat(gold)]})

# SROIE and DUE: micro F1 of equal strings, as sets of (document, field, text); one value a field
names = ["company", "date", "address", "total"]
out["fields"] = []
for _ in range(20):
    gold = [{n: rng.choice(["A", "B", "b", "A "]) for n in names if rng.random() < 0.9} for _ in range(4)]
    said = [{n: rng.choice(["A", "B"]) if rng.random() < 0.4 else d.get(n, "B") for n in names if rng.random() < 0.9} for d in gold]
    g = {(i, *p) for i, d in enumerate(gold) for p in d.items()}; s = {(i, *p) for i, d in enumerate(said) for p in d.items()}
    p, r = len(g & s) / max(1, len(s)), len(g & s) / max(1, len(g))
    out["fields"].append({"gold": gold, "said": said, "precision": p, "recall": r, "f1": 2 * p * r / (p + r) if p + r else 0})

# Calibration and risk-coverage; ties on no border of a bin but 0.5 and 1, which floating point has exactly
out["confidence"] = []
for bins in [10, 15]:
    for case in range(8):
        n, ties = rng.randint(1, 60), case % 2 == 1
        c = np.array([rng.choice([0.0, 0.15, 0.35, 0.5, 0.75, 1.0, rng.random(), rng.random()]) if ties else rng.random() for _ in range(n)]); right = np.array([rng.random() < x for x in c])
        edges = np.linspace(0, 1, bins + 1); which = np.clip(np.digitize(c, edges[1:-1]), 0, bins - 1)
        ece = sum(abs(right[which == b].mean() - c[which == b].mean()) * (which == b).mean() for b in range(bins) if (which == b).any())
        # Mean over random orders of equal confidences
        aurc = np.mean([np.mean(np.cumsum(~right[o]) / np.arange(1, n + 1)) for o in [np.lexsort((np.random.default_rng(k).random(n), -c)) for k in range(4000 if ties else 1)]])
        out["confidence"].append({"bins": bins, "ties": ties, "confidence": c.tolist(), "right": right.tolist(), "ece": float(ece), "aurc": float(aurc), "risk": float(1 - accuracy_score(np.ones(n), right))})

with open(sys.argv[2], "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}: [\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in v) + "\n]" for k, v in out.items()) + "\n}\n")
print({k: len(v) for k, v in out.items()})
