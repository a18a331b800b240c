import type { about as zhAbout, help as zhHelp } from './words.zh';
import type { Translated } from '../../translated';

export const help: Translated<typeof zhHelp> = {
  title: 'Help',
  questions: [
    {
      ask: 'When do my points arrive?',
      answer:
        'At once, or some days after you pay: until then they are pending. The points page says which day for each.',
    },
    {
      ask: 'Do points expire?',
      answer:
        'Those with an end do. The first to end are used first, and the first screen and the points page say the day ahead.',
    },
    {
      ask: 'What happens to points when I return something?',
      answer:
        'What the returned part had earned is taken back. What happens to points that are used already is under How to earn on the points page.',
    },
    {
      ask: 'How do I collect a gift?',
      answer:
        'Show the pickup code in any store. Your points are used when you take it; until then you can cancel.',
    },
    {
      ask: 'I sent a code to the wrong person',
      answer:
        'As long as nobody accepted, take the points back under “Points given and received”: they return at once and the code stops working. What was accepted cannot be taken back.',
    },
    {
      ask: 'How do I keep my tier?',
      answer:
        'The tier page says what is missing and until when. Before it falls, the first screen and a message say so.',
    },
    {
      ask: 'Can the store see my number?',
      answer: 'Never in full. And you can export or erase your data whenever you like.',
    },
  ],
  more: 'Still stuck? Ask in any store; they look it up for you.',
};

export const about: Translated<typeof zhAbout> = {
  title: 'About',
  run: (brand) => `Membership is run by ${brand}.`,
  terms: 'Terms',
  data: 'My data and privacy',
};
