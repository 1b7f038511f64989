"""A save as it is outside tests, in a transaction of its own: its statements, exactly counted."""

import pytest
from django.test import Client

from plans.actions.passages import edit_passage
from plans.models import Passage
from tests.plan_makers import World
from tests.wire import statements

MOST = 15


@pytest.mark.django_db(transaction=True)
def test_a_save_is_one_transaction_of_at_most_fifteen_statements():
    sent = statements_of_a_save()

    assert len(sent) <= MOST, "\n".join(sent)
    assert [one for one in sent if one == '"BEGIN"'] == ['"BEGIN"']
    assert [one for one in sent if one == '"COMMIT"'] == ['"COMMIT"']
    changes = [n for n, one in enumerate(sent) if one[1:7] in ("INSERT", "UPDATE", "DELETE")]
    assert sent.index('"BEGIN"') < changes[0]
    assert changes[-1] < sent.index('"COMMIT"')


@pytest.mark.django_db(transaction=True)
def test_the_note_that_its_form_was_sent_is_part_of_the_statement_of_its_act():
    sent = statements_of_a_save(drawn=True)

    assert len(sent) <= MOST, "\n".join(sent)
    assert [one for one in sent if "councils_sentform" in one and "record_act" in one]


def statements_of_a_save(*, drawn: bool = False) -> list[str]:
    """What an author's second save of an assigned paragraph sends; the first warms the process."""
    world = World()
    edit_passage(
        world.paragraph, by=world.author, seen=1, body="First.", writer=world.writer, reason="Asked"
    )
    client = Client()
    client.force_login(world.author)
    url = world.at("passage", world.paragraph.pk)
    fields = {"questions": ["1.1"], "ready": "", "writer": world.writer.pk, "reason": "Asked"}
    first = client.post(url, {**fields, "seen": 2, "body": "Words."})
    assert first.status_code == 302
    # The note "Saved." of the first save is read, as a browser that follows would.
    client.get(first["Location"])
    typed = {**fields, "seen": 3, "body": "Better words."}
    if drawn:
        typed["drawn"] = client.get(url).context["form"].drawn
    with statements() as sent:
        assert client.post(url, typed).status_code == 302
    assert Passage.objects.get(pk=world.paragraph.pk).body == "Better words."
    return sent
