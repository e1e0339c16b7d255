"""The updates of src/train/benchmark.ts in PyTorch: the counterpart that bench/pytorch.ts measures beside ours.
Does one update for each line it reads and answers with its times as JSON. Needs torch, nothing else of the project does.
  python bench/pytorch.py --net encoder|answering --dtype fp32|bf16 --threads N [--prototype DIR] < lines
`encoder`: T5's encoder, hand-written as the graph of ours is. `answering`: the prototype's word model of DIR at mini's width."""
import argparse, json, math, resource, sys, time, types
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--net", choices=["encoder", "answering"], required=True)
parser.add_argument("--dtype", choices=["fp32", "bf16"], required=True)
parser.add_argument("--threads", type=int, required=True)
parser.add_argument("--prototype")
parser.add_argument("--shape", type=json.loads, required=True)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)
shape = types.SimpleNamespace(**options.shape)


def bucket(distance, buckets=32, limit=128):
    """T5's relative positions, both directions."""
    half = buckets // 2
    sign = (distance > 0).long() * half
    n = distance.abs()
    exact = half // 2
    large = exact + (torch.log(n.clamp(min=1) / exact) / math.log(limit / exact) * (half - exact)).long()
    return sign + torch.where(n < exact, n, large.clamp(max=half - 1))


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight, 1e-6)


class Layer(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = RmsNorm(width), RmsNorm(width)
        self.q, self.k, self.v, self.o = (nn.Linear(width, width, bias=False) for _ in range(4))
        self.wi, self.wo = nn.Linear(width, hidden, bias=False), nn.Linear(hidden, width, bias=False)

    def forward(self, x, bias):
        batch, length, width = x.shape
        y = self.norm1(x)
        q, k, v = (f(y).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = torch.softmax(q @ k.transpose(-1, -2) + bias, -1)
        x = x + self.o((weights @ v).transpose(1, 2).reshape(batch, length, width))
        return x + self.wo(F.relu(self.wi(self.norm2(x))))


class Encoder(nn.Module):
    def __init__(self, heads=4):
        super().__init__()
        self.shared = nn.Embedding(shape.vocabulary, shape.width)
        self.relative = nn.Embedding(32, heads)
        self.layers = nn.ModuleList(Layer(shape.width, heads, 4 * shape.width) for _ in range(shape.layers))
        self.norm = RmsNorm(shape.width)
        places = torch.arange(shape.length)
        self.register_buffer("buckets", bucket(places[None] - places[:, None]))

    def loss(self, batch):
        x = self.shared(batch["text"])
        bias = self.relative(self.buckets).permute(2, 0, 1)[None] + batch["mask"]
        for layer in self.layers:
            x = layer(x, bias)
        states = self.norm(x).reshape(-1, shape.width)
        logits = F.linear(states, self.shared.weight) * shape.width**-0.5
        return F.cross_entropy(logits.float(), batch["label"])


def encoder():
    indices = lambda *size: torch.randint(0, shape.vocabulary, size)
    batch = {"text": indices(shape.batch, shape.length), "label": indices(shape.batch * shape.length)}
    batch["mask"] = torch.zeros(shape.batch, 1, 1, shape.length)
    model = Encoder()
    return model, lambda: model.loss(batch)


def answering():
    # The prototype's constants, without its generator, which wants a list of words.
    names = ["PAD", "BOS", "EOS", "MASK", "NONE", "YES", "NO"]
    sys.modules["data"] = types.SimpleNamespace(**{name: i for i, name in enumerate(names)})
    sys.path.insert(0, options.prototype)
    from model import WModel

    c = types.SimpleNamespace(d=shape.width, H=shape.heads, Le=shape.encoderLayers, Ld=shape.decoderLayers, ff=shape.feedForward,
                              geglu=0, pos="abs+rope+1d", head="copysup", wsup=0.5, qmode="dec", bins=128, einit=0.5, pinit=0.5,
                              tied=1, ttl=0, ttg=0, mlm=0, ls=0, bf16=int(options.dtype == "bf16"), feed=1, word=1, V=shape.vocabulary)  # fmt: skip
    model = WModel(c)
    b, n, k, q, a = shape.pages, shape.units, shape.questions, shape.prompt, shape.answer
    draw = lambda limit, *size: torch.randint(1, limit, size)
    first = torch.randint(0, 900, (b, n, 2))
    evidence = torch.randint(0, n, (b, k, a))
    evidence[..., -1] = -1
    tid = 1000 + torch.arange(n).expand(b, n)
    target = torch.where(evidence >= 0, 1000 + evidence, 2)
    batch = {"P": draw(shape.vocabulary, b, n, 12), "tid": tid, "box": torch.cat([first, first + 60], -1), "A": target, "E": evidence,
             "line": torch.zeros(b, n, dtype=torch.long), "Q": draw(shape.vocabulary, b, k, q, 12)}  # fmt: skip

    def loss():
        parts, _, _ = model(batch)
        return sum(value for name, value in parts.items() if name[0] != "_")

    return model, loss


model, loss = {"encoder": encoder, "answering": answering}[options.net]()
decayed = [p for p in model.parameters() if p.ndim >= 2]
vectors = [p for p in model.parameters() if p.ndim < 2]
groups = [{"params": decayed, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0}]
optimizer = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), fused=True)


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


for _ in sys.stdin:
    start, used = time.perf_counter(), cpu()
    with torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bf16"):
        value = loss()
    optimizer.zero_grad()
    value.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    times = {"wall": 1000 * (time.perf_counter() - start), "cpu": 1000 * (cpu() - used)}
    print(json.dumps({**times, "loss": value.item(), "version": torch.__version__, "parameters": sum(p.numel() for p in model.parameters())}), flush=True)
