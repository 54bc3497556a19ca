"""A tiny model in the file format of llama.cpp: a Llama of one layer, with random weights and a few words.

Its answers mean nothing. The same release of the packages always writes the same bytes, about 120 kB.
"""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

CONTEXT_TOKENS = 8192

_WORDS = ("the", "mesh", "routes", "every", "token", "to", "a", "replica", "that", "is", "ready")

# Every text has tokens, because each byte is one. `\u2581` is how tokenizers write a space.
_SPECIAL = ("<unk>", "<s>", "</s>")
_BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
_TEXTS = ("\u2581", *(f"\u2581{word}" for word in _WORDS))
_TOKENS = (*_SPECIAL, *_BYTES, *_TEXTS)

_WIDTH, _HEADS, _HIDDEN, _SEED = 32, 4, 64, 0

_CHAT_TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant:"


def write(path: Path) -> None:
    """Write the model's file."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT_TOKENS)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_tokenizer(writer)
    _add_weights(writer)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tokenizer(writer: gguf.GGUFWriter) -> None:
    kinds = gguf.TokenType
    special = [kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL]
    writer.add_tokenizer_model("llama")
    writer.add_vocab_size(len(_TOKENS))
    writer.add_token_list(_TOKENS)
    writer.add_token_scores([0.0] * len(_SPECIAL) + [-1000.0] * len(_BYTES) + [-1.0] * len(_TEXTS))
    writer.add_token_types([*special, *[kinds.BYTE] * len(_BYTES), *[kinds.NORMAL] * len(_TEXTS)])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(_CHAT_TEMPLATE)


def _add_weights(writer: gguf.GGUFWriter) -> None:
    random = np.random.default_rng(_SEED)

    def matrix(rows: int, columns: int, scale: float = 1.0) -> np.ndarray:
        values = random.standard_normal((rows, columns), dtype=np.float32)
        return values * np.float32(scale / columns**0.5)

    # Only the words have weights in the output, so an answer has words, and neither bytes nor an end.
    output = np.zeros((len(_TOKENS), _WIDTH), np.float32)
    output[-len(_WORDS) :] = matrix(len(_WORDS), _WIDTH, 8)
    writer.add_tensor("token_embd.weight", matrix(len(_TOKENS), _WIDTH, 4))
    writer.add_tensor("output.weight", output)
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"blk.0.{name}.weight", matrix(_WIDTH, _WIDTH))
    for name, rows, columns in (
        ("ffn_gate", _HIDDEN, _WIDTH),
        ("ffn_up", _HIDDEN, _WIDTH),
        ("ffn_down", _WIDTH, _HIDDEN),
    ):
        writer.add_tensor(f"blk.0.{name}.weight", matrix(rows, columns))
