"""Owns the addresses of bodies, meetings, protocols and imports."""

from django.urls import path, register_converter

from meetings.views import (
    acknowledgement,
    annulment,
    approval,
    archive,
    body,
    bundles,
    corrections,
    desk,
    draft,
    draft_history,
    draft_known,
    draft_saving,
    edit,
    execution,
    execution_link,
    execution_task,
    extracts,
    files,
    home,
    imports,
    meeting,
    people,
    protocol,
    public_edition,
    publication,
    search,
    signatures,
    start,
    style,
    tasks,
    verify,
)
from meetings.views.draft_import import draft_import
from meetings.views.draft_phrases import draft_phrases
from meetings.views.draft_pulse import draft_pulse
from meetings.views.draft_undo import draft_undo
from meetings.views.papers import meeting_paper
from meetings.views.paste import clean_paste
from meetings.views.phrases import phrases


class YearConverter:
    """A year of an archive address; «0000» is none, for a calendar neither."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04}"


class DayConverter(YearConverter):
    """A day within a year, counted where it had several meetings; meetings without a day too (models.archive)."""

    regex = "(?:[0-9]{2}-[0-9]{2}|bez-daty)(?:-[0-9]+)?"

    def to_python(self, value: str) -> str:  # type: ignore[override]
        return value

    def to_url(self, value: int | str) -> str:
        return str(value)


register_converter(YearConverter, "year")
register_converter(DayConverter, "day")

urlpatterns = [
    path("", home.home, name="home"),
    path("v/", verify.verify, name="verify"),
    path("v/file/", verify.verified_file, name="verify_file"),
    path("v/<str:code>/", verify.verified, name="verify_code"),
    path("protocols/", home.protocols, name="protocols"),
    path("search/", search.search, name="search"),
    path("search/facets/", search.search_facets, name="search_facets"),
    path("search/suggestions/", search.search_suggestions, name="search_suggestions"),
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
    path("bodies/<slug:slug>/meetings/new/", start.new_meeting, name="new_meeting"),
    path("bodies/<slug:slug>/meetings/start/", start.start_now, name="start_now"),
    path("bodies/<slug:slug>/import/", imports.import_protocol, name="import"),
    path("members/<int:pk>/", people.edit_member, name="edit_member"),
    path("members/<int:pk>/person/", people.edit_person, name="edit_person"),
    path("meetings/<int:pk>/", meeting.meeting_page, name="meeting"),
    path("meetings/<int:pk>/draft/", draft.draft, name="draft"),
    path("meetings/<int:pk>/draft/parts/<slug:part>/", draft.draft_part, name="draft_part"),
    path("meetings/<int:pk>/draft/people/<int:row>/", draft.draft_person, name="draft_person"),
    path("meetings/<int:pk>/draft/later/<int:item>/", draft.draft_later, name="draft_later"),
    path("meetings/<int:pk>/draft/known/", draft_known.draft_known, name="draft_known"),
    path("meetings/<int:pk>/draft/paper/", draft.draft_paper, name="draft_paper"),
    path("meetings/<int:pk>/draft/marks/", draft.draft_marks, name="draft_marks"),
    path("meetings/<int:pk>/draft/phrases/", draft_phrases, name="draft_phrases"),
    path("meetings/<int:pk>/draft/import/", draft_import, name="draft_import"),
    path("meetings/<int:pk>/draft/field/", draft_saving.draft_field, name="draft_field"),
    path("meetings/<int:pk>/draft/deed/", draft_saving.draft_deed, name="draft_deed"),
    path("meetings/<int:pk>/draft/undo/", draft_undo, name="draft_undo"),
    path("meetings/<int:pk>/draft/pulse/", draft_pulse, name="draft_pulse"),
    path("meetings/<int:pk>/draft/history/", draft_history.draft_history, name="draft_history"),
    path("meetings/<int:pk>/draft/values/<str:field>/", draft_history.draft_field_history, name="draft_field_history"),
    path("meetings/<int:pk>/draft/history/compare/", draft_history.draft_compare, name="draft_compare"),
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
    path("protocols/<int:pk>/publish/", publication.publish_protocol, name="publish"),
    path("protocols/<int:pk>/acknowledgement/", acknowledgement.acknowledgement, name="acknowledgement"),
    path("protocols/<int:pk>/sign/", signatures.sign, name="sign"),
    path("protocols/<int:pk>/signatures/", signatures.signatures, name="signatures"),
    path("protocols/<int:pk>/signature-file/", signatures.upload_signature, name="upload_signature"),
    path("signatures/<int:pk>/scan/", signatures.signature_file, name="signature_file"),
    path("protocols/<int:pk>/changes/", corrections.edition_changes, name="edition_changes"),
    path("protocols/<int:pk>/public/", public_edition.public_edition, name="public_edition"),
    path("protocols/<int:pk>/public.<slug:name>", public_edition.public_file, name="public_file"),
    path("protocols/<int:pk>/annul/", annulment.annul_edition, name="annul_edition"),
    path("protocols/<int:pk>/extract/", extracts.new_extract, name="new_extract"),
    path("bodies/<slug:slug>/extracts/", extracts.extracts, name="extracts"),
    path("bodies/<slug:slug>/tasks/", tasks.task_sheets, name="task_sheets"),
    path("bodies/<slug:slug>/tasks/sheet.<slug:name>", tasks.task_sheet, name="task_sheet"),
    path("bodies/<slug:slug>/execution/", execution.body_tasks, name="body_tasks"),
    path("bodies/<slug:slug>/execution/deed/", execution.body_tasks_deed, name="body_tasks_deed"),
    path("bodies/<slug:slug>/execution/progress.<slug:name>", execution.progress_paper, name="progress_paper"),
    path("tasks/<int:pk>/", execution_task.task_page, name="task"),
    path("tasks/<int:pk>/edit/", execution_task.edit_task, name="edit_task"),
    path("tasks/files/<int:pk>/", execution_task.task_file, name="task_file"),
    path("t/<str:token>/", execution_link.task_link, name="task_link"),
    path("bodies/<slug:slug>/protocols-<year:year>.zip", bundles.body_bundle, name="body_bundle"),
    path("protocols/<int:pk>/protocol.zip", bundles.edition_bundle, name="edition_bundle"),
    path("extracts/<int:pk>/", extracts.extract_page, name="extract"),
    path("extracts/<int:pk>/annul/", extracts.annul, name="annul_extract"),
    path("extracts/<int:pk>/extract.<slug:name>", extracts.extract_file, name="extract_file"),
    path("protocols/<int:pk>/protocol.<slug:name>", files.edition_file, name="edition_file"),
]

_MEETING = "<slug:slug>/<year:year>/<day:day>/"
#: Lasting addresses at the root, beside those of the portal (docs/decisions/0016): the project includes them last.
archive_patterns = [
    path("<slug:slug>/", archive.archive_body, name="archive_body"),
    path("<slug:slug>/<year:year>/", archive.archive_year, name="archive_year"),
    path(_MEETING, archive.archive_meeting, name="archive_meeting"),
    path(f"{_MEETING}print/", archive.archive_print, name="archive_print"),
    path(f"{_MEETING}protocol.pdf", archive.archive_pdf, name="archive_pdf"),
    path(f"{_MEETING}<str:item>/", archive.archive_place, name="archive_place"),
    path(f"{_MEETING}<str:item>/<str:decision>/", archive.archive_place, name="archive_place"),
    path(f"{_MEETING}<str:item>/<str:decision>/<str:point>/", archive.archive_place, name="archive_place"),
]
