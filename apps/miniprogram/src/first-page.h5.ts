// The first screen comes with the app itself, not in a file that is fetched after it.
import './pages/home/index';
