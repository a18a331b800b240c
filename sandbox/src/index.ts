export { createSandbox, type Sandbox } from './sandbox';
export type { SandboxApp, SandboxClock, SandboxLimits, SandboxOptions, SandboxRandom } from './options';
export type { IssuedCodeView, PersonView, SandboxControl } from './control';
export { ControlError } from './control-error';
export type { Fault } from './faults';
export type { PersonInput, SandboxPhone } from './people';
export type { SentMessage } from './subscriptions';
export { PATHS as SANDBOX_PATHS } from './world';
