import pickle

import pytest

from tarjoman import errors
from tarjoman.errors import TarjomanError

TREE = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, TarjomanError)]


@pytest.mark.parametrize("error", TREE)
def test_an_error_goes_from_one_process_to_another_as_it_is(error: type[TarjomanError]) -> None:
    there = pickle.loads(pickle.dumps(error("here", "it is wrong", "Put it right")))
    assert type(there) is error and str(there) == "here: it is wrong. Put it right"
    assert (there.where, there.problem, there.advice) == ("here", "it is wrong", "Put it right")


def test_the_tree_in_the_docstring_has_all() -> None:
    assert len(TREE) > 5 and all(e.__name__ in (errors.__doc__ or "") for e in TREE)
