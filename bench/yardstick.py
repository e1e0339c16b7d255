"""The PyTorch prototype behind the recipe as yardstick: writes pages of its generator in the common format, and trains its
word model with input feeding ("wfeed": d 128, 4 + 2 layers, fp32, one thread) on them. Called by bench/yardstick.ts in a
folder with words.txt; needs torch, numpy, tokenizers.
  python bench/yardstick.py dump --prototype DIR --train 8000 --test 160
  python bench/yardstick.py train --prototype DIR --seed 1 --steps 800 --out FILE.jsonl"""
import argparse, json, os, random, sys, time, types

parser = argparse.ArgumentParser()
parser.add_argument("verb", choices=["dump", "train"])
parser.add_argument("--prototype", required=True)
parser.add_argument("--train", type=int)
parser.add_argument("--test", type=int)
parser.add_argument("--seed", type=int)
parser.add_argument("--steps", type=int)
parser.add_argument("--out")
options = parser.parse_args()
sys.path.insert(0, options.prototype)
import gen

# Pages longer than this are left out, as the prototype's training does. Questions that are asked of a test page.
LONGEST, ASKED = 110, 20


def line_of(seed):
    """A page as a line of the common format; None when it is too long or asks nothing."""
    page = gen.make(seed)
    questions = []
    for question, answer, words, kind in page["qa"]:
        # The generator does not say what is counted, and our counts are made of evidence.
        if kind == "count":
            continue
        operation = "yesno" if kind == "yn" else "copy"
        evidence = [] if words is None else [{"page": 0, "words": words}]
        answers = [] if kind == "null" else [answer]
        questions.append({"question": question, "answers": answers, "kind": kind, "operation": operation, "evidence": evidence})
    if len(page["words"]) > LONGEST or not questions:
        return None
    words = [{"text": t, "box": b, "line": l} for t, b, l in zip(page["words"], page["boxes"], page["lines"])]
    return {"id": str(seed), "pages": [{"image": None, "width": 1000, "height": 1000, "words": words}], "questions": questions}


def dump(split, count, seed):
    written = 0
    with open(f"{split}.jsonl", "w") as file:
        while written < count:
            seed += 1
            line = line_of(seed)
            if line:
                file.write(json.dumps(line) + "\n")
                written += 1


def read(split):
    """Pages in the form of the prototype's generator."""
    for line in open(f"{split}.jsonl"):
        page = json.loads(line)
        words = page["pages"][0]["words"]
        qa = []
        for q in page["questions"]:
            evidence = q["evidence"][0]["words"] if q["evidence"] else None
            qa.append((q["question"], q["answers"][0] if q["answers"] else "none", evidence, q["kind"]))
        yield {"id": page["id"], "words": [w["text"] for w in words], "boxes": [w["box"] for w in words], "lines": [w["line"] for w in words], "qa": qa}


def train():
    import torch
    from data import GEN0, NONE, NO, YES, StreamW, Tok, collate_w, enc_page_w
    from model import WModel

    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    tok = Tok("bpe2000")
    c = types.SimpleNamespace(d=128, H=4, Le=4, Ld=2, ff=256, geglu=0, pos="abs+rope+1d", head="copysup", wsup=0.5, qmode="dec", bins=128,
                              einit=0.5, pinit=0.5, tied=1, ttl=0, ttg=0, mlm=0, ls=0, bf16=0, feed=1, word=1, V=-(-tok.n // 8) * 8)  # fmt: skip
    model = WModel(c)
    pages = list(read("train"))
    random.Random(options.seed).shuffle(pages)

    class Pages(StreamW):
        def mk(self):
            return pages[self.seed % len(pages)]

    stream = Pages(tok, 8, 512, seed=0, maxtok=LONGEST)
    groups = [{"params": [p for p in model.parameters() if p.ndim >= 2], "weight_decay": 0.01},
              {"params": [p for p in model.parameters() if p.ndim < 2], "weight_decay": 0}]  # fmt: skip
    optimizer = torch.optim.AdamW(groups, lr=2e-3, betas=(0.9, 0.98), fused=True)
    tensors = lambda batch: {name: torch.from_numpy(value) for name, value in batch.items()}
    questions, start, reading = 0, time.process_time(), 0.0
    for step in range(options.steps):
        before = time.process_time()
        batch = tensors(stream.next())
        reading += time.process_time() - before
        questions += int((batch["T"] >= 0).sum())
        factor = min(1, (step + 1) / 100) * min(1, max(0.02, (1 - step / options.steps) / 0.3))
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * factor
        losses, _, _ = model(batch)
        loss = sum(value for name, value in losses.items() if name[0] != "_")
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} questions {questions} loss {float(losses['qa'].detach()):.3f}", file=sys.stderr, flush=True)
    seconds = time.process_time() - start
    parameters = sum(p.numel() for p in model.parameters())

    model.eval()
    tests = list(read("test"))
    encoded = [(page, enc_page_w(tok, page, 10**6)) for page in tests]
    encoded.sort(key=lambda pair: len(pair[1]["tid"]))
    said = {NONE: None, YES: "yes", NO: "no"}
    with open(options.out, "w") as file:
        for i in range(0, len(encoded), 10):
            part = encoded[i : i + 10]
            # Rows without a question would never end: a page that asks less repeats its first.
            asked = max(min(ASKED, len(page["qa"])) for page, _ in part)
            filled = [{**e, "qa": (e["qa"] + asked * e["qa"][:1])[:asked]} for _, e in part]
            out, _ = model.predict(tensors(collate_w(filled, ASKED, None, maxa=40, allq=True)), 24)
            for (page, _), answers in zip(part, out):
                texts = []
                for items in answers[: min(ASKED, len(page["qa"]))]:
                    if len(items) == 1 and items[0] < 0:
                        texts.append(said.get(-items[0], str(-items[0] - GEN0)))
                    else:
                        texts.append(" ".join(page["words"][item] for item in items if item >= 0))
                file.write(json.dumps({"id": page["id"], "answers": texts}) + "\n")
    print(json.dumps({"cpuSeconds": seconds, "dataSeconds": reading, "steps": options.steps, "questions": questions, "pages": stream.npages, "parameters": parameters}))


if options.verb == "dump":
    # The prototype's own first seeds; the test pages' lie far from all.
    dump("train", options.train, 10_000_000)
    dump("test", options.test, 900_000_000)
else:
    train()
