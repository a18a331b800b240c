import { requestDemo } from './demo.h5';
import type { IdentityProvider } from './sign-in.port';
import { chosenPerson } from './person.h5';

/** A browser has no WeChat behind it: in the demo, the sandbox vouches for the person chosen on the first page. */
export const identity: IdentityProvider = {
  loginCode: async () => {
    const person = chosenPerson();
    return person === null ? null : requestDemo('/demo/login-code', person);
  },
};
