import { Component, type PropsWithChildren } from 'react';
import { tellFault } from '../../platform/faults';
import { ErrorState } from '../../ui/states';

/** What a person reads when the app itself has a fault: a sentence and another try, never an empty page. */
export class Boundary extends Component<PropsWithChildren, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown) {
    tellFault('error', error);
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <ErrorState
        problem={{ code: 'UNEXPECTED', requestId: null }}
        onRetry={() => this.setState({ hasFailed: false })}
      />
    );
  }
}
