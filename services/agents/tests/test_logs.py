"""What people ask, what documents say and what opens doors is in no log, at any level."""

import logging

from aws import TITAN, service_on
from chat import ask
from serving import KEY

MODEL = "amazon.nova-lite-v1:0"
CANARY = "canary-7f3a"
PNG = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{CANARY}"}}
CALL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": CANARY}}
REQUESTS = [
    (200, {}),
    (429, {"messages": [{"role": "user", "content": f"throttle {CANARY}"}]}),
    (400, {"stop": [{CANARY: CANARY}]}),
    (400, {"temperature": CANARY}),
    (400, {"max_tokens": CANARY}),
    (400, {"tools": [{"type": "function", "function": {"name": CANARY, "parameters": CANARY}}]}),
    (400, {"tool_choice": CANARY}),
    (400, {"messages": [{"role": "user", "content": [PNG]}]}),
    (400, {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "tool_calls": [CALL]}]}),
    (400, {"messages": CANARY}),
    (400, {"messages": [{"role": CANARY}]}),
]


def test_no_prompt_no_document_and_no_key_gets_into_a_log(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    refusals = []
    with service_on(MODEL) as (client, _):
        for status, fields in REQUESTS:
            for stream in (False, True):
                response = ask(client, MODEL, CANARY, **{"stream": stream} | fields)
                assert response.status_code == status, response.text
                if status == 400:
                    refusals.append(response.text)
        ask(client, MODEL, f"break off {CANARY}", stream=True)
        for given in (CANARY, [CANARY, "x" * 50_001]):
            client.post("/v1/embeddings", json={"model": TITAN, "input": given})
    logged = caplog.text + "".join(capfd.readouterr())
    assert "Bedrock answered with ThrottlingException" in logged, "nothing was logged at all"
    assert CANARY not in logged and KEY not in logged
    # Refusals name the place; Open WebUI writes them into its log.
    assert not [text for text in refusals if CANARY in text]
