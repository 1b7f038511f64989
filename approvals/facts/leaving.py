"""What the plan's home tells of publications, submissions and extensions."""

from dataclasses import dataclass

from approvals.models import Extension, Publication, Submission
from approvals.submission.queries import newest_submission
from plans.models import Plan


@dataclass(frozen=True)
class LeavingFacts:
    """The newest of each; `has_receipt` is about the newest submission."""

    publication: Publication | None
    submission: Submission | None
    has_receipt: bool
    extension: Extension | None

    @property
    def is_submitted(self) -> bool:
        """Whether the newest submission went, or is on its way."""
        return self.submission is not None and not self.submission.has_failed

    @property
    def is_sent(self) -> bool:
        return self.submission is not None and self.submission.is_sent

    @property
    def is_published(self) -> bool:
        """Whether decided words are public: a draft is put before residents, not published."""
        return self.publication is not None and not self.publication.is_draft


def facts_of(plan: Plan) -> LeavingFacts:
    """Five queries, however much was published and sent."""
    submission = newest_submission(plan)
    return LeavingFacts(
        plan.publications.select_related("version").defer("body", "version__document").first(),
        submission,
        submission is not None and submission.acknowledgements.exists(),
        plan.extensions.first(),
    )
