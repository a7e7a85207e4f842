"""A Ray cluster: one that is there, or one of this machine alone, and quiet."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tarjoman.config import TranslateConfig, cores
from tarjoman.errors import ClusterError, UsageError

_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anyone
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # of what Ray's processes put right themselves the terminal hears nothing
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # what a later Ray does anyway; until then it warns
}
_NEVER = logging.CRITICAL + 1
_PATIENCE = 10.0  # seconds
_FRAME = 9  # bytes of the head of a frame, the fourth of which is its type
_SETTINGS = 4  # the type of the first frame of either side
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes((0, 0, 0, _SETTINGS, 0, 0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Share:
    """What of a cluster is used: so many actors, each with CPUs of its own, and a GPU or none."""

    actors: int
    cpus: int
    gpus: int

    @classmethod
    def of(cls, resources: Mapping[str, float], config: TranslateConfig) -> "Share":
        """What a configuration means by it. resources: what the cluster has, as Ray counts.

        Raises ClusterError where there is nothing for even one actor, unless a number of them was asked for: a cluster
        may grow when it is asked.
        """
        has_gpus = resources.get("GPU", 0) >= 1
        gpus = int(config.device == "cuda" or (config.device == "auto" and has_gpus))
        cpus = config.threads or 1
        room = min(resources.get("CPU", 0) // cpus, resources.get("GPU", 0) if gpus else float("inf"))
        if not config.actors and not room:
            wanted = f"{cpus:,} CPU{'s' if cpus > 1 else ''}{' and a GPU' if gpus else ''}"
            advice = "Add machines; or lower --threads, change --device; or say --actors N if it grows by itself"
            raise ClusterError("the Ray cluster", f"has no room for one translator, which takes {wanted}", advice)
        return cls(config.actors or int(room), cpus, gpus)


@contextmanager
def joined(config: TranslateConfig) -> Iterator[Share]:
    """Be part of a cluster: of `ray_address`, else of RAY_ADDRESS, else one made of this machine, which ends with it.

    Where Ray runs in this process already, it is used as it is, and stays. Raises UsageError: Ray is not installed, or
    an address of Ray Client; ClusterError.
    """
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("--on ray", f"{error.name} is not installed", "pip install 'tarjoman[ray]'") from error
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):  # its files in the session's folder have it all
            handler.setLevel(_NEVER)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    context.execution_options.preserve_order = True
    if ray.is_initialized():
        yield Share.of(ray.cluster_resources(), config)
        return
    _start(config)
    try:
        yield Share.of(ray.cluster_resources(), config)
    finally:
        ray.shutdown()


def _start(config: TranslateConfig) -> None:
    """Connect to the cluster, or start one."""
    import ray

    address = config.ray_address or os.environ.get("RAY_ADDRESS") or "local"
    if "://" in address:
        advice = "Run it on a machine of the cluster, as `ray job submit` does, with auto"
        raise UsageError("--ray-address", f"{address} is of Ray Client, from outside the cluster", advice)
    options: dict[str, object] = {}
    if address == "local":
        wanted = config.actors * (config.threads or 1)
        options = {"num_cpus": max(cores(), wanted), "include_dashboard": False}
    try:
        host, _, port = address.rpartition(":")
        if port.isdigit():  # Ray itself would try for a quarter of an hour
            _greet(host.strip("[]"), int(port))
        with _hushed(), _undisturbed():
            ray.init(address=address, log_to_driver=False, logging_level=_NEVER, **options)
    except (ray.exceptions.RayError, OSError, RuntimeError, ValueError) as error:
        told = str(getattr(error, "strerror", None) or error).strip().splitlines()[0].rstrip(".")
        problem = f"cannot be joined ({told})"
        advice = "Check --ray-address, or RAY_ADDRESS; `ray status` on a machine of the cluster says whether it runs"
        raise ClusterError(f"the Ray cluster {address}", problem, advice) from error


def _greet(host: str, port: int) -> None:
    """See whether what listens there speaks HTTP/2, as a cluster does (RFC 9113, 3.4). Raises OSError."""
    with socket.create_connection((host, port), _PATIENCE) as connection:
        connection.settimeout(_PATIENCE)
        connection.sendall(_PREFACE)
        head = connection.recv(_FRAME)
    if len(head) < _FRAME or head[3] != _SETTINGS:
        raise OSError("what listens there is no Ray")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """With what SIGTERM means here: Ray would end the process at once."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():  # Ray, too, sets it there alone
            signal.signal(signal.SIGTERM, before)


@contextmanager
def _hushed() -> Iterator[None]:
    """Without standard error: Ray's C++ says there how it is set up, and no setting keeps it from it."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        kept = None
    if kept is not None:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        if kept is not None:
            os.dup2(kept, 2)
            os.close(kept)
