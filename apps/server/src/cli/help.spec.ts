import { parseCommandLine } from './arguments';
import { commands } from './commands';
import { chosenBy } from './help';

const chosen = (line: string) => chosenBy(parseCommandLine(line.split(' ')));

it('tells how every command is called, and runs none', () => {
  for (const command of commands) {
    const { name, usage } = command;
    expect(chosen(`${name} --help`)).toEqual({ text: `Usage: npm run -s cli -- ${usage}\n`, code: 0 });
    expect(chosen(`${name} word --json --help`)).toMatchObject({ code: 0 });
    expect(chosen(`${name} word --json`)).toBe(command);
  }
});

it('lists the commands for whoever asks, and for whoever names none of them', () => {
  for (const line of ['help', '--help', '']) expect(chosen(line)).toMatchObject({ code: 0 });
  expect(chosen('adit --brand islet')).toMatchObject({ code: 1, text: expect.stringContaining('  audit') });
});
