import pytest
from crewing import SETTINGS

from agents.crews.settings import NAMES, read
from agents.settings import SettingsError

GOOD = {
    "REPORTS": SETTINGS.reports,
    "CREW_MODEL_ID": "thinker",
    "CREW_MAX_STEPS": "12",
    "CREW_MAX_TOKENS": "60000",
    "CREW_MAX_SECONDS": "60",
    "CREW_MAX_USD_PER_ANSWER": "0.05",
    "CREW_MAX_USD_PER_DAY": "1",
    "CREW_INPUT_USD_PER_MILLION_TOKENS": "0.06",
    "CREW_OUTPUT_USD_PER_MILLION_TOKENS": "0.24",
}
IDS = ("thinker", "other")


def test_good_settings_are_read():
    assert read(GOOD, IDS) == SETTINGS
    there = read(GOOD | {"REPORTS": " s3://ai-reports/a/b ", "REPORTS_REGION": "eu-central-1"}, IDS)
    assert (there.reports, there.reports_region) == ("s3://ai-reports/a/b", "eu-central-1")
    assert read({"MODEL_PROVIDER": "echo", "REPORTS": " "}, ()) is None


@pytest.mark.parametrize("name", NAMES)
def test_with_reports_each_is_required_and_without_none_may_be_there(name):
    with pytest.raises(SettingsError) as caught:
        read(GOOD | {name: ""}, IDS)
    assert str(caught.value).startswith(f"{name}: is missing, got nothing; expected ")
    with pytest.raises(SettingsError) as caught:
        read({name: GOOD[name]}, IDS)
    change = "Remove it, or set REPORTS: without it there are no crews."
    assert str(caught.value) == f"{name}: is not used, got {GOOD[name]}; expected nothing. {change}"


@pytest.mark.parametrize(
    "name, bad",
    [
        (
            "REPORTS",
            [
                "reports",
                "s3://",
                "s3://A",
                "s3://ab",
                "https://x/y",
                "s3://ai-reports/a b",
                "s3://ai-reports?x",
            ],
        ),
        ("CREW_MODEL_ID", ["echo", "nobody", "thinker,other"]),
        ("CREW_MAX_STEPS", ["1", "101", "2.5", "-3", "many", "1e1", "٣"]),
        ("CREW_MAX_TOKENS", ["999", "10000001"]),
        ("CREW_MAX_SECONDS", ["4", "3601", "NaN"]),
        ("CREW_MAX_USD_PER_ANSWER", ["0", "-1", "100001", "NaN", "Infinity", "1,5", "$1", "1e9", "1" * 40]),
        ("CREW_MAX_USD_PER_DAY", ["0", "0.0"]),
        ("CREW_INPUT_USD_PER_MILLION_TOKENS", ["-0.1", "free"]),
        ("CREW_OUTPUT_USD_PER_MILLION_TOKENS", ["-0.1", "100000.1"]),
    ],
)
def test_a_bad_setting_is_one_line(name, bad):
    for value in bad:
        with pytest.raises(SettingsError) as caught:
            read(GOOD | {name: value}, IDS)
        assert str(caught.value).startswith(f"{name}: cannot be used, got {value}; expected "), value
        assert str(caught.value).endswith(". Change it.") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "reports, region, told",
    [
        ("s3://ai-reports", "", "is missing, got nothing; expected an AWS region such as us-east-1. Name"),
        ("s3://ai-reports", "Frankfurt", "is no region, got Frankfurt; expected an AWS region"),
        (SETTINGS.reports, "us-east-1", "is not used, got us-east-1; expected nothing. Remove it: a folder"),
        ("", "us-east-1", "is not used, got us-east-1; expected nothing. Remove it, or set REPORTS"),
    ],
)
def test_a_bucket_needs_its_region_and_nothing_else_may_have_one(reports, region, told):
    given = GOOD if reports else {}
    with pytest.raises(SettingsError) as caught:
        read(given | {"REPORTS": reports, "REPORTS_REGION": region}, IDS)
    assert str(caught.value).startswith(f"REPORTS_REGION: {told}") and "\n" not in str(caught.value)


def test_a_model_cannot_have_the_name_of_a_crew():
    with pytest.raises(SettingsError) as caught:
        read(GOOD, (*IDS, "finops-crew"))
    wanted = "MODEL_IDS: names a crew, got finops-crew; expected other ids. Remove it, or REPORTS."
    assert str(caught.value) == wanted


def test_the_least_and_the_most_are_allowed():
    free = dict.fromkeys(["CREW_INPUT_USD_PER_MILLION_TOKENS", "CREW_OUTPUT_USD_PER_MILLION_TOKENS"], "0")
    most = {"CREW_MAX_STEPS": "100", "CREW_MAX_USD_PER_DAY": "100000", "CREW_MAX_USD_PER_ANSWER": "1e-7"}
    assert read(GOOD | free | most, IDS).max_steps == 100


def test_all_problems_are_told_at_once():
    with pytest.raises(SettingsError) as caught:
        read({"REPORTS": "/reports"}, IDS)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == list(NAMES)
