"""Who is let through, who waits, and who is turned away."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from graph.errors import QueryError
from graph.sandbox.admission import ClientGoneError, Gate
from graph.sandbox.limits import Limits


def here():
    return False


def slow(gate, client, gone=here):
    return gate.pass_through(client, gone, slow=True)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_client_never_has_the_last_worker_to_itself():
    gate = Gate(Limits(workers=3, patience=0))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(slow(gate, "a"))
        with pytest.raises(QueryError) as caught, slow(gate, "a"):
            pass
        assert (caught.value.status, caught.value.limit) == (503, "patience")
        with slow(gate, "b"):
            assert gate.running == 3
    assert (gate.running, gate.waiting) == (0, 0)


def test_who_waits_is_let_through_when_a_place_is_free():
    gate = Gate(Limits(workers=1, patience=30))
    through = threading.Event()

    def wait():
        with slow(gate, "b"):
            through.set()

    thread = threading.Thread(target=wait)
    with slow(gate, "a"):
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
    with slow(gate, "a"):
        with pytest.raises(QueryError) as caught, slow(gate, "a"):
            pass
        assert (caught.value.status, caught.value.limit) == (status, limit)
        assert caught.value.retry_after >= 1


def test_who_leaves_while_waiting_waits_no_longer():
    gate = Gate(Limits(workers=1, patience=30))
    with slow(gate, "a"):
        with pytest.raises(ClientGoneError), slow(gate, "b", lambda: True):
            pass
        assert gate.waiting == 0


def test_running_time_is_used_up_and_comes_back_within_a_minute():
    clock = Clock()
    gate = Gate(Limits(client_seconds=30), clock)
    with slow(gate, "a"):
        clock.now += 40
    with pytest.raises(QueryError) as caught, slow(gate, "a"):
        pass
    assert (caught.value.status, caught.value.limit, caught.value.retry_after) == (429, "client_seconds", 22)
    with slow(gate, "b"):
        pass
    clock.now += caught.value.retry_after
    with slow(gate, "a"):
        pass


def test_time_is_charged_for_a_query_that_fails():
    clock = Clock()
    gate = Gate(Limits(client_seconds=5), clock)

    def fail():
        with slow(gate, "a"):
            clock.now += 6
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(QueryError), slow(gate, "a"):
        pass


class TestLanes:
    def test_long_queries_leave_short_ones_a_place(self):
        gate = Gate(Limits(workers=1, quick_workers=1, patience=0))
        with slow(gate, "a"), gate.pass_through("b", here) as turn:
            assert gate.running == 2
            assert not turn.go_on()

    def test_a_query_that_goes_on_gives_its_place_to_another(self):
        gate = Gate(Limits(workers=1, quick_workers=1, patience=0))
        with gate.pass_through("a", here) as turn:
            assert turn.go_on()
            assert turn.go_on()
            with gate.pass_through("b", here):
                assert gate.running == 2
            with pytest.raises(QueryError), slow(gate, "b"):
                pass
        with slow(gate, "b"):
            assert gate.running == 1

    def test_a_long_query_stays_while_others_have_a_place(self):
        gate = Gate(Limits(workers=1, quick_workers=2, patience=0))
        with slow(gate, "a"), gate.pass_through("b", here) as turn:
            assert turn.go_on()
            with gate.pass_through("c", here):
                assert not turn.go_on()
            assert turn.go_on()

    def test_who_waits_for_the_slow_lane_goes_before_who_would_go_on(self):
        gate = Gate(Limits(workers=1, quick_workers=1, patience=30))
        through, over = threading.Event(), threading.Event()

        def wait():
            with slow(gate, "b"):
                through.set()
                over.wait(10)

        thread = threading.Thread(target=wait)
        with slow(gate, "a"):
            thread.start()
            while not gate.waiting:
                through.wait(0.01)
        assert through.wait(10)
        with gate.pass_through("c", here) as turn:
            assert not turn.go_on()
            over.set()
            thread.join()
            assert turn.go_on()
