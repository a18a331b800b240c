export { Effects, mark, type Effect, type Mark, type Marks, type Subjects } from './effects';
