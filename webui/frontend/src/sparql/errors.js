// Shows in the query where an error is.

let marks = [];

/** Mark the line, and from the column on the word, at which the endpoint found an error; `null` takes the mark away. */
export function markError(yasqe, refused) {
  for (const mark of marks) mark.clear();
  marks = [];
  if (!refused?.line) return;
  const line = Math.min(refused.line, yasqe.lineCount()) - 1;
  const handle = yasqe.addLineClass(line, "background", "wrong-line");
  marks.push({ clear: () => yasqe.removeLineClass(handle, "background", "wrong-line") });
  if (refused.column) {
    const doc = yasqe.getDoc();
    const ch = Math.max(0, Math.min(refused.column, doc.getLine(line).length) - 1);
    marks.push(doc.markText({ line, ch }, { line, ch: ch + 1 }, { className: "wrong-place" }));
    doc.setCursor({ line, ch });
  }
}

/** What a refusal says: its message, and the line and column if it has them as members or in its words. */
export function readRefusal(body, status) {
  let refused;
  try {
    const { error, line, column } = JSON.parse(body);
    refused = { message: error, line, column };
  } catch {
    refused = { message: body || `The endpoint answered ${status}.` };
  }
  const place = /\b(?:line )?(\d+)(?::|, column )(\d+)/.exec(refused.message ?? "");
  return place && !refused.line ? { ...refused, line: Number(place[1]), column: Number(place[2]) } : refused;
}
