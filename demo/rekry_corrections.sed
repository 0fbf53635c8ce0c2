# What a person who knows the recruitment system corrects in its proposed map: what was noted, filed
# and changed there tells of one candidate only and goes with the candidate's own row.
/^  \(candidate\|note\|document\|edit_history\):/,/^    fields:/{
  s/because: .*/because: "tells of this candidate only"\n    delete_rows: true/
}
