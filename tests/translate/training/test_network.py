"""The losses against what the network itself says it paid attention to."""

from typing import Any

import pytest

from tarjoman.translate.training.config import TrainConfig

pytestmark = pytest.mark.hf


@pytest.fixture
def network(config: TrainConfig) -> Any:
    from tarjoman.translate.training.network import build

    return build(config, 40).eval()


def test_losses(network: Any) -> None:
    import torch

    from tarjoman.translate.training.network import losses

    source = torch.tensor([[5, 6, 7, 0], [8, 0, 39, 39]])
    target = torch.tensor([[9, 10, 0], [11, 0, 39]])
    links = torch.tensor([[0, 0, 1], [0, 0, 2], [0, 2, 3], [1, 0, 0]])
    entropy, guide = losses(network, source, target, links, 0.0)
    network.set_attn_implementation("eager")
    shifted = torch.tensor([[39, 9, 10], [39, 11, 0]])
    out = network(input_ids=source, attention_mask=source != 39, decoder_input_ids=shifted, output_attentions=True)
    head = out.cross_attentions[-1][:, 0]
    # two links share a token's weight; three tokens are linked
    expected = -(head[0, 0, 1].log() / 2 + head[0, 0, 2].log() / 2 + head[0, 2, 3].log() + head[1, 0, 0].log()) / 3
    assert guide.item() == pytest.approx(expected.item(), rel=1e-4)
    likely = out.logits[..., :39].log_softmax(-1)
    said = [likely[0, 0, 9], likely[0, 1, 10], likely[0, 2, 0], likely[1, 0, 11], likely[1, 1, 0]]
    assert entropy.item() == pytest.approx(-sum(said).item() / 5, rel=1e-4)
    assert losses(network, source, target, links[:0], 0.0)[1].item() == 0


def test_only_the_first_head_of_the_last_layer_is_guided(network: Any) -> None:
    import torch

    from tarjoman.translate.training.network import losses

    source, target = torch.tensor([[5, 6, 7, 0]]), torch.tensor([[9, 10, 0]])
    losses(network, source, target, torch.tensor([[0, 1, 1]]), 0.0)[1].backward()
    attention = network.model.decoder.layers[-1].encoder_attn
    moved = attention.q_proj.weight.grad.abs().sum(1) > 0
    assert moved[: attention.head_dim].all() and not moved[attention.head_dim :].any()
    assert not attention._forward_pre_hooks  # nothing is left watching
