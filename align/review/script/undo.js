// Undo, over all actions.

function undo() {
  edit.leave();
  const action = review.undo();
  if (!action) return notice.say("Nothing to undo");
  const [first] = action.rows;
  if (first) move.to(first[0], { focus: true });
  if (action.notice) notice.hide(action.notice); // it says how to undo this
  notice.say(`Undone: ${action.label}`);
  if (action.kept) {
    notice.show("undo", `${action.kept} of the rows changed in another tab since then; they stay as they are.`);
  }
}
