"""What the crews' tools make of reports."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from crewing import NOW, REPORTS, document, publish

from agents.crews import tools
from agents.crews.places import Folder
from agents.crews.reports import Reports
from agents.crews.toolbox import Toolbox
from agents.crews.urns import matches, resource
from agents.crews.usd import dollars

LINES = document("cost")["document"]["lines"]


def asked(name, folder=REPORTS, **arguments):
    box = Toolbox(Reports(Folder(folder), lambda: NOW), tools.FINOPS + tools.CLOUDOPS)
    return json.loads(box.ask(name, arguments))


def exact(lines):
    """The sum of lines, from quantity and price as the report writes them."""
    return dollars(
        sum((Decimal(str(line["quantity"])) * Decimal(str(line["unitPrice"])) for line in lines), Decimal(0))
    )


def test_the_summary_is_exact_and_agrees_with_the_reports_total():
    summary, total = asked("cost_summary"), document("cost")["document"]["total"]
    for kind in ("fixed", "usage"):
        assert summary[kind] == exact([line for line in LINES if line["kind"] == kind])
    assert summary["upper"] == exact(LINES)
    assert abs(float(summary["upper"][1:]) - total["upper"]) < 1e-9
    assert (summary["cap"], summary["room_under_the_cap"]) == ("$180.00", "$17.4324")


@pytest.mark.parametrize(
    "word, items",
    [
        ("NAT gateway", ["nat-gateway-hour", "nat-gateway-data"]),
        ("NatGateway", ["nat-gateway-hour", "nat-gateway-data"]),
        ("nat gateways", ["nat-gateway-hour", "nat-gateway-data"]),
        ("postgres", ["rds-postgresql-db.t4g.micro-single-az"]),
        ("db.t4g.micro", ["rds-postgresql-db.t4g.micro-single-az"]),
        ("route53 queries", ["route53-standard-queries"]),
        ("kubernetes", []),
        ("", []),
        ("?!", []),
        ("ateway", []),
    ],
)
def test_lines_are_found_by_words(word, items):
    result = asked("cost_lines", word=word)
    assert [line["item"] for line in result.get("lines", [])] == items
    assert result["matching_lines"] == len(items) and ("problem" in result) == (not items)


def test_a_line_has_its_figures_and_its_source():
    [published] = [line for line in LINES if line["item"] == "nat-gateway-hour"]
    found = asked("cost_lines", word="nat-gateway-hour")["lines"][0]
    assert found["usd"] == exact([published]) and found["quantity"] == str(published["quantity"])
    assert found["unit_price"] == f"${published['unitPrice']}" and found["as_of"] == published["asOf"]
    assert published["source"].startswith(found["source"].removesuffix("..."))


def test_the_dearest_lines_come_first_and_the_rest_is_counted():
    result = asked("top_costs")
    costs = [float(line["usd"][1:]) for line in result["lines"]]
    assert costs == sorted(costs, reverse=True) and costs[0] == max(line["usd"] for line in LINES)
    assert len(costs) + result["left_out"] == len(LINES)


def test_one_more_of_what_has_nothing_along_says_that_it_cannot_be_told():
    [like] = asked("cost_of_one_more", item="load balancer alb")["one_more_like"]
    own = [line for line in LINES if resource(line["urn"]).type == "aws:lb/loadBalancer:LoadBalancer"]
    fixed = [line for line in own if line["kind"] == "fixed"]
    assert like["alone"]["adds_fixed"] == exact(fixed)
    assert like["alone"]["total_then"] == exact(LINES + fixed)
    assert like["what_goes_along"] == "cannot be told from the report" and "with_what_goes_along" not in like
    assert [line["kind"] for line in like["usage_lines_not_added"]] == ["usage"] * (len(own) - len(fixed))


def test_one_more_says_when_the_cap_would_be_passed():
    [like] = asked("cost_of_one_more", item="NAT gateway")["one_more_like"]
    assert like["with_what_goes_along"]["total_then"] == "$199.0676"
    assert like["with_what_goes_along"]["over_the_cap_by"] == "$19.0676"


def test_an_address_alone_is_not_priced_as_a_gateway():
    [like] = asked("cost_of_one_more", item="eip")["one_more_like"]
    assert like["alone"]["adds_fixed"] == "$3.65"


@pytest.mark.parametrize(
    "item, problem",
    [("alarm", "several resources match"), ("kubernetes", "cannot be told"), ("", "cannot be told")],
)
def test_one_more_of_what_is_not_clear_is_not_guessed(item, problem):
    result = asked("cost_of_one_more", item=item)
    assert problem in result["problem"] and "$" not in json.dumps(result)


@pytest.mark.parametrize("where", ["elsewhere", "own"])
def test_with_something_unpriced_there_is_no_room_under_the_cap(tmp_path, where):
    report = document("cost")
    urn = next(line["urn"] for line in LINES if line["item"] == "secret")
    unpriced = {"urn": urn if where == "own" else "urn:x", "type": "t", "reason": "no price"}
    report["document"] |= {"unpriced": [unpriced], "verdict": "inconclusive"}
    publish(tmp_path, "cost", report)
    assert asked("cost_summary", tmp_path)["room_under_the_cap"] == "cannot be told: something has no price"
    likes = asked("cost_of_one_more", tmp_path, item="secret")["one_more_like"]
    assert all(like["alone"]["room_under_the_cap"].startswith("cannot be told") for like in likes)
    assert [like["alone"].get("problem") for like in likes if "problem" in like["alone"]] == (
        ["a part of it has no price: it costs more than this"] if where == "own" else []
    )


def test_without_a_cap_none_is_told(tmp_path):
    report = document("cost")
    report["document"]["cap"] = None
    publish(tmp_path, "cost", report)
    summary = asked("cost_summary", tmp_path)
    assert summary["cap"] == "none" and not [key for key in summary if "room" in key or "over" in key]


def test_every_result_that_a_run_can_have_is_told(tmp_path):
    schema = json.loads((Path(__file__).parents[3] / "automation" / "run.schema.json").read_text())
    report = document("up")
    for result in schema["properties"]["result"]["enum"]:
        report["document"]["result"] = result
        publish(tmp_path, "up", report)
        assert asked("last_run", tmp_path).get("result") == result


def test_leftovers_of_a_run_are_told_with_their_price_and_end(tmp_path):
    report = document("up")
    urn = "urn:pulumi:bc1::tandem::aws:rds/snapshot:Snapshot::ai-last"
    report["document"] |= {
        "result": "left-behind",
        "cost": None,
        "leftovers": [
            {"urn": urn, "what": "a snapshot", "usdPerMonth": 1.9, "until": None},
            {"urn": urn, "what": "a key", "usdPerMonth": None, "until": "2026-12-31T00:00:00Z"},
        ],
        "strays": [urn],
    }
    publish(tmp_path, "up", report)
    result = asked("last_run", tmp_path)
    assert [one["usd_per_month"] for one in result["leftovers"]] == ["$1.90", "not known"]
    assert [one["until"] for one in result["leftovers"]] == ["somebody deletes it", "2026-12-31T00:00:00Z"]
    assert result["left_behind_unasked"] == ["Snapshot ai-last"]
    assert result["meaning"] == "it was taken down, but more is left than was chosen"


@pytest.mark.parametrize(
    "measured, expires, told",
    [
        ("2026-11-30T10:30:00.000Z", "2026-12-03T11:30:00.000Z", "good for 2 days 1 hour more"),
        ("2026-11-20T10:30:00.000Z", "2026-11-30T10:30:00.000Z", "stale since 1 day, 2026-11-30 10:30 UTC"),
        ("2026-12-02T10:30:00.000Z", "2026-12-09T10:30:00.000Z", "cannot be told: it is dated in the future"),
    ],
)
def test_evidence_is_as_fresh_as_it_is_now_whatever_the_report_said(tmp_path, measured, expires, told):
    report = document("triggers")
    fresh = {"state": "fired", "value": 9, "measuredAt": measured, "expires": expires, "source": "here"}
    report["document"]["triggers"][0] |= fresh
    publish(tmp_path, "triggers", report)
    result = asked("evidence", tmp_path)["evidence"][0]
    assert result["evidence"].startswith(told) and result["measured"] == "9"
    assert result["state_when_published"] == "fired"


@pytest.mark.parametrize(
    "expires, told", [("2026-12-01T00:00:00.000Z", ", which is past"), ("2026-12-05T00:00:00.000Z", "UTC")]
)
def test_an_override_is_told_with_its_end(tmp_path, expires, told):
    report = document("triggers")
    report["document"]["gates"][0] |= {
        "state": "overridden",
        "override": {"reason": "a demo", "approver": "cto", "expires": expires},
    }
    publish(tmp_path, "triggers", report)
    gate = asked("what_would_open", tmp_path, feature=" K3s ")
    assert gate["override"]["approver"] == "cto" and gate["override"]["expires"].endswith(told)


def test_a_gate_that_there_is_not_is_not_made_up():
    result = asked("what_would_open", feature="k9s")
    assert result["problem"] == "there is no such gate" and "k3s" in result["gates"]


@pytest.mark.parametrize(
    "urn, parents, type_, name",
    [
        ("urn:pulumi:s::p::a:b:C$d:e/f:G::n", "a:b:C", "d:e/f:G", "n"),
        ("urn:pulumi:s::p::d:e/f:G::n::m", "", "d:e/f:G", "n::m"),
        ("whatever", "", "", "whatever"),
    ],
)
def test_urns_are_taken_apart(urn, parents, type_, name):
    found = resource(urn)
    assert (found.parents, found.type, found.name) == (parents, type_, name)


def test_words_match_at_their_start_only():
    assert matches("gate", "nat-gateway") and not matches("way", "nat-gateway")
