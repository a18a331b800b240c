import type { Resource } from '../../platform/resource';
import { home } from '../home/member-home';

const affected = new Set<Resource<never>>();

/** Says that a resource shows points, so that it is asked for again after they have changed. */
export function showsPoints<T>(resource: Resource<T>): Resource<T> {
  affected.add(resource as Resource<never>);
  return resource;
}

/** Points were spent, given or given back: every screen with a figure of points has to ask again. */
export function pointsChanged(): void {
  home.outdate();
  affected.forEach((resource) => resource.outdate());
}
