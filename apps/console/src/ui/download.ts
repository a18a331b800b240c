/** Hands a text to the browser as a file. */
export function saveText(fileName: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its own hold of the data by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
