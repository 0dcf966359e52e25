"""Owns the addresses of bodies, meetings, protocols and imports."""

from django.urls import path

from meetings.views import (
    approval,
    body,
    desk,
    draft,
    draft_saving,
    edit,
    files,
    home,
    imports,
    meeting,
    people,
    protocol,
    style,
)
from meetings.views.draft_phrases import draft_phrases
from meetings.views.papers import meeting_paper
from meetings.views.paste import clean_paste
from meetings.views.phrases import phrases

urlpatterns = [
    path("", home.home, name="home"),
    path("protocols/", home.protocols, name="protocols"),
    path("desk/", desk.desk, name="desk"),
    path("paste/", clean_paste, name="clean_paste"),
    path("import/", imports.choose_body, name="choose_import"),
    path("bodies/new/", body.new_body, name="new_body"),
    path("bodies/<slug:slug>/", body.body_page, name="body"),
    path("bodies/<slug:slug>/edit/", body.edit_body, name="edit_body"),
    path("bodies/<slug:slug>/style/", style.edit_body_style, name="edit_body_style"),
    path("bodies/<slug:slug>/phrases/", phrases, name="phrases"),
    path("bodies/<slug:slug>/members/", people.members, name="members"),
    path("bodies/<slug:slug>/members/new/", people.new_member, name="new_member"),
    path("bodies/<slug:slug>/meetings/new/", meeting.new_meeting, name="new_meeting"),
    path("bodies/<slug:slug>/import/", imports.import_protocol, name="import"),
    path("members/<int:pk>/", people.edit_member, name="edit_member"),
    path("members/<int:pk>/person/", people.edit_person, name="edit_person"),
    path("meetings/<int:pk>/", meeting.meeting_page, name="meeting"),
    path("meetings/<int:pk>/draft/", draft.draft, name="draft"),
    path("meetings/<int:pk>/draft/parts/<slug:part>/", draft.draft_part, name="draft_part"),
    path("meetings/<int:pk>/draft/people/<int:row>/", draft.draft_person, name="draft_person"),
    path("meetings/<int:pk>/draft/paper/", draft.draft_paper, name="draft_paper"),
    path("meetings/<int:pk>/draft/marks/", draft.draft_marks, name="draft_marks"),
    path("meetings/<int:pk>/draft/phrases/", draft_phrases, name="draft_phrases"),
    path("meetings/<int:pk>/draft/field/", draft_saving.draft_field, name="draft_field"),
    path("meetings/<int:pk>/draft/deed/", draft_saving.draft_deed, name="draft_deed"),
    path("meetings/<int:pk>/approval/", approval.approvals, name="approvals"),
    path("approvals/<int:pk>/", approval.approval, name="approval"),
    path("meetings/<int:pk>/changes/", meeting.meeting_changes, name="meeting_changes"),
    path("meetings/<int:pk>/delete/", meeting.delete_meeting, name="delete_meeting"),
    path("meetings/<int:pk>/issue/", protocol.issue, name="issue"),
    path("meetings/<int:pk>/style/", style.edit_style, name="edit_style"),
    path("meetings/<int:pk>/items/<int:position>/", edit.edit_item, name="edit_item"),
    path("meetings/<int:pk>/edit/<slug:part>/", edit.edit_part, name="edit_part"),
    path("meetings/<int:pk>/protocol.<slug:name>", files.draft_file, name="draft_file"),
    path("meetings/<int:pk>/papers/<slug:paper>.<slug:name>", meeting_paper, name="meeting_paper"),
    path("protocols/<int:pk>/", protocol.protocol_page, name="protocol"),
    path("protocols/<int:pk>/publish/", protocol.publish_protocol, name="publish"),
    path("protocols/<int:pk>/protocol.<slug:name>", files.edition_file, name="edition_file"),
]
