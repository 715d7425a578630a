"""Who is let through, who waits, and who is turned away."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from graph.errors import QueryError
from graph.sandbox.admission import Admission, ClientGoneError
from graph.sandbox.limits import SandboxLimits


def here():
    return False


def slow(admission, client, gone=here):
    return admission.admit(client, gone, slow=True)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_client_never_has_the_last_worker_to_itself():
    admission = Admission(SandboxLimits(workers=3, patience=0))
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(slow(admission, "a"))
        with pytest.raises(QueryError) as caught, slow(admission, "a"):
            pass
        assert (caught.value.status, caught.value.limit) == (503, "patience")
        with slow(admission, "b"):
            assert admission.running == 3
    assert (admission.running, admission.waiting) == (0, 0)


def test_who_waits_is_let_through_when_a_place_is_free():
    admission = Admission(SandboxLimits(workers=1, patience=30))
    through = threading.Event()

    def wait():
        with slow(admission, "b"):
            through.set()

    thread = threading.Thread(target=wait)
    with slow(admission, "a"):
        thread.start()
        assert not through.wait(0.1)
    assert through.wait(10)
    thread.join()


@pytest.mark.parametrize(
    ("settings", "status", "limit"),
    [({"client_queue": 0}, 429, "client_queue"), ({"queue": 0}, 503, "queue")],
)
def test_where_the_queue_is_full_it_says_when_to_come_back(settings, status, limit):
    admission = Admission(SandboxLimits(workers=1, patience=30, **settings))
    with slow(admission, "a"):
        with pytest.raises(QueryError) as caught, slow(admission, "a"):
            pass
        assert (caught.value.status, caught.value.limit) == (status, limit)
        assert caught.value.retry_after >= 1


def test_who_leaves_while_waiting_waits_no_longer():
    admission = Admission(SandboxLimits(workers=1, patience=30))
    with slow(admission, "a"):
        with pytest.raises(ClientGoneError), slow(admission, "b", lambda: True):
            pass
        assert admission.waiting == 0


def test_running_time_is_used_up_and_comes_back_within_a_minute():
    clock = Clock()
    admission = Admission(SandboxLimits(client_seconds=30), clock)
    with slow(admission, "a"):
        clock.now += 40
    with pytest.raises(QueryError) as caught, slow(admission, "a"):
        pass
    assert (caught.value.status, caught.value.limit, caught.value.retry_after) == (429, "client_seconds", 22)
    with slow(admission, "b"):
        pass
    clock.now += caught.value.retry_after
    with slow(admission, "a"):
        pass


def test_time_is_charged_for_a_query_that_fails():
    clock = Clock()
    admission = Admission(SandboxLimits(client_seconds=5), clock)

    def fail():
        with slow(admission, "a"):
            clock.now += 6
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(QueryError), slow(admission, "a"):
        pass


class TestLanes:
    def test_long_queries_leave_short_ones_a_place(self):
        admission = Admission(SandboxLimits(workers=1, quick_workers=1, patience=0))
        with slow(admission, "a"), admission.admit("b", here) as slot:
            assert admission.running == 2
            assert not slot.may_continue()

    def test_a_query_that_goes_on_gives_its_place_to_another(self):
        admission = Admission(SandboxLimits(workers=1, quick_workers=1, patience=0))
        with admission.admit("a", here) as slot:
            assert slot.may_continue()
            assert slot.may_continue()
            with admission.admit("b", here):
                assert admission.running == 2
            with pytest.raises(QueryError), slow(admission, "b"):
                pass
        with slow(admission, "b"):
            assert admission.running == 1

    def test_a_long_query_stays_while_others_have_a_place(self):
        admission = Admission(SandboxLimits(workers=1, quick_workers=2, patience=0))
        with slow(admission, "a"), admission.admit("b", here) as slot:
            assert slot.may_continue()
            with admission.admit("c", here):
                assert not slot.may_continue()
            assert slot.may_continue()

    def test_who_waits_for_the_slow_lane_goes_before_who_would_go_on(self):
        admission = Admission(SandboxLimits(workers=1, quick_workers=1, patience=30))
        through, over = threading.Event(), threading.Event()

        def wait():
            with slow(admission, "b"):
                through.set()
                over.wait(10)

        thread = threading.Thread(target=wait)
        with slow(admission, "a"):
            thread.start()
            while not admission.waiting:
                through.wait(0.01)
        assert through.wait(10)
        with admission.admit("c", here) as slot:
            assert not slot.may_continue()
            over.set()
            thread.join()
            assert slot.may_continue()
