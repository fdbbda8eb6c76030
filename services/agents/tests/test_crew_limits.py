"""Each limit of an answer, seen stopping it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from chat import ask, error_of, events
from crewing import SETTINGS, Clock, answered, crewed, whole
from thinker import Thinker, calls, fails, says, stalls

from agents.crews.meter import CALL_TOKENS, Day, Meter

LOOKS = calls(("cost_summary", {"environment": "bc1"}))
STOPPED = "Stopped without an answer: the limit of "


def using(prompt, completion, step=LOOKS):
    return step | {"usage": {"prompt_tokens": prompt, "completion_tokens": completion}}


def test_a_model_that_calls_tools_for_ever_is_stopped_after_its_steps():
    thinker = Thinker(LOOKS)
    with crewed(thinker, max_steps=3) as client:
        answer = answered(client, "hi")
    assert len(thinker.requests) == 3
    assert answer.text.startswith(f"{STOPPED}3 steps (CREW_MAX_STEPS) is reached. Found so far:")
    assert '"upper": "$162.5676"' in answer.text and "- $162.5676: `total, fixed and usage`" in answer.text
    assert answer.reason == "length"


@pytest.mark.parametrize(
    "again",
    [LOOKS, calls(("is_not_there", {})), calls(("cost_summary", {"environment": ["bc1"]}))],
    ids=["known", "unknown", "bad arguments"],
)
def test_a_model_that_asks_the_same_again_and_again_is_stopped_by_no_other_limit(caplog, capfd, again):
    with crewed(Thinker(again), max_steps=8) as client:
        answer = answered(client, "canary-of-the-question")
    assert answer.text.startswith(f"{STOPPED}8 steps (CREW_MAX_STEPS) is reached.")
    assert "canary" not in caplog.text + "".join(capfd.readouterr())


def test_at_its_last_step_the_model_is_told_to_answer_and_the_answer_says_that_it_was_the_last():
    thinker = Thinker(LOOKS, says("It costs $162.57."))
    with crewed(thinker, max_steps=2) as client:
        answer = answered(client, "hi")
    assert "Answer now" in thinker.requests[1]["messages"][-1]["content"]
    assert "Answer now" not in str(thinker.requests[0])
    assert "This took all the 2 steps of an answer (CREW_MAX_STEPS)" in answer.text
    assert answer.text.startswith("It costs $162.57.") and answer.reason == "length"


def test_no_call_is_made_that_would_pass_the_tokens():
    thinker = Thinker(using(4000, 100))
    with crewed(thinker, max_tokens=10_000) as client:
        answer = answered(client, "hi")
    assert len(thinker.requests) == 2, "a third call holds at least the 4000 tokens of the second one"
    assert f"{STOPPED}10000 tokens (CREW_MAX_TOKENS)" in answer.text
    assert answer.usage["total_tokens"] == 8200


@pytest.mark.parametrize("step", [says("hi"), LOOKS])
def test_huge_use_ends_an_answer_after_that_call_and_the_day(step):
    thinker = Thinker(using(10**12, 10**12, step))
    with crewed(thinker) as client:
        answer = answered(client, "hi")
        assert (answer.reason == "length") == (step is LOOKS)
        assert f"{STOPPED}$1.00 a day, UTC, counted by this process alone" in answered(client, "hi").text
    assert len(thinker.requests) == 1


def test_an_answer_stops_at_its_dollars():
    # 0.1 million tokens at $0.06, and 0.1 million at $0.24: 3 cents a step.
    thinker = Thinker(using(100_000, 100_000))
    with crewed(thinker, max_tokens=10**7) as client:
        answer = answered(client, "hi")
    assert len(thinker.requests) == 2
    assert f"{STOPPED}$0.05 for one answer (CREW_MAX_USD_PER_ANSWER)" in answer.text


def test_the_day_stops_at_its_dollars_and_the_next_one_begins_anew():
    clock = Clock()
    thinker = Thinker(using(100_000, 100_000, says("done")))
    with crewed(thinker, clock, max_usd_per_day=Decimal("0.05")) as client:
        assert [answered(client, "hi", crew).reason for crew in ("finops-crew", "cloudops-crew")] == [
            "stop"
        ] * 2
        answer = answered(client, "hi")
        assert (
            f"{STOPPED}$0.05 a day, UTC, counted by this process alone (CREW_MAX_USD_PER_DAY)" in answer.text
        )
        assert "nothing yet" in answer.text and len(thinker.requests) == 2
        clock.moment += timedelta(days=1)
        assert answered(client, "hi").reason == "stop"


@pytest.mark.parametrize("stream", [False, True])
def test_a_model_that_says_nothing_is_stopped_at_the_seconds(stream):
    clock = Clock()

    def late(thinker, request):
        clock.seconds += 60
        return stalls(thinker, request)

    thinker = Thinker(LOOKS, late)
    with crewed(thinker, clock) as client:
        answer = answered(client, "hi") if stream else whole(ask(client, "finops-crew", "hi"))
        assert thinker.let_go.wait(5), "the model is still thinking for nobody"
    assert f"{STOPPED}60 seconds (CREW_MAX_SECONDS)" in answer.text
    assert '"upper": "$162.5676"' in answer.text and answer.reason == "length"
    assert answer.usage["completion_tokens"] == 10 + CALL_TOKENS, (
        "the call that was given up may be on the bill"
    )
    assert "For 1 of 2 steps" in answer.text


def test_seconds_that_pass_between_calls_count_too():
    clock = Clock()

    def slow(_, __):
        clock.seconds += 25
        return LOOKS

    thinker = Thinker(slow)
    with crewed(thinker, clock) as client:
        assert f"{STOPPED}60 seconds (CREW_MAX_SECONDS)" in answered(client, "hi").text
    assert len(thinker.requests) == 3


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        7,
        {"prompt_tokens": 0, "completion_tokens": 0},
        {"prompt_tokens": "9", "completion_tokens": 1},
        {"prompt_tokens": 5, "completion_tokens": -5},
        {"prompt_tokens": True, "completion_tokens": 1},
    ],
    ids=str,
)
def test_use_that_is_not_told_is_counted_as_the_most_and_said(usage):
    thinker = Thinker(says("hi", usage))
    with crewed(thinker) as client:
        answer = answered(client, "hi")
    assert answer.usage["prompt_tokens"] >= len(str(thinker.requests[0]["messages"]).split())
    assert answer.usage["completion_tokens"] >= CALL_TOKENS
    assert "For 1 of 1 steps the model's endpoint told no use that can be right" in answer.text


def test_every_call_bounds_its_answer():
    thinker = Thinker(LOOKS, says("hi"))
    with crewed(thinker) as client:
        answered(client, "hi")
    assert [request["max_completion_tokens"] for request in thinker.requests] == [CALL_TOKENS] * 2


@pytest.mark.parametrize("status, counted", [(429, 0), (503, CALL_TOKENS)])
def test_a_call_that_failed_counts_unless_it_was_refused(status, counted):
    clock, day = Clock(), []
    thinker = Thinker(fails(status, "no"))
    with crewed(thinker, clock, max_usd_per_day=Decimal("0.0001")) as client:
        error_of(ask(client, "finops-crew", "hi"), status)
        thinker.script = (says("hi"),)
        day.append(answered(client, "hi").reason)
    assert day == (["length"] if counted else ["stop"])


def meter(**settings):
    clock = Clock()
    return Meter(replace(SETTINGS, **settings), Day(lambda: clock.now().date()), clock)


@pytest.mark.parametrize("where", ["max_usd_per_answer", "max_usd_per_day"])
@pytest.mark.parametrize("limit, stops", [("0.0601", False), ("0.06", True), ("0.031", True), ("0.03", True)])
def test_what_the_last_call_held_is_the_least_that_the_next_one_costs(where, limit, stops):
    free = {"max_usd_per_answer": Decimal(9), "max_usd_per_day": Decimal(9), "max_tokens": 10**7}
    counted = meter(**free | {where: Decimal(limit)})
    counted.count({"prompt_tokens": 500_000, "completion_tokens": 0}, 0, 0)
    assert counted.usd == Decimal("0.03") and (counted.reached() is not None) == stops


def test_an_estimate_counts_but_does_not_tell_what_the_next_call_holds():
    counted = meter()
    counted.count(None, 29_000, 4_000)
    assert counted.tokens == 33_000 and counted.reached() is None
    counted.count(None, 29_000, 4_000)
    assert "tokens" in counted.reached()


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_an_answer_that_the_endpoint_cut_short_says_so(reason):
    step = says("It costs")
    step["choices"][0]["finish_reason"] = reason
    with crewed(Thinker(LOOKS, step)) as client:
        answer = answered(client, "hi")
    assert f"cut this short ({reason}" in answer.text and answer.reason == reason


def test_a_stream_that_ends_at_a_limit_has_one_finish_and_done():
    thinker = Thinker(LOOKS)
    with crewed(thinker, max_steps=2) as client:
        received = events(ask(client, "finops-crew", "hi", stream=True))
    reasons = [c["choices"][0]["finish_reason"] for c in received[:-1]]
    assert received[-1] == "[DONE]" and [r for r in reasons if r] == ["length"]
