"""What the crews answer, with real CrewAI."""

import asyncio
import json
import logging
import threading

import pytest
from chat import PATH, ask, body, error_of, events
from crewing import (
    KEY,
    SETTINGS,
    Clock,
    answered,
    crewed,
    document,
    publish,
    streamed,
    whole,
)
from fastapi.responses import PlainTextResponse, Response
from serving import serve
from thinker import Thinker, calls, fails, says, stalls

from agents.crews.catalogue import crews
from agents.errors import ApiError
from agents.models.openai import OpenAi
from agents.request import ChatRequest

ONE_MORE = calls(("cost_of_one_more", {"environment": "bc1", "item": "NAT gateway"}))
SUMMARY = calls(("cost_summary", {"environment": "bc1"}))


def line(item):
    """The fixture's only line of an item."""
    [found] = [line for line in document("cost")["document"]["lines"] if line["item"] == item]
    return found


@pytest.mark.parametrize("stream", [False, True])
def test_what_a_second_nat_gateway_costs_is_what_the_report_says(stream):
    hours = line("nat-gateway-hour")
    alone = f"${hours['usd']:.2f}"
    thinker = Thinker(ONE_MORE, says(f"The gateway itself adds {alone}, with its address $36.50."))
    with crewed(thinker) as client:
        response = ask(client, "finops-crew", "what would a second NAT gateway cost?", stream=stream)
        answer = streamed(events(response)) if stream else whole(response)
    [result] = thinker.results
    [like] = result["one_more_like"]
    assert like["alone"]["adds_fixed"] == alone == "$32.85"
    assert like["with_what_goes_along"]["adds_fixed"] == "$36.50"
    assert like["what_goes_along"] == ["Eip ai-network-vpc-1"]
    text, _, figures = answer.text.partition("\n\n---\n**Figures used**\n\n")
    assert text == f"The gateway itself adds {alone}, with its address $36.50."
    report, _, *lines = figures.splitlines()
    assert report == "From `bc1/cost.json`, published 2 hours 30 minutes ago, 2026-12-01 08:00 UTC:"
    both = "one more NatGateway ai-network-vpc-1 and Eip ai-network-vpc-1, fixed"
    assert {"- $32.85: `one more NatGateway ai-network-vpc-1, fixed`", f"- $36.50: `{both}`"} < set(lines)
    assert "not from the reports" not in figures
    assert answer.reason == "stop"
    assert answer.reasoning.splitlines() == [
        "- step 1",
        "- asking `cost_of_one_more(environment=bc1, item=NAT gateway)`",
        "- step 2",
    ]


def test_a_figure_that_no_tool_returned_is_named_as_such():
    thinker = Thinker(SUMMARY, says("Upper is $162.57, of $180; Azure would be $150.00, or 20 USD less."))
    with crewed(thinker) as client:
        lines = answered(client, "how much?").text.splitlines()
    assert [line for line in lines if line.startswith("- not from")] == [
        "- not from the reports: $150.00",
        "- not from the reports: 20 USD",
    ]
    assert any(line.startswith("- $162.5676: `total, fixed and usage`") for line in lines)
    assert any(line.startswith("- $180.00: `cap`") for line in lines)


def test_a_figure_of_an_earlier_answer_is_not_from_this_ones_reports():
    thinker = Thinker(says("As I said: $36.50."))
    messages = [
        {"role": "system", "content": "a page's instruction"},
        {"role": "user", "content": "a second NAT gateway?"},
        {
            "role": "assistant",
            "content": "$36.50.\n\n---\n**Figures used**\n\n- $36.50: `one more`, from a report",
        },
        {"role": "user", "content": "again?"},
    ]
    with crewed(thinker) as client:
        answer = answered(client, "", messages=messages)
    assert "- not from the reports: $36.50" in answer.text
    sent = [(m["role"], m["content"]) for m in thinker.requests[0]["messages"]]
    assert sent[1:3] == [("user", "a second NAT gateway?"), ("assistant", "$36.50.")]
    assert "again?" in sent[3][1] and "a page's instruction" not in str(sent)


def test_a_section_of_figures_that_the_model_writes_is_cut():
    thinker = Thinker(says("It is cheap.\n\n---\n### Figures Used:\n- $1.00: from bc1/cost.json"))
    with crewed(thinker) as client:
        text = answered(client, "how much?").text
    assert text == "It is cheap.\n\n---\n**Figures used**\n\n- none from the reports"


def test_a_tool_that_there_is_not_does_nothing(tmp_path):
    publish(tmp_path, "cost", document("cost"))
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    script = calls(("destroy", {"environment": "bc1"}), ("cost_summary", {"environment": "bc1"}))
    thinker = Thinker(script, says("I cannot delete anything."))
    with crewed(thinker, reports=str(tmp_path)) as client:
        answer = answered(client, "delete bc1")
    assert "`destroy(environment=bc1)` is no tool here: nothing was done" in answer.reasoning
    results = {
        m["tool_call_id"]: m["content"] for m in thinker.requests[1]["messages"] if m["role"] == "tool"
    }
    assert results["call_0"] == "Tool not found" and "upper" in results["call_1"]
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before
    assert "You can change, deploy and delete nothing" in thinker.requests[0]["messages"][0]["content"]


def test_a_name_that_is_no_text_does_no_harm():
    step = Response(json.dumps(calls(("\ud800\u202e", {}))), media_type="application/json")
    with crewed(Thinker(step, says("sorry"))) as client:
        answer = answered(client, "hi")
    assert "`\\ud800\\u202e()` is no tool here" in answer.reasoning and answer.text.startswith("sorry")


def test_the_pages_tools_are_not_the_crews():
    thinker = Thinker(says("hello"))
    page = [{"type": "function", "function": {"name": "send_mail", "parameters": {"type": "object"}}}]
    with crewed(thinker) as client:
        answered(client, "hi", tools=page, tool_choice="required")
    offered = [tool["function"]["name"] for tool in thinker.requests[0]["tools"]]
    assert "cost_lines" in offered and "send_mail" not in str(thinker.requests)
    assert "tool_choice" not in thinker.requests[0]


def test_tools_are_offered_as_every_provider_takes_them():
    thinker = Thinker(says("hello"))
    with crewed(thinker) as client:
        answered(client, "hi", crew="cloudops-crew")
    [offered] = [t for t in thinker.requests[0]["tools"] if t["function"]["name"] == "what_would_open"]
    environment = {"type": "string", "description": "name of the environment; empty for the only one"}
    feature = {"type": "string", "description": "the feature, such as k3s"}
    assert offered == {
        "type": "function",
        "function": {
            "name": "what_would_open",
            "description": "What would open the gate of a feature, its override, and what it adds to the cap.",
            "parameters": {
                "type": "object",
                "properties": {"environment": environment, "feature": feature},
                "required": ["environment", "feature"],
            },
        },
    }


def test_cloudops_tells_what_is_up_and_what_would_open_a_gate():
    script = calls(("last_run", {}), ("what_would_open", {"feature": "k3s"}), ("gates", {}), ("evidence", {}))
    thinker = Thinker(script, says("bc1 is up; k3s is closed and would add $190 to the cap."))
    with crewed(thinker) as client:
        answer = answered(client, "what is up?", crew="cloudops-crew")
    run, gate, gates, evidence = thinker.results
    assert (run["result"], run["resources_changed"]["create"]) == ("up", "93")
    assert gate["state"] == "closed" and len(gate["opened_by_any_of"]) == 5
    assert {one["evidence"] for one in evidence["evidence"]} == {"missing"}
    assert [one["feature"] for one in gates["gates"]][:2] == ["k3s", "argocd"]
    assert "\n- $190.00: `added to the cap by k3s`" in answer.text.partition("From `bc1/triggers.json`")[2]


@pytest.mark.parametrize(
    "arguments", ["no json", "[1]", '"x"', '{"environment": 7}', '{"nonsense": true}', "[" * 5000]
)
def test_arguments_that_make_no_sense_do_no_harm(arguments):
    thinker = Thinker(calls(("cost_summary", arguments)), says("sorry"))
    with crewed(thinker) as client:
        assert answered(client, "hi").text.startswith("sorry")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "step, status, message",
    [
        (fails(401, "bad key"), 401, "bad key"),
        (fails(429, "rate limit: slow down"), 429, "slow down"),
        (fails(400, "maximum context length exceeded"), 400, "context length"),
        (fails(400, "tools are not supported"), 400, "tools are not supported"),
        (fails(503, "down"), 503, "down"),
        (PlainTextResponse("hello"), 502, "JSON object"),
        (PlainTextResponse("{", headers={"content-length": "10"}), 502, "broke off"),
        (says(""), 502, "no answer that makes sense"),
        (says(None), 502, "no answer that makes sense"),
        ({"choices": []}, 502, "no answer that makes sense"),
        ({"choices": [{"message": {"tool_calls": [{"function": 7}]}}]}, 502, "no answer that makes sense"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_the_model_is_told_once_and_not_tried_again(stream, step, status, message):
    thinker = Thinker(SUMMARY, step)
    with crewed(thinker) as client:
        response = ask(client, "finops-crew", "hi", stream=stream)
    if stream:
        assert message in events(response)[-1]["error"]["message"]
    else:
        assert message in error_of(response, status)["message"]
    assert len(thinker.requests) == 2


def test_a_client_that_leaves_stops_the_crew():
    thinker = Thinker(stalls)
    with crewed(thinker) as client:
        with client.stream("POST", PATH, json=body("finops-crew", "hi", stream=True)) as response:
            assert next(response.iter_text()) and thinker.asked.wait(5)
        assert thinker.let_go.wait(5), "the model is still thinking for nobody"
    assert len(thinker.requests) == 1


def test_a_service_that_ends_stops_its_crews():
    thinker = Thinker(stalls)
    with serve(thinker.app) as address:
        model = OpenAi("openai", f"{address}/v1", KEY)
        crew = crews(SETTINGS, model)["finops-crew"]

        async def answer_and_close():
            answer = asyncio.ensure_future(
                crew.complete(ChatRequest.model_validate(body("finops-crew", "hi")))
            )
            await asyncio.to_thread(thinker.asked.wait, 5)
            await crew.close()
            return await answer

        with pytest.raises(ApiError, match="ended before the answer"):
            asyncio.run(answer_and_close())


@pytest.mark.parametrize("crash", [SystemExit("canary"), RuntimeError("canary"), KeyboardInterrupt()])
def test_a_crew_that_crashes_is_an_error_and_frees_its_slot(monkeypatch, caplog, crash):
    def work(*_):
        raise crash

    monkeypatch.setattr("agents.crews.crew.work", work)
    with crewed(Thinker()) as client:
        for _ in range(6):
            assert error_of(ask(client, "finops-crew", "hi"), 500)["message"] == "the crew failed"
    assert f"a crew failed: {type(crash).__name__}" in caplog.text and "canary" not in caplog.text


def test_no_more_crews_work_at_once_than_there_are_slots(monkeypatch):
    monkeypatch.setattr("agents.crews.catalogue.AT_ONCE", 1)
    clock = Clock()
    thinker = Thinker(stalls, says("free again"))
    with crewed(thinker, clock) as client:
        first = threading.Thread(target=ask, args=(client, "finops-crew", "hi"))
        first.start()
        assert thinker.asked.wait(5)
        for stream in (False, True):
            error = error_of(ask(client, "cloudops-crew", "hi", stream=stream), 429)
            assert error["code"] == "crews_busy"
        clock.seconds += 60
        first.join(5)
        assert answered(client, "hi").text.startswith("free again")


@pytest.mark.parametrize(
    "messages, wrong",
    [
        ([{"role": "system", "content": "x"}], "no user message"),
        ([{"role": "user", "content": "  "}], "no user message"),
        ([{"role": "user", "content": "x" * 8001}], "longer than"),
        (
            [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}],
            "text parts only",
        ),
    ],
)
def test_what_is_no_question_is_a_bad_request(messages, wrong):
    thinker = Thinker(says("hi"))
    with crewed(thinker) as client:
        response = client.post(PATH, json={"model": "finops-crew", "messages": messages})
    assert wrong in error_of(response, 400)["message"] and thinker.requests == []


def test_no_more_of_a_conversation_is_read_than_fits():
    turns = [
        {"role": role, "content": f"{i} " + "x" * 9000} for i in range(20) for role in ("user", "assistant")
    ]
    thinker = Thinker(says("hi"))
    with crewed(thinker) as client:
        answered(client, "", messages=[*turns, {"role": "user", "content": "now {tools} {input} {role}"}])
    _, *sent, question = thinker.requests[0]["messages"]
    assert [m["content"][:3].strip() for m in sent] == [str(i) for i in range(15, 20) for _ in range(2)]
    assert all(len(m["content"]) <= 4000 for m in sent) and "now" in question["content"]


def test_nothing_that_was_asked_answered_or_published_is_in_a_log(caplog, capfd, tmp_path):
    caplog.set_level(logging.DEBUG)
    report = document("cost")
    report["document"]["assumptions"] = ["canary-of-the-report"]
    publish(tmp_path, "cost", report)
    ask_all = calls(("usage_assumptions", {"environment": "bc1"}), ("canary-of-the-tool", {}))
    thinker = Thinker(ask_all, says("canary-of-the-answer"), fails(500, "canary-of-the-error"))
    with crewed(thinker, reports=str(tmp_path)) as client:
        text = answered(client, "canary-of-the-question").text
        ask(client, "finops-crew", "canary-of-the-question")
    assert "canary-of-the-answer" in text and "canary-of-the-report" in json.dumps(thinker.requests)
    printed = "".join(capfd.readouterr())
    assert caplog.text, "nothing was logged at all"
    assert "canary" not in caplog.text and "canary" not in printed and KEY not in caplog.text + printed


def test_what_crewai_says_of_its_own_errors_is_in_no_log(caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG)
    with crewed(Thinker(SUMMARY)) as client:
        monkeypatch.setattr("crewai.utilities.agent_utils.MAX_REPEATED_TOOL_CALLS", 2)
        error = ask(client, "finops-crew", "canary-of-the-question")
    assert error.status_code == 500 and "a crew failed: ToolExecutionFailedError" in caplog.text
    assert "canary" not in caplog.text + "".join(capfd.readouterr())


def test_the_crews_are_listed_as_models():
    with crewed(Thinker()) as client:
        listed = {model["id"]: model["owned_by"] for model in client.get("/v1/models").json()["data"]}
    assert listed == {"thinker": "openai", "cloudops-crew": "tandem", "finops-crew": "tandem"}


def test_usage_is_that_of_all_steps():
    thinker = Thinker(SUMMARY, SUMMARY, says("hi"))
    with crewed(thinker) as client:
        usage = answered(client, "hi").usage
    assert usage == {"prompt_tokens": 300, "completion_tokens": 30, "total_tokens": 330}
