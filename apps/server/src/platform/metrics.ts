import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Prometheus metrics of one process. Labels are route names, job names and codes: never an id, never a person. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'liuliang_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly undeclaredRefusals = new Counter({
    name: 'liuliang_undeclared_refusals_total',
    help: 'Refusals that the contract does not know, by route and code: a fault of ours.',
    labelNames: ['route', 'code'],
    registers: [this.registry],
  });
  readonly jobs = new Counter({
    name: 'liuliang_jobs_total',
    help: 'Runs of jobs, by name and outcome.',
    labelNames: ['job', 'outcome'],
    registers: [this.registry],
  });
  readonly outboxWaiting = new Gauge({
    name: 'liuliang_outbox_waiting',
    help: 'Outbox events not yet published.',
    registers: [this.registry],
  });
  readonly outboxFailures = new Counter({
    name: 'liuliang_outbox_failures_total',
    help: 'Events that a consumer could not handle, by consumer; each is handed out again.',
    labelNames: ['consumer'],
    registers: [this.registry],
  });
  readonly auditOk = new Gauge({
    name: 'liuliang_ledger_audit_ok',
    help: '1 when the last ledger audit found every invariant to hold.',
    registers: [this.registry],
  });
  readonly transactionRetries = new Counter({
    name: 'liuliang_transaction_retries_total',
    help: 'Whole transactions run again after a lock conflict, by name.',
    labelNames: ['transaction'],
    registers: [this.registry],
  });

  /** @param statements how many the process has asked its database, counted where they are asked */
  constructor(statements: () => number = () => 0) {
    new Gauge({
      name: 'liuliang_statements_total',
      help: 'Statements asked of the database, without those that begin and end transactions.',
      registers: [this.registry],
      collect() {
        this.set(statements());
      },
    });
    collectDefaultMetrics({ register: this.registry });
  }
}
