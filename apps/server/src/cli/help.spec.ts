import { parseCommandLine } from './arguments';
import { commands } from './commands';
import { helpFor } from './help';

const help = (line: string) => helpFor(parseCommandLine(line.split(' ')));

it('tells how every command is called, and runs none', () => {
  for (const { name, usage } of commands) {
    expect(help(`${name} --help`)).toEqual({ text: `Usage: npm run -s cli -- ${usage}\n`, code: 0 });
    expect(help(`${name} word --json --help`)).toMatchObject({ code: 0 });
    expect(help(name)).toBeNull();
  }
});

it('lists the commands for whoever asks, and for whoever names none of them', () => {
  for (const line of ['help', '--help', '']) expect(help(line)).toMatchObject({ code: 0 });
  expect(help('adit --brand islet')).toMatchObject({ code: 1, text: expect.stringContaining('  audit') });
});
