import socket
import sys
import threading
from collections.abc import Callable

import pytest

from tarjoman.config import TranslateConfig
from tarjoman.errors import ClusterError, UsageError
from tarjoman.translate.cluster import on_ray
from tarjoman.translate.cluster.session import Share, joined


@pytest.mark.parametrize(
    ("resources", "settings", "share"),
    [
        ({"CPU": 8.0}, {}, Share(8, 1, 0)),
        ({"CPU": 8.0}, {"threads": 3}, Share(2, 3, 0)),
        ({"CPU": 8.0}, {"actors": 3}, Share(3, 1, 0)),
        ({"CPU": 8.0, "GPU": 2.0}, {}, Share(2, 1, 1)),
        ({"CPU": 8.0, "GPU": 2.0}, {"device": "cpu"}, Share(8, 1, 0)),
        ({"CPU": 2.0, "GPU": 2.0}, {"threads": 2}, Share(1, 2, 1)),
        ({}, {"actors": 9, "device": "cuda"}, Share(9, 1, 1)),  # a cluster that grows
    ],
)
def test_as_many_actors_as_there_is_room_for(
    resources: dict[str, float], settings: dict[str, object], share: Share
) -> None:
    assert Share.of(resources, TranslateConfig(**settings)) == share  # type: ignore[arg-type]


def test_no_room_for_one() -> None:
    with pytest.raises(ClusterError, match="has no room for one translator, which takes 1 CPU and a GPU. Add machines"):
        Share.of({"CPU": 8.0}, TranslateConfig(device="cuda"))
    with pytest.raises(ClusterError, match="takes 16 CPUs. Add machines"):
        Share.of({"CPU": 8.0}, TranslateConfig(threads=16))


def test_what_is_not_for_many_machines_is_refused() -> None:
    with pytest.raises(UsageError, match="across is set; documents are translated independently there"):
        on_ray(TranslateConfig(across=True)).__enter__()
    with pytest.raises(UsageError, match="--on ray: a chat endpoint does the work on its own machine. Leave out"):
        on_ray(TranslateConfig(engine="http://localhost:1/v1")).__enter__()


@pytest.mark.parametrize(("option", "value"), [("--actors", "2"), ("--ray-address", "auto")])
def test_options_without_effect_are_refused(run: Callable[..., tuple[int, str, str]], option: str, value: str) -> None:
    status, _, err = run("translate", "x.txt", option, value)
    assert status == 2 and f"{option}: has no effect, as texts are translated here. Add --on ray, or leave" in err


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"--on ray: ray is not installed. pip install 'tarjoman\[ray\]'"):
        joined(TranslateConfig()).__enter__()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("127.0.0.1:9", "the Ray cluster 127.0.0.1:9: cannot be joined (Connection refused). Check --ray-address"),
        ("moon", "the Ray cluster moon: cannot be joined (Invalid address format: moon)"),
        ("ray://moon:1", "--ray-address: ray://moon:1 is of Ray Client, from outside the cluster. Run it on a machine"),
    ],
)
def test_a_cluster_that_is_not_there(address: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for settings, variable in (({"ray_address": address}, ""), ({}, address)):
        monkeypatch.setenv("RAY_ADDRESS", variable)
        with pytest.raises((ClusterError, UsageError)) as caught:
            joined(TranslateConfig(**settings)).__enter__()  # type: ignore[arg-type]
        assert str(caught.value).startswith(message)


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"SSH-2.0-x\r\n"])
def test_another_server_is_no_cluster(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with (
            pytest.raises(
                ClusterError, match=r"cannot be joined \((what listens there is no Ray|Connection reset by peer)\)"
            ),
            joined(TranslateConfig(on="ray", ray_address=address)),
        ):
            pass
        thread.join()
