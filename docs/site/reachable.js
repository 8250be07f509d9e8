// What scrolls sideways must be reachable by keyboard.
for (const box of document.querySelectorAll("pre, .table-wrapper, div.math")) {
  box.tabIndex = 0;
}
// The theme marks captions of the table of contents as headings and does not say of which level.
for (const caption of document.querySelectorAll(".caption[role=heading]")) {
  caption.setAttribute("aria-level", "2");
}
