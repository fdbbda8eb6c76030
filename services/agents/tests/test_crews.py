import pytest
from chat import ask, events
from crewing import crewed, streamed, whole
from thinker import Thinker, calls, says

ONE_MORE = calls(("cost_of_one_more", {"environment": "bc1", "item": "NAT gateway"}))


@pytest.mark.parametrize("stream", [False, True])
def test_what_a_second_nat_gateway_costs_is_what_the_report_says(stream):
    thinker = Thinker(ONE_MORE, says("A second one adds $36.50 a month."))
    with crewed(thinker) as client:
        response = ask(client, "finops-crew", "what would a second NAT gateway cost?", stream=stream)
        answer = streamed(events(response)) if stream else whole(response)
    assert answer.text.startswith("A second one adds $36.50 a month.\n\n---\n**Figures used**\n")
    assert "- $36.50: `one more NatGateway ai-network-vpc-1, fixed`, from `bc1/cost.json`, published 2 hours 30 minutes ago" in answer.text
    assert answer.reason == "stop"
    assert answer.reasoning == "step 1\nasking cost_of_one_more(environment=bc1, item=NAT gateway)\nstep 2\n"
