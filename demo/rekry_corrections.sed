# What a person who knows the recruitment system corrects in its proposed map: a pair of type and id
# leads from notes, documents and history to candidates (100), which stands nowhere in the database.
/^  \(note\|document\|edit_history\):/,/^    fields:/{
  s/holds: person/holds: detail/
  s/subject: .*/subject: candidate/
  s/because: .*/because: "tells of this candidate only"\n    delete_rows: true/
}
/^links:/{
  a\  - {from: note, columns: [item_id], to: candidate, to_columns: [candidate_id], means: belongs, kind: polymorphic, where_column: item_type, where_value: "100"}
  a\  - {from: document, columns: [item_id], to: candidate, to_columns: [candidate_id], means: belongs, kind: polymorphic, where_column: item_type, where_value: "100"}
  a\  - {from: edit_history, columns: [item_id], to: candidate, to_columns: [candidate_id], means: belongs, kind: polymorphic, where_column: item_type, where_value: "100"}
}
