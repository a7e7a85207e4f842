"""Tiny checkpoints of every architecture that can be run, as the hub has them: they know five sentences by heart."""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

PERSIAN = [
    "سلام دنیا",
    "وزیر خارجه روسیه وارد تهران شد.",
    "این خبر در سال 1402 منتشر شد و بازتاب داشت.",
    "او گفت که دولت و مجلس با هم کار می\u200cکنند.",
    "رئیس جمهور به مسکو رفت، سپس به باکو بازگشت.",
]
ENGLISH = [
    "Hello world",
    "The Russian foreign minister arrived in Tehran.",
    "The news was published in 2023 and had an echo.",
    "He said that the government and the parliament work together.",
    "The president went to Moscow, then he returned to Baku.",
]
_NLLB_CODES = ["arb_Arab", "eng_Latn", "pes_Arab", "prs_Arab", "pes_Latn"]
_LAYERS = {
    f"{side}_{name}": n
    for side in ("encoder", "decoder")
    for name, n in {"layers": 2, "ffn_dim": 64, "attention_heads": 2}.items()
}


def pieces(path: Path, lines: Iterable[str], kind: str = "unigram", **settings: Any) -> list[str]:
    """Train a SentencePiece model of about 110 pieces; the pieces, in their order."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(path),
        vocab_size=110,
        hard_vocab_limit=False,
        model_type=kind,
        character_coverage=1.0,
        minloglevel=2,
        **settings,
    )
    path.with_name(path.name + ".vocab").unlink()
    path.with_name(path.name + ".model").rename(path)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(i) for i in range(len(processor))]


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _learn(
    network: Any, vocabulary: Mapping[str, int], source: Path, target: Path, before: list[str], begins: list[str]
) -> Any:
    """Teach a network the five sentences by heart, told the languages as its kind is."""
    import sentencepiece
    import torch

    sides = [sentencepiece.SentencePieceProcessor(model_file=str(spm)) for spm in (source, target)]
    unknown, end, padding = vocabulary["<unk>"], vocabulary["</s>"], network.config.pad_token_id

    def rows(lines: list[str], processor: Any, prefix: list[str], filler: int) -> Any:
        tokens = [[*prefix, *processor.encode(line, out_type=str)] for line in lines]
        numbers = [[vocabulary.get(token, unknown) for token in row] + [end] for row in tokens]
        longest = max(map(len, numbers))
        return torch.tensor([row + [filler] * (longest - len(row)) for row in numbers])

    ids = rows(PERSIAN, sides[0], before, padding)
    labels = rows(ENGLISH, sides[1], begins, -100)
    inputs = torch.where(labels < 0, padding, labels)[:, :-1]
    start = torch.full_like(inputs[:, :1], network.config.decoder_start_token_id)
    learnt = [tensor for name, tensor in network.named_parameters() if "embed_positions" not in name]
    optimizer = torch.optim.Adam(learnt, lr=1e-2)
    for _ in range(500):
        optimizer.zero_grad()
        logits = network(
            input_ids=ids,
            attention_mask=(ids != padding).long(),
            decoder_input_ids=torch.cat([start, inputs], 1),
            use_cache=False,
        ).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)
        if loss.item() < 0.003:
            return network.eval()
        loss.backward()
        optimizer.step()
    raise AssertionError(f"not learnt: {loss.item()}")


def marian(folder: Path, *targets: str) -> Path:
    """OPUS-MT: two SentencePiece models, one vocabulary. targets: languages it can be asked for."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir()
    torch.manual_seed(7)
    found = [*pieces(folder / "source.spm", PERSIAN), *pieces(folder / "target.spm", ENGLISH)]
    vocabulary = list(dict.fromkeys(["</s>", "<unk>", *(f">>{t}<<" for t in targets), *found, "<pad>"]))
    pad = len(vocabulary) - 1
    _json(folder / "vocab.json", {piece: i for i, piece in enumerate(vocabulary)})
    _json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "MarianTokenizer", "source_lang": "fas", "target_lang": "eng"},
    )
    network = MarianMTModel(
        MarianConfig(
            vocab_size=pad + 1,
            d_model=32,
            dropout=0.0,
            max_position_embeddings=128,
            pad_token_id=pad,
            eos_token_id=0,
            decoder_start_token_id=pad,
            forced_eos_token_id=0,
            activation_function="swish",
            scale_embedding=True,
            **_LAYERS,
        )
    )
    network.model.shared.weight.data[pad] = 0
    network.model.shared.weight.register_hook(lambda gradient: _without(gradient, pad))
    numbers = {piece: i for i, piece in enumerate(vocabulary)}
    before = [">>eng<<"] if "eng" in targets else []
    _learn(network, numbers, folder / "source.spm", folder / "target.spm", before, [])
    network.generation_config.bad_words_ids = [[pad]]
    network.save_pretrained(folder)
    return folder


def _without(gradient: Any, row: int) -> Any:
    """A gradient that leaves a row as it is: Marian's decoders start from zero."""
    gradient = gradient.clone()
    gradient[row] = 0
    return gradient


def _m2m(folder: Path, vocabulary: Mapping[str, int], more: int, before: str, begins: str) -> None:
    """A network of M2M-100's kind. more: rows of its vocabulary that mean nothing."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    torch.manual_seed(7)
    network = M2M100ForConditionalGeneration(
        M2M100Config(
            vocab_size=len(vocabulary) + more,
            d_model=32,
            dropout=0.0,
            attention_dropout=0.0,
            activation_dropout=0.0,
            encoder_layerdrop=0.0,
            decoder_layerdrop=0.0,
            max_position_embeddings=128,
            decoder_start_token_id=2,
            scale_embedding=True,
            **_LAYERS,
        )
    )
    spm = folder / "sentencepiece.bpe.model"
    _learn(network, vocabulary, spm, spm, [before], [begins]).save_pretrained(folder)


def nllb(folder: Path) -> Path:
    """NLLB-200: one SentencePiece model, codes as "pes_Arab", two rows of the vocabulary that mean nothing."""
    from transformers import NllbTokenizer

    folder.mkdir()
    spm = folder / "sentencepiece.bpe.model"
    pieces(spm, PERSIAN + ENGLISH, "bpe")
    tokenizer = NllbTokenizer.from_pretrained(folder, extra_special_tokens=_NLLB_CODES, src_lang="eng_Latn")
    tokenizer.save_pretrained(folder)
    _m2m(folder, tokenizer.get_vocab(), 2, "pes_Arab", "eng_Latn")
    return folder


def m2m100(folder: Path) -> Path:
    """M2M-100: a SentencePiece model and a vocabulary, codes as "__fa__", eight rows that mean nothing."""
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    folder.mkdir()
    found = pieces(folder / "sentencepiece.bpe.model", PERSIAN + ENGLISH, "bpe")
    vocabulary = list(dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *found]))
    _json(folder / "vocab.json", {piece: i for i, piece in enumerate(vocabulary)})
    codes = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "sep_token": "</s>", "pad_token": "<pad>"}
    _json(folder / "special_tokens_map.json", special | {"additional_special_tokens": codes})
    _json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer", "src_lang": None, "tgt_lang": None})
    numbers = {token: i for i, token in enumerate([*vocabulary, *codes])}
    _m2m(folder, numbers, 8, "__fa__", "__en__")
    return folder


def madlad(folder: Path) -> Path:
    """MADLAD-400: T5 1.1, target languages as "<2en>", <unk> first; embeddings under their decoder's name alone."""
    import torch
    from safetensors.torch import save_file
    from transformers import T5Config, T5ForConditionalGeneration

    folder.mkdir()
    spm = folder / "spiece.model"
    found = pieces(
        spm, PERSIAN + ENGLISH, unk_id=0, bos_id=1, eos_id=2, pad_id=-1, user_defined_symbols=["<2en>", "<2fa>"]
    )
    special = {
        str(i): {
            "content": piece,
            "lstrip": False,
            "normalized": False,
            "rstrip": False,
            "single_word": False,
            "special": True,
        }
        for i, piece in enumerate(found[:3])
    }
    _json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "T5Tokenizer",
            "added_tokens_decoder": special,
            "additional_special_tokens": [],
            "eos_token": "</s>",
            "pad_token": "<s>",
            "unk_token": "<unk>",
            "extra_ids": 0,
            "legacy": False,
        },
    )
    torch.manual_seed(7)
    network = T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(found),
            d_model=32,
            d_kv=16,
            d_ff=64,
            num_layers=2,
            num_heads=2,
            dropout_rate=0.0,
            feed_forward_proj="gated-gelu",
            tie_word_embeddings=False,
            decoder_start_token_id=0,
            pad_token_id=1,
            eos_token_id=2,
        )
    )
    network.lm_head.weight = torch.nn.Parameter(torch.randn_like(network.shared.weight) * 0.1)
    _learn(network, {piece: i for i, piece in enumerate(found)}, spm, spm, ["\u2581", "<2en>"], [])
    network.config.save_pretrained(folder)
    settings = json.loads((folder / "config.json").read_text())
    _json(folder / "config.json", settings | {"tie_word_embeddings": False, "architectures": [type(network).__name__]})
    shared = ("shared.weight", "encoder.embed_tokens.weight")  # the real ones have them by their third name alone
    tensors = {name: tensor.clone() for name, tensor in network.state_dict().items() if name not in shared}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def opus(folder: Path) -> Path:
    """The same network as `marian`, as Marian writes it: what OPUS-MT's zips hold."""
    import numpy as np
    import yaml
    from safetensors.torch import load_file

    checkpoint = marian(folder.with_name(folder.name + "-hf"))
    tensors = {name: tensor.numpy() for name, tensor in load_file(checkpoint / "model.safetensors").items()}
    vocabulary = json.loads((checkpoint / "vocab.json").read_text(encoding="utf-8"))
    padding = vocabulary.pop("<pad>")
    weights = {
        "Wemb": tensors["model.shared.weight"][:padding],
        "decoder_ff_logit_out_b": tensors["final_logits_bias"][:, :padding],
    }

    def linear(theirs: str, ours: str, suffix: str) -> None:
        weights[f"{ours}_W{suffix}"] = tensors[f"{theirs}.weight"].T
        weights[f"{ours}_b{suffix}"] = tensors[f"{theirs}.bias"][None]

    def norm(theirs: str, ours: str) -> None:
        weights[f"{ours}_ln_scale"] = tensors[f"{theirs}.weight"][None]
        weights[f"{ours}_ln_bias"] = tensors[f"{theirs}.bias"][None]

    for side, layer in product(("encoder", "decoder"), range(2)):
        at, to = f"model.{side}.layers.{layer}", f"{side}_l{layer + 1}"
        parts = {"self_attn": "self"} | ({"encoder_attn": "context"} if side == "decoder" else {})
        for theirs, ours in parts.items():
            for name, suffix in {"q_proj": "q", "k_proj": "k", "v_proj": "v", "out_proj": "o"}.items():
                linear(f"{at}.{theirs}.{name}", f"{to}_{ours}", suffix)
            norm(f"{at}.{theirs}_layer_norm", f"{to}_{ours}_Wo")
        linear(f"{at}.fc1", f"{to}_ffn", "1")
        linear(f"{at}.fc2", f"{to}_ffn", "2")
        norm(f"{at}.final_layer_norm", f"{to}_ffn_ffn")
    settings = {
        "type": "transformer",
        "enc-depth": 2,
        "dec-depth": 2,
        "transformer-heads": 2,
        "transformer-ffn-activation": "swish",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }
    weights["special:model.yml"] = np.frombuffer(yaml.safe_dump(settings).encode() + b"\0", np.int8)
    folder.mkdir()
    np.savez(folder / "opus.npz", **weights)
    lines = (f"{json.dumps(piece, ensure_ascii=False)}: {number}\n" for piece, number in vocabulary.items())
    (folder / "opus.spm32k-spm32k.vocab.yml").write_text("".join(lines), encoding="utf-8")
    names = {"models": ["opus.npz"], "vocabs": ["opus.spm32k-spm32k.vocab.yml"] * 2}
    (folder / "decoder.yml").write_text(yaml.safe_dump(names), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(checkpoint / name, folder / name)
    return folder


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "marian": marian,
    "marian-multi": lambda folder: marian(folder, "deu", "eng"),
    "nllb": nllb,
    "m2m100": m2m100,
    "madlad": madlad,
    "opus": opus,
}
