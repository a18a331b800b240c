export { JOB_DRIVER, type JobDriver } from './driver';
export { InProcessDriver } from './in-process.driver';
export { job, sweepJob, type Job, type JobHandler } from './job';
export { lapseDue, lapseJob } from './lapse';
export { Jobs, type JobStatus } from './jobs.service';
export { sealDue, sealJob } from './seal';
export { reportOf, sweep, type Sweep, type Swept } from './sweep';
export { renewedLease, WorkOff } from './work-off';
