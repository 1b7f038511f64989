"""What the plan's home tells of publications, submissions and extensions."""

from dataclasses import dataclass

from approvals.models import Extension, Publication, Submission
from plans.models import Plan


@dataclass(frozen=True)
class LeavingFacts:
    """The newest of each; `has_receipt` is about the newest submission."""

    publication: Publication | None
    submission: Submission | None
    has_receipt: bool
    extension: Extension | None

    @property
    def is_published(self) -> bool:
        """Whether decided words are public: a draft is put before residents, not published."""
        return self.publication is not None and not self.publication.is_draft


def facts_of(plan: Plan) -> LeavingFacts:
    """Four queries, however much was published and sent."""
    submission = plan.submissions.select_related("version").first()
    return LeavingFacts(
        plan.publications.select_related("version").defer("body", "version__document").first(),
        submission,
        submission is not None and submission.acknowledgements.exists(),
        plan.extensions.first(),
    )
