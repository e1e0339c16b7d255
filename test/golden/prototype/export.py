"""Writes weights.safetensors, batches.json, gradients.safetensors and curve.json from the PyTorch prototype in shared/prototype.
Run once, in a folder that holds the prototype's files and a words.txt (one lower-case word a line); needs torch, tokenizers, safetensors:
  python export.py OUT"""
import argparse, json, random, sys
import torch
from safetensors.torch import save_file
import gen
from data import Tok, collate_w, enc_page_w
from model import WModel

out = sys.argv[1]
torch.manual_seed(1); torch.set_num_threads(1)
tok = Tok("bpe500")
c = argparse.Namespace(d=32, H=2, Le=2, Ld=2, ff=64, geglu=0, pos="abs+rope+1d", head="copysup", wsup=0.5, qmode="dec", bins=128,
                       einit=0.5, pinit=0.5, tied=1, ttl=0, ttg=0, mlm=0, ls=0, bf16=0, feed=1, word=1, V=-(-tok.n // 8) * 8)
m = WModel(c)
save_file({k: v.clone() for k, v in m.state_dict().items()}, f"{out}/weights.safetensors")
gen.SMALL = 1; rng = random.Random(3)
pages = [e for e in (enc_page_w(tok, gen.make(1000 + i)) for i in range(400)) if e and e["qa"] and len(e["tid"]) <= 24][:48]
batches = [collate_w(pages[i:i + 4], 4, rng, maxa=8) for i in range(0, 48, 4)]
json.dump([{k: {"shape": list(v.shape), "data": v.reshape(-1).tolist()} for k, v in b.items() if k in ("P", "tid", "box", "Q", "A", "E")} for b in batches],
          open(f"{out}/batches.json", "w"), separators=(",", ":"))
tt = lambda B: {k: torch.from_numpy(v) for k, v in B.items()}
opt = torch.optim.AdamW([{"params": [p for p in m.parameters() if p.ndim >= 2], "weight_decay": 0.01},
                         {"params": [p for p in m.parameters() if p.ndim < 2], "weight_decay": 0}], lr=2e-3, betas=(0.9, 0.98))
curve, steps, warm, decay = [], 500, 100, 0.3
for step in range(steps):
    f = min(1, (step + 1) / warm) * min(1, max(0.02, (1 - step / steps) / decay))
    for g in opt.param_groups: g["lr"] = 2e-3 * f
    losses, _, _ = m(tt(batches[step % len(batches)]))
    loss = losses["qa"] + losses["sup"]
    opt.zero_grad(); loss.backward()
    if step == 0:
        save_file({k: p.grad.clone() for k, p in m.named_parameters() if p.grad is not None}, f"{out}/gradients.safetensors")
    torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0); opt.step()
    curve.append([round(float(losses["qa"].detach()), 6), round(float(losses["sup"].detach()), 6)])
json.dump(curve, open(f"{out}/curve.json", "w"))
print(sum(p.numel() for p in m.parameters()), "parameters", curve[0], curve[-1])
