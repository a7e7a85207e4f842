import pickle

import pytest

from tarjoman import errors
from tarjoman.errors import TarjomanError
from tarjoman.translate.chat.transport import Refusal


def tree(error: type[TarjomanError]) -> list[type[TarjomanError]]:
    """An error with all that are derived from it, in whatever module."""
    return [error, *(e for derived in error.__subclasses__() for e in tree(derived))]


TREE = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, TarjomanError)]


@pytest.mark.parametrize("error", tree(TarjomanError))
def test_an_error_goes_from_one_process_to_another_as_it_is(error: type[TarjomanError]) -> None:
    there = pickle.loads(pickle.dumps(error("here", "it is wrong", "Put it right")))
    assert type(there) is error and str(there) == "here: it is wrong. Put it right"
    assert (there.where, there.problem, there.advice) == ("here", "it is wrong", "Put it right")


def test_those_of_other_modules_are_tried_too() -> None:
    assert {*TREE, Refusal} <= {*tree(TarjomanError)}


def test_the_tree_in_the_docstring_has_all() -> None:
    assert len(TREE) > 5 and all(e.__name__ in (errors.__doc__ or "") for e in TREE)
