"""Addresses of a plan's amendments."""

from django.urls import path

from approvals.amendments import views
from plans.urls import PLAN

urlpatterns = [
    path(f"{PLAN}/amendments/", views.amendments, name="amendments"),
    path(f"{PLAN}/amendments/order/", views.amendments_order, name="amendments_order"),
    path(f"{PLAN}/amendments/lodge/<int:passage>/", views.amendment_lodge, name="amendment_lodge"),
    path(
        f"{PLAN}/amendments/<int:amendment>/withdraw/",
        views.amendment_withdraw,
        name="amendment_withdraw",
    ),
    path(
        f"{PLAN}/amendments/<int:amendment>/advise/",
        views.amendment_advise,
        name="amendment_advise",
    ),
]
