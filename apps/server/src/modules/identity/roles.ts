import { grantedRoles } from '../../platform/areas';

/** Roles that an operator can have. What each may do is said by the areas (`grants` in their manifests). */
export const roleNames: readonly string[] = ['owner', ...grantedRoles];
