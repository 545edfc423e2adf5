"""A language model of 0.7 MB with random weights, for a server by others: it speaks the protocol fluently and writes garbage.

Run with a Python that has `gguf`: python tiny_gguf.py OUT.gguf
"""

from __future__ import annotations

import sys

import numpy as np
from gguf import GGUFWriter, TokenType

LAYERS, WIDTH, HIDDEN, HEADS, CONTEXT = 2, 64, 128, 4, 16384
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力"
    "里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又"
    "村镇党支书委员建基层组织干群众服务治理集体经济收入培训整改问题措施责任落实"
)


def tokens() -> tuple[list[bytes], list[float], list[int]]:
    """Three special tokens, 256 bytes, the blank, ASCII and some Chinese characters."""
    found = [(b"<unk>", 0.0, TokenType.UNKNOWN), (b"<s>", 0.0, TokenType.CONTROL), (b"</s>", 0.0, TokenType.CONTROL)]
    found += [(f"<0x{byte:02X}>".encode(), 0.0, TokenType.BYTE) for byte in range(256)]
    plain = dict.fromkeys(["▁", *(chr(code) for code in range(33, 127)), *COMMON, *"，。：；“”、"])
    found += [(char.encode(), -float(place), TokenType.NORMAL) for place, char in enumerate(plain)]
    words, scores, kinds = zip(*found, strict=True)
    return list(words), list(scores), [int(kind) for kind in kinds]


def write(path: str) -> None:
    """Writes the model."""
    chance = np.random.default_rng(7)
    writer = GGUFWriter(path, "llama")
    words, scores, kinds = tokens()
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(words))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)

    def add(name: str, *shape: int) -> None:
        ones = name.endswith("norm.weight")
        writer.add_tensor(name, np.ones(shape, "float32") if ones else chance.normal(0, 0.3, shape).astype("float32"))

    add("token_embd.weight", len(words), WIDTH)
    for layer in range(LAYERS):
        head = f"blk.{layer}."
        add(f"{head}attn_norm.weight", WIDTH)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"{head}{part}.weight", WIDTH, WIDTH)
        add(f"{head}ffn_norm.weight", WIDTH)
        add(f"{head}ffn_gate.weight", HIDDEN, WIDTH)
        add(f"{head}ffn_up.weight", HIDDEN, WIDTH)
        add(f"{head}ffn_down.weight", WIDTH, HIDDEN)
    add("output_norm.weight", WIDTH)
    add("output.weight", len(words), WIDTH)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    write(sys.argv[1])
