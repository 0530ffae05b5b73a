"""Addresses of the statement page and of its claims."""

from django.urls import path

from minetrace.desk.statement import comparing, elsewhere, taking, views

urlpatterns = [
    path("sources/<str:source_id>/", views.statement, name="source"),
    path("sources/<str:source_id>/original/", views.original, name="source_original"),
    path("sources/<str:source_id>/reread/", views.reread, name="source_reread"),
    path("sources/<str:source_id>/elsewhere/", elsewhere.elsewhere, name="source_elsewhere"),
    path("claims/<str:claim_id>/", views.claim, name="claim"),
    path("claims/<str:claim_id>/right/", views.right, name="claim_right"),
    path("claims/<str:claim_id>/misread/", views.misread, name="claim_misread"),
    path("claims/<str:claim_id>/otherwise/", views.otherwise, name="claim_otherwise"),
    path("claims/<str:claim_id>/undo/", views.undo, name="claim_undo"),
    path("claims/<str:claim_id>/take/", taking.take, name="claim_take"),
    path("claims/<str:claim_id>/matrix/", taking.into_matrix, name="claim_matrix"),
    path("claims/<str:claim_id>/same/", taking.same, name="claim_same"),
    path("claims/<str:claim_id>/not-same/", taking.not_same, name="claim_not_same"),
    path("claims/<str:claim_id>/compare/", comparing.compare, name="claim_compare"),
]
