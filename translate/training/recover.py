"""A network read back from the CTranslate2 file that it was exported to, so that it can be trained further.

From int8 it comes back as exact as it was shipped: what training changes then is more than what rounding took.
The format is that of CTranslate2's `model.bin`, version 6 (its python/ctranslate2/specs/model_spec.py writes it).
"""

import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import torch

from tarjoman.errors import ModelError
from tarjoman.files import display
from tarjoman.translate.training import network as marian
from tarjoman.translate.training.config import TrainConfig

_VERSION = 6
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)  # by their numbers in the file
_MARIAN = {"decoder/pre_norm": 0, "decoder/activation": 2, "decoder/start_from_zero_embedding": 1}  # 2: swish

_Variables = dict[str, npt.NDArray[Any]]


def recover(path: Path, config: TrainConfig) -> Any:
    """The `MarianMTModel` in a model.bin, in float32; dropout is the configuration's.

    Raises ModelError: another version, a damaged file, or a network that is not as `network.build` makes them.
    """
    try:
        with path.open("rb") as stream:
            variables = _read(stream)
        for name, value in _MARIAN.items():
            if (found := variables[name].item()) != value:
                raise ValueError(f"its {name} is {found}, not {value}")
        return _network(variables, config)
    except (OSError, ValueError, KeyError, IndexError, struct.error, RuntimeError) as error:
        problem = f"cannot be read back ({type(error).__name__}: {str(error).partition(chr(10))[0]})"
        raise ModelError(display(path), problem, "Start from a Marian checkpoint of Hugging Face instead") from error


def _read(stream: BinaryIO) -> _Variables:
    """Every variable by its name, as it is stored: scales of integers are variables of their own."""

    def number(kind: str) -> int:
        (value,) = struct.unpack(f"<{kind}", stream.read(struct.calcsize(kind)))
        return int(value)

    def text() -> str:
        return stream.read(number("H")).rstrip(b"\0").decode()

    if (version := number("I")) != _VERSION:
        raise ValueError(f"its version is {version}, not {_VERSION}")
    text()
    number("I")  # revision of the kind of network
    variables: _Variables = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind = _TYPES[number("B")]
        variables[name] = np.frombuffer(stream.read(number("I")), kind).reshape(shape)
    for _ in range(number("I")):  # equal variables are stored once
        name = text()
        variables[name] = variables[text()]
    return variables


@dataclass(frozen=True, slots=True)
class _Reader:
    """Tensors of a network by their names in Hugging Face's."""

    variables: _Variables
    tensors: dict[str, torch.Tensor]
    used: set[str]

    def get(self, name: str) -> torch.Tensor:
        """A variable as float32, its scales taken out: CTranslate2 stores rows multiplied by them and rounded."""
        self.used.update((name, f"{name}_scale"))
        values = torch.from_numpy(self.variables[name].astype(np.float32))
        scale = self.variables.get(f"{name}_scale")
        return values if scale is None else values / torch.from_numpy(scale.astype(np.float32))[:, None]

    def linear(self, ours: str, theirs: str, *parts: str) -> None:
        """A linear layer; of several that CTranslate2 made one, each by its own name."""
        for what in ("weight", "bias"):
            values = self.get(f"{ours}/{what}")
            for part, value in zip(parts or ("",), values.chunk(max(1, len(parts))), strict=True):
                self.tensors[f"{theirs}{part}.{what}"] = value

    def norm(self, ours: str, theirs: str) -> None:
        """A normalisation of a layer's output."""
        self.tensors[f"{theirs}.weight"] = self.get(f"{ours}/layer_norm/gamma")
        self.tensors[f"{theirs}.bias"] = self.get(f"{ours}/layer_norm/beta")

    def unused(self) -> list[str]:
        """Variables that hold more than settings, positions, zeros or what was read already, and were not read."""
        read = [id(self.variables[name]) for name in self.used if name in self.variables]
        return [
            name
            for name, values in self.variables.items()
            if values.ndim and id(values) not in read and "position_encodings" not in name and values.any()
        ]


def _network(variables: _Variables, config: TrainConfig) -> Any:
    layers = {
        side: len({name.split("/")[1] for name in variables if name.startswith(f"{side}/layer_")})
        for side in ("encoder", "decoder")
    }
    pieces, width = variables["decoder/embeddings/weight"].shape
    shape = replace(
        config,
        width=width,
        inner=variables["decoder/layer_0/ffn/linear_0/weight"].shape[0],
        heads=variables["decoder/num_heads"].item(),
        encoder=layers["encoder"],
        decoder=layers["decoder"],
    )
    network = marian.build(shape, pieces + 1)
    reader = _Reader(variables, {}, set())
    shared = torch.cat([reader.get("decoder/embeddings/weight"), torch.zeros(1, width)])  # padding is not stored
    for side, count in layers.items():
        for i in range(count):
            ours, theirs = f"{side}/layer_{i}", f"model.{side}.layers.{i}"
            reader.linear(f"{ours}/self_attention/linear_0", f"{theirs}.self_attn.", "q_proj", "k_proj", "v_proj")
            reader.linear(f"{ours}/self_attention/linear_1", f"{theirs}.self_attn.out_proj")
            reader.norm(f"{ours}/self_attention", f"{theirs}.self_attn_layer_norm")
            if side == "decoder":
                reader.linear(f"{ours}/attention/linear_0", f"{theirs}.encoder_attn.q_proj")
                reader.linear(f"{ours}/attention/linear_1", f"{theirs}.encoder_attn.", "k_proj", "v_proj")
                reader.linear(f"{ours}/attention/linear_2", f"{theirs}.encoder_attn.out_proj")
                reader.norm(f"{ours}/attention", f"{theirs}.encoder_attn_layer_norm")
            reader.linear(f"{ours}/ffn/linear_0", f"{theirs}.fc1")
            reader.linear(f"{ours}/ffn/linear_1", f"{theirs}.fc2")
            reader.norm(f"{ours}/ffn", f"{theirs}.final_layer_norm")
    with torch.no_grad():
        network.model.shared.weight.copy_(shared)
    left = network.load_state_dict(reader.tensors, strict=False)
    # What is tied to the shared embedding, or computed, has no variable of its own.
    known = ("shared", "embed_tokens", "embed_positions", "lm_head", "final_logits_bias")
    if lacking := [name for name in left.missing_keys if not any(part in name for part in known)]:
        raise ValueError(f"{len(lacking)} tensors missing, {lacking[0]} among them")
    if more := reader.unused():
        raise ValueError(f"it has {len(more)} variables that such a network lacks, {more[0]} among them")
    return network
