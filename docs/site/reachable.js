// What scrolls sideways must be reachable by keyboard.
for (const box of document.querySelectorAll("pre, .table-wrapper, div.math")) {
  box.tabIndex = 0;
}
