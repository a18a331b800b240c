/** What deploy/Dockerfile says of the image that runs, for those steps to be taken without a container engine. */

/** The last stage: what is copied where, its variables, and the commands that it runs. */
export function imageOf(dockerfile) {
  const text = dockerfile.replace(/\\\n\s*/g, ' ');
  const last = text.slice(text.lastIndexOf('\nFROM ') + 1).split('\n');
  const lines = (word) =>
    last.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const command = (line) => JSON.parse(line.slice(line.indexOf('[')));
  return {
    copies: lines('COPY')
      .map((line) => /^--from=(\w+) \/app\/(\S+) (\S+)$/.exec(line))
      .map(([, stage, from, to]) => ({ stage, from, to })),
    env: Object.fromEntries(
      lines('ENV')
        .join(' ')
        .split(/\s+/)
        .map((pair) => pair.split('=')),
    ),
    user: lines('USER').at(-1),
    health: command(lines('HEALTHCHECK').join(' ')),
    command: command(lines('CMD').at(-1)),
  };
}
