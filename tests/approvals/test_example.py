"""The worked example: one plan decided as its record shows, one still being drafted."""

from datetime import date

from approvals.models import Decision, Publication, Submission
from config.demo_data import load_example
from plans.models import Plan, Stage


def test_the_example_has_a_plan_decided_in_2024_and_one_being_drafted(db):
    assert load_example()

    made = Decision.objects.get(step__plan__council__slug="northmoor")
    assert (made.from_the_record, made.decided_on, made.minute) == (True, date(2024, 7, 9), "26")
    assert [limb.verb for limb in made.resolutions.all()] == ["endorsed", "delegated"]
    assert Plan.objects.get(council__slug="wenbury").stage == Stage.DRAFTING


def test_the_decided_plan_was_published_and_submitted_in_time(db, plain_paper):
    load_example()

    submission = Submission.objects.get()
    assert Publication.objects.get().marking == "Subject to call-in: takes effect on 19 July 2024"
    assert not submission.is_late
    assert submission.acknowledgements.count() == 1
