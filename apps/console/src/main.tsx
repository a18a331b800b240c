// First: what comes after it may make styles as soon as it is loaded.
import './app/style-word';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Entrance, firstScreen } from './app/entrance';
import { Providers } from './app/providers';
import './ui/tokens.css';
import './ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const draw = () =>
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <Entrance />
      </Providers>
    </StrictMode>,
  );
// The splash stands until there is something to put in its place, be it that the rest could not be had.
firstScreen().then(draw, draw);
