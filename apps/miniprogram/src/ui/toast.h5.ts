const SHOWN_MS = 2_000;

/** A short word that something was done, read aloud too. Refusals never come this way: they stay on the screen. */
export function toast(title: string): void {
  document.querySelectorAll('.toast').forEach((older) => older.remove());
  const note = document.createElement('div');
  note.className = 'toast';
  note.setAttribute('role', 'status');
  note.textContent = title;
  document.body.append(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}
