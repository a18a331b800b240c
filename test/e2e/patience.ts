// A whole story of waits on a busy machine; each wait has a limit of its own (browser.ts).
jest.setTimeout(180_000);
