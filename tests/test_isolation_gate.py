"""Who is let through, who waits, and who is turned away."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from graph.errors import QueryError
from graph.isolation.gate import ClientGoneError, Gate
from graph.isolation.limits import Limits


def here():
    return False


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_client_never_has_the_last_worker_to_itself():
    gate = Gate(Limits(workers=3, patience=0))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(gate.pass_through("a", here))
        with pytest.raises(QueryError) as caught, gate.pass_through("a", here):
            pass
        assert (caught.value.status, caught.value.limit) == (503, "patience")
        with gate.pass_through("b", here):
            assert gate.running == 3
    assert (gate.running, gate.waiting) == (0, 0)


def test_who_waits_is_let_through_when_a_place_is_free():
    gate = Gate(Limits(workers=1, patience=30))
    through = threading.Event()

    def wait():
        with gate.pass_through("b", here):
            through.set()

    thread = threading.Thread(target=wait)
    with gate.pass_through("a", here):
        thread.start()
        assert not through.wait(0.1)
    assert through.wait(10)
    thread.join()


@pytest.mark.parametrize(
    ("settings", "status", "limit"),
    [({"client_queue": 0}, 429, "client_queue"), ({"queue": 0}, 503, "queue")],
)
def test_where_the_queue_is_full_it_says_when_to_come_back(settings, status, limit):
    gate = Gate(Limits(workers=1, patience=30, **settings))
    with gate.pass_through("a", here):
        with pytest.raises(QueryError) as caught, gate.pass_through("a", here):
            pass
        assert (caught.value.status, caught.value.limit) == (status, limit)
        assert caught.value.retry_after >= 1


def test_who_leaves_while_waiting_waits_no_longer():
    gate = Gate(Limits(workers=1, patience=30))
    with gate.pass_through("a", here):
        with pytest.raises(ClientGoneError), gate.pass_through("b", lambda: True):
            pass
        assert gate.waiting == 0


def test_running_time_is_used_up_and_comes_back_within_a_minute():
    clock = Clock()
    gate = Gate(Limits(client_seconds=30), clock)
    with gate.pass_through("a", here):
        clock.now += 40
    with pytest.raises(QueryError) as caught, gate.pass_through("a", here):
        pass
    assert (caught.value.status, caught.value.limit, caught.value.retry_after) == (429, "client_seconds", 22)
    with gate.pass_through("b", here):
        pass
    clock.now += caught.value.retry_after
    with gate.pass_through("a", here):
        pass


def test_time_is_charged_for_a_query_that_fails():
    clock = Clock()
    gate = Gate(Limits(client_seconds=5), clock)

    def fail():
        with gate.pass_through("a", here):
            clock.now += 6
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(QueryError), gate.pass_through("a", here):
        pass
