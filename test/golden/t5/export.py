"""Writes config.json, model.safetensors and expected.safetensors (whole tensors per layer) of two tiny random T5 models, v1.0 and v1.1,
as PyPI transformers computes them; needs torch, transformers, safetensors:  python export.py OUT"""
import json, os, sys
import torch
from safetensors.torch import save_file
from transformers import T5Config, T5ForConditionalGeneration

for name, extra in {"v1_0": {}, "v1_1": {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False}}.items():
    out = os.path.join(sys.argv[1], name); os.makedirs(out, exist_ok=True); torch.manual_seed(7)
    config = T5Config(vocab_size=64, d_model=16, d_kv=8, d_ff=24, num_layers=2, num_heads=3, dropout_rate=0.0, **extra)
    model = T5ForConditionalGeneration(config).eval()
    for p in model.parameters(): p.data.normal_(0, 0.3)
    ids = torch.randint(3, 64, (2, 40)); mask = torch.ones_like(ids); mask[1, 29:] = 0; ids[1, 29:] = 0
    decoder_ids = torch.randint(3, 64, (2, 37)); decoder_ids[:, 0] = 0
    with torch.no_grad():
        r = model(input_ids=ids, attention_mask=mask, decoder_input_ids=decoder_ids, output_hidden_states=True)
    state = {k: v.clone() for k, v in model.state_dict().items() if not k.endswith("embed_tokens.weight") and not (k == "lm_head.weight" and not extra)}
    save_file(state, f"{out}/model.safetensors", {"format": "pt"})
    expected = {"ids": ids.to(torch.int32), "mask": mask.to(torch.int32), "decoder_ids": decoder_ids.to(torch.int32), "logits": r.logits}
    for i, h in enumerate(r.encoder_hidden_states): expected[f"encoder.{i}"] = h
    for i, h in enumerate(r.decoder_hidden_states): expected[f"decoder.{i}"] = h
    save_file({k: v.contiguous().clone() for k, v in expected.items()}, f"{out}/expected.safetensors")
    json.dump({**config.to_dict(), "model_type": "t5"}, open(f"{out}/config.json", "w"), indent=1)
