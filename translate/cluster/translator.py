"""A translator whose work is done in the actors of a Ray cluster, by Ray Data.

Documents go out in blocks, the pools of a `Translator`: every sentence is decoded beside the same ones and comes out
the same, however many actors there are. They take block after block. Bitexts come back in the order of the documents.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tarjoman import clock
from tarjoman.bitext import Bitext, Pair, Provenance
from tarjoman.config import TranslateConfig
from tarjoman.document import Document
from tarjoman.errors import ClusterError, InputError, TarjomanError, UsageError
from tarjoman.translate.cluster.memory import Owner
from tarjoman.translate.cluster.session import Share, joined
from tarjoman.translate.cluster.worker import Ledger, Made, Recipe, Worker
from tarjoman.translate.memory import opened
from tarjoman.translate.memory.place import OWN, place
from tarjoman.translate.model import EMBEDDED
from tarjoman.translate.models import home
from tarjoman.translate.pipeline import Splitter, Translator

_PORTION = 64  # blocks for each actor in memory at once: a quarter of an hour, beside which a new pool is nothing

Block = tuple[Document, ...]


@contextmanager
def on_ray(
    config: TranslateConfig, *, splitter: Splitter | None = None, warn: Callable[[str], None] = lambda _: None
) -> Iterator["RayTranslator"]:
    """A translator on the cluster of a configuration, for as long as it is open; see `joined` for which that is.

    The memory is that of the configuration, on this machine, where an actor opens it for all others. `warn` is told as
    by `opened`.

    Raises UsageError: settings that are not for many machines; and what `joined`, `opened` and `Translator.load` raise.
    """
    if config.across:
        problem = "documents are translated independently there, and cannot hold to each other's names"
        raise UsageError("--on ray", f"across is set; {problem}", "Set across = false, or leave out --on ray")
    if not config.engine.isalnum():  # a URL
        advice = "Leave out --on ray, and set concurrency to what the endpoint can do"
        raise UsageError("--on ray", "a chat endpoint does the work on its own machine", advice)
    # the network stays on disk: here are only names, and what bitexts carry
    translator = Translator.load(replace(config, device="cpu", compute_type="auto"), splitter=splitter)
    usable = opened(config.memory, warn) is not None
    with joined(config) as share:
        path, forgiving = place(config.memory).absolute(), config.memory == OWN
        owner = _here(Owner, path, forgiving=forgiving) if usable else None
        yield RayTranslator(translator, config, share, _here(Ledger), owner, splitter, warn)


def _anywhere(model: str) -> str:
    """The name of a model that means it in any working folder."""
    is_name = model in EMBEDDED or home.installed(model) or not os.path.isdir(model)
    return model if is_name else os.path.abspath(model)


def _here(actor: type, *arguments: object, **options: object) -> Any:
    """The handle of an actor on this machine, which takes no CPU and is started again when it dies."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    place = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    remote = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=place)
    return remote(actor).remote(*arguments, **options)


class RayTranslator:
    """Translates documents as `translator` would: `Translates`.

    ledger, memory: handles of the actors that all others ask; no memory: None. warn: hears of what goes wrong with it.
    """

    def __init__(
        self,
        translator: Translator,
        config: TranslateConfig,
        share: Share,
        ledger: Any,
        memory: Any,
        splitter: Splitter | None,
        warn: Callable[[str], None],
    ) -> None:
        self._translator, self._config, self._share = translator, config, share
        self._ledger, self._memory, self._splitter, self._warn = ledger, memory, splitter, warn
        self.names = translator.names
        self._engine = dict[str, str]()  # the settings of the engines there, for all that are beside this one too

    @property
    def provenance(self) -> Provenance:
        """What its bitexts carry."""
        here = self._translator.provenance
        return replace(here, settings={**here.settings, **self._engine})

    def beside(self, tables: Sequence[Path]) -> "RayTranslator":
        """The same with more name tables, which win; itself where that changes nothing. Raises InputError."""
        translator = self._translator.beside(tables)
        if translator is self._translator:
            return self
        other = copy(self)
        other._translator, other.names = translator, translator.names
        return other

    def translate(
        self, documents: Iterable[Document], on_pair: Callable[[Pair], None] = lambda _: None
    ) -> Iterator[Bitext | InputError]:
        """One bitext a document, in order, or why there is none. `on_pair` hears of the pairs of each.

        Raises what is wrong with more than one document; ClusterError.
        """
        import ray

        blocks = map(tuple, self._translator.pools(documents))
        while portion := list(islice(blocks, _PORTION * self._share.actors)):
            for made in self._made(portion):
                if isinstance(made, Made):
                    known = self._translator.engine.settings
                    told = made.bitext.provenance.settings
                    self._engine.update({name: value for name, value in told.items() if name in known})
                    self.names.found(made.bitext.document.id, made.suggestions)
                    for pair in made.bitext.pairs:
                        on_pair(pair)
                    yield made.bitext
                elif isinstance(made, InputError):
                    yield made
                else:
                    raise made
            for text in ray.get(self._memory.warnings.remote()) if self._memory else ():
                self._warn(text)

    def _made(self, blocks: Sequence[Block]) -> Iterator[Made | TarjomanError]:
        """What actors make of each document, in order. Raises ClusterError."""
        import ray.data

        share = self._share
        rows = [{"block": block} for block in blocks]
        dataset = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            Worker,
            batch_size=1,
            fn_constructor_args=(self._recipe(), self._ledger, self._memory),
            # one at a time: when an actor dies it was of what it had begun
            compute=ray.data.ActorPoolStrategy(size=min(share.actors, len(rows)), max_tasks_in_flight_per_actor=1),
            num_cpus=share.cpus,
            num_gpus=share.gpus,
        )
        try:
            for row in dataset.iter_rows():
                yield from row["made"]
        except ray.exceptions.RayError as error:
            problem = f"stopped translating ({str(error).strip().splitlines()[-1]})"
            advice = "Install the same tarjoman[ray] on every machine; /tmp/ray/session_latest/logs has more"
            raise ClusterError("the Ray cluster", problem, advice) from error

    def _recipe(self) -> Recipe:
        config, share = self._config, self._share
        device = "cuda" if share.gpus else "cpu"
        config = replace(config, model=_anywhere(config.model), device=device, threads=share.cpus, names=())
        table = self.names.table if config.enforce else None
        return Recipe(config, self._splitter, table, self._translator.provenance, os.environ.get(clock.EPOCH, ""))
