"""Where the bare app's pages are."""

from django.urls import path

from bench import bare, bare_writing

urlpatterns = [
    path("sign-in/", bare.sign_in),
    path("paragraphs/<int:passage>/<int:note>/", bare.paragraph),
    path("answers/<int:note>/", bare.answer),
    path("history/<int:plan>/", bare.history),
    path("compare/<int:plan>/", bare.compare),
    path("plans/<int:council>/", bare.plans),
    path("page/<int:plan>/", bare_writing.page),
    path("public/<int:plan>/", bare.public),
]
